"""The ruled lines of a picture: what a table, a red head or the foot of a document is drawn with."""

import cv2
import numpy as np

from ..pdf.geometry import Rule
from .engine import Picture

# In parts of the page's width: shorter strokes belong to characters.
_SHORTEST = 0.035
_THICKEST = 0.006
_GAP = 0.004


def find_rules(picture: Picture, scale: float) -> list[Rule]:
    """Return the level and upright lines of a level picture, in points; scale: points a pixel."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    wide = grey.shape[1]
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    length, gap = max(int(wide * _SHORTEST), 12), max(int(wide * _GAP), 2)
    found: list[Rule] = []
    for across in (True, False):
        closing = np.ones((1, gap) if across else (gap, 1), np.uint8)
        opening = np.ones((1, length) if across else (length, 1), np.uint8)
        strokes = cv2.morphologyEx(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, closing), cv2.MORPH_OPEN, opening)
        count, _, stats, _ = cv2.connectedComponentsWithStats(strokes)
        for n in range(1, count):
            x, y, w, h = (int(v) for v in stats[n][:4])
            if (h if across else w) <= max(wide * _THICKEST, 4):
                middle = (y + h / 2 if across else x + w / 2) * scale
                # Drawn as thin lines: how thick the ink is says nothing of where the cell ends.
                box = (x * scale, middle, (x + w) * scale, middle)
                found.append(Rule(*box) if across else Rule(middle, y * scale, middle, (y + h) * scale))
    return found
