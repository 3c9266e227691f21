"""What an address asks for: a folder, an article."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from .. import desk
from ..shelf import Article, Folder


def folder(request: Request) -> Folder:
    """Return the folder that the address names, or answer that there is none."""
    found = desk.of(request).shelf.folder(f"{request.path_params['top']}/{request.path_params['name']}")
    if found is None:
        raise HTTPException(404)
    return found


def article(request: Request) -> tuple[Folder, Article]:
    """Return the article that the address names, and its folder, or answer that there is none."""
    holder = folder(request)
    found = holder.article(request.path_params["slug"])
    if found is None:
        raise HTTPException(404)
    return holder, found
