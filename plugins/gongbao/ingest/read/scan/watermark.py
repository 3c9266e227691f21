"""Lift the pale words that run askew over a page again and again: a watermark, put there by who copied it.

The engine takes lines of type that they cross for part of them, and reads pieces of them. They are paler than all type by
far, so what is as pale as they are becomes paper; then lines are looked for anew. What was lifted is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Engine, Picture

WATERMARK = "watermark"
# By so many degrees, off the other lines, such words run; printed lines, stamps and notes by hand by less.
_LEAST, _MOST = 12.0, 78.0
# Their contrast is at most this part of that of the type, and so much of their ink is pale.
_PALE, _MOSTLY = 0.45, 0.6
# What differs by less from the paper (of 255) is its grain; so far around its usual grey a watermark's own goes.
_GRAIN, _AROUND = 20, 14
# So many pieces are found, or one is so much larger than the type.
_FEWEST, _LARGER = 2, 1.5
_FEWEST_LINES = 4


@dataclass(frozen=True)
class Lifted:
    """A picture without its watermark: the lines in it, and the corners and words of what was lifted."""

    picture: Picture
    boxes: NDArray[np.float32]
    marks: Sequence[NDArray[np.float32]] = ()
    words: Sequence[str] = ()


def without_watermark(picture: Picture, boxes: NDArray[np.float32], engine: Engine) -> Lifted:
    """Return a page without watermark; picture: in colour; boxes: the corners of its lines, from the left upper one on."""
    marks, darkest = _marks(picture, boxes)
    if not marks:
        return Lifted(picture, boxes)
    words = engine.read([_levelled(picture, corners) for corners in marks])
    scale = np.clip(np.arange(256) * 255.0 / darkest, 0, 255).astype(np.uint8)
    lifted = cv2.LUT(picture, scale).astype(np.uint8)
    return Lifted(
        lifted, engine.lines(lifted), marks, ["".join(sign.text for sign in read) for read in words]
    )


def _marks(picture: Picture, boxes: NDArray[np.float32]) -> tuple[list[NDArray[np.float32]], float]:
    """Return the corners of the pieces of a watermark, and its darkest grey; none where there is no watermark."""
    across = boxes[:, 1] - boxes[:, 0]
    angles = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    usual = float(np.median(angles)) if len(angles) else 0.0
    off = np.abs(angles - usual)
    level = boxes[off < _LEAST]
    found = [corners for corners, by in zip(boxes, off, strict=True) if _LEAST <= by <= _MOST]
    if not found or len(level) < _FEWEST_LINES:
        return [], 0.0
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    paper = float(np.median(grey))
    type_ = paper - float(np.median([np.percentile(_inside(grey, corners), 5) for corners in level]))

    def is_pale(ink: NDArray[np.uint8]) -> bool:
        return len(ink) > 0 and float((ink > paper - _PALE * type_).mean()) >= _MOSTLY

    inks = [_ink(grey, corners, paper) for corners in found]
    pale = [(corners, ink) for corners, ink in zip(found, inks, strict=True) if is_pale(ink)]
    highs = [float(np.linalg.norm(corners[3] - corners[0])) for corners in level]
    largest = max((float(np.linalg.norm(c[3] - c[0])) for c, _ in pale), default=0.0)
    if not pale or (len(pale) < _FEWEST and largest < _LARGER * float(np.median(highs))):
        return [], 0.0
    counts = np.bincount(np.concatenate([ink for _, ink in pale]), minlength=256)
    counts[: int(paper - _PALE * type_)] = 0
    # What runs level and is as pale goes as well, a piece of a watermark or not: it is told.
    every = [corners for corners in boxes if is_pale(_ink(grey, corners, paper))]
    return every, max(float(np.argmax(counts)) - _AROUND, 1.0)


def _inside(grey: NDArray[np.uint8], corners: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the pixels within four corners."""
    (x0, y0), (x1, y1) = (np.maximum(corners.min(axis=0), 0), corners.max(axis=0))
    part = grey[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillConvexPoly(mask, (corners - (int(x0), int(y0))).astype(np.int32), 1)
    pixels = part[mask > 0]
    return pixels if pixels.size else np.array([255], np.uint8)


def _ink(grey: NDArray[np.uint8], corners: NDArray[np.float32], paper: float) -> NDArray[np.uint8]:
    pixels = _inside(grey, corners)
    return pixels[pixels < paper - _GRAIN]


def _levelled(picture: Picture, corners: NDArray[np.float32]) -> Picture:
    """Return what stands between four corners, level."""
    wide = max(int(np.linalg.norm(corners[1] - corners[0])), 1)
    high = max(int(np.linalg.norm(corners[3] - corners[0])), 1)
    to = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), to)
    return cv2.warpPerspective(picture, matrix, (wide, high), borderValue=(255, 255, 255)).astype(np.uint8)
