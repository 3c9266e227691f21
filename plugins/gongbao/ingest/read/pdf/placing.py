"""Where things of a PDF stand on the page as it is seen, and the rules that are drawn there."""

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from .geometry import Rule

_THIN = 2.5
_SHORTEST_RULE = 6.0
# Two rectangles, each of five points; of other paths no more is looked at.
_MOST_OF_RING, _MOST_SEGMENTS = 12, 10_000


class Placing:
    """Turns coordinates of the file (y upwards, page maybe turned) into those of the page as it is seen."""

    def __init__(self, left: float, bottom: float, right: float, top: float, turned: int) -> None:
        self._box = left, bottom, right, top
        self._turned = turned % 360
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self._turned in (90, 270) else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the file as one of the page."""
        left, bottom, right, top = self._box
        if self._turned == 90:
            return y - bottom, x - left
        if self._turned == 180:
            return right - x, y - bottom
        if self._turned == 270:
            return top - y, right - x
        return x - left, top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return a box of the file as one of the page: left, top, right, bottom."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def angle(self, radians: float) -> float:
        """Return by how many degrees text leans on the page as it is seen, from -180 to 180."""
        degrees = math.degrees(radians) - self._turned
        return (degrees + 180) % 360 - 180


def rules_of(item: pdfium.PdfObject, place: Placing) -> Iterator[Rule]:
    """Give the rules that a path draws: thin boxes, and straight strokes along the axes."""
    x0, y0, x1, y1 = place.box(*item.get_bounds())
    if min(x1 - x0, y1 - y0) <= _THIN:
        if max(x1 - x0, y1 - y0) >= _SHORTEST_RULE:
            yield Rule(x0, y0, x1, y1)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        if fill.value and raw.FPDFPath_CountSegments(item) <= _MOST_OF_RING:
            yield from _ring(_outlines(item, place))
        return
    for outline in _outlines(item, place):
        for last, point in pairwise(outline):
            yield from _straight(last, point)


def _outlines(item: pdfium.PdfObject, place: Placing) -> list[list[tuple[float, float] | None]]:
    """Return the points of each part of a path as it is seen; None before where a curve leads."""
    matrix = item.get_matrix()
    found: list[list[tuple[float, float] | None]] = []
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = place.point(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or not found:
            found.append([point])
        else:
            found[-1] += [point] if kind == raw.FPDF_SEGMENT_LINETO else [None, point]
        if raw.FPDFPathSegment_GetClose(segment):
            found[-1].append(found[-1][0])
    return found


def _ring(outlines: list[list[tuple[float, float] | None]]) -> Iterator[Rule]:
    """Give the rules of a border that is filled between two rectangles, one in the other, as browsers draw it."""
    if len(outlines) != 2 or any(point is None for outline in outlines for point in outline):
        return
    points = [[point for point in outline if point is not None] for outline in outlines]
    boxes = [(min(x), min(y), max(x), max(y)) for x, y in (zip(*part, strict=True) for part in points)]
    (x0, y0, x1, y1), inner = sorted(boxes, key=lambda box: box[0])
    gaps = (inner[0] - x0, inner[1] - y0, x1 - inner[2], y1 - inner[3])
    if min(gaps) >= 0 and 0 < max(gaps) <= _THIN and min(x1 - x0, y1 - y0) >= _SHORTEST_RULE:
        left, top, right, bottom = gaps
        sides = (
            (left, Rule(x0, y0, inner[0], y1)),
            (top, Rule(x0, y0, x1, inner[1])),
            (right, Rule(inner[2], y0, x1, y1)),
            (bottom, Rule(x0, inner[3], x1, y1)),
        )
        yield from (rule for width, rule in sides if width > 0)


def _straight(a: tuple[float, float] | None, b: tuple[float, float] | None) -> Iterator[Rule]:
    if a is None or b is None:
        return
    x0, x1 = sorted((a[0], b[0]))
    y0, y1 = sorted((a[1], b[1]))
    if min(x1 - x0, y1 - y0) <= 1.0 and max(x1 - x0, y1 - y0) >= _SHORTEST_RULE:
        yield Rule(x0, y0, x1, y1)
