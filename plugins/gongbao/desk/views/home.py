"""The first page: what there is, and what to do next."""

import time

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from gongbao.messages import LANGUAGES

from .. import desk, doubts


def home(request: Request) -> Response:
    """Show the sources that are held, newest issue first, with what is open in each."""
    at = desk.of(request)
    open_of: dict[str, int] = {}
    for doubt in doubts.queue(at.shelf):
        open_of[doubt.folder.name] = open_of.get(doubt.folder.name, 0) + 1
    folders = at.shelf.folders()
    issues = sorted(
        (folder for folder in folders if folder.issue),
        key=lambda one: (one.name.split("/")[0], one.name),
        reverse=True,
    )
    singles = [folder for folder in folders if not folder.issue]
    values = {"issues": issues, "alone": singles, "open_of": open_of}
    return at.page(request, "home.html", values)


def alive(request: Request) -> Response:
    """Note that a page is open."""
    at = desk.of(request)
    at.asked = time.monotonic()
    return JSONResponse({"open": len(doubts.queue(at.shelf))})


async def choose_language(request: Request) -> Response:
    """Remember the language of the pages."""
    form = await request.form()
    chosen = str(form.get("language", ""))
    back = str(form.get("back", "/"))
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)
    if chosen in LANGUAGES:
        answer.set_cookie("gongbao-desk-language", chosen, samesite="strict", httponly=True, max_age=31536000)
    return answer
