"""The doubts, one after the other."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.model import decisions

from .. import desk, original, saving, session
from .. import doubts as found_doubts
from ..rules import MISSING_FIELDS
from ..shelf import Folder

# Lines that are shown around the one in doubt.
_AROUND = 8


def doubts(request: Request) -> Response:
    """Show one doubt beside its original: the one that is asked for, else the most dangerous one."""
    at = desk.of(request)
    queue = found_doubts.queue(at.shelf)
    asked = request.path_params.get("doubt")
    place = next((n for n, doubt in enumerate(queue) if doubt.id == asked), 0)
    if not queue:
        return at.page(request, "settled.html")
    doubt = queue[place]
    values = {
        "doubt": doubt,
        "left": len(queue),
        "place": place + 1,
        "before": queue[place - 1] if place else None,
        "behind": queue[place + 1] if place + 1 < len(queue) else None,
        "lines": _around(doubt.folder, doubt.line, at),
        "has_pages": bool(doubt.folder.ledger.get("on_pages")),
        "passage": _passage(doubt),
    }
    return at.page(request, "doubt.html", values)


def _around(folder: Folder, line: int, at: desk.Desk) -> list[original.Line]:
    lines = original.lines_of(folder, at.place.sources) or []
    where = next((n for n, one in enumerate(lines) if one.number >= line), 0)
    return lines[max(0, where - _AROUND) : where + _AROUND + 1]


def _passage(doubt: found_doubts.Doubt) -> str:
    """Return the paragraph of the result that a doubt is about, or its opening where the words are not found."""
    if doubt.article is None or doubt.rule in MISSING_FIELDS:
        return ""
    words = doubt.text.strip()[:12]
    paragraphs = [part for part in doubt.article.body.split("\n\n") if part.strip()]
    return next((part for part in paragraphs if words and words in part), "")[:600]


async def right(request: Request) -> Response:
    """Keep that a place is right as it stands, and say which comes next."""
    at = desk.of(request)
    async with at.writing:
        queue = found_doubts.queue(at.shelf)
        asked = request.path_params["doubt"]
        place = next((n for n, doubt in enumerate(queue) if doubt.id == asked), None)
        if place is not None:
            doubt = queue[place]
            path = doubt.folder.path / decisions.NAME
            held = decisions.load(path)
            held.source = doubt.folder.source
            held.right.append(doubt.right())
            saving.write(path, decisions.dump(held))
            at.session.note(session.RIGHT, doubt.folder.title, doubt.folder.path)
            del queue[place]
    following = queue[min(place or 0, len(queue) - 1)].id if queue else ""
    return JSONResponse({"next": f"/doubts/{following}" if following else "/doubts", "left": len(queue)})


async def reopen(request: Request) -> Response:
    """Take the decision back that a place is right."""
    at = desk.of(request)
    async with at.writing:
        for folder in at.shelf.folders():
            path = folder.path / decisions.NAME
            held = decisions.load(path)
            asked = request.path_params["doubt"]
            again = [doubt for doubt in found_doubts.every(folder) if doubt.id == asked]
            if again and again[0].right() in held.right:
                held.right.remove(again[0].right())
                at.session.note(session.DECIDED, folder.title, folder.path)
                if held:
                    saving.write(path, decisions.dump(held))
                else:
                    path.unlink(missing_ok=True)
    return JSONResponse({"next": f"/doubts/{request.path_params['doubt']}"})
