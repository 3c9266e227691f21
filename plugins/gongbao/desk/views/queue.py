"""The doubts, one after the other."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.model import decisions
from gongbao.messages import _

from .. import desk, original, page_strips, passage, saving, session
from .. import doubts as found_doubts
from ..shelf import Folder
from . import asked

# Lines that are shown around the one in doubt.
_AROUND = 8


def doubts(request: Request) -> Response:
    """Show one doubt beside its original: the one that is asked for, else the most dangerous one."""
    at = desk.of(request)
    queue = found_doubts.queue(at.shelf)
    name = request.path_params.get("doubt")
    place = next((n for n, doubt in enumerate(queue) if doubt.id == name), 0)
    if not queue:
        return at.page(request, "settled.html")
    doubt = queue[place]
    strips = page_strips.of(doubt)
    values = {
        "doubt": doubt,
        "left": len(queue),
        "place": place + 1,
        "before": queue[place - 1] if place else None,
        "behind": queue[place + 1] if place + 1 < len(queue) else None,
        "lines": _around(doubt.folder, doubt.line, at),
        "has_pages": original.can_be_drawn(doubt.folder, at.place.sources),
        "cuts": strips,
        "passage": passage.of(doubt, strips),
    }
    return at.page(request, "doubt.html", values)


def _around(folder: Folder, line: int, at: desk.Desk) -> list[original.Line]:
    lines = original.lines_of(folder, at.place.sources) or []
    where = next((n for n, one in enumerate(lines) if one.number >= line), 0)
    return lines[max(0, where - _AROUND) : where + _AROUND + 1]


async def right(request: Request) -> Response:
    """Keep that a place is right as it stands, and say which comes next."""
    at = desk.of(request)
    async with at.writing:
        return _settle(at, request.path_params["doubt"], session.RIGHT)


async def mend(request: Request) -> Response:
    """Put a paragraph in the place of the one that was shown, which settles the doubt, and say which comes next."""
    at = desk.of(request)
    sent = await asked.sent(request)
    name = request.path_params["doubt"]
    async with at.writing:
        doubt = next((one for one in found_doubts.queue(at.shelf) if one.id == name), None)
        if doubt is None or doubt.article is None:
            return JSONResponse({"fault": _("That place is settled already.")}, 409)
        one = doubt.article
        parts = one.body.split("\n\n")
        was, now = asked.text(sent, "was"), asked.text(sent, "text").replace("\r\n", "\n").strip("\n")
        try:
            if parts.count(was) != 1:
                raise saving.Conflict
            put = [now if part == was else part for part in parts]
            text = saving.edited(one.text, {}, "\n\n".join(part for part in put if part), at.shelf.own)
            saving.write(one.path, text, asked.text(sent, "etag"))
        except saving.Conflict:
            fault = _(
                "The file was changed meanwhile, by an editor or in another window. Load the page anew."
            )
            return JSONResponse({"fault": fault}, 409)
        except OSError as error:
            return asked.unwritten(error)
        return _settle(at, name, session.EDITED)


def _settle(at: desk.Desk, name: str, what: str) -> Response:
    """Note that nobody need look at a place any more, and answer with the next one."""
    queue = found_doubts.queue(at.shelf)
    place = next((n for n, doubt in enumerate(queue) if doubt.id == name), None)
    if place is not None:
        doubt = queue.pop(place)
        path = doubt.folder.path / decisions.NAME
        decided = decisions.load(path)
        decided.source = doubt.folder.source
        decided.right.append(doubt.right())
        saving.write(path, decisions.dump(decided))
        at.session.note(what, doubt.folder.title, doubt.folder.path)
    following = queue[min(place or 0, len(queue) - 1)].id if queue else ""
    return JSONResponse({"next": f"/doubts/{following}" if following else "/doubts", "left": len(queue)})


async def reopen(request: Request) -> Response:
    """Take the decision back that a place is right."""
    at = desk.of(request)
    async with at.writing:
        for folder in at.shelf.folders():
            path = folder.path / decisions.NAME
            decided = decisions.load(path)
            name = request.path_params["doubt"]
            again = [doubt for doubt in found_doubts.every(folder) if doubt.id == name]
            if again and again[0].right() in decided.right:
                decided.right.remove(again[0].right())
                at.session.note(session.DECIDED, folder.title, folder.path)
                if decided:
                    saving.write(path, decisions.dump(decided))
                else:
                    path.unlink(missing_ok=True)
    return JSONResponse({"next": f"/doubts/{request.path_params['doubt']}"})
