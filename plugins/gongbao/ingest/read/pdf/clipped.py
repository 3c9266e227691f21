"""Text that a page holds and does not show, since it is cut away where it is drawn.

Programs of sheets draw the words of a merged cell on each page that it goes over, and cut them to that page's part of it.
"""

import ctypes
from collections.abc import Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from .geometry import Page

_MOST_CLIPS, _MOST_SEGMENTS = 20, 50


def is_cut_away(item: pdfium.PdfObject) -> bool:
    """Tell whether nothing of an object of the page is left by what it is cut to."""
    path = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return False
    left, bottom, right, top = item.get_bounds()
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(min(count, _MOST_CLIPS)):
        points = []
        for at in range(min(raw.FPDFClipPath_CountPathSegments(path, n), _MOST_SEGMENTS)):
            segment = raw.FPDFClipPath_GetPathSegment(path, n, at)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((x.value, y.value))
        if not points:
            continue
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        if right <= min(xs) or left >= max(xs) or top <= min(ys) or bottom >= max(ys):
            return True
    return False


def address(item: object) -> int:
    """Return what tells an object of the page from all others."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def set_aside(text: pdfium.PdfTextPage, page: Page, indices: Sequence[int], hidden: set[int]) -> None:
    """Take the signs of hidden objects from the page, told as hidden text; indices: of its signs in the library's text."""
    if not hidden:
        return
    shown = [address(raw.FPDFText_GetTextObject(text, index)) not in hidden for index in indices]
    gone = [char for char, is_shown in zip(page.chars, shown, strict=True) if not is_shown]
    page.chars = [char for char, is_shown in zip(page.chars, shown, strict=True) if is_shown]
    if gone:
        page.dropped.setdefault("hidden-text", []).extend(gone)
