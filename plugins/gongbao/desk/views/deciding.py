"""What a person says of lines of the original: it is decided, and the source is taken in anew with it."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.model import decisions
from gongbao.ingest.model.decisions import KINDS, LineDecision, Rule
from gongbao.messages import _, language

from .. import desk, original, reingest, session
from ..shelf import Folder
from . import asked


async def decide(request: Request) -> Response:
    """Keep what lines are said to be (or that nothing is said of them), and ingest the source with it."""
    at = desk.of(request)
    folder, one = asked.article(request)
    sent = await asked.sent(request)
    what = asked.text(sent, "what")
    lines = asked.numbers(sent, "lines")
    texts = {line.number: line.text for line in original.lines_of(folder, at.place.sources) or []}
    source = original.path_of(folder, at.place.sources)
    if source is None or not lines <= set(texts):
        return JSONResponse(
            {"fault": _("The source is not in its folder any more, or is another one by now.")}, 409
        )
    if what and what not in KINDS:
        return JSONResponse({"fault": _("A line cannot be that.")}, 422)
    async with at.writing:
        decided = decisions.load(folder.path / decisions.NAME)
        decided.source = folder.source
        decided.lines = [one for one in decided.lines if one.line not in lines]
        if what:
            decided.lines += [LineDecision(number, texts[number], what) for number in sorted(lines)]
        rules = (
            _rules(folder, what, [texts[number] for number in sorted(lines)]) if sent.get("always") else None
        )
        order = reingest.Order(
            at.place.content,
            source,
            folder.name,
            decided,
            rules,
            language(),
            at.place.own,
            at.place.limits,
        )
        result = await asyncio.wrap_future(at.worker().submit(reingest.retake, order))
    if result.fault:
        return JSONResponse({"fault": result.fault}, 409)
    at.session.note(session.DECIDED, folder.title, folder.path, folder.rules)
    if result.without_line:
        fault = _(
            "That line has no such value; it was left where it is: {words}", words=result.without_line[0]
        )
        return JSONResponse({"fault": fault, "next": request.url.path.removesuffix("/decide")})
    return JSONResponse({"fault": "", "next": _address(folder, one.slug, result.slugs, at, min(lines))})


def _rules(folder: Folder, what: str, texts: list[str]) -> decisions.BulletinRules | None:
    """Return the rules of the folder's bulletin with one more for each line; None where it is of no bulletin."""
    if folder.issue is None or not what:
        return None
    given = asked.rules(folder)
    given.lines += [Rule(decisions.likeness(text), what) for text in texts]
    return given


def _address(folder: Folder, slug: str, slugs: tuple[str, ...], at: desk.Desk, line: int) -> str:
    """Return the page of the article that holds the line now, else the one that it was, else the source."""
    now = at.shelf.folder(folder.name)
    holder = now.holding(line) if now else None
    shown = holder.slug if holder else slug if slug in slugs else ""
    return f"/article/{folder.name}/{shown}?line={line}" if shown else f"/source/{folder.name}"
