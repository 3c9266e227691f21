"""Take the pictures out of a PDF's pages: photographs, maps, diagrams that were placed as pictures."""

import contextlib
import io
from typing import Any

import pypdfium2 as pdfium

from ...model.source import SourceObject
from .geometry import Page

# In points: smaller ones are signs, lines and bullets.
_SMALLEST = 28.0
_MOST_PIXELS = 50_000_000
_MOST = 200
# What covers so much of a page is its ground or the page itself, scanned.
_WHOLE = 0.85


def take(item: pdfium.PdfObject, page: Page, box: tuple[float, float, float, float]) -> None:
    """Add a picture to the objects and files of its page; one that is not kept is told with the rule.

    item: the library's object; box: where it is seen on the page, in points.
    """
    x0, y0, x1, y1 = box
    place = page.place(*box)
    rule = ""
    if min(x1 - x0, y1 - y0) < _SMALLEST:
        rule = "picture-small"
    elif (x1 - x0) * (y1 - y0) > _WHOLE * page.width * page.height:
        rule = "page-picture"
    elif len(page.files) >= _MOST or _pixels(item) > _MOST_PIXELS:
        rule = "picture-too-large"
    data = b"" if rule else _data(item)
    if not rule and not data:
        rule = "picture-not-readable"
    key = "" if rule else f"{page.number}-{len(page.files) + 1}.png"
    if key:
        page.files[key] = data
    page.objects.append(SourceObject("picture", rule=rule, place=place, file=key))


def _pixels(item: Any) -> int:
    wide, high = item.get_px_size()
    return int(wide * high)


def _data(item: Any) -> bytes:
    """Return a picture as a file: as it lies in the PDF where it is a JPEG, else as a PNG."""
    out = io.BytesIO()
    # What the library or the picture's own coding refuses is told as not readable.
    with contextlib.suppress(Exception):
        item.extract(out, fb_format="png")
        return out.getvalue()
    return b""
