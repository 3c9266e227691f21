"""Tell tables of data from tables that only lay out a page, and take out their rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from ..cells import ABOVE, LEFT, cell_text
from .visible import INVISIBLE, is_hidden

_WIDEST_SPAN = 100
_TALLEST_SPAN = 1000
_BREAKS = frozenset(
    """
    address article blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section ul
    """.split()
)
# A cell with so many paragraphs, or so long, holds an article and not a datum.
_MOST_PARAGRAPHS = 12
_LONGEST_CELL = 1500


@dataclass
class Row:
    """A row of a data table; `caption` stands above it, `hidden` is what its cells do not show."""

    cells: list[str] = field(default_factory=list)
    caption: str = ""
    hidden: str = ""
    linked: int = 0


def is_data_table(table: Tag) -> bool:
    """Tell whether a table holds data: at least two by two cells, none with a page or another table in it."""
    if str(table.get("role") or "").lower() in ("presentation", "none"):
        return False
    if table.find(["table", "form", "h1", "input", "select", "textarea"]) is not None:
        return False
    rows = table.find_all("tr")
    if len(rows) < 2:
        return False
    if any(_has_own_text(part) for part in (table, *table.find_all(["tr", "tbody", "thead", "tfoot"]))):
        return False
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    if max(map(len, cells)) < 2:
        return False
    return not any(_holds_an_article(cell) for row in cells for cell in row)


def _has_own_text(tag: Tag) -> bool:
    """Tell whether text stands in the table but in no cell; as rows it would be lost."""
    return any(
        not isinstance(child, Tag | PreformattedString) and str(child).strip() for child in tag.children
    ) or any(
        isinstance(child, Tag)
        and child.name not in ("tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup", "col")
        and child.get_text(strip=True)
        for child in tag.children
    )


def _holds_an_article(cell: Tag) -> bool:
    return len(cell.find_all("p")) > _MOST_PARAGRAPHS or len(cell.get_text()) > _LONGEST_CELL


def table_rows(table: Tag) -> Iterator[Row]:
    """Return the rows of a data table with cells merged over rows or columns marked as such."""
    for caption in table.find_all("caption"):
        shown, hidden, _ = _cell(caption)
        yield Row(caption=shown, hidden=hidden)
    above: dict[int, int] = {}
    rows = table.find_all("tr")
    for index, row in enumerate(rows):
        line, hidden_here = Row(), []
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            column = _fill_from_above(line, above, column)
            shown, hidden, linked = _cell(cell)
            line.linked += linked
            hidden_here.append(hidden)
            wide = _span(cell.get("colspan"), _WIDEST_SPAN) or 1
            # A span of 0 reaches to the end of the table.
            tall = min(_span(cell.get("rowspan"), _TALLEST_SPAN) or _TALLEST_SPAN, len(rows) - index)
            for offset in range(wide):
                line.cells.append(LEFT if offset else shown)
                if tall > 1:
                    above[column + offset] = tall - 1
            column += wide
        _fill_from_above(line, above, column, to_the_end=True)
        line.hidden = " ".join(filter(None, hidden_here))
        yield line


def _fill_from_above(line: Row, above: dict[int, int], column: int, to_the_end: bool = False) -> int:
    while above.get(column) or (to_the_end and any(left for at, left in above.items() if at >= column)):
        if above.get(column):
            line.cells.append(ABOVE)
            above[column] -= 1
        else:
            line.cells.append("")
        column += 1
    return column


def _span(value: object, limit: int) -> int:
    text = str(value).strip() if value is not None else "1"
    return min(int(text), limit) if re.fullmatch(r"\d{1,9}", text) else 1


def _cell(cell: Tag) -> tuple[str, str, int]:
    """Return what a cell shows, what it hides, and how many characters of it lead to another page."""
    shown: list[str] = [""]
    hidden: list[str] = []
    linked = 0
    stack: list[tuple[object, bool, bool]] = [(node, False, False) for node in reversed(cell.contents)]
    while stack:
        node, is_hid, in_link = stack.pop()
        if isinstance(node, Tag):
            if node.name in INVISIBLE:
                continue
            if node.name in _BREAKS:
                shown.append("")
            away = in_link or (node.name == "a" and not str(node.get("href") or "#").startswith("#"))
            hid = is_hid or is_hidden(node) or node.name in ("rt", "rp")
            if node.name in _BREAKS - {"br", "hr"}:
                stack.append((None, False, False))
            stack.extend((child, hid, away) for child in reversed(node.contents))
        elif node is None:
            shown.append("")
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            text = str(node)
            if is_hid:
                hidden.append(text)
            else:
                shown[-1] += text
                linked += len("".join(text.split())) if in_link else 0
    return cell_text(shown), cell_text(hidden), linked
