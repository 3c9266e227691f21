"""What is written: read back as a client would, it is what the tokenizer says of the documents."""

import hashlib
import json
import os
import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from gongbao.search import packed, tokenizer
from gongbao.search.codes import encode_all
from gongbao.search.document import Document, Filter, Paragraph, Schema, Sort
from gongbao.search.segment import FORMAT
from gongbao.search.sizing import shard_size, sizes

from tests.search.making import TINY, TITLE_AND_BODY, document, folder_of_variants, make_index, real_documents
from tests.search.reading import read, read_postings, shards, tables
from tests.search.test_codes import decode

FOLDER = folder_of_variants()


def test_the_written_postings_are_those_of_the_documents(tmp_path: Path) -> None:
    # So many that the last bits of gaps stand apart in the first segment.
    short = [
        document(f"第{n}件", f"关于{chr(0x5000 + n % 70)}盐业{'改革' * (n % 3)}的事") for n in range(300)
    ]
    documents = [*short, *real_documents(60_000)]
    report = make_index(tmp_path, documents)
    assert read(tmp_path, "manifest")["segments"][0][1] > 256
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
    assert report.documents == len(documents) > 20


def test_the_manifest_says_how_many_terms_each_field_has(tmp_path: Path) -> None:
    make_index(tmp_path, [document("盐业", "改革"), document("甲", "盐业 改革2018")])
    manifest = read(tmp_path, "manifest")
    # 盐 盐业 业 · 甲; 改 改革 革 · 盐 盐业 业 改 改革 革 2018
    assert [f["terms"] for f in manifest["fields"]] == [4, 10]
    assert manifest["documents"] == 2


def test_no_script_is_much_longer_than_asked_for(tmp_path: Path) -> None:
    make_index(tmp_path, real_documents(60_000))
    found = [
        read(tmp_path, name) for segment in read(tmp_path, "manifest")["segments"] for name in shards(segment)
    ]
    assert len(found) > 300
    # One row may be a little longer than a shard should be: its head comes on top.
    assert max(len(rows.encode()) for rows, *_ in found) < 1.1 * TINY.shard_bytes


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.js")}


def test_the_same_documents_give_the_same_bytes_with_segments_kept_and_without(tmp_path: Path) -> None:
    documents = real_documents(20_000)
    kept = tmp_path / "kept"
    make_index(tmp_path / "a", documents)
    make_index(tmp_path / "b", documents[:-1], kept=kept)
    report = make_index(tmp_path / "c", documents, kept=kept)
    assert report.built == 1
    assert contents(tmp_path / "a") == contents(tmp_path / "c")
    assert make_index(tmp_path / "c", documents, kept=kept).built == 0
    # What no index used for long is not kept.
    (kept / "0123456789abcdef").mkdir()
    # What lies there besides, or where a link in its place leads, is somebody's.
    (kept / "letters").mkdir()
    for folder in [*kept.glob("*/*/*"), kept / "0123456789abcdef", kept / "letters"]:
        os.utime(folder, (0, 0))
    make_index(tmp_path / "c", documents, kept=kept)
    (kept / "letters").rmdir()
    (kept,) = kept.iterdir()
    used = {t["texts"][at : at + 8] for t in tables(tmp_path / "c") for at in range(0, len(t["texts"]), 8)}
    assert {p.name for p in (kept / "texts").iterdir()} == used
    assert len(list((kept / "terms").iterdir())) == len(used)


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", None], ids=["empty", "list", "object", "gone"])
@pytest.mark.parametrize("what", ["terms/*/*.json", "terms/*/*.npy", "postings/*/*.json"])
def test_what_is_kept_and_damaged_is_made_anew(tmp_path: Path, what: str, damage: bytes | None) -> None:
    documents = real_documents(5_000)
    make_index(tmp_path / "a", documents)
    make_index(tmp_path / "b", documents[:-1], kept=tmp_path / "kept")
    found = list(tmp_path.glob(f"kept/*/{what}"))
    assert found
    for path in found:
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(damage)
    make_index(tmp_path / "b", documents, kept=tmp_path / "kept")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_sizes_of_segments_follow_from_the_number_of_documents_and_stay_as_it_grows() -> None:
    assert sizes(0, 20) == []
    assert sizes(79, 20) == [79]
    assert sizes(80, 20) == [80]
    assert sizes(5000, 20) == [4960, 40]
    assert sizes(5039, 20) == [4960, 60, 19]
    assert sizes(5368, 20) == [5280, 80, 8]
    assert sizes(5383, 20) == [5280, 80, 23]
    rewritten = 0
    for count in range(1, 20_000):
        before, after = sizes(count - 1, 20), sizes(count, 20)
        assert sum(after) == count and len(after) <= 6
        same = sum(1 for a, b in zip(before, after, strict=False) if a == b)
        rewritten += sum(after[same:])
    # Every document is written some times over while the archive grows one by one, mostly in the young segment.
    assert rewritten / 20_000 < 60


