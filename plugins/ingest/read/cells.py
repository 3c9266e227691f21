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
