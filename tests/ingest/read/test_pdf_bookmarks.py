"""Bookmarks of PDFs: which lines they name, and that they harm nothing where they lead nowhere or to themselves."""

import io
from pathlib import Path

import pypdf
from pypdf.generic import NameObject

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet, saved


def sheet_with(*marks: tuple[str, int]) -> Sheet:
    """Return two pages: a title over two lines and a heading, then a section and a title; marks: (title, level), a page each."""
    sheet = Sheet()
    for page, titles in enumerate((("甲县人民政府", "关于做好春耕工作的通知"), ("政策解读", "春耕补贴问答"))):
        if page:
            sheet.turn()
        for row, title in enumerate(titles):
            sheet.middle(TOP - 35 * row, title, 22)
        sheet.column(LEFT, TOP - 90, RIGHT - LEFT, [SENTENCE], 16)
        for title, level in marks[2 * page : 2 * page + 2]:
            key = f"{page}-{title}"
            sheet.canvas.bookmarkPage(key)
            sheet.canvas.addOutlineEntry(title, key, level)
    return sheet


MARKS = (("甲县人民政府关于做好春耕工作的通知", 0), ("没有这一行", 1), ("政策解读", 0), ("春耕补贴 问答", 1))


def test_the_lines_that_bookmarks_name_are_headings(tmp_path: Path) -> None:
    lines = sheet_with(*MARKS).source(tmp_path).lines
    assert [
        (line.text.strip(), line.hint) for line in lines if len(line.text) < 20 and line.text.strip()
    ] == [
        ("甲县人民政府", "h1"),
        ("关于做好春耕工作的通知", "h1"),
        ("政策解读", "h1"),
        ("春耕补贴问答", "h2"),
    ]


def test_a_bookmark_names_no_line_of_another_page(tmp_path: Path) -> None:
    lines = sheet_with(("政策解读", 0), ("春耕补贴问答", 0)).source(tmp_path).lines
    assert {line.hint for line in lines} == {""}


def test_bookmarks_that_lead_to_themselves_end(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sheet_with(*MARKS).data()))
    first = writer.root_object["/Outlines"]["/First"]
    for name in ("/Next", "/First"):
        first.get_object()[NameObject(name)] = first.indirect_reference
    stream = io.BytesIO()
    writer.write(stream)
    assert [line.text for line in saved(tmp_path, stream.getvalue()).lines if line.hint] == [
        "甲县人民政府",
        "关于做好春耕工作的通知",
    ]
