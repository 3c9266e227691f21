"""Read the tables of a Word document: rows with merged cells, tables in cells, tables that only lay out the page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from gongbao.bulletin.markup import ABOVE, LEFT

from ...model.source import SourceObject
from ..cells import (
    cell_text,
    holds_data,
    inner_rows,
    is_cover,
    lines_above,
    row_line,
    side_by_side,
    with_words,
)
from .styles import Styles, draws_lines, value, w, whole

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_WIDEST_SPAN = 100
# A table in a cell of data is small; a table that holds tables of a page is its layout.
_LARGEST_INNER = 1500
_PAGE_BREAK = "\f"


@dataclass
class TableText:
    """A table as read: what stands before its rows, its rows as text, hint and the empty rows below, what its cells hold besides."""

    before: list[SourceObject] = field(default_factory=list)
    rows: list[tuple[str, str, int]] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)


class TableReader:
    """Reads tables; `nested` reads the blocks of a cell."""

    def __init__(self, nested: Callable[[etree._Element], Sequence[Any]], styles: Styles) -> None:
        self._nested = nested
        self._styles = styles

    def read(self, table: etree._Element) -> TableText:
        """Return the rows of a table, or all its blocks, cell by cell, where it only lays out the page."""
        found = TableText()
        rows = []
        for row in _below(table, "tr"):
            if row.find(f"{w('trPr')}/{w('del')}") is None:
                rows.append(row)
            else:
                words = "\t".join(
                    "".join(t.text or "" for t in cell.iter(w("t"), w("delText")))
                    for cell in _below(row, "tc")
                )
                found.before.append(SourceObject("deleted", text=words, rule="tracked-deletion"))
        cells = [list(_below(row, "tc")) for row in rows]
        # A box around paragraphs has one cell beside none.
        is_box = all(len(row) < 2 for row in cells)
        is_layout = is_box or not self._is_data(table, rows)
        if is_layout or any(is_cover([_printed(cell) for cell in row]) for row in cells):
            found.after = [one for row in cells for cell in row for one in self._nested(cell)]
            return found
        grid = [self._row(row, above, found) for above, row in enumerate(rows)]
        if lines := side_by_side(grid):
            found.rows = [(line, "", 0) for line in lines]
            return found
        over = lines_above(grid)
        found.rows = [(line, "", 0) for line in over]
        found.rows += [(row_line(row), "table", empty) for row, empty in with_words(grid[len(over) :])]
        return found

    def _row(self, row: etree._Element, above: int, found: TableText) -> list[str]:
        cells = [""] * _gap(row, "gridBefore")
        for cell in _below(row, "tc"):
            text = self._cell(cell, found)
            wide = min(max(whole(value(cell, "tcPr/gridSpan"), 1), 1), _WIDEST_SPAN)
            merged_down = value(cell, "tcPr/vMerge")
            if merged_down is not None and merged_down != "restart":
                text = ABOVE if above and not text else text
            if value(cell, "tcPr/hMerge") in ("", "continue"):
                text = LEFT if cells and not text else text
            cells += [text, *[LEFT if text != ABOVE else ABOVE] * (wide - 1)]
        return [*cells, *[""] * _gap(row, "gridAfter")]

    def _cell(self, cell: etree._Element, found: TableText) -> str:
        """Return the text of a cell, and add to what is found what it holds besides."""
        parts: list[str] = []
        rows: list[list[str]] = []
        for one in self._nested(cell):
            if isinstance(one, SourceObject):
                found.before.append(replace(one, within=True))
            elif one.drop or one.hint == "footnote":
                found.after.append(one)
            elif one.hint == "table":
                rows.append(one.text.split("\t"))
            else:
                parts += [inner_rows(rows)] if rows else []
                rows = []
                parts.append(one.text.replace("\t", " ").replace(_PAGE_BREAK, ""))
        return cell_text([*parts, inner_rows(rows)] if rows else parts)

    def _is_data(self, table: etree._Element, rows: Sequence[etree._Element]) -> bool:
        properties = table.find(w("tblPr"))
        ruled = self._is_ruled(table, properties)
        for inner in table.iter(w("tbl")):
            if inner is table:
                continue
            words = sum(len(text.text or "") for text in inner.iter(w("t")))
            if not ruled or words > _LARGEST_INNER:
                return False
        return holds_data([[_paragraphs(cell) for cell in _below(row, "tc")] for row in rows], ruled)

    def _is_ruled(self, table: etree._Element, properties: etree._Element | None) -> bool:
        borders = properties.find(w("tblBorders")) if properties is not None else None
        if borders is not None:
            return draws_lines(borders)
        if self._styles.is_ruled(value(properties, "tblStyle")):
            return True
        first = next(table.iter(w("tcBorders")), None)
        return draws_lines(first)


def _paragraphs(cell: etree._Element) -> list[str]:
    texts = ("".join(t.text or "" for t in p.iter(w("t"))).strip() for p in cell.iter(w("p")))
    return [text for text in texts if text]


def _printed(cell: etree._Element) -> list[str]:
    """Return the lines of a cell, those that are broken within a paragraph as well."""
    words = (
        "\n" if one.tag in (w("p"), w("br")) else one.text or "" for one in cell.iter(w("p"), w("br"), w("t"))
    )
    return [line for text in "".join(words).split("\n") if (line := text.strip())]


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, name)


def _gap(row: etree._Element, name: str) -> int:
    return min(max(whole(value(row, f"trPr/{name}"), 0), 0), _WIDEST_SPAN)
