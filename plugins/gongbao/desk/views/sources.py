"""A source: what was made of it, and its pages as pictures."""

from collections import Counter
from io import BytesIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gongbao.ingest.model.source import SourceError

from .. import desk, doubts, original, page_strips
from . import asked

_WIDTH = 1100
_QUALITY = 82


def source(request: Request) -> Response:
    """Show a folder of the archive: its articles, what is open, what was left out."""
    at = desk.of(request)
    folder = asked.folder(request)
    lines = original.lines_of(folder, at.place.sources)
    found = list(doubts.of_folder(folder))
    values = {
        "folder": folder,
        "open": found,
        "open_of": Counter(doubt.article.slug for doubt in found if doubt.article),
        "lines": lines or [],
        "missing_source": lines is None,
        "dropped": folder.ledger.get("dropped", []),
    }
    return at.page(request, "source.html", values)


def page(request: Request) -> Response:
    """Return a page of a source as a picture."""
    at = desk.of(request)
    folder = asked.folder(request)
    path = original.path_of(folder, at.place.sources)
    if path is None:
        raise HTTPException(404)
    try:
        picture = at.painter.draw(path, request.path_params["number"], _WIDTH)
    except (SourceError, IndexError, ValueError) as error:
        raise HTTPException(404, str(error)) from error
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return Response(
        out.getvalue(), media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"}
    )


def cut(request: Request) -> Response:
    """Return a strip of a page around a box (?box=left,top,right,bottom, in fractions of the page)."""
    at = desk.of(request)
    path = original.path_of(asked.folder(request), at.place.sources)
    if path is None:
        raise HTTPException(404)
    try:
        left, top, right, bottom = (float(part) for part in request.query_params.get("box", "").split(","))
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
            raise HTTPException(404)
        box = (left, top, right, bottom)
        data = page_strips.draw(at.painter, path, request.path_params["number"], box)
    except (SourceError, IndexError, ValueError) as error:
        raise HTTPException(404, str(error)) from error
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})
