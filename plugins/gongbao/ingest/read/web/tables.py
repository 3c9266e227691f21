"""Tell tables of data from tables that only lay out a page, and take out their rows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from bs4 import Tag
from bs4.element import PreformattedString

from gongbao.bulletin.markup import ABOVE, LEFT
from gongbao.bulletin.numerals import figures

from ...model.source import SourceObject
from ..cells import cell_text, holds_data, inner_rows
from .lines import PageContent

_WIDEST_SPAN = 100
_TALLEST_SPAN = 1000
# Merged cells can make a row of any width; no table that one reads has more columns.
_WIDEST_ROW = 400
_PARTS = ("tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup", "col")
# Fields that show no value: the table is a form to search or to log in with.
_CLICKED = frozenset("submit button image reset search password file".split())
# Rows that are looked at to tell what a table is: the first show it, and large ones would take long.
_LOOKED_AT = 200
# A table that holds a page has its menus, and with them hundreds of cells; one inside a cell of data is small.
_LARGEST_INNER = 1500


@dataclass
class Row:
    """A row of a data table; `caption` stands above it, `hidden` is what its cells do not show.

    empty_rows: how many rows that hold nothing stand right below it.
    """

    cells: list[str] = field(default_factory=list)
    caption: str = ""
    hidden: list[str] = field(default_factory=list)
    objects: list[SourceObject] = field(default_factory=list)
    linked: int = 0
    empty_rows: int = 0


def is_data_table(table: Tag) -> bool:
    """Tell whether a table holds data: at least two by two cells, none with a page in it."""
    if str(table.get("role") or "").lower() in ("presentation", "none"):
        return False
    inner = table.find("table")
    ruled = _is_ruled(table)
    if inner is not None and (not ruled or len(inner.get_text()) > _LARGEST_INNER or inner.find("table")):
        return False
    if table.find(["form", "h1"]) is not None or any(map(_is_clicked, table.find_all(["input", "button"]))):
        return False
    if any(_has_own_text(part) for part in _own(table, ("tr", "tbody", "thead", "tfoot"), (table,))):
        return False
    rows = _rows(table)[:_LOOKED_AT]
    if len(rows) < 2:
        return False
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    if max(map(len, cells)) < 2:
        return False
    return holds_data([[_paragraphs(cell) for cell in row] for row in cells], ruled)


def _is_ruled(table: Tag) -> bool:
    """Tell whether the table draws lines around its cells, or names a head."""
    border = str(table.get("border") or "").strip()
    style = str(table.get("style") or "")
    first = table.find(["td", "th"])
    of_cell = str(first.get("style") or "") if isinstance(first, Tag) else ""
    return (
        (figures(border) or 0) > 0
        or re.search(
            r"border[\w-]*\s*:\s*[^;]*(?:solid|double|dotted|[1-9][\d.]*p[xt])", style + ";" + of_cell, re.I
        )
        is not None
        or (isinstance(first, Tag) and first.name == "th")
    )


def _is_clicked(control: Tag) -> bool:
    kind = str(control.get("type") or "text").lower()
    if control.name == "button" or kind in _CLICKED:
        return True
    return kind == "text" and not str(control.get("value") or "").strip()


def _own(table: Tag, names: tuple[str, ...], found: tuple[Tag, ...]) -> Iterator[Tag]:
    """Give parts of a table by name, without those of tables in its cells."""
    yield from found
    yield from (part for part in table.find_all(names) if part.find_parent("table") is table)


def _rows(table: Tag) -> list[Tag]:
    return list(_own(table, ("tr",), ()))


def _has_own_text(tag: Tag) -> bool:
    """Tell whether text stands in the table but in no cell; as rows it would be lost."""
    return any(
        not isinstance(child, Tag | PreformattedString) and str(child).strip() for child in tag.children
    ) or any(
        isinstance(child, Tag) and child.name not in _PARTS and child.get_text(strip=True)
        for child in tag.children
    )


def _paragraphs(cell: Tag) -> list[str]:
    """Return the texts of a cell's paragraphs, the whole text where it has none."""
    paragraphs = [text for p in cell.find_all("p") if (text := p.get_text().strip())]
    return paragraphs or [cell.get_text().strip()]


def filled_rows(table: Tag, read: Callable[[Tag], PageContent]) -> list[Row]:
    """Return the rows of a data table that hold something; each knows how many empty ones stand below it."""
    found: list[Row] = []
    for row in table_rows(table, read):
        if any(row.cells) or row.caption or row.hidden or row.objects or not found:
            found.append(row)
        else:
            found[-1].empty_rows += 1
    return found


def table_rows(table: Tag, read: Callable[[Tag], PageContent]) -> Iterator[Row]:
    """Return the rows of a data table with cells merged over rows or columns marked as such."""
    for caption in _own(table, ("caption",), ()):
        row = Row()
        row.caption = _cell(caption, read, row)
        yield row
    above: dict[int, int] = {}
    rows = _rows(table)
    for index, tr in enumerate(rows):
        row = Row()
        column = 0
        for cell in tr.find_all(["td", "th"], recursive=False):
            column = _fill_from_above(row, above, column)
            shown = _cell(cell, read, row)
            wide = min(_span(cell.get("colspan"), _WIDEST_SPAN) or 1, max(1, _WIDEST_ROW - column))
            # A span of 0 reaches to the end of the table.
            tall = min(_span(cell.get("rowspan"), _TALLEST_SPAN) or _TALLEST_SPAN, len(rows) - index)
            for offset in range(wide):
                row.cells.append(LEFT if offset else shown)
                if tall > 1:
                    above[column + offset] = tall - 1
            column += wide
        _fill_from_above(row, above, column, to_the_end=True)
        yield row


def _fill_from_above(row: Row, above: dict[int, int], column: int, to_the_end: bool = False) -> int:
    while above.get(column) or (to_the_end and any(at >= column for at in above)):
        if left := above.get(column):
            row.cells.append(ABOVE)
            if left > 1:
                above[column] = left - 1
            else:
                del above[column]
        else:
            row.cells.append("")
        column += 1
    return column


def _span(value: object, limit: int) -> int:
    text = str(value).strip() if value is not None else "1"
    return min(int(text), limit) if re.fullmatch(r"\d{1,9}", text) else 1


def _cell(cell: Tag, read: Callable[[Tag], PageContent], row: Row) -> str:
    """Return what a cell shows, and add to its row what it hides, links to and holds beside text."""
    content = read(cell)
    shown = [line for line in content.lines if not line.drop]
    row.hidden += [line.text for line in content.lines if line.drop]
    row.linked += sum(line.linked for line in shown)
    row.objects += (SourceObject(o.kind, 0, o.text, o.kept, o.rule, o.place, o.file) for o in content.objects)
    parts: list[str] = []
    for is_row, lines in groupby(shown, key=lambda line: bool(line.cells)):
        if is_row:
            parts.append(inner_rows(line.cells for line in lines))
        else:
            parts += [line.text for line in lines]
    return cell_text(parts)
