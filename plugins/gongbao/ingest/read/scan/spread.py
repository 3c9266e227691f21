"""Lines whose signs are set far apart: the engine finds each sign by itself, and passes over the marks between them.

They are made one line again, and closed up before they are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture, Sign
from .lines import Line

# Ink is so much darker than the paper, in so many rows of a column at least.
_INK, _ROWS = 0.78, 2
# In heights of the line: parts of one sign stand no further apart; signs set apart do; what is left between them, as much as
# in a line that is not spread (with .1 and .2 the engine was less sure, and took signs for their traditional forms).
_WITHIN, _APART, _LEFT = 0.3, 0.55, 0.05
# So many signs, most of them no wider than this and wider than a mark.
_FEWEST, _WIDEST, _NARROWEST, _MOSTLY = 6, 1.15, 0.45, 0.6
# From sign to sign it is as far all along the line; a mark stands at the edge of its square.
_UNEVEN, _EVEN = 0.3, 0.75
# A box around one sign is no wider, in its heights; two of a row are level with each other to so many of them.
_ONE, _LEVEL = 1.6, 0.4
# Between two signs of a line a mark may stand, or two.
_MOST_STEPS, _LONGEST_STEP = 3, 3.2


def with_spread(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, signs that are set far apart in one row as one line, with room for a mark at its end."""
    taken: set[int] = set()
    found = []
    single = [line for line in lines if _is_single(line)]
    for row in _rows(single) if len(single) >= _FEWEST else ():
        step = _step(row)
        if not step:
            continue
        x0, x1 = row[0].x0, row[-1].x1
        y0, y1 = min(line.y0 for line in row), max(line.y1 for line in row)
        of_row = [
            line for line in lines if x0 - 1 <= line.x0 and line.x1 <= x1 + step and _are_level(row[0], line)
        ]
        taken |= {id(line) for line in of_row}
        found.append(Line(x0, y0, max(x1 + step, *(line.x1 for line in of_row)), y1))
    return [*(line for line in lines if id(line) not in taken), *found]


def _is_single(line: Line) -> bool:
    high = line.y1 - line.y0
    return _NARROWEST * high < line.x1 - line.x0 < _ONE * high


def _are_level(one: Line, other: Line) -> bool:
    high = max(one.y1 - one.y0, other.y1 - other.y0)
    return abs(one.y0 + one.y1 - other.y0 - other.y1) / 2 < _LEVEL * high


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines that stand level with each other, none further from the next than a few signs."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        near = (row for row in found if _are_level(row[-1], line) and line.x0 > row[-1].x1)
        row = next((row for row in near if line.x0 - row[-1].x0 < _reach(row)), None)
        if row is None:
            found.append([line])
        else:
            row.append(line)
    return found


def _reach(row: Sequence[Line]) -> float:
    return _MOST_STEPS * _LONGEST_STEP * (row[-1].y1 - row[-1].y0)


def _step(row: Sequence[Line]) -> float:
    """Return how far the signs of a row are set apart, 0 where they are not so, or unevenly."""
    if len(row) < _FEWEST:
        return 0.0
    steps = [(after.x0 + after.x1 - before.x0 - before.x1) / 2 for before, after in pairwise(row)]
    usual = median(steps)
    high = median(line.y1 - line.y0 for line in row)
    even = sum(
        1 <= round(step / usual) <= _MOST_STEPS and abs(step - round(step / usual) * usual) < _UNEVEN * usual
        for step in steps
    )
    is_apart = median(b.x0 - a.x1 for a, b in pairwise(row)) > _WITHIN * high and usual < _LONGEST_STEP * high
    return usual if is_apart and even >= _EVEN * len(steps) else 0.0


@dataclass(frozen=True)
class Closed:
    """A line closed up, and where its columns were: places[n] of the picture as it was belongs to column n, in pixels."""

    picture: Picture
    places: NDArray[np.intp]
    width: int

    def as_set(self, signs: list[Sign]) -> list[Sign]:
        """Return signs read of the closed line where they stand in the line as it is set."""
        last = len(self.places) - 1
        return [
            replace(sign, at=float(self.places[min(int(sign.at * len(self.places)), last)]) / self.width)
            for sign in signs
        ]


def closed_up(crop: Picture) -> Closed | None:
    """Return a line of signs set far apart without most of its blanks, None where they are not; crop: a level line."""
    high, wide = crop.shape[:2]
    if wide < _FEWEST * high:
        return None
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    inked = np.flatnonzero((grey < _INK * np.percentile(grey, 90)).sum(axis=0) >= _ROWS)
    if not len(inked):
        return None
    breaks = np.flatnonzero(np.diff(inked) > _WITHIN * high)
    starts = [int(inked[0]), *(int(inked[n + 1]) for n in breaks)]
    ends = [*(int(inked[n]) + 1 for n in breaks), int(inked[-1]) + 1]
    if not _is_spread(list(zip(starts, ends, strict=True)), high):
        return None
    half = max(int(_LEFT * high / 2), 1)
    kept = np.zeros(wide, bool)
    for start, end in zip(starts, ends, strict=True):
        kept[max(start - half, 0) : end + half] = True
    places = np.flatnonzero(kept)
    return Closed(np.ascontiguousarray(crop[:, places]), places, wide)


def _is_spread(groups: list[tuple[int, int]], high: int) -> bool:
    if len(groups) < _FEWEST:
        return False
    signs = [end - start for start, end in groups if _NARROWEST * high < end - start < _WIDEST * high]
    gaps = [after[0] - before[1] for before, after in pairwise(groups)]
    if len(signs) < _MOSTLY * len(groups) or median(gaps) < _APART * high:
        return False
    steps = [(after[0] + after[1] - before[0] - before[1]) / 2 for before, after in pairwise(groups)]
    usual = median(steps)
    return sum(abs(step - usual) < _UNEVEN * usual for step in steps) >= _EVEN * len(steps)
