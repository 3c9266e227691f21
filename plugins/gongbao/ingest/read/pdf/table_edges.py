"""The edges of tables that stand where running heads may: the first rule of one, the last row."""

import re
from collections.abc import Sequence

from .geometry import Page, Piece, Rule

_SAME_HEIGHT = 4.0
# The head of a table without upright rules has three rows at most.
_HIGHEST_HEAD = 6.0
_FIGURE = re.compile(r"[-+]?\d[\d.,]*[%％]?")
# What sets the parts of a row apart.
PARTED = re.compile(r"\s{2,}|\u3000+")
_FEWEST_CELLS, _FEWEST_FIGURES, _FEWEST_UPRIGHT = 3, 2, 3


def opens_a_table(top: Rule, page: Page, size: float) -> bool:
    """Tell whether a level rule is the first of a table, whose caption stands above: others go down from it, or a second
    of its width closes the head of the table."""
    return any(
        (abs(rule.y0 - top.y0) <= _SAME_HEIGHT and rule.y1 - top.y0 > size)
        or (
            size < rule.y0 - top.y0 < _HIGHEST_HEAD * size
            and abs(rule.x0 - top.x0) <= _SAME_HEIGHT
            and abs(rule.x1 - top.x1) <= _SAME_HEIGHT
        )
        for rule in page.rules
    )


def is_row(row: Piece) -> bool:
    """Tell whether a row is the last of a table that a rule closes: its cells stand apart, figures in most of them."""
    cells = PARTED.split(row.text.strip())
    return (
        len(cells) >= _FEWEST_CELLS and sum(1 for cell in cells if _FIGURE.fullmatch(cell)) >= _FEWEST_FIGURES
    )


def is_of_a_table(row: Piece, beside: Sequence[Piece], rules: Sequence[Rule], at_top: bool) -> bool:
    """Tell whether a row at the head or foot of a page is one of a table: upright rules part its cells, or the row next to it among
    those of its page has as many of them.

    The head of a table that goes on stands at the same height of each page.
    """
    middle = (row.y0 + row.y1) / 2
    upright = {
        round(rule.x0)
        for rule in rules
        if rule.y0 <= middle <= rule.y1 and rule.y1 - rule.y0 > rule.x1 - rule.x0
    }
    if len(upright) >= _FEWEST_UPRIGHT:
        return True
    cells = len(PARTED.split(row.text.strip()))
    if cells < _FEWEST_CELLS:
        return False
    at = next((n for n, other in enumerate(beside) if other.y0 == row.y0), -1)
    next_to = beside[at + 1 : at + 2] if at_top else beside[max(at - 1, 0) : at]
    return any(len(PARTED.split(other.text.strip())) == cells for other in next_to)
