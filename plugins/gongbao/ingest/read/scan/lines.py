"""Lines of text in a level picture: cut where rules cross them, and taken out as pictures of their own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Rule
from .engine import Picture

# A box that is so much higher than wide holds signs one below the other.
_UPRIGHT = 1.7
_INSET = 2.0
_PAD = 4
_INK = 140
# From sign to sign of an upright line, in widths of a sign: the least and the most, the usual, and how much it weighs.
_STEPS, _USUAL_STEP, _UNUSUAL, _SHIFT = (0.85, 2.2), 1.2, 0.05, 0.2
# In widths of a column: so long a part of it leans by little.
_BAND = 2.0
# In pixels: boxes and rules are found to about so much.
_PLAY = 4.0
# So much of a line's height at its top and foot may hold a rule, and no part of a sign that matters.
_EDGE = 0.25
# In heights of the line: a stroke is so far over its foot, and reaches so far out of it.
_FOOT, _OUT = 0.05, 0.5
# Two boxes of one row share so much of their height, and lap over by so much of it.
_SAME_ROW, _LEAST_LAP, _MOST_LAP = 0.8, 0.1, 1.2


@dataclass
class Line:
    """A line of text in the level picture, in pixels; dash: nothing but a level stroke, alone in a cell."""

    x0: float
    y0: float
    x1: float
    y1: float
    upright: bool = False
    dash: bool = False


def line_of(corners: NDArray[np.float32], matrix: Any) -> Line:
    """Return the line whose corners were found before the picture was levelled by the matrix."""
    points = np.hstack([corners, np.ones((4, 1), np.float32)]) @ np.asarray(matrix, np.float32).T
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return Line(float(x0), float(y0), float(x1), float(y1))


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those of one row as one whose boxes lap over: else the sign between them is read twice, or half."""
    left: list[Line] = []
    for line in sorted(lines, key=lambda line: line.x0):
        at = next((n for n, other in enumerate(left) if _lap_over(other, line)), None)
        if at is None:
            left.append(line)
        else:
            one = left[at]
            left[at] = replace(one, y0=min(one.y0, line.y0), x1=line.x1, y1=max(one.y1, line.y1))
    return left


def _lap_over(one: Line, right: Line) -> bool:
    high, higher = sorted((one.y1 - one.y0, right.y1 - right.y0))
    return (
        min(one.y1, right.y1) - max(one.y0, right.y0) > _SAME_ROW * higher
        and one.x0 < right.x0
        and _LEAST_LAP * high < one.x1 - right.x0 < _MOST_LAP * high
        and right.x1 > one.x1
    )


def is_stroke(rule: Rule, lines: Sequence[Line], scale: float) -> bool:
    """Tell whether a rule is a stroke of large type: it lies within a line of text.

    Where signs stand near the edge of their cell, their feet may be found as one stroke with it: well within the height of
    the line, and out of it at one end only.
    """
    x0, y0, x1, y1 = rule.x0 / scale, rule.y0 / scale, rule.x1 / scale, rule.y1 / scale
    if rule.is_flat:
        for line in lines:
            high = line.y1 - line.y0
            out = max(line.x0 - x0, 0.0) + max(x1 - line.x1, 0.0)
            is_inside = line.y0 + _EDGE * high < y0 and y1 < line.y1 - _FOOT * high
            if is_inside and out <= _OUT * high and (x0 >= line.x0 or x1 <= line.x1):
                return True
    return any(
        line.x0 - _PLAY <= x0 and x1 <= line.x1 + _PLAY and line.y0 - _PLAY <= y0 and y1 <= line.y1 + _PLAY
        for line in lines
    )


