"""What is written: read back as a client would, it is what the tokenizer says of the documents."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from plugins.search import tokenizer
from plugins.search.document import Document, Filter, Paragraph, Schema, Sort
from tests.search.making import TINY, TITLE_AND_BODY, document, folder_of_variants, make_index, real_documents
from tests.search.test_codes import decode

FOLDER = folder_of_variants()


def read(folder: Path, name: str) -> object:
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    match = re.fullmatch(r'Gongbao\.data\("([^"]+)",(.*)\);\n', text, re.S)
    assert match and match[1] == name
    return json.loads(match[2])


def rows(folder: Path, root: str) -> list[list[str]]:
    """Return the rows of a tree, in order, and check that each stands where its directories say."""
    found: list[list[str]] = []
    for line in filter(None, root.split("\n")):
        first, _, directory = line.split(" ")
        lines = str(read(folder, directory)).split("\n")
        assert lines[0].split(" ")[0] == first
        for shard_line in lines:
            term, _, shard = shard_line.split(" ")
            part = [row.split(" ") for row in str(read(folder, shard)).split("\n")]
            assert part[0][0] == term
            found += part
    assert [r[0] for r in found] == sorted((r[0] for r in found), key=tokenizer.utf16_key)
    return found


def gaps(text: str) -> list[int]:
    numbers, last = [], -1
    for gap in decode(text):
        last += gap + 1
        numbers.append(last)
    return numbers


def read_postings(
    folder: Path,
) -> tuple[dict[str, Counter[tuple[int, int]]], dict[str, set[tuple[int, int]]]]:
    """Return for each term its frequency in (document, field), and its positions as (document, position)."""
    manifest = read(folder, "manifest")
    assert isinstance(manifest, dict)
    frequencies: dict[str, Counter[tuple[int, int]]] = {}
    positions: dict[str, set[tuple[int, int]]] = {}
    for term, head, documents, numbers, rest in rows(folder, manifest["terms"]):
        holders, kind = decode(head)
        counts = frequencies.setdefault(term, Counter())
        stream = iter(decode(numbers))
        totals = []
        for d in gaps(documents):
            first = next(stream)
            only_main = {manifest["main"]: first // 2 + 1}
            mine = {f: next(stream) + 1 for f in range(8) if first >> 1 >> f & 1} if first % 2 else only_main
            totals.append((d, sum(mine.values())))
            counts.update({(d, f): n for f, n in mine.items()})
        if kind == 0:
            places = iter(decode(rest))
            for d, n in totals:
                at = -1
                for _ in range(n):
                    at += next(places) + 1
                    positions.setdefault(term, set()).add((d, at))
        else:
            assert len(decode(rest)) == len(totals)
        assert holders >= len(counts)
    for term, documents, counts_text, places_text in rows(folder, manifest["positions"]):
        places = iter(decode(places_text))
        for d, n in zip(gaps(documents), decode(counts_text), strict=True):
            at = -1
            for _ in range(n + 1):
                at += next(places) + 1
                positions.setdefault(term, set()).add((d, at))
    return frequencies, positions


def test_the_written_postings_are_those_of_the_documents(tmp_path: Path) -> None:
    documents = real_documents(60_000)
    report = make_index(tmp_path, documents)
    frequencies, positions = read_postings(tmp_path)

    wanted_frequencies: dict[str, Counter[tuple[int, int]]] = {}
    wanted_positions: dict[str, set[tuple[int, int]]] = {}
    for number, one in enumerate(documents):
        folded = [FOLDER.fold(p.text) for p in one.paragraphs]
        units = list(tokenizer.units(folded))
        title = sum(1 for _ in tokenizer.units(folded[:1]))
        boundary = units[title].position if title < len(units) else 1 << 30
        pairs = {(a.position) for a, b in pairwise(units)
                 if a.kind == b.kind == "han" and a.position + 1 == b.position}  # fmt: skip
        for term, at in tokenizer.terms(folded):
            wanted_frequencies.setdefault(term, Counter())[number, 0 if at < boundary else 1] += 1
            inner = at in pairs and at - 1 in pairs
            if not (tokenizer.is_han(term) and inner):
                wanted_positions.setdefault(term, set()).add((number, at))
    assert frequencies == wanted_frequencies
    assert positions == wanted_positions
    assert report.terms == len(frequencies)
    assert report.documents == len(documents) > 20


def test_the_manifest_says_how_many_terms_each_field_has(tmp_path: Path) -> None:
    make_index(tmp_path, [document("盐业", "改革"), document("甲", "盐业 改革2018")])
    manifest = read(tmp_path, "manifest")
    assert isinstance(manifest, dict)
    # 盐 盐业 业 · 甲; 改 改革 革 · 盐 盐业 业 改 改革 革 2018
    assert [f["terms"] for f in manifest["fields"]] == [4, 10]
    assert manifest["documents"] == 2


def test_no_script_is_much_longer_than_asked_for(tmp_path: Path) -> None:
    make_index(tmp_path, real_documents(60_000))
    manifest = read(tmp_path, "manifest")
    assert isinstance(manifest, dict)
    directories = [line.split(" ")[2] for line in manifest["terms"].split("\n")]
    shards = [line.split(" ")[2] for name in directories for line in str(read(tmp_path, name)).split("\n")]
    assert len(directories) > 20 and len(shards) > 300
    # One row may be a little longer than a shard should be: its head comes on top.
    assert max(len(str(read(tmp_path, name)).encode()) for name in shards) < 1.1 * TINY.shard_bytes
    assert max(len(str(read(tmp_path, name)).encode()) for name in directories) <= TINY.directory_bytes


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_index(tmp_path / name, real_documents(20_000))
    assert {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()
    }


def test_a_document_more_changes_only_the_scripts_that_hold_its_terms(tmp_path: Path) -> None:
    documents = real_documents(100_000)
    make_index(tmp_path / "before", documents)
    make_index(tmp_path / "after", [*documents, document("綦江新讯", "全新的一篇")])
    before, after = ({p.name for p in (tmp_path / name).iterdir()} for name in ("before", "after"))
    assert len(after - before) < 40
    assert len(before & after) > 0.9 * len(before)


def test_scripts_of_earlier_builds_are_removed_and_those_that_stay_are_not_touched(tmp_path: Path) -> None:
    make_index(tmp_path, [document("甲", "盐业改革"), document("乙", "出生缺陷")])
    stamps = {p.name: p.stat().st_mtime_ns for p in tmp_path.iterdir()}
    make_index(tmp_path, [document("甲", "盐业改革")])
    left = {p.name: p.stat().st_mtime_ns for p in tmp_path.iterdir()}
    assert any(name not in left for name in stamps)
    same = [name for name in left if stamps.get(name) == left[name]]
    assert "lunr.js" in same


def test_an_index_of_nothing_is_an_index(tmp_path: Path) -> None:
    assert make_index(tmp_path, []).documents == 0
    manifest = read(tmp_path, "manifest")
    assert isinstance(manifest, dict) and manifest["terms"] == ""


def test_documents_without_any_text_keep_their_number(tmp_path: Path) -> None:
    make_index(tmp_path, [document("，", "。"), document("甲", ""), Document("x", (), ("x",))])
    frequencies, _ = read_postings(tmp_path)
    assert frequencies == {"甲": Counter({(1, 0): 1})}


def test_values_of_filters_are_numbered_as_they_come_so_that_new_ones_change_no_old_table(
    tmp_path: Path,
) -> None:
    schema = Schema(
        TITLE_AND_BODY.fields, (Filter("agency", "机关"),), (Sort("date", "日期", True),), ("title",), TINY
    )
    old = [document(f"第{n}篇", "文", filters=(("乙局", "甲局"),), sorts=("2018",)) for n in range(14)]
    new = document("新篇", "文", filters=(("丙局",),), sorts=("",))
    make_index(tmp_path / "a", old, schema)
    make_index(tmp_path / "b", [*old, new], schema)
    a, b = read(tmp_path / "a", "manifest"), read(tmp_path / "b", "manifest")
    assert isinstance(a, dict) and isinstance(b, dict)
    assert read(tmp_path / "b", b["values"]) == [["乙局", "甲局", "丙局"]]
    assert a["tables"][0] == b["tables"][0]


def test_texts_cannot_end_the_script_that_holds_them(tmp_path: Path) -> None:
    nasty = '</script><script>alert(1)</script> \u2028\u2029 \ud800 \\" \x00'
    make_index(tmp_path, [Document("x", (Paragraph(0, "", "题"), Paragraph(1, "", nasty)), ("题",))])
    scripts = [p.read_text(encoding="utf-8") for p in tmp_path.glob("*.js") if p.stem != "lunr"]
    assert not any("</script" in s or "\u2028" in s or "\u2029" in s for s in scripts)
