"""What is inked on a page and lies neither in a line that was found nor on a rule."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Rule
from .engine import Picture
from .lines import Line

# How dark against what is around it, and how wide around (in sizes of type), ink is.
_DARKER, _AROUND = 25, 1.3
# How far rules reach on each side in pixels.
_RULE = 4
# In sizes of type: a figure reaches so far over or under the dots of leaders at least; so far from their end it begins.
_BEYOND, _FROM_END = 0.2, 1.5
# In sizes of type: no sign is so high.
_EDGE_HIGH = 3.0
_BROKEN = 0.5


def ink_left(picture: Picture, lines: Sequence[Line], rules: Sequence[Rule], em: float) -> NDArray[np.uint8]:
    """Return the ink, 255 on 0; picture: level, shape (height, width, 3); lines, rules: in pixels; em: the size of type."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    around = max(int(_AROUND * em) | 1, 3)
    ink = np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, _DARKER),
        np.uint8,
    )
    _clear_edges(ink, lines, em)
    for line in lines:
        ink[max(int(line.y0) - 1, 0) : int(line.y1) + 2, max(int(line.x0) - 1, 0) : int(line.x1) + 2] = 0
    for rule in rules:
        top, left = max(int(rule.y0) - _RULE, 0), max(int(rule.x0) - _RULE, 0)
        # Of leaders, which run on into the figure behind them, that figure is left.
        right = int(rule.x1) + _RULE + 1 - _high_at_end(ink, rule, em)
        ink[top : int(rule.y1) + _RULE + 1, left:right] = 0
    return ink


def _high_at_end(ink: NDArray[np.uint8], rule: Rule, em: float) -> int:
    """Return over how many pixels at its right end ink stands over or under a level rule: a figure's width, or 0."""
    if rule.y1 - rule.y0 >= 1:
        return 0
    near, end = int(_BEYOND * em), int(rule.x1) + _RULE + 1
    columns = ink[:, max(end - int(_FROM_END * em), 0) : end]
    top, foot = max(int(rule.y0) - _RULE, 0), int(rule.y1) + _RULE + 1
    beside = np.vstack([columns[max(top - near, 0) : top], columns[foot : foot + near]])
    beyond: NDArray[np.bool_] = np.any(beside, axis=0)
    inked = np.flatnonzero(beyond)
    if not len(inked) or len(beyond) - inked[-1] > 2 * _RULE:
        return 0
    clear = np.flatnonzero(~beyond[: inked[-1]])
    wide = len(beyond) - (int(clear[-1]) + 1 if len(clear) else 0)
    return wide if wide <= em else 0


def _clear_edges(ink: NDArray[np.uint8], lines: Sequence[Line], em: float) -> None:
    """Clear long strokes left and right of all lines: the edge of the paper; cut up by lines it would look like figures."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    beside = ink.copy()
    beside[:, max(int(left), 0) : int(right) + 1] = 0
    # Noise breaks such strokes; signs of two rows stand farther apart.
    joined = cv2.morphologyEx(beside, cv2.MORPH_CLOSE, np.ones((max(int(_BROKEN * em), 1), 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for n in range(1, count):
        x, y, wide, high = (int(v) for v in stats[n][:4])
        if high > _EDGE_HIGH * em:
            spot = ink[y : y + high, x : x + wide]
            spot[labels[y : y + high, x : x + wide] == n] = 0
