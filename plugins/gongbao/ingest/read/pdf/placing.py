"""Where things of a PDF stand on the page as it is seen, and the rules that are drawn there."""

import ctypes
import math
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from .geometry import Rule

_THIN = 2.5
_SHORTEST_RULE = 6.0


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
        return
    matrix = item.get_matrix()
    first = last = None
    for index in range(min(raw.FPDFPath_CountSegments(item), 10_000)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = place.point(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _straight(last, point)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _straight(last, first)
            last = first


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    x0, x1 = sorted((a[0], b[0]))
    y0, y1 = sorted((a[1], b[1]))
    if min(x1 - x0, y1 - y0) <= 1.0 and max(x1 - x0, y1 - y0) >= _SHORTEST_RULE:
        yield Rule(x0, y0, x1, y1)
