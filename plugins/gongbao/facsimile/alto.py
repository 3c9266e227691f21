"""A page as data: ALTO, the libraries' form for the words of a page and their places, and plain text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from gongbao.bulletin.fold import drop_invisible
from gongbao.bulletin.markup import MERGED

from .album import Page
from .ledger import Box, Ledger, Row

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-2.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
# What no XML may hold, and the marks that ingest sets around raised and struck words.
_NOT_PRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def document(ledger: Ledger, page: Page) -> bytes:
    """Return the ALTO document (4.2) of a page, in pixels of its picture for reading.

    A block is a line of the text as read (a paragraph, a row of a table), a line a printed row or a cell.
    """
    alto = etree.Element(
        f"{{{NAMESPACE}}}alto",
        {f"{{{_XSI}}}schemaLocation": f"{NAMESPACE} {_SCHEMA}"},
        nsmap={None: NAMESPACE, "xsi": _XSI},
    )
    description = _add(alto, "Description")
    _add(description, "MeasurementUnit").text = "pixel"
    _add(_add(description, "sourceImageInformation"), "fileName").text = page.url.rpartition("/")[2]
    printed = {"PRINTED_IMG_NR": str(page.printed)} if page.printed else {}
    size = {"HEIGHT": str(page.height), "WIDTH": str(page.width)}
    sheet = _add(
        _add(alto, "Layout"),
        "Page",
        ID=f"page{page.number}",
        PHYSICAL_IMG_NR=str(page.number),
        **printed,
        **size,
    )
    space = _add(sheet, "PrintSpace", HPOS="0", VPOS="0", **size)
    for line, rows in _blocks(ledger, page.number):
        block = _add(
            space, "TextBlock", ID=f"block{line}", **_place(page, _around([row.box for row, _ in rows]))
        )
        for at, (row, words) in enumerate(rows, start=1):
            place = _place(page, row.box)
            sure = {} if row.sure is None else {"WC": f"{row.sure:g}"}
            _add(
                _add(block, "TextLine", ID=f"line{line}-{at}", **place),
                "String",
                ID=f"string{line}-{at}",
                CONTENT=words,
                **place,
                **sure,
            )
    data: bytes = etree.tostring(alto, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def text(ledger: Ledger, page: Page) -> str:
    """Return the words of a page as read, a paragraph or a row of a table on a line."""
    lines = []
    for line, rows in _blocks(ledger, page.number):
        mark = "\t" if "\t" in ledger.lines[line - 1] else ""
        lines.append(mark.join(words for _, words in rows))
    return "".join(f"{line}\n" for line in lines)


def _blocks(ledger: Ledger, number: int) -> Iterator[tuple[int, list[tuple[Row, str]]]]:
    for line, rows in groupby(ledger.by_page.get(number, ()), key=lambda row: row.line):
        printed = [(row, _words(ledger.lines[line - 1][row.start : row.end])) for row in rows]
        if found := [(row, words) for row, words in printed if words and words not in MERGED]:
            yield line, found


def _words(text: str) -> str:
    return " ".join(drop_invisible(_NOT_PRINTED.sub("", text)).split())


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(feet)


def _place(page: Page, box: Box) -> dict[str, str]:
    left, top = round(box[0] * page.width), round(box[1] * page.height)
    right, foot = round(box[2] * page.width), round(box[3] * page.height)
    return {"HPOS": str(left), "VPOS": str(top), "WIDTH": str(right - left), "HEIGHT": str(foot - top)}


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
