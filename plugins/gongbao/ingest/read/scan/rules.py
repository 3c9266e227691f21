"""The ruled lines of a picture: what a table, a red head or the foot of a document is drawn with."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Rule
from .engine import Picture

# In points, since a picture may hold two pages: shorter strokes belong to characters, and wider gaps part those of two rows.
_SHORTEST, _THICKEST, _GAP = 20.8, 3.6, 2.4
# In parts of the picture's width: what is longer, and falls by no more degrees than this, is a level rule of a skewed page.
_LONG, _STEEPEST, _BROKEN = 0.25, 5.0, 0.004


def find_rules(picture: Picture, scale: float) -> list[Rule]:
    """Return the level and upright lines of a level picture, in points; scale: points a pixel."""
    ink = _ink(picture)
    length, gap = max(int(_SHORTEST / scale), 12), max(int(_GAP / scale), 2)
    found: list[Rule] = []
    for across in (True, False):
        closing = np.ones((1, gap) if across else (gap, 1), np.uint8)
        opening = np.ones((1, length) if across else (length, 1), np.uint8)
        strokes = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, closing), cv2.MORPH_OPEN, opening)
        count, _, stats, _ = cv2.connectedComponentsWithStats(strokes)
        for n in range(1, count):
            x, y, w, h = (int(v) for v in stats[n][:4])
            if (h if across else w) <= max(_THICKEST / scale, 4):
                middle = (y + h / 2 if across else x + w / 2) * scale
                # Drawn as thin lines: how thick the ink is says nothing of where the cell ends.
                box = (x * scale, middle, (x + w) * scale, middle)
                found.append(Rule(*box) if across else Rule(middle, y * scale, middle, (y + h) * scale))
    return found


def slopes(picture: Picture) -> list[float]:
    """Return by how many degrees each long level rule of a picture falls to the right, the page not yet being level."""
    found = cv2.HoughLinesP(
        _ink(picture),
        1,
        np.pi / 1800,
        threshold=int(_LONG * picture.shape[1] / 2),
        minLineLength=_LONG * picture.shape[1],
        maxLineGap=max(_BROKEN * picture.shape[1], 2),
    )
    angles = [
        math.degrees(math.atan2(y1 - y0, x1 - x0))
        for x0, y0, x1, y1 in (np.reshape(found, (-1, 4)) if found is not None else ())
    ]
    return [angle for angle in angles if abs(angle) <= _STEEPEST]


def _ink(picture: Picture) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    return np.asarray(ink, np.uint8)
