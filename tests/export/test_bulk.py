"""The bulk data hold everything once, a file for each year; what was a file of its own before is found there."""

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gongbao.export import bulk
from gongbao.workshop import ROOT


def rows(site: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted((site / "data").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found |= {row["url"]: row for row in map(json.loads, lines)}
    return found


def test_every_article_has_a_line_with_all_that_is_known_of_it(sample_site: Path) -> None:
    listed = json.loads((sample_site / "catalogue.json").read_text(encoding="utf-8"))["articles"]
    held = rows(sample_site)
    assert sorted(held) == sorted(row["url"] for row in listed)
    for record in listed:
        line = held[record["url"]]
        assert {name: line[name] for name in record} == record
        own = json.loads((sample_site / record["url"]).with_suffix(".json").read_text(encoding="utf-8"))
        assert {name: line[name] for name in own} == own
        assert sum(len("".join(t["text"].split())) for t in line["text"]) == record["characters"]


def test_the_markdown_is_the_archives_own(sample_site: Path) -> None:
    name = "qijiang-fufa-2018-18.md"
    line = rows(sample_site)["qijiang-gongbao/2018/05/qijiang-fufa-2018-18.html"]
    assert line["markdown"].encode() == (ROOT / "content/qijiang-gongbao/2018-05" / name).read_bytes()


def test_the_same_lines_are_the_same_bytes_and_name_no_time() -> None:
    lines = [{"title": "甲"}, {"title": "乙"}, {"title": "丙"}]
    packed = bulk.pack([bulk.piece(lines[:2]), bulk.piece(lines[2:])])
    assert packed == bulk.pack([bulk.piece(lines[:2]), bulk.piece(lines[2:])])
    assert packed[4:8] == bytes(4)
    # One member, which every reader of gzip takes, its sum included.
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert reader.decompress(packed).decode() == '{"title":"甲"}\n{"title":"乙"}\n{"title":"丙"}\n'
    assert reader.eof and not reader.unused_data
    assert gzip.decompress(bulk.pack([])) == b""


def test_the_page_of_data_offers_each_file(sample_site: Path) -> None:
    text = (sample_site / "data/index.html").read_text(encoding="utf-8")
    for path in (sample_site / "data").glob("*.gz"):
        assert f'href="{path.name}"' in text


def test_an_archive_published_with_a_file_for_each_form_goes_on_without_breaking_an_address(
    small_site: Callable[..., Path],
) -> None:
    """Built once as archives were before, with its addresses recorded, and then as they are now."""
    before = small_site(
        {}, archive=True, EXPORT_FORMATS=["json", "md", "bib", "ris", "csv"], WHOLE_ISSUES=True
    )
    files = {p.relative_to(before).as_posix(): p.read_bytes() for p in before.rglob("*") if p.is_file()}
    pages = "".join(f"{name}\n" for name in sorted(files) if name.endswith(".html"))
    after = small_site({"addresses.txt": pages}, archive=True)
    gone = {name for name in files if not (after / name).is_file()}
    # Search scripts are named by their content and belong to one build.
    gone = {name for name in gone if not name.startswith(("search/", "offline/"))}
    assert {Path(name).suffix for name in gone} == {".md", ".bib", ".ris"}
    held = rows(after)
    for name in gone:
        path = Path(name)
        line = held[path.with_suffix(".html").as_posix()]
        form = {".md": "markdown", ".bib": "bibtex", ".ris": "ris"}[path.suffix]
        assert line[form].encode() == files[name]


def test_a_document_without_any_date_has_a_place() -> None:
    meta = type("Meta", (), {"year": None, "date": None})()
    article = type("Article", (), {"url": "documents/a.html", "bulletin": meta})()
    (year,) = bulk.years([article])
    assert (year.name, year.url, year.label) == ("undated", "data/undated.jsonl.gz", "年份不详")
