"""Files come in: dropped, read on trial, said to be something else where the program erred, taken into the archive."""

import contextlib
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.sort.kinds import KINDS
from gongbao.messages import _, language, reason, speaking

from .. import desk, jobs, session, uploads
from . import asked


def taking(request: Request) -> Response:
    """Show the page to which files are dropped."""
    at = desk.of(request)
    publications = sorted({(f.name.split("/")[0], f.issue.title) for f in at.shelf.folders() if f.issue})
    values = {
        "waiting": list(_named(at)),
        "unread": list(_unread(at)),
        "kinds": KINDS,
        "running": at.reading.label if at.reading is not None and not at.reading.done else "",
        "publications": publications,
    }
    return at.page(request, "taking.html", values)


async def put(request: Request) -> Response:
    """Take the bytes of a file that is dropped; half of one that broke off is thrown away."""
    at = desk.of(request)
    name = request.query_params.get("name", "")
    try:
        path = uploads.target(at.inbox, name)
    except uploads.Refused as refused:
        return JSONResponse({"fault": str(refused)}, 422)
    # Of its own for each request: two may send a file of one name at once.
    size, new = 0, path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > uploads.LARGEST:
                    fault = _(
                        "{name}: larger than {most} MB; split it", name=name, most=uploads.LARGEST >> 20
                    )
                    return JSONResponse({"fault": fault}, 413)
                file.write(chunk)
        new.replace(path)
    except ClientDisconnect:
        return Response(status_code=400)
    except OSError as error:
        return JSONResponse({"fault": _("{file}: {error}", file=name, error=reason(error))}, 507)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
    return JSONResponse({"fault": ""})


async def read(request: Request) -> Response:
    """Read what waits, on trial: nothing is written."""
    at = desk.of(request)
    sent = await asked.sent(request)
    names = asked.texts(sent, "names")
    named = {name: path for name, path in _named(at).items() if not names or name in names}
    if names:
        named |= {name: path for name, path in _unread(at).items() if name in names}
    if not named:
        return JSONResponse({"fault": _("There is nothing to read.")}, 422)
    return _start(at, named, dry_run=True)


def _named(at: desk.Desk) -> dict[str, Path]:
    """Return the sources that wait by what they are called in the page."""
    return uploads.named(uploads.waiting(at.inbox), at.inbox)


def _unread(at: desk.Desk) -> dict[str, Path]:
    """Return the sources in sources/ that were not taken yet, by what they are called in the page."""
    known = {folder.source for folder in at.shelf.folders()}
    return uploads.named(uploads.unread(at.place.sources, known), at.place.sources)


def _start(at: desk.Desk, named: dict[str, Path], dry_run: bool) -> Response:
    if busy := _busy(at):
        return busy
    order: dict[str, Any] = {
        "sources": {name: str(path) for name, path in named.items()},
        "to": str(at.place.content),
        "dry_run": dry_run,
        "own": [asdict(field) for field in at.place.own],
    }
    label = "trial" if dry_run else "take"

    def taken(event: dict[str, Any]) -> None:
        if event.get("folder") and event.get("status") == "ok":
            source = named[str(event["source"])]
            changed = (source, source.with_suffix(".toml"), at.place.content / str(event["folder"]))
            at.session.note(session.TAKEN, source.name, *changed)

    order["language"] = spoken = language()

    def go_on(events: list[dict[str, Any]]) -> dict[str, Any] | None:
        """Tell of the source that ended the process, and go on with those behind it."""
        of_sources = [event for event in events if event.get("source") in named]
        if not of_sources or of_sources[-1]["status"] != "reading":
            return None
        name = str(of_sources[-1]["source"])
        with speaking(spoken):
            message = _(
                "{name}: ended the process that read it, perhaps for want of memory; take it apart", name=name
            )
        events.append({"source": name, "status": "failed", "message": message})
        names = list(named)
        left = names[names.index(name) + 1 :]
        return {**order, "sources": {other: str(named[other]) for other in left}}

    at.reading = jobs.start("read", at.place.root, order, label, None if dry_run else taken, go_on)
    return JSONResponse({"fault": ""})


def _busy(at: desk.Desk) -> Response | None:
    if at.reading is None or at.reading.done:
        return None
    return JSONResponse({"fault": _("Something is being read already; wait for it, or stop it.")}, 409)


def state(request: Request) -> Response:
    """Tell how far the reading is, and what was found."""
    at = desk.of(request)
    return JSONResponse(at.reading.snapshot() if at.reading else {"done": True, "events": []})


def cancel(request: Request) -> Response:
    """Stop reading."""
    at = desk.of(request)
    if at.reading is not None:
        at.reading.cancel()
    return JSONResponse({"fault": ""})


async def say(request: Request) -> Response:
    """Note what a person says that a source is, and read it again."""
    at = desk.of(request)
    sent = await asked.sent(request)
    path = _path(at, asked.text(sent, "name"))
    if path is None:
        return JSONResponse({"fault": _("That file does not wait any more.")}, 404)
    try:
        uploads.say(path, asked.values(sent, "facts"))
    except uploads.Refused as refused:
        return JSONResponse({"fault": str(refused)}, 422)
    return _start(at, {asked.text(sent, "name"): path}, dry_run=True)


def _path(at: desk.Desk, name: str) -> Path | None:
    return _named(at).get(name) or _unread(at).get(name)


async def take(request: Request) -> Response:
    """Move sources to sources/, and take them into the archive."""
    at = desk.of(request)
    sent = await asked.sent(request)
    if busy := _busy(at):
        return busy
    taken: dict[str, Path] = {}
    faults = []
    async with at.writing:
        for name in asked.texts(sent, "names"):
            if path := _path(at, name):
                try:
                    taken[name] = uploads.take(path, at.inbox, at.place.sources)
                except uploads.Refused as refused:
                    faults.append(str(refused))
        uploads.tidy(at.inbox)
    if not taken:
        return JSONResponse({"fault": "\n".join(faults) or _("There is nothing to read.")}, 422)
    answer = _start(at, taken, dry_run=False)
    return JSONResponse({"fault": "\n".join(faults)}) if faults else answer


async def forget(request: Request) -> Response:
    """Throw away a file that waits."""
    at = desk.of(request)
    sent = await asked.sent(request)
    if path := _named(at).get(asked.text(sent, "name")):
        uploads.forget(path)
        uploads.tidy(at.inbox)
    return JSONResponse({"fault": ""})