def cut(line: Line, rules: Sequence[Rule], scale: float) -> list[Line]:
    """Cut a line where upright rules cross it: it goes through several cells of a table."""
    margin = _INSET / scale
    line = _between(line, rules, scale)
    edges = sorted(
        rule.x0 / scale
        for rule in rules
        if rule.x1 - rule.x0 < 1
        and rule.y0 / scale <= line.y0 + _PLAY
        and rule.y1 / scale >= line.y1 - _PLAY
        and line.x0 < rule.x0 / scale < line.x1
    )
    bounds = [
        line.x0,
        *(edge for edge in edges if line.x0 + 2 * margin < edge < line.x1 - 2 * margin),
        line.x1,
    ]
    parts = []
    for left, right in pairwise(bounds):
        inner = Line(
            left + (margin if left in edges else 0),
            line.y0,
            right - (margin if right in edges else 0),
            line.y1,
        )
        inner.upright = inner.y1 - inner.y0 > _UPRIGHT * (inner.x1 - inner.x0)
        parts.append(inner)
    return parts


def _between(line: Line, rules: Sequence[Rule], scale: float) -> Line:
    """Return a line without the level rule that its box may have taken in at the top or the foot."""
    y0, y1, share = line.y0, line.y1, _EDGE * min(line.y1 - line.y0, line.x1 - line.x0)
    middle = (line.x0 + line.x1) / 2 * scale
    for rule in rules:
        at = rule.y0 / scale
        if rule.y1 - rule.y0 < 1 and rule.x0 <= middle <= rule.x1:
            y0 = max(y0, at + _PLAY) if line.y0 - _PLAY <= at <= line.y0 + share else y0
            y1 = min(y1, at - _PLAY) if line.y1 - share <= at <= line.y1 + _PLAY else y1
    return replace(line, y0=y0, y1=y1)


def crop_of(picture: Picture, line: Line) -> Picture:
    """Return the picture of a line, its signs side by side."""
    high, wide = picture.shape[:2]
    x0, y0 = max(int(line.x0), 0), max(int(line.y0), 0)
    x1, y1 = min(int(line.x1) + 1, wide), min(int(line.y1) + 1, high)
    crop = picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return np.hstack(squares_of(crop)) if line.upright else crop


def squares_of(crop: Picture) -> list[Picture]:
    """Return signs that stand one below the other, cut apart where there is least ink, each in a square."""
    ink = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) < _INK
    rows_with, columns_with = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows_with) == 0:
        return [crop]
    top, foot = int(rows_with[0]), int(rows_with[-1]) + 1
    left, right = int(columns_with[0]), int(columns_with[-1]) + 1
    cuts = _cuts(ink[top:foot, left:right].mean(axis=1), _width_of_signs(ink[top:foot]))
    side = max(right - left, *(b - a for a, b in pairwise(cuts))) + 2 * _PAD
    squares: list[Picture] = []
    for a, b in pairwise(cuts):
        square = np.full((side, side, 3), 255, np.uint8)
        part = crop[top + a : top + b, left:right]
        y, x = (side - part.shape[0]) // 2, (side - part.shape[1]) // 2
        square[y : y + part.shape[0], x : x + part.shape[1]] = part
        squares.append(square)
    return squares


def _width_of_signs(ink: NDArray[np.bool_]) -> int:
    """Return how wide the signs of a column are, which is wider itself where it leans; ink: as high as the column."""
    wide = int(np.ptp(np.flatnonzero(ink.any(axis=0)))) + 1
    bands = [
        np.flatnonzero(band.any(axis=0))
        for band in np.array_split(ink, max(round(len(ink) / (_BAND * wide)), 1))
    ]
    return int(np.median([np.ptp(band) + 1 for band in bands if len(band)]))


def _cuts(ink: NDArray[np.float64], wide: int) -> list[int]:
    """Return where to cut a column of signs that are evenly set; ink: share of each row that is inked."""
    high = len(ink)
    best, found = math.inf, [0, high]
    for count in range(max(round(high / (_STEPS[1] * wide)), 1), round(high / (_STEPS[0] * wide)) + 1):
        step = high / count
        reach = max(int(step * _SHIFT), 1)
        cuts = [
            max(0, int(n * step) - reach)
            + int(ink[max(0, int(n * step) - reach) : int(n * step) + reach + 1].argmin())
            for n in range(1, count)
        ]
        cost = sum(float(ink[cut]) for cut in cuts) / max(count - 1, 1) + _UNUSUAL * abs(
            step / wide - _USUAL_STEP
        )
        if cost < best:
            best, found = cost, [0, *cuts, high]
    return found
