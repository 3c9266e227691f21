"""Files come in: dropped, read on trial, said to be something else where the program erred, taken into the archive."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.sort.kinds import KINDS
from gongbao.messages import _, language, reason

from .. import desk, incoming, jobs, session


def taking(request: Request) -> Response:
    """Show the page to which files are dropped."""
    at = desk.of(request)
    known = {folder.source for folder in at.shelf.folders()}
    publications = sorted({(f.name.split("/")[0], f.issue.title) for f in at.shelf.folders() if f.issue})
    values = {
        "waiting": [path.name for path in incoming.waiting(at.inbox)],
        "unread": [path.name for path in incoming.unread(at.place.sources, known)],
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
        path = incoming.target(at.inbox, name)
    except incoming.Refused as refused:
        return JSONResponse({"fault": str(refused)}, 422)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.part")
    size = 0
    try:
        with new.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > incoming.LARGEST:
                    fault = _(
                        "{name}: larger than {most} MB; split it", name=name, most=incoming.LARGEST >> 20
                    )
                    return JSONResponse({"fault": fault}, 413)
                file.write(chunk)
        new.replace(path)
    except ClientDisconnect:
        return Response(status_code=400)
    except OSError as error:
        return JSONResponse({"fault": _("{file}: {error}", file=name, error=reason(error))}, 507)
    finally:
        new.unlink(missing_ok=True)
    return JSONResponse({"fault": ""})


async def read(request: Request) -> Response:
    """Read what waits, on trial: nothing is written."""
    at = desk.of(request)
    sent = await request.json()
    asked = {str(name) for name in sent.get("names", ())}
    paths = [path for path in incoming.waiting(at.inbox) if not asked or path.name in asked]
    paths += [at.place.sources / name for name in sorted(asked) if _is_source(at, name)]
    if not paths:
        return JSONResponse({"fault": _("There is nothing to read.")}, 422)
    return _start(at, paths, dry_run=True)


def _is_source(at: desk.Desk, name: str) -> bool:
    known = {folder.source for folder in at.shelf.folders()}
    return any(path.name == name for path in incoming.unread(at.place.sources, known))


def _start(at: desk.Desk, paths: list[Path], dry_run: bool) -> Response:
    if busy := _busy(at):
        return busy
    asked = {
        "paths": [str(path) for path in paths],
        "to": str(at.place.content),
        "dry_run": dry_run,
        "own": [asdict(field) for field in at.place.own],
    }
    label = "trial" if dry_run else "take"

    def taken(event: dict[str, Any]) -> None:
        if event.get("folder") and event.get("status") == "ok":
            source = at.place.sources / str(event["of"])
            changed = (source, source.with_suffix(".toml"), at.place.content / str(event["folder"]))
            at.session.note(session.TAKEN, str(event["source"]), *changed)

    at.reading = jobs.start(
        "read", at.place.root, {**asked, "language": language()}, label, None if dry_run else taken
    )
    return JSONResponse({"fault": ""})


def _busy(at: desk.Desk) -> Response | None:
    if at.reading is None or at.reading.done:
        return None
    return JSONResponse({"fault": _("Something is being read already; wait for it, or stop it.")}, 409)


def state(request: Request) -> Response:
    """Tell how far the reading is, and what was found."""
    at = desk.of(request)
    return JSONResponse(at.reading.told() if at.reading else {"done": True, "events": []})


def cancel(request: Request) -> Response:
    """Stop reading."""
    at = desk.of(request)
    if at.reading is not None:
        at.reading.cancel()
    return JSONResponse({"fault": ""})


async def say(request: Request) -> Response:
    """Note what a person says that a source is, and read it again."""
    at = desk.of(request)
    sent = await request.json()
    path = _path(at, str(sent.get("name", "")))
    if path is None:
        return JSONResponse({"fault": _("That file does not wait any more.")}, 404)
    incoming.say(path, {str(key): str(value) for key, value in dict(sent.get("facts", {})).items()})
    return _start(at, [path], dry_run=True)


def _path(at: desk.Desk, name: str) -> Path | None:
    found = next((path for path in incoming.waiting(at.inbox) if path.name == name), None)
    return found or (at.place.sources / name if _is_source(at, name) else None)


async def take(request: Request) -> Response:
    """Move sources to sources/, and take them into the archive."""
    at = desk.of(request)
    sent = await request.json()
    if busy := _busy(at):
        return busy
    paths, faults = [], []
    async with at.writing:
        for name in sent.get("names", ()):
            if path := _path(at, str(name)):
                try:
                    paths.append(incoming.take(path, at.place.sources))
                except incoming.Refused as refused:
                    faults.append(str(refused))
    if not paths:
        return JSONResponse({"fault": "\n".join(faults) or _("There is nothing to read.")}, 422)
    answer = _start(at, paths, dry_run=False)
    return JSONResponse({"fault": "\n".join(faults)}) if faults else answer


async def forget(request: Request) -> Response:
    """Throw away a file that waits."""
    at = desk.of(request)
    sent = await request.json()
    for path in incoming.waiting(at.inbox):
        if path.name == sent.get("name"):
            incoming.forget(path)
    return JSONResponse({"fault": ""})
