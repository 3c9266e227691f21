"""Photographs of pages: where the edges of the paper are seen and converge, the page is drawn as if seen from above."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pdf.photograph import Outline
from .engine import Picture

# Edges are looked for in a picture of this length.
_LENGTH = 700
# A sheet covers so much of its photograph at least, and its edges stay so far from those of the picture, in parts of it.
_LEAST, _BORDER = 0.3, 0.008
# A side is straight where its points lie so near to it on the average, in parts of the picture's length; corners may be bent.
_STRAIGHT, _CORNER = 0.004, 0.08
# Corners of a sheet are no further from right ones, in degrees: else it is folded, or no sheet.
_MOST_BENT = 25.0
# So far on both sides of an edge, in pixels of that picture, paper is brighter by so much than what it lies on.
_BESIDE, _BRIGHTER, _STEPS = 6.0, 20.0, 60
# Sides that converge by less, in degrees, are those of a page that lies flat: levelling does.
_CONVERGE = 0.8

Corners = NDArray[np.float64]


def corners_of(picture: Picture) -> Corners | None:
    """Return the corners of a sheet that is seen in perspective, from the left upper one on: shape (4, 2), in pixels.

    None where no whole sheet is seen against what it lies on, or its sides are parallel.
    """
    scale = _LENGTH / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = np.asarray(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (0, 0), 2), np.uint8)
    for mask in (_brighter(grey), _edged(grey)):
        corners = _sheet(mask)
        if corners is not None and _lies_on_darker(grey, corners):
            return corners / scale if _converges(corners) else None
    return None


def seen_from_above(picture: Picture, corners: Corners) -> Picture:
    """Return what lies between four corners as a rectangle."""
    sides = [float(np.linalg.norm(b - a)) for a, b in pairwise([*corners, corners[0]])]
    wide, high = round((sides[0] + sides[2]) / 2), round((sides[1] + sides[3]) / 2)
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC), np.uint8)


def outline(corners: Corners, picture: Picture, turned: int) -> Outline:
    """Return corners in fractions of a picture that is turned to the right by a multiple of 90 degrees."""
    high, wide = picture.shape[:2]
    found = [(float(x) / wide, float(y) / high) for x, y in corners]
    for _ in range(turned // 90):
        # What was the left lower corner is the left upper one then.
        found = [(1 - y, x) for x, y in [found[-1], *found[:-1]]]
    return tuple(found)


def _brighter(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return what is brighter than the rest: paper on a dark desk."""
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Type is no hole in the paper.
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)), np.uint8)


def _edged(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return what edges enclose: paper that is in part as dark as the desk, under a lamp or a shadow."""
    edges = cv2.dilate(cv2.Canny(grey, 20, 60), np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    mask = np.zeros_like(grey)
    cv2.drawContours(mask, contours, -1, 255, cv2.FILLED)
    return np.asarray(cv2.erode(mask, np.ones((5, 5), np.uint8)), np.uint8)


def _sheet(mask: NDArray[np.uint8]) -> Corners | None:
    """Return the corners of the largest spot, where that has four straight sides within the picture."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=cv2.contourArea, default=None)
    if outline is None or cv2.contourArea(outline) < _LEAST * mask.size:
        return None
    hull = cv2.convexHull(outline)
    rough = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, closed=True), closed=True)
    if len(rough) != 4:
        return None
    points = outline.reshape(-1, 2).astype(np.float64)
    ordered = _ordered(rough.reshape(4, 2).astype(np.float64))
    sides = [_side(points, a, b, max(mask.shape)) for a, b in pairwise([*ordered, ordered[0]])]
    if any(side is None for side in sides):
        return None
    lines = [side for side in sides if side is not None]
    corners = np.array([_crossing(lines[n - 1], lines[n]) for n in range(4)])
    return corners if _is_sheet(corners, mask.shape) else None


def _ordered(corners: Corners) -> Corners:
    """Return corners from the left upper one on, clockwise."""
    middle = corners.mean(axis=0)
    round_ = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    return np.roll(round_, -int(round_.sum(axis=1).argmin()), axis=0)


def _side(points: Corners, start: Corners, end: Corners, length: int) -> Corners | None:
    """Return a side as a point and a direction, fitted to the outline between two rough corners; None if it is bent."""
    along = (end - start) / np.linalg.norm(end - start)
    at = (points - start) @ along / np.linalg.norm(end - start)
    off = (points - start) @ np.array([-along[1], along[0]])
    near = points[(at > _CORNER) & (at < 1 - _CORNER) & (np.abs(off) < 0.03 * length)]
    if len(near) < 0.5 * (1 - 2 * _CORNER) * np.linalg.norm(end - start):
        return None
    x, y, *base = (float(v[0]) for v in cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01))
    off = (near - base) @ np.array([-y, x])
    return np.array([base, [x, y]]) if np.median(np.abs(off)) < _STRAIGHT * length else None


def _crossing(one: Corners, other: Corners) -> Corners:
    """Return where two lines cross."""
    along = np.stack([one[1], -other[1]], axis=1)
    if abs(np.linalg.det(along)) < 1e-6:
        return np.array([-1.0, -1.0])
    return np.asarray(one[0] + one[1] * np.linalg.solve(along, other[0] - one[0])[0])


def _is_sheet(corners: Corners, shape: tuple[int, ...]) -> bool:
    """Tell whether corners lie within the picture, and are about right ones."""
    border = _BORDER * max(shape)
    within = (corners >= border) & (corners <= np.array([shape[1], shape[0]]) - border)
    turns = np.diff([*_directions(corners), _directions(corners)[0]])
    return bool(within.all()) and all(abs((turn % 360) - 90) < _MOST_BENT for turn in turns)


def _lies_on_darker(grey: NDArray[np.uint8], corners: Corners) -> bool:
    """Tell whether all that lies just within four corners is brighter than what lies just without: no frame on paper is."""
    steps = np.linspace(_CORNER, 1 - _CORNER, _STEPS)[:, None]
    for a, b in pairwise([*corners, corners[0]]):
        along = (b - a) / np.linalg.norm(b - a)
        inward = _BESIDE * np.array([-along[1], along[0]])
        within, without = (_at(grey, a + (b - a) * steps + side) for side in (inward, -inward))
        if np.median(within - without) < _BRIGHTER:
            return False
    return True


def _at(grey: NDArray[np.uint8], points: Corners) -> NDArray[np.float64]:
    high, wide = grey.shape
    x, y = (points.round().astype(int).T[n].clip(0, most - 1) for n, most in ((0, wide), (1, high)))
    return np.asarray(grey[y, x], np.float64)


def _converges(corners: Corners) -> bool:
    """Tell whether opposite sides are not parallel."""
    top, right, foot, left = _directions(corners)
    return any(abs((a - b) % 360 - 180) > _CONVERGE for a, b in ((top, foot), (right, left)))


def _directions(corners: Corners) -> list[float]:
    """Return in which direction each side runs, in degrees, going round."""
    return [float(np.degrees(np.arctan2(*(b - a)[::-1]))) for a, b in pairwise([*corners, corners[0]])]
