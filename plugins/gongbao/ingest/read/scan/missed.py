"""Find the signs that the engine passes over: a figure alone in a row or a cell, a dash in a cell, a bracket at a line's end.

What is inked, of a sign's size, and lies in no line that was found is one of those; where it touches a line, the line
is made longer. Specks of the paper are smaller, or stand neither in a row nor in a cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Rule
from .colours import paper_of
from .engine import Picture
from .ink_left import ink_left
from .line_starts import with_starts
from .lines import Line
from .setting import TYPE_SHARE

# In sizes of type: how high a sign is, how wide at most; how long and thin a dash is.
_HIGH, _WIDE = (0.4, 1.6), 2.5
_DASH_LONG, _DASH_THIN, _DASH_SHAPE = (0.35, 2.2), 0.25, 2.5
# Nearer than this it belongs to the line or the sign beside it.
_NEAR = 0.8
# What lies in a row stands no farther from its middle than this.
_OFF_ROW = 0.5
# Room around a sign, and how far rules reach on each side in pixels.
_ROOM, _RULE = 0.3, 4
# In a table without upright rules a column has so many words beside the dash at least, none of them so much wider.
_FEWEST_IN_COLUMN, _NARROW = 2, 8.0
# Around a sign, so far in sizes of type, most is as bright as the page's paper, or nearly.
_PAPER_AROUND, _AS_PAPER, _MOSTLY_PAPER = 0.8, 60, 0.4
# What differs by less is of one tone, and so much of a cell is.
_ONE_TONE, _MOSTLY_EVEN = 20, 0.55
# In sizes of type: what is larger than a sign and may hold one, and what is so large that it is a sign's.
_LARGE, _LARGEST = 0.65, 4.0
# A page has a few such signs; one with more is a picture or a pattern.
_MOST = 60


@dataclass(frozen=True)
class _Spot:
    """Ink of a sign's size: its box in pixels, and whether it is as thin as a dash."""

    x0: float
    y0: float
    x1: float
    y1: float
    dash: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return its sides."""
        return self.x0, self.y0, self.x1, self.y1

    @property
    def middle(self) -> tuple[float, float]:
        """Return its middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


def with_missed(
    picture: Picture, lines: Sequence[Line], marks: Sequence[Line], rules: Sequence[Rule]
) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines, made longer where a sign touches them; lines of signs that were passed over; what may be signs.

    These last stand among the lines and are no part of them: a sign that a stroke of a pen crosses.

    picture: level; marks: what was put on the page later, whose ink is no sign; all in pixels.
    """
    level = [line for line in lines if not line.upright]
    if not level:
        return list(lines), [], []
    em = TYPE_SHARE * median(line.y1 - line.y0 for line in level)
    ink = ink_left(picture, [*lines, *marks], rules, em)
    pieces = cv2.connectedComponentsWithStats(ink)[2][1:, :4].tolist()
    spots = list(_spots(pieces, em))
    longer = with_starts(lines, pieces, em)
    apart: list[_Spot] = []
    for spot in spots[:_MOST] if len(spots) <= _MOST else ():
        at = None if spot.dash else _beside(longer, spot, rules, em)
        if at is None:
            apart.append(spot)
        else:
            line = longer[at]
            longer[at] = replace(
                line,
                x0=min(line.x0, spot.x0 - 1),
                x1=max(line.x1, spot.x1 + 1),
                y0=min(line.y0, spot.y0 - 1),
                y1=max(line.y1, spot.y1 + 1),
            )
    paper = paper_of(picture)
    found = [
        spot
        for spot in apart
        if _may_be_text(spot, longer, rules, em) and _is_on_ground(picture, spot, rules, em, paper)
    ]
    taken = {id(spot) for spot in found}
    more = [_line(group, em) for group in _groups(found, em)]
    crossed = [
        *_crossed(pieces, em),
        *(spot for spot in apart if id(spot) not in taken and _is_large(spot, em)),
    ]
    return longer, more, [Line(*spot.box) for spot in crossed if _is_among(spot, level, picture, em, paper)]


def _spots(pieces: Iterable[Sequence[int]], em: float) -> Iterator[_Spot]:
    """Give ink of a sign's size; pieces: of joined ink, where each begins from the left, from the top, its width, its height."""
    for x, y, wide, high in pieces:
        is_dash = (
            _DASH_LONG[0] * em <= wide <= _DASH_LONG[1] * em
            and high <= _DASH_THIN * em
            and wide > _DASH_SHAPE * high
        )
        if is_dash or (_HIGH[0] * em <= high <= _HIGH[1] * em and wide <= _WIDE * em):
            yield _Spot(x, y, x + wide, y + high, is_dash)


