"""Write a row of a table as one line: cells between tabs, merged cells marked."""

import re
from collections.abc import Iterable, Sequence

ABOVE = "^^"
LEFT = "<<"

_HAN_ONLY = re.compile(r"[\u3400-\u9fff\u3007]+")
# Line breaks in so short a text are there because the column is narrow.
_LONGEST_LABEL = 8


def row_line(cells: Iterable[str]) -> str:
    """Return the line of a table row."""
    return "\t".join(cells)


def cell_text(parts: Sequence[str]) -> str:
    """Join the lines within a cell: those of a short label without a blank, others with one."""
    lines = [clean for part in parts if (clean := " ".join(re.split(r"[ \t\r\n\f\v]+", part)).strip(" "))]
    label = "".join(lines)
    if len(label) <= _LONGEST_LABEL and _HAN_ONLY.fullmatch(label):
        return label
    return " ".join(lines)
