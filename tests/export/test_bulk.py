"""The bulk data hold everything once, a file for each year; what was a file of its own before is found there."""

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gongbao.export import bulk
from gongbao.handover import markdown
from gongbao.issues.rendered import Block
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
    assert markdown.of_line(line).encode() == (ROOT / "content/qijiang-gongbao/2018-05" / name).read_bytes()


def test_the_markdown_of_every_document_is_made_of_its_line(archive_site: Path, sample_site: Path) -> None:
    for site, content in (
        (sample_site, ROOT / "content"),
        (archive_site, ROOT / "tests/site/archive/content"),
    ):
        held = {p.name: p.read_bytes() for p in content.rglob("*.md")}
        for url, line in rows(site).items():
            name = f"{Path(url).stem}.md"
            if "withdrawn" not in line and name in held:
                assert markdown.of_line(line).encode() == held[name], url


@pytest.mark.parametrize(
    ("texts", "body", "told"),
    [
        (["甲", "乙"], "甲\n\n乙\n", [None, None]),
        (["一、甲", "1.乙"], "## 一、甲\n\n1\\.乙\n", ["## 一、甲", "1\\.乙"]),
        (["甲", "乙", "丙"], "- 甲\n- 乙\n\n丙\n", ["- 甲\n- 乙", "", None]),
        (["甲", "乙"], "甲\n\n\n乙\n", ["甲\n\n\n乙", ""]),
        (["甲", "乙"], "甲\n\n[1]: b.html\n\n乙\n", ["甲\n\n[1]: b.html", None]),
        (["甲", "乙"], "![](a.png)\n\n甲\n\n乙\n", ["![](a.png)\n\n甲", None]),
        (["甲"], "甲\n\n[1]: b.html\n", ["甲\n\n[1]: b.html"]),
        (["甲", "甲", "乙"], "甲\n\n甲\n\n乙\n", [None, None, None]),
        (["甲", "乙", "甲"], "**甲**\n\n乙\n\n甲\n", ["**甲**", None, None]),
        ([], "![](a.png)\n", ["![](a.png)"]),
        ([], "", []),
    ],
)
def test_paragraphs_have_the_markdown_that_their_words_do_not_say(
    texts: list[str], body: str, told: list[str | None]
) -> None:
    found = bulk.paragraphs([Block(f"p{at}", "paragraph", text) for at, text in enumerate(texts)], body)
    assert [one.get("markdown") for one in found] == told
    whole = markdown.of_line({"header": "Title: 甲", "text": found})
    assert whole == f"Title: 甲\n\n{body}" if body else whole == "Title: 甲\n"


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
        forms = {".md": markdown.of_line(line), ".bib": line["bibtex"], ".ris": line["ris"]}
        assert forms[path.suffix].encode() == files[name]


def test_a_document_without_any_date_has_a_place() -> None:
    meta = type("Meta", (), {"year": None, "date": None})()
    article = type("Article", (), {"url": "documents/a.html", "bulletin": meta})()
    (year,) = bulk.years([article])
    assert (year.name, year.url, year.label) == ("undated", "data/undated.jsonl.gz", "年份不详")
