"""The pictures that lie on a sheet: which they are, from top to bottom, and what they are said to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongbao.bulletin.numerals import figures

from .book import Book

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Picture:
    """A picture: its part of the package, "" for one that lies elsewhere, and its description."""

    part: str
    words: str


def pictures_of(book: Book, drawing: str) -> Iterator[Picture]:
    """Give the pictures of a drawing in the order in which they lie on the sheet."""
    root = book.xml(drawing)
    relations = book.relations(drawing)
    for anchor in sorted(root, key=_corner) if root is not None else ():
        for picture in anchor.iter(f"{_D}pic"):
            shown = next(picture.iter(f"{_A}blip"), None)
            kind, part = relations.get(shown.get(f"{_R}embed", "") if shown is not None else "", ("", ""))
            if kind == "image":
                properties = next(picture.iter(f"{_D}cNvPr"), None)
                yield Picture(part, (properties.get("descr", "") if properties is not None else "").strip())


def _corner(anchor: etree._Element) -> tuple[int, int]:
    """Return row and column of an anchor's left upper corner; what is not tied to a cell comes first."""
    row, column = (figures(anchor.findtext(f"{_D}from/{_D}{name}", "").strip()) for name in ("row", "col"))
    return (-1 if row is None else row, -1 if column is None else column)
