"""Tables of an article as CSV: merged cells are written out in every place that they cover."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

# Loaded where there is a table, since that takes as long as a good part of a build after a correction.
if TYPE_CHECKING:
    from lxml import html

from gongbao.bulletin import numerals, spreadsheet

# Spreadsheets on Chinese systems read UTF-8 only with this mark.
BOM = "\ufeff"


def count(content: str) -> int:
    """Return how many tables a body has."""
    return content.count("<table")


def of(content: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each table of a body: its id, and its rows."""
    if not count(content):
        return
    from lxml import html  # noqa: PLC0415 - see above

    for table in html.fragment_fromstring(content, create_parent="div").iter("table"):
        yield table.get("id", ""), rows(table)


def rows(table: "html.HtmlElement") -> list[list[str]]:
    """Return the cells of a table as a rectangle."""
    grid: list[dict[int, str]] = []
    for at, row in enumerate(table.iter("tr")):
        while len(grid) <= at:
            grid.append({})
        column = 0
        for cell in row.iterchildren("th", "td"):
            while column in grid[at]:
                column += 1
            text = " ".join("".join(cell.itertext()).split())
            for down in range(_span(cell, "rowspan")):
                while len(grid) <= at + down:
                    grid.append({})
                for across in range(_span(cell, "colspan")):
                    grid[at + down][column + across] = text
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return [[row.get(column, "") for column in range(width)] for row in grid]


def to_csv(cells: list[list[str]]) -> str:
    """Return rows as the text of a CSV file."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(
        [spreadsheet.cell(text) for text in row] for row in cells
    )
    return BOM + file.getvalue()


def _span(cell: "html.HtmlElement", name: str) -> int:
    return min(numerals.figures(cell.get(name)) or 1, 1000)
