"""Read lines whose signs stand one below the other: laid side by side, and as a whole turned to the left.

The engine was made for columns that are turned so, too; which way it is surer differs from line to line. Of a column so
turned it passes over 、, which stands in the corner of its square there.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from . import prepare
from .engine import Engine, Picture, Sign
from .lines import Line, crop_of

MARK = "、"
_LEFT = 270
# From sign to sign, in usual steps, where one was passed over between; the room of a sign is half a step on each side.
_TWO_STEPS = (1.6, 2.5)
_FEWEST_SIGNS = 4
# In steps: a mark is so high and wide at least, and at most; ink is so much darker than the paper.
_OF_MARK, _INK = (0.08, 0.55), 0.65
_DOUBTED = 0.6


def columns_down(
    picture: Picture,
    lines: Sequence[Line],
    crops: Sequence[Picture],
    read: Sequence[list[Sign]],
    engine: Engine,
) -> tuple[list[Picture], list[list[Sign]]]:
    """Return pictures and signs of all lines, those of upright ones as they are read with the least doubt.

    picture: level, shape (height, width, 3); crops, read: of the lines, signs of upright ones side by side.
    """
    at = [n for n, line in enumerate(lines) if line.upright]
    whole = [prepare.turned(crop_of(picture, replace(lines[n], upright=False)), _LEFT) for n in at]
    out, signs = list(crops), list(read)
    for n, turned, found in zip(at, whole, engine.read(whole), strict=True):
        if _sure(found, signs[n]) > _sure(signs[n], found):
            out[n], signs[n] = turned, with_marks(turned, found)
    return out, signs


def _sure(signs: Sequence[Sign], other: Sequence[Sign]) -> float:
    """Return how sure the signs of a line are, those that were read the other way alone counted as not at all."""
    return sum(sign.sure for sign in signs) / max(len(signs), len(other), 1)


def with_marks(picture: Picture, signs: Sequence[Sign]) -> list[Sign]:
    """Return the signs of a column that was turned to the left, with the marks between them that were passed over."""
    wide = picture.shape[1]
    steps = [(after.at - before.at) * wide for before, after in pairwise(signs)]
    if len(signs) < _FEWEST_SIGNS or not steps:
        return list(signs)
    step = median(steps)
    out = [signs[0]]
    for before, after in pairwise(signs):
        x0, x1 = int(before.at * wide + step / 2), int(after.at * wide - step / 2)
        apart = _TWO_STEPS[0] * step <= (after.at - before.at) * wide <= _TWO_STEPS[1] * step
        if apart and x1 > x0 and _has_mark(picture[:, x0:x1], step):
            out.append(Sign(MARK, (before.at + after.at) / 2, _DOUBTED))
        out.append(after)
    return out


def _has_mark(part: Picture, step: float) -> bool:
    """Tell whether small ink stands in the room of a sign, and nothing large."""
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    ink = (grey < _INK * float(np.median(grey))).astype(np.uint8)
    sizes = cv2.connectedComponentsWithStats(ink)[2][1:, 2:4]
    large = [max(wide, high) for wide, high in sizes.tolist() if max(wide, high) >= _OF_MARK[0] * step]
    return bool(large) and max(large) <= _OF_MARK[1] * step
