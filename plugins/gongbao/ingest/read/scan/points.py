"""Points between figures that stand at half their height: 1998·4 is read as 1998.4, which is another thing."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture, Sign
from .lines import Line

RULE, POINT, MIDDLE = "point-at-half-height", ".", "·"
_AROUND = 4
# Ink is so much darker than the paper.
_INK = 0.7
# In heights of the figures: a point is no larger, and its middle lies so far below their heads; one on the line lies at .9.
_LARGEST, _HIGHEST, _LOWEST = 0.34, 0.3, 0.7
# In pixels: in smaller figures the place of a point is not sure.
_SMALLEST = 12


def with_raised(
    crops: Sequence[Picture], signs: Sequence[list[Sign]], lines: Sequence[Line]
) -> tuple[list[list[Sign]], list[tuple[Line, str]]]:
    """Return the signs of lines, points between two figures that stand at half their height read as ·.

    With them the lines that were changed, for each point what was read around it.
    """
    out, changed = list(signs), []
    for n, (crop, read, line) in enumerate(zip(crops, signs, lines, strict=True)):
        found = [] if line.upright else _raised(crop, read)
        words = [sign.text for sign in read]
        out[n] = [replace(sign, text=MIDDLE) if at in found else sign for at, sign in enumerate(read)]
        changed += [(line, "".join(words[max(0, at - _AROUND) : at + _AROUND + 1])) for at in found]
    return out, changed


def _raised(crop: Picture, signs: Sequence[Sign]) -> list[int]:
    found = [
        n
        for n in range(1, len(signs) - 1)
        if signs[n].text == POINT and signs[n - 1].text.isdecimal() and signs[n + 1].text.isdecimal()
    ]
    if not found:
        return []
    parts = _parts(crop)
    wide = crop.shape[1]
    return [n for n in found if _is_raised(parts, *(sign.at * wide for sign in signs[n - 1 : n + 2]))]


def _parts(crop: Picture) -> NDArray[np.int32]:
    """Return left, top, width and height of each spot of ink."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    ink = (grey < _INK * np.percentile(grey, 90)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    return np.asarray(stats[1:, :4], np.int32)


def _is_raised(parts: NDArray[np.int32], before: float, at: float, after: float) -> bool:
    """Tell it from the figures around a point; before, at, after: where the three stand, in pixels."""
    figures = [part for part in parts if any(part[0] <= x <= part[0] + part[2] for x in (before, after))]
    if not figures:
        return False
    top, foot = min(part[1] for part in figures), max(part[1] + part[3] for part in figures)
    high = foot - top
    points = [
        part
        for part in parts
        if before < part[0] and part[0] + part[2] < after and max(part[2], part[3]) <= _LARGEST * high
    ]
    if high < _SMALLEST or not points:
        return False
    point = max(points, key=lambda part: part[2] * part[3])
    return bool(_HIGHEST <= (point[1] + point[3] / 2 - top) / high <= _LOWEST)
