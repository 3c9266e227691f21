"""What is held and what is missing, in figures."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.issue import IssueMeta
from gongbao.cache.store import Store
from gongbao.numbers.coverage import Broken, PublicationCoverage, build, of_ledger


@dataclass
class Article:
    bulletin: ArticleMeta
    url: str = "a.html"


@dataclass
class Page:
    meta: IssueMeta


@dataclass
class Publication:
    issues: tuple[Page, ...]
    gaps: object = None


LEDGER = {
    "source": {"name": "a.txt"},
    "articles": [{}, {}],
    "places": [{"characters": 100}, {"characters": 11}],
    "dropped": [{"text": "页 眉"}, {"text": "-"}],
    "joins": [{}],
    "flags": [
        {"line": 7, "text": "一项一项", "rule": "doubled-word"},
        {"line": 9, "text": "说到一半", "rule": "unfinished-paragraph"},
    ],
}


def test_a_ledger_is_summed_up_and_broken_places_are_named() -> None:
    source = of_ledger(LEDGER)
    assert (source.articles, source.characters, source.dropped, source.joins, source.flags) == (
        2,
        111,
        3,
        1,
        2,
    )
    assert source.broken == (Broken(9, "说到一半", "段落中断"),)


def test_figures_and_sources_that_nothing_came_of(tmp_path: Path) -> None:
    (tmp_path / "content" / "x").mkdir(parents=True)
    (tmp_path / "content" / "x" / "ingest.json").write_text(json.dumps(LEDGER), encoding="utf-8")
    (tmp_path / "sources").mkdir()
    for name in ("a.txt", "b.pdf", "a.toml", ".hidden"):
        (tmp_path / "sources" / name).touch()
    articles = [
        Article(ArticleMeta("甲", "a", date="2018-05-16", doc_number="甲府发〔2018〕1号")),
        Article(ArticleMeta("乙", "b", date="2017-01-01")),
        Article(ArticleMeta("丙", "c")),
    ]
    coverage = build(articles, (), tmp_path / "content", tmp_path / "sources")
    assert (coverage.first, coverage.last, coverage.undated, coverage.numbered) == (
        "2017-01-01",
        "2018-05-16",
        1,
        1,
    )
    assert coverage.unread == ("b.pdf",)
    assert [s.name for s in coverage.sources] == ["a.txt"]


def test_a_publication_runs_from_its_first_issue_to_its_last_supplements_aside(tmp_path: Path) -> None:
    def page(issue: str, total: str | None, published: str) -> Page:
        return Page(IssueMeta("g", "公报", 2018, issue, total, published))

    pages = (
        page("z1", None, "2018-12-31"),
        page("7", "77", "2018-07-30"),
        page("4", "74", "2018-04-30"),
        page("5-6", "75-76", "2018-06-30"),
    )
    (covered,) = build([], [Publication(pages)], tmp_path, None).publications
    assert (covered.first.meta.issue, covered.last.meta.issue) == ("4", "7")


def test_what_is_known_of_a_source_does_not_name_words_of_a_text_that_was_taken_down(tmp_path: Path) -> None:
    """Lines of the withdrawn text alone are left out, first and last; ledgers that did not change are not read again."""
    rules = ("unfinished-paragraph", "numbering-gap", "mixed", "contents-without-heading", "scanned-page",
             "unreadable-character", "wrong-reading", "doubled-word")  # fmt: skip
    flags = [{"line": 3 * n, "text": f"第{n}处", "rule": rule} for n, rule in enumerate(rules, 1)]
    ledger = tmp_path / "content" / "x" / "ingest.json"
    ledger.parent.mkdir(parents=True)
    ledger.write_text(json.dumps({**LEDGER, "flags": flags}), encoding="utf-8")
    gone = {"withdrawn": "2024-05-01", "source_lines": "6-9, 12"}
    articles = [
        Article(ArticleMeta("甲", "a", source="a.txt", **gone)),  # type: ignore[arg-type]
        Article(ArticleMeta("乙", "b", source="b.txt", withdrawn="2024-05-01", source_lines="15")),
        Article(ArticleMeta("丙", "c", source="a.txt", source_lines="18")),
        Article(ArticleMeta("丁", "d", source="a.txt", withdrawn="2024-05-01")),
    ]
    results = Store(tmp_path / "results.sqlite")
    try:
        first = build(articles, (), tmp_path / "content", None, results)
        (source,) = first.sources
        assert [(b.line, b.text, b.what) for b in source.broken] == [
            (3, "第1处", "段落中断"),
            (15, "第5处", "整页是图像，没有文字"),
            (18, "第6处", "有无法识读的字符"),
            (21, "第7处", "有些行读出来是乱码"),
        ]
        assert (source.flags, source.name, first.unread) == (8, "a.txt", ())
        os.utime(ledger, (1, 1))
        assert build(articles, (), tmp_path / "content", None, results) == first
        assert build(articles, (), tmp_path / "content", None, results) == first
        ledger.write_text(json.dumps({**LEDGER, "flags": []}), encoding="utf-8")
        (source,) = build(articles, (), tmp_path / "content", None, results).sources
        assert source.broken == ()
    finally:
        results.close()


def test_what_a_publication_lacks_is_what_it_says_and_a_supplement_alone_counts() -> None:
    supplement = Page(IssueMeta("g", "公报", 2018, "z1", None, "2018-12-31"))
    covered = PublicationCoverage(Publication((supplement,), gaps="lacks"))
    assert (covered.first, covered.last, covered.gaps) == (supplement, supplement, "lacks")
