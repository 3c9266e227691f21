"""Write a row of a table as one line: cells between tabs, merged cells marked."""

import re
from collections.abc import Iterable, Sequence

ABOVE = "^^"
LEFT = "<<"

_HAN_ONLY = re.compile(r"[\u3400-\u9fff\u3007]+")
# Line breaks in so short a text are there because the column is narrow.
_LONGEST_LABEL = 8
_FOOT = re.compile(r"(?:抄\s*送|主题词|分\s*送)\s*[:：]|.*[\d一二三四五六七八九十]\s*日\s*印发$")
_LONGEST_FOOT = 4
# A cell with so many paragraphs, or so long, is an article unless the table around it says otherwise.
_MOST_PARAGRAPHS = 12
_LONGEST_CELL = 1500
# A head of a column, or a number and name at the head of a row.
_LONGEST_HEAD = 24
_FEWEST_IN_HEAD = 3
_MOST_ROWS_LABELLED = 0.5
# What print leaves between two things on one line.
_BETWEEN = "\u3000\u3000"


def row_line(cells: Iterable[str]) -> str:
    """Return the line of a table row."""
    return "\t".join(cells)


def cell_text(parts: Sequence[str]) -> str:
    """Join the lines within a cell: those of a short label without a blank, others with one."""
    squeezed = (" ".join(re.split(r"[ \t\r\n\f\v]+", part)).strip(" ") for part in parts)
    # A no-break blank alone is how editors write an empty cell.
    lines = [line for line in squeezed if line.strip()]
    label = "".join(lines)
    if len(label) <= _LONGEST_LABEL and _HAN_ONLY.fullmatch(label):
        return label
    return " ".join(lines)


def holds_data(rows: Sequence[Sequence[Sequence[str]]], ruled: bool) -> bool:
    """Tell a table of data from one that lays out a page, by the paragraphs of its cells and by its drawn lines.

    A cell with many paragraphs is an article on a page that is laid out; in a table of data it stands beside short
    cells that say what it is: below a head of three or more columns, or, between lines, to the right of a label.
    """
    if not any(_is_article(cell) for row in rows for cell in row):
        return True
    if not ruled and not _has_head(rows):
        return False
    full = [row for row in rows if sum(any(cell) for cell in row) > 1]
    labelled = [row for row in full if _is_label(row[0]) and len(row) > 1]
    return len(full) > 1 and len(labelled) > _MOST_ROWS_LABELLED * len(full)


def _is_article(paragraphs: Sequence[str]) -> bool:
    return len(paragraphs) > _MOST_PARAGRAPHS or sum(map(len, paragraphs)) > _LONGEST_CELL


def _is_label(paragraphs: Sequence[str]) -> bool:
    return 0 < sum(map(len, paragraphs)) <= _LONGEST_HEAD


def _has_head(rows: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Tell whether the first row with more than one cell is a head: three or more, all short, none empty."""
    first = next((row for row in rows if len(row) > 1), [])
    return len(first) >= _FEWEST_IN_HEAD and all(_is_label(cell) for cell in first)


def side_by_side(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table that only sets things side by side, or nothing when it holds data.

    One row or one column is no table; nor is the foot of a document (抄送, 印发) that is drawn as one.
    """
    shown = [[cell for cell in row if cell not in (ABOVE, LEFT)] for row in grid]
    widest = max((len(row) for row in grid), default=0)
    small = len(grid) <= _LONGEST_FOOT and max(map(len, shown), default=0) <= 2
    foot = small and any(_FOOT.match(cell) for row in shown for cell in row)
    if len(grid) > 1 and widest > 1 and not foot:
        return []
    return [line for row in shown if (line := _BETWEEN.join(filter(None, row)))]
