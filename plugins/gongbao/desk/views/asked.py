"""What a request asks for: a folder, an article, and what was sent with it."""

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.model import decisions
from gongbao.messages import _

from .. import desk
from ..shelf import Article, Folder

# A text of a megabyte is the largest that was seen; what is larger is no page's.
LARGEST = 32 << 20


async def sent(request: Request) -> dict[str, Any]:
    """Return the object that a page sent, or answer in words that it is none, or too large."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise HTTPException(413, _("That is larger than {most} MB; split it.", most=LARGEST >> 20))
    try:
        found = json.loads(bytes(data))
        # Half a sign, as JSON may hold one, can be written into no file.
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise unknown() from None
    if not isinstance(found, dict):
        raise unknown()
    return found


def unknown() -> HTTPException:
    """Return the answer to what no page of the workbench sends."""
    return HTTPException(400, _("The workbench does not know what was sent; load the page again."))


def text(sent: dict[str, Any], name: str) -> str:
    """Return a text that was sent, "" where there is none."""
    found = sent.get(name, "")
    if not isinstance(found, str):
        raise unknown()
    return found


def texts(sent: dict[str, Any], name: str) -> list[str]:
    """Return a list of texts that was sent."""
    found = sent.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise unknown()
    return found


def values(sent: dict[str, Any], name: str) -> dict[str, str]:
    """Return values by their names, as they were sent."""
    found = sent.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise unknown()
    return found


def numbers(sent: dict[str, Any], name: str) -> set[int]:
    """Return numbers of lines that were sent, at least one."""
    found = sent.get(name, [])
    if not isinstance(found, list) or not found or not all(isinstance(one, int) for one in found):
        raise unknown()
    return set(found)


def folder(request: Request) -> Folder:
    """Return the folder that the address names, or answer that there is none."""
    found = desk.of(request).shelf.folder(f"{request.path_params['top']}/{request.path_params['name']}")
    if found is None:
        raise HTTPException(404)
    return found


def rules(holder: Folder) -> decisions.BulletinRules:
    """Return the rules of the bulletin that a folder is an issue of, under its name."""
    given = decisions.load_rules(holder.rules)
    given.bulletin = given.bulletin or (holder.issue.title if holder.issue else "")
    return given


def unwritten(error: OSError) -> Response:
    """Answer that a file could not be written."""
    fault = _("The file could not be written ({reason}); it is as it was.", reason=error.strerror or error)
    return JSONResponse({"fault": fault}, 507)


def article(request: Request) -> tuple[Folder, Article]:
    """Return the article that the address names, and its folder, or answer that there is none."""
    holder = folder(request)
    found = holder.article(request.path_params["slug"])
    if found is None:
        raise HTTPException(404)
    return holder, found
