"""The way out: build the site and look at it, publish it, make packages; and the history of what was changed."""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.messages import N_, _, language, reason
from gongbao.workshop import Failure
from gongbao.workshop.settings import values as settings_of

from .. import desk, history, jobs, saving, settings
from ..place import PUBLIC
from ..shelf import Folder
from . import asked

_WORK = ("build", "publish", "offline")
_FOLDER = "folder"
# What of a target tells a person where it is.
_WHERE = ("path", "host", "branch", "bucket")
_WORDS = {
    "build": N_("The site is being built …"),
    "build-done": N_("The site is built. Look at it below; readers see nothing of it yet."),
    "dry": N_("Looking what would be sent …"),
    "dry-done": N_("Nothing was sent. This is what would be:"),
    "publish": N_("The site is being published …"),
    "publish-done": N_("Published."),
    "offline": N_("The packages are being made; that may take minutes …"),
    "offline-done": N_("The packages lie in the folder dist of the archive."),
    "stopped": N_("Stopped. What there was before is still there."),
    "failed": N_("It did not work out. What there was before is still there."),
    "home": N_("The first page"),
}
# An article as messages name it, and as the workbench does.
_ARTICLE = re.compile(r"(?:content/)?(?P<folder>[a-z0-9-]+/[a-z0-9-]+)/(?P<slug>[a-z0-9-]+)\.md")


def out(request: Request) -> Response:
    """Show what can be made, and where it can be brought."""
    at = desk.of(request)
    try:
        found, fault = settings_of(PUBLIC), ""
    except Failure as failure:
        found, fault = {}, str(failure)
    targets = dict(found.get("PUBLISH") or {})
    running = at.making is not None and not at.making.done
    values = {
        "targets": {name: _description(dict(target)) for name, target in targets.items()},
        "fault": fault,
        "address": str(found.get("SITEURL") or ""),
        "example": _example(),
        "built": (at.place.output / "index.html").is_file(),
        "site": at.site,
        "running": at.making.work if running and at.making else "",
        "words": {name: _(words) for name, words in _WORDS.items()},
    }
    return at.page(request, "out.html", values)


def _description(target: dict[str, Any]) -> str:
    """Return what a target is, for the list to choose from."""
    return str(next((target[key] for key in _WHERE if target.get(key)), target.get("kind", "")))


async def target(request: Request) -> Response:
    """Write a folder to publish to into the settings, and the site's address."""
    at = desk.of(request)
    sent = await asked.sent(request)
    path, address = asked.text(sent, "path").strip(), asked.text(sent, "address").strip().rstrip("/")
    if not Path(path).is_absolute():
        return JSONResponse(
            {"fault": _("Write the folder from the root, as {example}.", example=_example())}, 422
        )
    if address and not address.startswith(("https://", "http://")):
        return JSONResponse({"fault": _("Write all of the address: https://www.example.gov.cn/gongbao")}, 422)
    file = at.place.root / PUBLIC
    async with at.writing:
        try:
            text = settings.with_target(
                file.read_text(encoding="utf-8"), _FOLDER, {"kind": _FOLDER, "path": path}
            )
            saving.write(file, settings.with_address(text, address) if address else text)
        except (settings.NotWritable, SyntaxError) as error:
            return JSONResponse({"fault": str(error)}, 422)
        except OSError as error:
            return JSONResponse({"fault": _("{file}: {error}", file=PUBLIC, error=reason(error))}, 507)
    return JSONResponse({"fault": ""})


def _example() -> str:
    return "D:\\www\\gongbao" if sys.platform == "win32" else "/srv/www/gongbao"


def cancel(request: Request) -> Response:
    """Stop what is being made; what there was stays."""
    at = desk.of(request)
    if at.making is not None:
        at.making.cancel()
    return JSONResponse({"fault": ""})


async def start(request: Request) -> Response:
    """Start to build, publish or pack."""
    at = desk.of(request)
    sent = await asked.sent(request)
    work = request.path_params["work"]
    if work not in _WORK:
        return JSONResponse({"fault": _("There is no such page.")}, 404)
    if at.making is not None and not at.making.done:
        return JSONResponse({"fault": _("Something is being made already; wait for it.")}, 409)
    if work == "publish":
        at.rest(0)
    order: dict[str, Any] = {key: sent[key] for key in ("target", "dry_run", "allow_delete") if key in sent}
    at.making = jobs.start(work, at.place.root, {**order, "language": language()})
    return JSONResponse({"fault": ""})


def state(request: Request) -> Response:
    """Tell how far the work is; what names an article leads to it."""
    at = desk.of(request)
    if at.making is None:
        return JSONResponse({"done": True, "good": True, "events": []})
    progress = at.making.snapshot()
    # Each folder is looked up once, however many of its articles are named.
    folder = cache(at.shelf.folder)
    progress["events"] = [_linked(event, folder) for event in progress["events"]]
    return JSONResponse(progress)


def _linked(event: dict[str, Any], named: Callable[[str], Folder | None]) -> dict[str, Any]:
    match = _ARTICLE.search(str(event.get("said", "")))
    folder = named(match["folder"]) if match else None
    if match and folder and folder.article(match["slug"]):
        return {**event, "article": f"/article/{match['folder']}/{match['slug']}"}
    return event


def changes(request: Request) -> Response:
    """Show what was changed when by whom, and what is not kept yet."""
    at = desk.of(request)
    kept = at.history
    is_kept = kept.is_kept()
    values = {
        "is_kept": is_kept,
        "changed": kept.changed() if is_kept else [],
        "changes": kept.changes() if is_kept else [],
    }
    return at.page(request, "changes.html", values)


async def keep(request: Request) -> Response:
    """Keep what was changed as one commit; where there is no repository yet, make one."""
    at = desk.of(request)
    sent = await asked.sent(request)
    kept = at.history
    async with at.writing:
        try:
            if not kept.is_kept():
                kept.begin()
            kept.keep(asked.text(sent, "message").strip() or _message(kept.changed()))
            at.session.forget()
        except history.GitError as error:
            return JSONResponse({"fault": str(error)}, 409)
    return JSONResponse({"fault": ""})


def _message(changed: list[str]) -> str:
    """Say what a session changed, in one line."""
    folders = sorted(
        {
            "/".join(name.split("/")[1:3])
            for name in changed
            if name.startswith("content/") and name.count("/") > 2
        }
    )
    shown = "、".join(folders[:4]) + (" …" if len(folders) > 4 else "")
    return (
        _("Corrected in the workbench: {folders}", folders=shown)
        if folders
        else _("Corrected in the workbench")
    )


async def undo(request: Request) -> Response:
    """Take a commit back."""
    at = desk.of(request)
    sent = await asked.sent(request)
    async with at.writing:
        try:
            at.history.undo(asked.text(sent, "id"))
        except history.GitError as error:
            return JSONResponse({"fault": str(error)}, 409)
    return JSONResponse({"fault": ""})
