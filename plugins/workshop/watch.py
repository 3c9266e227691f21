"""Build again whenever a file of the site changes. Pelican's own -r neither sees plugins/ nor reads them anew."""

from pathlib import Path

import watchfiles
from livereload import Server

from . import ROOT, Failure
from .build import BuildError, build
from .server import HOST
from .settings import folders

_SUFFIXES = (".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".toml", ".xml")


def regenerate(settings: str) -> None:
    """Build the site, then again at every change, until Ctrl-C."""
    _build(settings)
    print("Waiting for changes — Ctrl-C ends it.")
    for changes in watchfiles.watch(
        *watched(settings), watch_filter=_concerns_the_site, raise_interrupt=False
    ):
        print("Changed:", ", ".join(sorted({_name(path) for _, path in changes})))
        _build(settings)


def livereload(settings: str, port: int = 8000) -> None:
    """Build and serve the site; rebuild and reload the browser at every change, until Ctrl-C."""
    _build(settings)
    output = folders(settings).output
    server = Server()
    for path in watched(settings):
        patterns = [str(path)] if path.is_file() else [f"{path}/**/*{suffix}" for suffix in _SUFFIXES]
        for pattern in patterns:
            server.watch(pattern, lambda: _build(settings))
    try:
        server.serve(host=HOST, port=port, root=str(output))
    except OSError as error:
        raise Failure(f"port {port} is in use — give another: inv livereload --port {port + 1}") from error


def watched(settings: str) -> list[Path]:
    """Return the files and folders that the site is made of."""
    place = folders(settings)
    made_of = [place.content, place.theme, ROOT / "plugins", ROOT / "pelicanconf.py", ROOT / "publishconf.py"]
    return [path for path in made_of if path.exists()]


def _build(settings: str) -> None:
    """Build; a mistake is told and waited out, since the next save may mend it."""
    try:
        build(settings)
    except BuildError as error:
        print(f"error: {error}")


def _concerns_the_site(_: object, path: str) -> bool:
    return path.endswith(_SUFFIXES) and "__pycache__" not in path


def _name(path: str) -> str:
    return str(Path(path).relative_to(ROOT)) if Path(path).is_relative_to(ROOT) else path
