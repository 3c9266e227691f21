"""The benchmark's own sums, since figures that are wrong are worse than none."""

import gzip
import json
from pathlib import Path

from benchmarks.search import corpus, counted
from benchmarks.search.command import percentile, quality

TEXTS = [
    corpus.Text("盐业改革", ("第一条 为了改革盐业", "第二条")),
    corpus.Text("出生缺陷", ("三级干预，盐",)),
]


def test_recall_precision_and_exact_answers_are_means_over_queries() -> None:
    wanted = [{1, 2}, {3}, {4}]
    assert quality([{1, 2}, {3}, {4}], wanted) == (1, 1, 1)
    assert quality([{1}, set(), {4, 5}], wanted) == (0.5, (1 + 1 + 0.5) / 3, 0)


def test_the_95th_percentile_is_the_value_that_95_of_a_hundred_stay_below() -> None:
    assert percentile(list(range(100)), 0.95) == 95
    assert percentile([7], 0.95) == 7


def test_the_plain_scan_looks_within_paragraphs() -> None:
    assert list(corpus.scan(TEXTS, ["盐", "改革", "业第", "三级干预"])) == [{0, 1}, {0}, set(), {1}]


def test_substrings_are_runs_of_han_characters_that_stand_somewhere() -> None:
    drawn = corpus.substrings(TEXTS, 100, seed=1)
    assert all(corpus.scan(TEXTS, drawn))
    assert all("一" <= character <= "龥" for text in drawn for character in text)
    assert {len(text) for text in drawn} == {1, 2, 3, 4, 5, 6}


def test_a_corpus_grows_by_recombining_and_shrinks_by_cutting() -> None:
    assert corpus.sized(TEXTS, 1) == TEXTS[:1]
    grown = corpus.sized(TEXTS, 20)
    assert grown[:2] == TEXTS and len(grown) == 20
    known = {p for text in TEXTS for p in text.paragraphs}
    assert all(set(text.paragraphs) <= known for text in grown)
    assert corpus.sized(TEXTS, 20) == grown


def test_a_corpus_is_read_from_json_lines_gzipped_or_not(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "title": "题 目", "body": "甲  乙\n\n丙\u2028丁\n"}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(line + "\n", encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((line + "\n").encode()))
    for name in ("a.jsonl", "a.jsonl.gz"):
        assert corpus.read(tmp_path / name) == [corpus.Text("题 目", ("甲 乙", "丙", "丁"))]


def test_what_queries_load_is_summed_by_kind_and_wrong_answers_are_told() -> None:
    rows = [
        {
            "query": "盐",
            "total": 2,
            "wanted": 2,
            "bytes": {"s1": 3000, "texts": 1000},
            "files": {"s1": 2, "texts": 1},
        },
        {"query": "业", "total": 1, "wanted": 2, "bytes": {"s1": 1000}, "files": {"s1": 1}},
    ]
    lines = counted.table({"before": 44_900, "rows": rows}).splitlines()
    assert "| s1 | 2.0 | 2.0 | 1.5 | 1.5 |" in lines
    assert "| texts | 0.5 | 0.5 | 0.5 | 0.5 |" in lines
    assert "| all | 2.5 | 2.5 | 2 | 2.0 |" in lines
    assert lines[-1].startswith("before the first query: 44.9 kB; 2 queries, 1 with")
