"""Signs of several rows that were found as one box: names of one sign and a blank, figures in a narrow column.

Each stands level with a line of another column, so the box is cut where these rows are parted. Words that are set upright
stand level with such rows by chance only: ink lies where the rows are parted, or their type is of another size.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture
from .lines import Line

# A box around one sign is no higher than so many of its widths; with part of the next row in it, it is.
_TALL = 1.3
# A row is about as high as the box is wide.
_ALIKE = (0.7, 1.4)
# All ink of the box lies in rows, or so few pixels above and below one; so much of it may be specks.
_PLAY, _OUTSIDE = 2, 0.03
# Rows whose middles are nearer than this, in heights, are one.
_SAME = 0.4
# A row of pixels with so many dark ones at most has specks alone; ink is so much darker than the paper.
_SPECKS, _INK = 1, 0.7
# What is cut off and stands in another box already, so much of it, is not read twice.
_COVERED = 0.6


def with_rows(picture: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a level page, boxes around signs of several rows cut into a line for each; in pixels."""
    level = [line for line in lines if line.x1 - line.x0 > line.y1 - line.y0]
    # On a page whose lines run down, two signs are a short one of them.
    if len(level) <= sum(line.upright for line in lines):
        return list(lines)
    out: list[Line] = []
    parts: list[Line] = []
    for line in lines:
        cut = _by_rows(picture, line, level) if line.y1 - line.y0 > _TALL * (line.x1 - line.x0) else []
        parts += cut
        out += [] if cut else [line]
    # Whole boxes come first, then the largest of the parts: what is left of a sign is found in them.
    for part in sorted(parts, key=lambda part: part.y0 - part.y1):
        if not any(_share(part, other) > _COVERED for other in out):
            out.append(part)
    return out


def _by_rows(picture: Picture, line: Line, level: Sequence[Line]) -> list[Line]:
    """Return a line for each row that a box goes over, none where it is no such box."""
    wide = line.x1 - line.x0
    rows: list[Line] = []
    for other in sorted(level, key=lambda other: other.y0):
        high, top, foot = other.y1 - other.y0, max(other.y0, line.y0), min(other.y1, line.y1)
        beside = other.x1 <= line.x0 or other.x0 >= line.x1
        if not beside or foot <= top or not _ALIKE[0] * wide < high < _ALIKE[1] * wide:
            continue
        if rows and other.y0 + other.y1 - rows[-1].y0 - rows[-1].y1 < 2 * _SAME * high:
            continue
        rows.append(other)
    if len(rows) < 2:
        return []
    inked = _inked(picture, line)
    top = max(int(line.y0), 0)
    within = np.zeros(len(inked), bool)
    for row in rows:
        within[max(int(row.y0) - _PLAY - top, 0) : max(int(row.y1) + _PLAY + 1 - top, 0)] = True
    if (inked & ~within).sum() > _OUTSIDE * len(inked):
        return []
    bounds = [line.y0, *((above.y1 + below.y0) / 2 for above, below in pairwise(rows)), line.y1]
    return [replace(line, y0=top, y1=foot, upright=False) for top, foot in pairwise(bounds)]


def _inked(picture: Picture, line: Line) -> NDArray[np.bool_]:
    """Return which rows of pixels of a box hold ink."""
    crop = picture[max(int(line.y0), 0) : int(line.y1) + 1, max(int(line.x0), 0) : int(line.x1) + 1]
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    return np.asarray((grey < _INK * np.percentile(grey, 80)).sum(axis=1) > _SPECKS)


def _share(part: Line, other: Line) -> float:
    """Return how much of a part lies in another box."""
    wide = min(part.x1, other.x1) - max(part.x0, other.x0)
    high = min(part.y1, other.y1) - max(part.y0, other.y0)
    return max(wide, 0.0) * max(high, 0.0) / max((part.x1 - part.x0) * (part.y1 - part.y0), 1.0)
