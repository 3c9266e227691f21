"""A PDF of an issue holds every word of it, in fonts of its own, with an outline, and leads to nothing on this disk."""

import os
import re
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from gongbao.offline import pdf
from gongbao.workshop import ROOT
from lxml import html

ISSUES = ["2024-01", "2024-03"]


def path_of(packed: Path, issue: str) -> Path:
    return packed / "dist" / f"yunling-gongbao-{issue}.pdf"


def print_page(packed: Path, issue: str) -> html.HtmlElement:
    year, number = issue.split("-")
    # The copy for the disk has the whole issue in one page, of which the PDF is made.
    with zipfile.ZipFile(packed / "dist" / "archive.zip") as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(f"yunling-gongbao/{year}/{number}/print.html")]
        data = archive.read(name)
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad]+", "", text)


def text_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        # Without the number at the foot of each page.
        return [re.sub(r"—\d+—", "", squeezed(page.get_textpage().get_text_range())) for page in document]


def outline(packed: Path, issue: str) -> list[tuple[str, int]]:
    """Return the entries of the outline, each with the page that it leads to."""
    with pypdfium2.PdfDocument(path_of(packed, issue)) as document:
        return [(squeezed(entry.get_title()), entry.get_dest().get_index()) for entry in document.get_toc()]


def titles(packed: Path, issue: str) -> list[str]:
    found = print_page(packed, issue).xpath("//article//*[@class='paper-title']")
    return [squeezed(title.text_content()) for title in found]


@pytest.mark.parametrize("issue", ISSUES)
def test_every_paragraph_of_the_issue_is_in_the_pdf_in_its_order(packed: Path, issue: str) -> None:
    page = print_page(packed, issue)
    # Links to a place on the screen are not printed.
    for link in page.xpath("//a[contains(@class, 'to-paragraph')]"):
        link.drop_tree()
    wanted = [
        text
        for paragraph in page.xpath("//article//p[not(ancestor::table or ancestor::footer)]")
        if (text := squeezed(paragraph.text_content()))
    ]
    first = dict(reversed(outline(packed, issue)))[titles(packed, issue)[0]]
    text, at = "".join(text_of(path_of(packed, issue))[first:]), 0
    for paragraph in wanted:
        assert paragraph in text[at:], paragraph
        at = text.index(paragraph, at) + len(paragraph)
    assert len(wanted) > 10
    # Feet and tables are painted when the other words of the page are; that they are there is what can be told.
    for other in page.xpath("//article//footer/p | //article//table//tr/*"):
        assert squeezed(other.text_content()) in text


@pytest.mark.parametrize("issue", ISSUES)
def test_its_outline_has_the_title_of_every_document_and_leads_to_its_page(packed: Path, issue: str) -> None:
    pages = text_of(path_of(packed, issue))
    entries = iter(outline(packed, issue))
    for title in titles(packed, issue):
        leads_to = next((page for entry, page in entries if entry == title), None)
        assert leads_to is not None, title
        assert title in pages[leads_to]


@pytest.mark.parametrize("issue", ISSUES)
def test_its_contents_name_the_page_of_every_document(packed: Path, issue: str) -> None:
    pages = text_of(path_of(packed, issue))
    first = dict(reversed(outline(packed, issue)))[titles(packed, issue)[0]]
    contents = "".join(pages[1:first])
    for title in titles(packed, issue):
        number = re.search(re.escape(title) + r"\.+(\d+)", contents)
        assert number, (title, contents)
        assert title in pages[int(number[1]) - 1]


@pytest.mark.parametrize("issue", ISSUES)
def test_every_font_is_embedded_and_every_page_is_a4(packed: Path, issue: str) -> None:
    fonts = {}
    for page in pypdf.PdfReader(path_of(packed, issue)).pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            fonts[descendant["/BaseFont"]] = {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert fonts
    assert all(fonts.values()), fonts


@pytest.mark.parametrize("issue", ISSUES)
def test_its_pages_are_about_as_many_as_its_text_needs(packed: Path, issue: str) -> None:
    page = print_page(packed, issue)
    documents = page.xpath("//article")
    parts = page.xpath("//article//section[contains(@class, 'attachment')]")
    characters = len(squeezed("".join(d.text_content() for d in documents)))
    count = len(text_of(path_of(packed, issue)))
    # A cover, contents, and a new page for each document and attachment; a full page holds some 1,300 characters.
    least = 2 + len(documents)
    assert least <= count <= least + len(parts) + 1 + characters // 400


def test_it_says_what_it_is(packed: Path) -> None:
    reader = pypdf.PdfReader(path_of(packed, "2024-03"))
    assert reader.metadata.title == "云岭县人民政府公报2024年第3期（总第43期）"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("issue", ISSUES)
def test_no_link_leads_to_a_disk(packed: Path, issue: str) -> None:
    for page in pypdf.PdfReader(path_of(packed, issue)).pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get_object().get("/A", {})
            assert action.get("/URI", "https://").startswith(("https://", "http://", "mailto:"))


@pytest.mark.parametrize(
    ("address", "href"),
    [("https://example.org/g/p/2024/03/print.html", "https://example.org/g/number/a.html#x"), ("", None)],
)
def test_a_link_to_another_page_leads_to_the_site_or_is_plain_text(address: str, href: str | None) -> None:
    page = b'<html><head><title>t</title></head><body><a href="../../../number/a.html#x">\xe7\x94\xb2</a><a href="#a1">1</a></body></html>'
    links = html.document_fromstring(pdf.prepared(page, "t", address, "")).xpath("//a")
    assert [link.get("href") for link in links] == [href, "#a1"]


def test_without_a_chinese_font_no_pdf_of_boxes_is_made_but_one_line_says_what_is_missing(
    tmp_path: Path,
) -> None:
    nothing = tmp_path / "fonts.conf"
    (tmp_path / "fonts").mkdir()
    nothing.write_text(
        f"<fontconfig><dir>{tmp_path}/fonts</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    done = subprocess.run(
        [sys.executable, "-c", "from gongbao.offline import extras; print(extras.missing('PDF'))"],
        cwd=ROOT, env={**os.environ, "FONTCONFIG_FILE": str(nothing), "PYTHONUTF8": "1"}, capture_output=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.startswith(
        "PDF is left out, since no Chinese font was found — to have it, run: sudo apt-get"
    )


def test_nothing_is_asked_of_the_net_while_a_pdf_is_set(tmp_path: Path) -> None:
    asked = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    page = tmp_path / "print.html"
    with HTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        page.write_text(
            f'<html lang="zh-CN"><head><title>t</title><link rel="stylesheet" href="{address}/a.css"></head>'
            f'<body>公报<img src="{address}/a.png"></body></html>',
            encoding="utf-8",
        )
        pdf.write(page, "公报", "", "", tmp_path / "a.pdf")
        server.shutdown()
        thread.join()
    assert text_of(tmp_path / "a.pdf") == ["公报"]
    assert asked == []


def test_a_character_that_no_font_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "print.html"
    page.write_text(
        '<html lang="zh-CN"><head><title>t</title></head><body>公报\U0010abcd</body></html>', "utf-8"
    )
    pdf.write(page, "公报", "", "", tmp_path / "a.pdf")
    assert capsys.readouterr().out == (
        "warning: a.pdf: no font of this machine has \U0010abcd, which come out as boxes\n"
    )
