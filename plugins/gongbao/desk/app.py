"""The application: which address leads to which view."""

import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as SentMessage

from gongbao.ingest.model.source import SourceError
from gongbao.messages import LANGUAGES, _, language, speaking
from gongbao.workshop.unexpected_errors import describe

from . import desk, guard
from .place import Place
from .shelf import Shelf
from .views import articles, deciding, home, out, queue, sources, taking

LANGUAGE_COOKIE = "gongbao-desk-language"
_HERE = Path(__file__).parent


class _Language:
    """Speak the language that the person chose in the page, else that of the command."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with AsyncExitStack() as stack:
            if scope["type"] == "http":
                chosen = Request(scope).cookies.get(LANGUAGE_COOKIE, "")
                stack.enter_context(speaking(chosen if chosen in LANGUAGES else language()))
            await self._app(scope, receive, send)


class _Faults:
    """Answer in one line what nobody thought of; the trace lies in a file (workshop/unexpected_errors.py)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: SentMessage) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:  # a page that was closed while it sent something: nobody is there to be told
            return
        except Exception as error:
            message = str(error) if isinstance(error, SourceError) else describe(error)
            print(message, file=sys.stderr, flush=True)
            if not begun:
                await _answer(Request(scope), message)(scope, receive, send)


def _answer(request: Request, message: str) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return JSONResponse({"fault": message}, 500)
    try:
        return desk.of(request).page(request, "message.html", {"title": message}, 500)
    except Exception:
        # What went wrong keeps the page from being made, too.
        return PlainTextResponse(message + "\n", 500)


def _not_there(request: Request, error: Exception) -> Response:
    return desk.of(request).page(request, "message.html", {"title": _("There is no such page.")}, 404)


def _not_known(_request: Request, error: Exception) -> Response:
    """Answer a script of ours that sent what nobody knows, in words that it shows."""
    refused = cast("HTTPException", error)
    return JSONResponse({"fault": refused.detail}, refused.status_code)


def application(place: Place, hosts: tuple[str, ...], keys: guard.Keys, site: str = "") -> Starlette:
    """Return the workbench of a place.

    hosts: what a request may call it; keys: who may enter; site: the origin at which the built site is shown.
    """
    routes = [
        Route("/", home.home),
        Route("/alive", home.alive),
        Route("/language", home.choose_language, methods=["POST"]),
        Route("/in", taking.taking),
        Route("/in/file", taking.put, methods=["PUT"]),
        Route("/in/read", taking.read, methods=["POST"]),
        Route("/in/state", taking.state),
        Route("/in/cancel", taking.cancel, methods=["POST"]),
        Route("/in/say", taking.say, methods=["POST"]),
        Route("/in/take", taking.take, methods=["POST"]),
        Route("/in/forget", taking.forget, methods=["POST"]),
        Route("/doubts", queue.doubts),
        Route("/doubts/{doubt}", queue.doubts),
        Route("/doubts/{doubt}/right", queue.right, methods=["POST"]),
        Route("/doubts/{doubt}/mend", queue.mend, methods=["POST"]),
        Route("/doubts/{doubt}/open", queue.reopen, methods=["POST"]),
        Route("/source/{top}/{name}", sources.source),
        Route("/source/{top}/{name}/page/{number:int}", sources.page),
        Route("/source/{top}/{name}/page/{number:int}/cut", sources.cut),
        Route("/article/{top}/{name}/{slug}", articles.article),
        Route("/article/{top}/{name}/{slug}/save", articles.save, methods=["POST"]),
        Route("/article/{top}/{name}/{slug}/decide", deciding.decide, methods=["POST"]),
        Route("/article/{top}/{name}/{slug}/preview", articles.preview, methods=["POST"]),
        Route("/article/{top}/{name}/{slug}/picture/{file}", articles.picture),
        Route("/out", out.out),
        Route("/out/state", out.state),
        Route("/out/target", out.target, methods=["POST"]),
        Route("/out/cancel", out.cancel, methods=["POST"]),
        Route("/out/{work}", out.start, methods=["POST"]),
        Route("/history", out.changes),
        Route("/history/keep", out.keep, methods=["POST"]),
        Route("/history/undo", out.undo, methods=["POST"]),
        Mount("/theme", StaticFiles(directory=place.theme / "static" / "css")),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    middleware = [
        Middleware(guard.Guard, hosts=hosts, keys=keys, frame=site),
        Middleware(_Language),
        Middleware(_Faults),
    ]
    app = Starlette(
        routes=routes,
        middleware=middleware,
        exception_handlers={404: _not_there, 400: _not_known, 413: _not_known},
    )
    app.state.desk = desk.Desk(place, Shelf(place.content, place.own), site)
    return app
