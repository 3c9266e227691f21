"""Entries of the contents that a print sets side by side on one line, each with its page: one below the other."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from ..model.lines import Line

# 某县人民政府关于防火的通知（1）　　某县人民政府关于防汛的通知（3）
_APART = re.compile(r"(?<=\S)(?:\s{2,}|\u3000+|\t)(?=\S)")
_ENDS_IN_PAGE = re.compile(r"[^\d（(\s.．·…]\s*(?:[.．·…⋯]{2,}\s*[（(]?\d{1,3}[)）]?|[（(]\d{1,3}[)）])$")
# In a cell of a table one sign is enough to lead to the page.
_CELL_ENDS_IN_PAGE = re.compile(r"[^\d（(\s.．·…]\s*[.．·…⋯]+\s*[（(]?\d{1,3}[)）]?$")
_LEAST_ROWS, _LONGEST = 2, 120


def unfold(lines: list[Line]) -> list[Line]:
    """Return the lines with every row of entries cut into its entries: row by row, or column by column, as pages rise."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        rows: list[list[Line]] = []
        while end < len(lines) and (cells := _cells(lines[end])):
            rows.append(cells)
            end += 1
        if len(rows) < _LEAST_ROWS:
            out += lines[at : end + 1]
            at = end + 1
            continue
        across = [cell for row in rows for cell in row]
        widest = max(map(len, rows))
        down = [row[n] for n in range(widest) for row in rows if n < len(row)]
        out += max(across, down, key=_rising)
        at = end
    return out


def _cells(line: Line) -> list[Line]:
    """Return the entries of a line, [] if it has not several that end in a page each."""
    if (row := [cell for cell in line.text.split("\t") if cell.strip()])[1:]:
        return _of_row(line) if all(_CELL_ENDS_IN_PAGE.search(cell.strip()) for cell in row) else []
    if len(line.text) > _LONGEST or (
        not line.text.rstrip()[-1:].isdigit() and line.text.rstrip()[-1:] not in "）)"
    ):
        return []
    cells, start = [], 0
    for gap in [*_APART.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        if _ENDS_IN_PAGE.search(line.text[start:end].rstrip()):
            cells.append(line.cut(start, end).strip())
            start = gap.end() if gap else end
    return cells if len(cells) > 1 and start == len(line.text) else []


def _of_row(line: Line) -> list[Line]:
    """Return the cells of a row of a table that are not empty."""
    cells, start = [], 0
    for cell in line.text.split("\t"):
        if cell.strip():
            cells.append(replace(line.cut(start, start + len(cell)).strip(), hint=""))
        start += len(cell) + 1
    return cells


def _rising(cells: Iterable[Line]) -> int:
    pages = [int(found[-1]) for cell in cells if (found := re.findall(r"\d+", cell.text))]
    return sum(1 for a, b in pairwise(pages) if b >= a)