def test_a_document_more_changes_the_young_segment_and_the_manifest_alone(tmp_path: Path) -> None:
    documents = real_documents(100_000)[:52]
    schema = replace(TITLE_AND_BODY, tuning=replace(TINY, shard_bytes=2_000, text_characters=1_000))
    make_index(tmp_path / "before", documents, schema)
    make_index(tmp_path / "after", [*documents, document("綦江新讯", "全新的一篇")], schema)
    before, after = contents(tmp_path / "before"), contents(tmp_path / "after")
    segments = read(tmp_path / "before", "manifest")["segments"][:-1]
    closed = [s[0] for s in segments]
    documents_closed, found = sum(s[1] for s in segments), 0
    for table in tables(tmp_path / "before"):
        for number, size in enumerate(decode(table["blocks"])):
            found += size
            if found <= documents_closed:
                closed.append(table["texts"][number * 8 : number * 8 + 8])
    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert "manifest.js" in differing and closed
    assert not [name for name in differing if name.split("/")[0] in closed]
    assert len(differing) < 0.4 * len(after)


def test_shards_grow_as_the_square_root_of_their_segment_and_shrink_in_very_large_ones() -> None:
    assert shard_size(20_000_000, 28_000) == shard_size(30_000_000, 28_000) == 28_000
    assert shard_size(680_000_000, 28_000) == shard_size(680_000_123, 28_000) == 14_000
    assert shard_size(5_000_000, 36_000) == shard_size(5_000_123, 36_000) == 18_000
    assert shard_size(200_000, 28_000) == 5_000
    assert shard_size(30_000, 36_000) == 2_000
    assert shard_size(90_000, 900) == 900


def test_the_young_segment_of_several_has_few_shards_however_large_it_is() -> None:
    for terms, size in ((30_000, 2_000), (100_000, 5_500), (300_000, 16_000)):
        assert shard_size(terms, 36_000, young=True) == size
    assert shard_size(900_000, 36_000, young=True) == 36_000


def test_what_is_written_for_the_same_documents_has_another_name_when_it_changes(tmp_path: Path) -> None:
    """Browsers keep a segment for good by its name: raise FORMAT, and then the sum below, when its scripts change."""
    make_index(tmp_path, real_documents(20_000))
    scripts = [path for path in sorted(tmp_path.rglob("*.js")) if path.stem not in ("manifest", "lunr")]
    data = [(path.stem, packed.read(path.read_bytes())[1]) for path in scripts]
    written = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]
    assert (FORMAT, written) == (19, "245dcc305c10374b")


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
    assert manifest["segments"] == []


def test_documents_without_any_text_keep_their_number(tmp_path: Path) -> None:
    make_index(tmp_path, [document("，", "。"), document("甲", ""), Document("x", (), ("x",))])
    frequencies, _ = read_postings(tmp_path)
    assert frequencies == {"甲": Counter({(1, 0): 1})}


def test_values_of_filters_stand_in_the_tables_of_their_documents(tmp_path: Path) -> None:
    schema = Schema(
        TITLE_AND_BODY.fields, (Filter("agency", "机关"),), (Sort("date", "日期", True),), ("title",), TINY
    )
    old = [document(f"第{n}篇", "文", filters=(("乙局", "甲局"),), sorts=("2018",)) for n in range(15)]
    make_index(tmp_path, [*old, document("新篇", "文", filters=(("丙局",),), sorts=("",))], schema)
    first, *_, young = tables(tmp_path)
    assert first["values"] == [["乙局", "甲局"]]
    assert young["values"] == [["丙局"]]
    # How many each document has, and which: 2 and 0 1 of eight documents.
    assert (first["counts"], first["filters"]) == ([encode_all([2] * 8)], [encode_all([0, 1] * 8)])
    assert (first["sorts"], young["sorts"][0][-1]) == ([["2018"] * 8], "")


def test_dates_to_sort_by_are_told_by_how_far_they_are_from_the_one_before(tmp_path: Path) -> None:
    """tests/search/js/index.test.mjs reads the same."""
    schema = Schema(TITLE_AND_BODY.fields, (), (Sort("date", "日期", True),), ("title",), TINY)
    keys = (
        "002016-000001-000001",
        "002016-000001-000031",
        "",
        "002018-000012-000031",
        "002016-000002-000001",
    )

    def sorts(*keys: str) -> list[object]:
        make_index(tmp_path, [document(f"第{n}篇", "文", sorts=(key,)) for n, key in enumerate(keys)], schema)
        [table] = tables(tmp_path)
        return list(table["sorts"])

    assert sorts(*keys) == [[2016, "$P0P1PQ:PP'"]]
    # No date, and none at all: kept as they are.
    for others in (("002018-000013-000001", keys[0]), ("", ""), ("002018", keys[0])):
        assert sorts(*others) == [list(others)]


def test_any_text_comes_back_and_none_can_end_the_script_that_holds_it(tmp_path: Path) -> None:
    nasty = '</script><script>alert(1)</script> \u2028\u2029 \ud800 \\" \x00 𠮷 é \ufeff'
    make_index(tmp_path, [Document("x", (Paragraph(0, "", "题"), Paragraph(1, "", nasty)), ("题",))])
    [table] = tables(tmp_path)
    assert read(tmp_path, f"{table['texts']}/0") == [[0, ["x", "题"], [[""], [1, 1], [nasty]]]]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 1000, 70_000])
def test_every_byte_can_stand_in_a_script(size: int) -> None:
    rng = random.Random(size)
    data = "".join(chr(rng.randrange(0x20, 0xD800)) for _ in range(size))
    script = packed.script("n", data, numbers=bool(size % 2))
    assert packed.read(script) == ("n", data)
    text = script.decode("utf-16-le").removeprefix('\ufeffGongbao.data("n","').removesuffix('");\n')
    assert not set(text) & set('"\\\r\n\u2028\u2029')
