"""Make lines longer whose first signs a worn copy has broken to pieces: 二、 of which a few dots of each stroke are left.

The engine looks for no line there, and each piece is too small for a sign. Such a line runs to the right margin and begins
where no paragraph does; what it lacks lies left of it, within the margin.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from .lines import Line

# In sizes of type: so far inside the left margin a line begins that lacks its number; so near to the right one it ends.
_INSIDE, _AT_RIGHT = (3.2, 5.2), 1.5
# So far left of it the pieces lie, so many at least; together they are so wide and high.
_REACH, _FEWEST, _WIDE, _HIGH = 2.3, 2, 0.6, 0.3
# Left of the pieces nothing stands for so far.
_CLEAR = 0.8
_FEWEST_LINES = 4


def with_starts(lines: Sequence[Line], pieces: Sequence[Sequence[int]], em: float) -> list[Line]:
    """Return the lines of a level page, in pixels; pieces: of ink in no line, where each begins from the left, from the top,
    its width, its height; em: the size of type.
    """
    level = [line for line in lines if not line.upright]
    if len(level) < _FEWEST_LINES:
        return list(lines)
    # Most lines of a text begin at its margin, or end there.
    left = _usual([line.x0 for line in level], em, most=False)
    right = _usual([line.x1 for line in level], em, most=True)
    out = []
    for line in lines:
        lacks = _INSIDE[0] * em <= line.x0 - left <= _INSIDE[1] * em and line.x1 > right - _AT_RIGHT * em
        found = _before(line, pieces, em) if lacks and not line.upright else None
        out.append(line if found is None else replace(line, x0=found - 1))
    return out


def _usual(ends: Sequence[float], em: float, most: bool) -> float:
    """Return where lines begin or end: the outermost place that several of them share."""
    shared = [end for end in ends if sum(abs(end - other) < em for other in ends) >= _FEWEST_LINES]
    return (max if most else min)(shared or [median(ends)])


def _before(line: Line, pieces: Sequence[Sequence[int]], em: float) -> float | None:
    """Return where the pieces left of a line begin, None where they are none of signs."""
    row = [
        (x, y, x + wide, y + high)
        for x, y, wide, high in pieces
        if line.y0 <= y + high / 2 <= line.y1 and x + wide <= line.x0 and high <= line.y1 - line.y0
    ]
    near = [box for box in row if box[0] >= line.x0 - _REACH * em]
    if len(near) < _FEWEST:
        return None
    x0, x1 = min(box[0] for box in near), max(box[2] for box in near)
    y0, y1 = min(box[1] for box in near), max(box[3] for box in near)
    is_clear = not any(x0 - _CLEAR * em < box[2] <= x0 for box in row)
    return float(x0) if is_clear and x1 - x0 >= _WIDE * em and y1 - y0 >= _HIGH * em else None
