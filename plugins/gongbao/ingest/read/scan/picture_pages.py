"""Pages that are a picture: a map, a certificate, a drawing with a few words. They are kept as pictures of the source."""

from collections.abc import Callable

import cv2
import numpy as np

from ...model.source import Place, SourceObject
from ..pdf.geometry import Page
from ..pdf.grids import find_tables
from . import prepare
from .colours import paper_of
from .engine import Picture

# The names on a map are no text of a page; a form has more words between its lines.
_MOST_WORDS, _MOST_IN_TABLE = 60, 12
# Looked at in a picture of this width, without its edges: what differs so much from the paper is drawn.
_WIDTH, _EDGE, _DRAWN = 240, 0.06, 50
# So much of the page is drawn, and what is drawn reaches over so much of it; a stamp or a note is smaller.
_LEAST, _REACHES = 0.02, 0.25
_LONGEST, _QUALITY = 1600, 82


def keep(page: Page, draw: Callable[[], Picture]) -> None:
    """Add the picture of a page to its objects and files where the page is one; draw: gives the picture as received."""
    words = sum(not char.text.isspace() for char in page.chars)
    if words > _MOST_WORDS or sum(len(grid.chars) for grid in find_tables([page])[0]) > _MOST_IN_TABLE:
        return
    # Words tell which way up a page is; a picture is shown as it was received.
    laid = page.laid if words else 0
    picture = prepare.turned(prepare.sized(draw()), laid)
    if prepare.is_strip(picture) or not _is_drawn(picture, page):
        return
    scale = min(_LONGEST / max(picture.shape[:2]), 1.0)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    is_written, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if is_written:
        key = f"page-{page.number}.jpg"
        page.files[key] = data.tobytes()
        place = Place(page.number, (0.0, 0.0, 1.0, 1.0), laid)
        page.objects.append(SourceObject("picture", place=place, file=key))


def _is_drawn(picture: Picture, page: Page) -> bool:
    """Tell whether much of a page is drawn on, beside its words."""
    scale = _WIDTH / picture.shape[1]
    reduced = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = np.asarray(cv2.medianBlur(reduced, 3), np.uint8)
    drawn = np.abs(small.astype(np.int16) - paper_of(small)).max(axis=2) > _DRAWN
    high, wide = drawn.shape
    for char in page.chars:
        x, y = wide / page.width, high / page.height
        drawn[int(char.y0 * y) : int(char.y1 * y) + 2, int(char.x0 * x) : int(char.x1 * x) + 2] = False
    inner = drawn[int(_EDGE * high) : int((1 - _EDGE) * high), int(_EDGE * wide) : int((1 - _EDGE) * wide)]
    if not inner.size or inner.mean() < _LEAST:
        return False
    rows, columns = np.nonzero(inner)
    reach = [float(np.subtract(*np.percentile(at, (97, 3)))) for at in (rows, columns)]
    return bool(reach[0] * reach[1] >= _REACHES * inner.size)
