"""What an address asks for: a folder, an article."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from gongbao.ingest.model import decisions
from gongbao.messages import _

from .. import desk
from ..shelf import Article, Folder


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
