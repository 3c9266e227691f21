"""Every noise rule fires on its own examples and leaves alone what looks alike; none slips in without both."""

import re

import pytest
from gongbao.ingest.clean import chrome, noise
from gongbao.ingest.clean.rule import Rule
from gongbao.ingest.model.lines import Line
from gongbao.ingest.words import table

RULES = list(noise.RULES)
IDS = [f"{n}-{rule.name}" for n, rule in enumerate(RULES)]
CHROME = table("chrome")["line"]


def lines_of(text: str) -> list[Line]:
    return [Line(n, line, tuple(range(len(line)))) for n, line in enumerate(text.split("\n"), start=1)]


def after(rule: Rule, text: str) -> tuple[str, int]:
    """Apply one rule; return what it leaves, and how many characters it dropped that are not blank."""
    if rule.scope == "lines" and rule is not chrome.RELATED:
        gone = set(rule.lines(lines_of(text), {}))
        kept = [line for at, line in enumerate(lines_of(text)) if at not in gone]
        dropped = [line for at, line in enumerate(lines_of(text)) if at in gone]
    else:
        kept, drops = noise._apply(rule, lines_of(text))
        dropped = [drop.line for drop in drops]
    held = "\n".join(line.text for line in kept)
    return held, sum(len("".join(line.text.split())) for line in dropped)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_fires_on_its_examples(rule: Rule) -> None:
    assert rule.fires
    for example in rule.fires:
        assert example.text != example.left
        left, _ = after(rule, example.text)
        assert left.strip("\n") == example.left


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_leaves_alone_what_looks_alike(rule: Rule) -> None:
    assert rule.leaves
    for text in rule.leaves:
        assert after(rule, text) == (text, 0)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_does_one_thing_and_says_what(rule: Rule) -> None:
    assert sum(1 for work in (rule.characters, rule.form, rule.lines) if work) == 1
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert len(rule.what) > 10


@pytest.mark.parametrize("entry", CHROME, ids=[entry["what"] for entry in CHROME])
def test_a_line_of_a_page_is_known_and_what_looks_alike_is_not(entry: dict[str, str]) -> None:
    parts = re.split(r"(?<=】)\s+", entry["fires"])
    assert all(re.fullmatch(entry["is"], part) for part in parts)
    assert chrome.is_chrome(entry["fires"])
    assert not chrome.is_chrome(entry["leaves"])


def test_a_row_of_many_parts_is_read_from_both_ends() -> None:
    assert chrome.is_chrome("发布时间：2020-03-05 来源：县政府办公室 浏览次数：12 【打印】【关闭】")
    assert not chrome.is_chrome("来源：甲 " * 20 + "的通知。")
