"""Whatever is done to a source, ingest raises nothing and loses no character."""

import json
import random
import re
from pathlib import Path

import pytest
from gongbao.ingest import pipeline as edition
from gongbao.ingest.model.source import Source, SourceError, SourceLine
from gongbao.ingest.write import files as layout
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SOURCES = sorted((Path(__file__).parents[2] / "sources").glob("*.txt"))
TEXTS = {path.name[:3]: path.read_text(encoding="utf-8").split("\n") for path in SOURCES}
MARKS = "，。；：、（）《》“”〔〕[]()【】,.;:—-△□*#|\t\u3000 \u200b\u00a0\f&<>"


def source_of(lines, name="mutated.txt"):
    return Source(
        name, "text", "utf-8", "0" * 64, tuple(SourceLine(n, text) for n, text in enumerate(lines, start=1))
    )


def characters(lines):
    return sum(1 for line in lines for c in line if not c.isspace())


def laid(lines):
    made = edition.make(source_of(lines))
    return made, layout.lay(made, layout.slugs_for(made, None, set()))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_ledger_sums_to_the_characters_of_the_source(name):
    _, files = laid(TEXTS[name])
    ledger = json.loads(files.files["ingest.json"])
    held = sum(place["characters"] for place in ledger["places"])
    dropped = sum(len("".join(entry["text"].split())) for entry in ledger["dropped"])
    assert held + dropped == ledger["source"]["characters"] == characters(TEXTS[name])


def test_the_ledger_counts_the_marks_that_are_set_wide():
    _made, files = laid(
        [
            "云岭县财政局关于增加拨款的通知",
            "",
            "各乡(镇)人民政府:",
            "",
            "拨款(第2批)共3,000元,见 https://yunling.example/a?b,c.",
        ]
    )
    [place] = json.loads(files.files["ingest.json"])["places"]
    text = next(text for name, text in files.files.items() if name.endswith(".md"))
    assert place["set_wide"] == 6
    assert "拨款（第2批）共3,000元，见" in text and "a?b,c" in text


def mutate(lines, seed, steps):
    rng = random.Random(seed)
    lines = list(lines)
    for _ in range(steps):
        if not lines:
            break
        at = rng.randrange(len(lines))
        action = rng.randrange(9)
        if action == 0:
            del lines[at]
        elif action == 1:
            lines.insert(at, lines[at])
        elif action == 2:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif action == 3 and lines[at]:
            cut = rng.randrange(len(lines[at]))
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        elif action == 4 and lines[at]:
            pos = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:pos] + rng.choice(MARKS) + lines[at][pos + 1 :]
        elif action == 5:
            del lines[at : at + rng.randrange(1, 40)]
        elif action == 6 and at + 1 < len(lines):
            lines[at : at + 2] = [lines[at] + lines[at + 1]]
        elif action == 7:
            lines[at] = rng.choice(MARKS) * rng.randrange(1, 4) + lines[at]
        else:
            lines.insert(
                at,
                rng.choice(
                    [
                        "",
                        "\f",
                        "附件",
                        "目录",
                        "— 3 —",
                        "抄送：",
                        "△",
                        "2018年5月9日",
                        "第5期",
                        "国务院令",
                        "第7号",
                        "# ",
                        "**",
                        "- ",
                    ]
                ),
            )
    return lines


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(TEXTS)),
    seed=st.integers(0, 2**32),
    steps=st.integers(1, 60),
    part=st.booleans(),
)
def test_a_mutated_source_raises_nothing_and_loses_no_character(name, seed, steps, part):
    lines = TEXTS[name]
    if part:
        start = random.Random(seed).randrange(len(lines))
        lines = lines[start : start + 200]
    lines = mutate(lines, seed, steps)
    if not characters(lines):
        return
    try:
        laid(lines)
    except SourceError as error:
        # A source of nothing but furniture, or of a head without a text, is the one thing that may be refused.
        assert re.search("furniture|no text|none of its texts", str(error))


@settings(max_examples=150)
@given(
    lines=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "",
                    "一、总则",
                    "附件1",
                    "附件：1. 表",
                    "第一条 为了",
                    "2018年5月6日",
                    "X县人民政府",
                    "云岭县人民政府",
                    "关于做好工作的通知",
                    "云府发〔2018〕3号",
                    "各乡镇：",
                    "抄送：县委。",
                    "县政府办公室 2018年5月6日印发",
                    "甲\t乙",
                    "\t丙",
                    "目录",
                    "1 总则",
                    "总则……3",
                    "主办：县政府",
                    "第3期（总第9期）",
                    "云岭县政报",
                    "△新闻",
                    "5月3日，开会。",
                    "记者 王二 李四",
                    "# 题",
                    "## 副题",
                ]
            ),
            st.text(max_size=60),
        )
    )
)
def test_any_lines_at_all_raise_nothing_and_lose_no_character(lines):
    lines = [c for line in lines for c in line.splitlines() or [""]]
    if not characters(lines):
        return
    try:
        laid(lines)
    except SourceError as error:
        assert re.search("furniture|no text|none of its texts", str(error))
