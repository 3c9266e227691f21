"""The references of the sample archive, held against what careful readers found in the five sources."""

import json
from collections import Counter
from pathlib import Path

import pytest
from gongbao.bulletin import article, references
from gongbao.bulletin.fold import fold
from gongbao.bulletin.identity import number_of
from gongbao.bulletin.number import parse
from gongbao.bulletin.references import Reference
from gongbao.issues.markup import Renderer

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = json.loads(Path(__file__).with_name("expected_references.json").read_text(encoding="utf-8"))
# The readers' words → our relations.
RELATIONS = {
    **dict.fromkeys(("依据", "贯彻", "贯彻落实", "按照执行", "依法", "落实", "围绕", "实施"), "basis"),
    **dict.fromkeys(("拟定", "草拟", "制定", "出台"), "enacts"),
    **{"印发": "issues", "废止": "repeals", "修订": "amends", "提及": "mentions"},
}
# What stays different, and why: a book (《x革命史》) is no document; 《…体系》 is read as one, as two others are; the
# readers of one source write 提及 where the text says 制定, those of another 制定.
MISSED = ["x革命史"]
EXTRA = ["健康指标体系"]
OTHER_RELATION = ["九龙坡区城市管理局2018年春夏火灾防控工作方案"]

Key = tuple[str, str | None]


def found(source: str) -> list[Reference]:
    renderer = Renderer()
    result = []
    for path in sorted((ROOT / "content").rglob("*.md")):
        if path.name == "issue.md":
            continue
        meta, body = article.load(path.read_text(encoding="utf-8"))
        if meta.source == source:
            own = number_of(meta)
            blocks = renderer.render(body).blocks
            result += [r for r in references.find(blocks, title=meta.title) if not (own and r.number == own)]
    return result


def key_of(title: str | None, number: str | None) -> Key:
    parsed = parse(number or "")
    return ("", parsed.key) if parsed else (fold(title or ""), number)


def test_every_reference_of_the_five_sources_is_found_and_none_invented(
    capsys: pytest.CaptureFixture[str],
) -> None:
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    lines, right, all_found, all_expected = [], 0, 0, 0
    for source, expected in EXPECTED.items():
        wanted = Counter(key_of(e["title"], e["number"]) for e in expected)
        got = Counter(key_of(r.title, str(r.number) if r.number else r.masked) for r in found(source))
        hits = sum((wanted & got).values())
        lines.append(f"{source}: {hits} of {wanted.total()} expected, {got.total()} found")
        right, all_found, all_expected = right + hits, all_found + got.total(), all_expected + wanted.total()
        missed.update({k[0] or str(k[1]): n for k, n in (wanted - got).items()})
        extra.update({k[0] or str(k[1]): n for k, n in (got - wanted).items()})
    lines.append(f"precision {right / all_found:.3f}, recall {right / all_expected:.3f}")
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert sorted(missed.elements()) == MISSED
    assert sorted(extra.elements()) == EXTRA


def test_relations_are_those_of_the_readers() -> None:
    wrong = []
    for source, expected in EXPECTED.items():
        got: dict[Key, list[str]] = {}
        for r in found(source):
            got.setdefault(key_of(r.title, str(r.number) if r.number else r.masked), []).append(r.relation)
        for e in expected:
            relations = got.get(key_of(e["title"], e["number"]), [])
            if e["relation"] and RELATIONS[e["relation"]] not in relations:
                wrong.append(e["title"])
    assert wrong == OTHER_RELATION


def test_numbers_are_read_together_with_the_titles_beside_them() -> None:
    titles = {
        key_of(r.title, str(r.number) if r.number else None): r.title
        for s in EXPECTED
        for r in found(s)
        if r.number
    }
    for e in (e for expected in EXPECTED.values() for e in expected):
        if e["number"] and e["title"]:
            assert fold(titles[key_of(e["title"], e["number"])] or "") == fold(e["title"])