def _crossed(pieces: Iterable[Sequence[int]], em: float) -> Iterator[_Spot]:
    """Give ink that is larger than a sign, and as a sign with a stroke across it may be; pieces: as above."""
    for x, y, wide, high in pieces:
        is_sign = high <= _HIGH[1] * em and wide <= _WIDE * em
        if not is_sign and _LARGE * em <= min(wide, high) and max(wide, high) <= _LARGEST * em:
            yield _Spot(x, y, x + wide, y + high, False)


def _is_large(spot: _Spot, em: float) -> bool:
    return min(spot.x1 - spot.x0, spot.y1 - spot.y0) >= _LARGE * em


def _is_among(
    spot: _Spot, lines: Sequence[Line], picture: Picture, em: float, paper: NDArray[np.float64]
) -> bool:
    """Tell whether a spot stands where lines of the page do, and on its paper."""
    x, y = spot.middle
    top, foot = min(line.y0 for line in lines), max(line.y1 for line in lines)
    over = any(line.x0 - em <= x <= line.x1 + em and 0 < y - line.y1 < 2 * em for line in lines)
    return top <= y <= foot + 2 * em and over and is_on_paper(picture, spot.box, em, paper)


def _beside(lines: Sequence[Line], spot: _Spot, rules: Sequence[Rule], em: float) -> int | None:
    """Return which line a sign touches, on its left or right, with no rule between."""
    for n, line in enumerate(lines):
        gap = max(spot.x0 - line.x1, line.x0 - spot.x1)
        overlap = min(spot.y1, line.y1) - max(spot.y0, line.y0)
        if line.upright or gap > _NEAR * em or overlap < 0.5 * (spot.y1 - spot.y0):
            continue
        x0, x1 = min(line.x1, spot.x1), max(line.x0, spot.x0)
        middle = spot.middle[1]
        if not any(rule.y0 <= middle <= rule.y1 and x0 < rule.x0 < x1 for rule in rules):
            return n
    return None


def _may_be_text(spot: _Spot, lines: Sequence[Line], rules: Sequence[Rule], em: float) -> bool:
    """Tell whether a sign stands where signs do: in a cell (a dash alone there), or in a row with others."""
    cell = cell_around(*spot.middle, rules)
    if spot.dash:
        if cell is None:
            return _is_in_open_table(spot, lines, rules)
        return not any(_within(line, cell) for line in lines)
    return cell is not None or any(
        abs((line.y0 + line.y1) / 2 - spot.middle[1]) < _OFF_ROW * em for line in lines if not line.upright
    )


def is_on_paper(
    picture: Picture, box: tuple[float, float, float, float], em: float, paper: NDArray[np.float64]
) -> bool:
    """Tell whether paper is around a box in pixels: within a photograph are strokes that look like signs.

    em: the size of type; paper: its colour.
    """
    x0, y0 = (max(int(side - _PAPER_AROUND * em), 0) for side in box[:2])
    x1, y1 = (int(side + _PAPER_AROUND * em) + 1 for side in box[2:])
    return float((picture[y0:y1, x0:x1] > paper - _AS_PAPER).all(axis=2).mean()) > _MOSTLY_PAPER


