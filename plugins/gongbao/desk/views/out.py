"""The way out: build the site and look at it, publish it, make packages; and the history of what was changed."""

import re
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.messages import _, language
from gongbao.workshop import Failure
from gongbao.workshop.settings import values as settings_of

from .. import desk, history, jobs
from ..place import PUBLIC

_WORK = ("build", "publish", "offline")
# An article as messages name it, and as the workbench does.
_ARTICLE = re.compile(r"(?:content/)?(?P<folder>[a-z0-9-]+/[a-z0-9-]+)/(?P<slug>[a-z0-9-]+)\.md")


def out(request: Request) -> Response:
    """Show what can be made, and where it can be brought."""
    at = desk.of(request)
    try:
        found = settings_of(PUBLIC)
        targets, fault = dict(found.get("PUBLISH") or {}), ""
    except Failure as failure:
        targets, fault = {}, str(failure)
    values = {
        "targets": {name: str(target.get("kind", "")) for name, target in targets.items()},
        "fault": fault,
        "built": (at.place.output / "index.html").is_file(),
        "site": at.site,
    }
    return at.page(request, "out.html", values)


async def start(request: Request) -> Response:
    """Start to build, publish or pack."""
    at = desk.of(request)
    sent = await request.json()
    work = request.path_params["work"]
    if work not in _WORK:
        return JSONResponse({"fault": _("There is no such page.")}, 404)
    if at.making is not None and not at.making.done:
        return JSONResponse({"fault": _("Something is being made already; wait for it.")}, 409)
    asked = {key: sent[key] for key in ("target", "dry_run", "allow_delete") if key in sent}
    at.making = jobs.start(work, at.place.root, {**asked, "language": language()})
    return JSONResponse({"fault": ""})


def state(request: Request) -> Response:
    """Tell how far the work is; what names an article leads to it."""
    at = desk.of(request)
    if at.making is None:
        return JSONResponse({"done": True, "good": True, "events": []})
    told = at.making.told()
    told["events"] = [event for one in told["events"] for event in _linked(one, at)]
    return JSONResponse(told)


def _linked(event: dict[str, Any], at: desk.Desk) -> Iterator[dict[str, Any]]:
    match = _ARTICLE.search(str(event.get("said", "")))
    folder = at.shelf.folder(match["folder"]) if match else None
    if match and folder and folder.article(match["slug"]):
        event = {**event, "article": f"/article/{match['folder']}/{match['slug']}"}
    yield event


def changes(request: Request) -> Response:
    """Show what was changed when by whom, and what is not kept yet."""
    at = desk.of(request)
    kept = history.History(at.place.root, at.place.content, at.place.sources)
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
    sent = await request.json()
    kept = history.History(at.place.root, at.place.content, at.place.sources)
    async with at.writing:
        try:
            if not kept.is_kept():
                kept.begin()
            kept.keep(str(sent.get("message", "")).strip() or _message(kept.changed()))
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
    sent = await request.json()
    async with at.writing:
        try:
            history.History(at.place.root, at.place.content, at.place.sources).undo(str(sent.get("id", "")))
        except history.GitError as error:
            return JSONResponse({"fault": str(error)}, 409)
    return JSONResponse({"fault": ""})