def _is_on_ground(
    picture: Picture, spot: _Spot, rules: Sequence[Rule], em: float, paper: NDArray[np.float64]
) -> bool:
    """Tell whether a spot stands on paper, or in a cell, which may be tinted; a framed photograph is none."""
    cell = cell_around(*spot.middle, rules)
    return is_on_paper(picture, spot.box, em, paper) if cell is None else is_even(picture, cell)


def is_even(picture: Picture, cell: tuple[float, float, float, float]) -> bool:
    """Tell whether most of a box in pixels is of one tone: paper, or a tint, and no photograph."""
    x0, y0, x1, y1 = (int(side) for side in cell)
    inside = picture[y0 + _RULE : y1 - _RULE + 1, x0 + _RULE : x1 - _RULE + 1].mean(axis=2)
    return not inside.size or float((abs(inside - np.median(inside)) < _ONE_TONE).mean()) > _MOSTLY_EVEN


def _is_in_open_table(spot: _Spot, lines: Sequence[Line], rules: Sequence[Rule]) -> bool:
    """Tell whether a dash stands in a table of level rules: between two of them, in a row and in a column of short lines."""
    x, y = spot.middle
    level = [rule.y0 for rule in rules if rule.y1 - rule.y0 < 1 and rule.x0 <= x <= rule.x1]
    row = [line for line in lines if line.y0 < y < line.y1]
    column = [line for line in lines if line.x0 < x < line.x1]
    # Which rules are the table's is not known: another may stand on the page.
    return any(
        sum(top < (line.y0 + line.y1) / 2 < foot for line in row) > 0
        and _is_column([line for line in column if top < (line.y0 + line.y1) / 2 < foot], spot)
        for top in level
        for foot in level
        if top < y < foot
    )


def _is_column(lines: Sequence[Line], spot: _Spot) -> bool:
    """Tell whether the lines over and under a dash are a column: narrow, where a line of a text goes on over others."""
    return len(lines) >= _FEWEST_IN_COLUMN and all(
        line.x1 - line.x0 < _NARROW * (spot.x1 - spot.x0) for line in lines
    )


def cell_around(x: float, y: float, rules: Sequence[Rule]) -> tuple[float, float, float, float] | None:
    """Return the box between the nearest rules on all four sides of a point, or None where one of them has none."""
    beside = [rule.x0 for rule in rules if rule.x1 - rule.x0 < 1 and rule.y0 <= y <= rule.y1]
    level = [rule.y0 for rule in rules if rule.y1 - rule.y0 < 1 and rule.x0 <= x <= rule.x1]
    lefts, rights = [v for v in beside if v < x], [v for v in beside if v > x]
    tops, feet = [v for v in level if v < y], [v for v in level if v > y]
    if not (lefts and rights and tops and feet):
        return None
    return max(lefts), max(tops), min(rights), min(feet)


def _within(line: Line, cell: tuple[float, float, float, float]) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return cell[0] < x < cell[2] and cell[1] < y < cell[3]


def _groups(spots: Sequence[_Spot], em: float) -> Iterator[list[_Spot]]:
    """Give signs that stand side by side together: the figures of a number."""
    left = sorted(spots, key=lambda spot: spot.x0)
    while left:
        group = [left.pop(0)]
        for spot in list(left):
            last = group[-1]
            same_row = abs(spot.middle[1] - last.middle[1]) < _OFF_ROW * em
            if same_row and spot.x0 - last.x1 < _NEAR * em:
                group.append(spot)
                left.remove(spot)
        yield group


def _line(group: Sequence[_Spot], em: float) -> Line:
    """Return a line of usual height around signs."""
    middle = (min(spot.y0 for spot in group) + max(spot.y1 for spot in group)) / 2
    high = max(em / TYPE_SHARE, max(spot.y1 for spot in group) - min(spot.y0 for spot in group) + 4)
    x0, x1 = min(spot.x0 for spot in group), max(spot.x1 for spot in group)
    is_dash = all(spot.dash for spot in group)
    return Line(x0 - _ROOM * em, middle - high / 2, x1 + _ROOM * em, middle + high / 2, dash=is_dash)
