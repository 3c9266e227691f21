"""A web server for looking at the output, as a static host would give it: never for the public."""

import errno
import functools
import http.server
import sys
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gongbao.messages import _

from . import Failure
from .settings import folders

HOST = "127.0.0.1"
# Said here, since Windows takes types from its registry, where .js may be anything.
TYPES = {
    **http.server.SimpleHTTPRequestHandler.extensions_map,
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml; charset=utf-8",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve a folder below a path prefix, with the site's own 404 page."""

    extensions_map = TYPES
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, prefix: str = "/", quiet: bool = False, **kwargs: Any) -> None:
        self.prefix = prefix
        self.quiet = quiet
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Map an address to a file; what lies outside the prefix maps to nothing."""
        asked = unquote(urlsplit(path).path)
        if not asked.startswith(self.prefix):
            return str(Path(self.directory) / ".outside-of-the-prefix")
        return super().translate_path("/" + path[len(self.prefix) :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's 404.html, as hosts do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Forbid caching: the next build may have changed any file."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log requests unless told to be quiet."""
        if not self.quiet:
            super().log_message(format, *args)


class Server(http.server.ThreadingHTTPServer):
    """A server whose worker threads never hold up the end of the program."""

    daemon_threads = True
    # On Windows this option would let two programs share one port.
    allow_reuse_address = sys.platform != "win32"


def make_server(folder: Path, port: int = 0, prefix: str = "/", quiet: bool = True) -> Server:
    """Return a server, not yet running, on a port of this machine (0: any free one)."""
    handler = functools.partial(Handler, directory=str(folder), prefix=prefix, quiet=quiet)
    return Server((HOST, port), handler)


def address(server: Server, prefix: str = "/") -> str:
    """Return where a server is met."""
    return f"http://{HOST}:{server.server_address[1]}{prefix}"


def serve(settings: str, port: int = 8000) -> None:
    """Serve the output until Ctrl-C; if the port is taken, on the next free one."""
    folder = folders(settings).output
    if not (folder / "index.html").is_file():
        raise Failure(_("{folder}/ holds no site yet — run `inv build` first", folder=folder.name))
    handler = functools.partial(Handler, directory=str(folder))
    server = first_free(functools.partial(Server, RequestHandlerClass=handler), port)
    with server:
        print(
            _(
                "Serving {folder}/ at {address} — Ctrl-C ends it.",
                folder=folder.name,
                address=address(server),
            ),
            flush=True,
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def first_free(make: Callable[[tuple[str, int]], Server], port: int) -> Server:
    """Make a server at a port, or at the next free one, and say so."""
    for candidate in [*range(port, min(port + 20, 65536)), 0]:
        try:
            server = make((HOST, candidate))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        if candidate != port:
            print(
                _(
                    "Port {port} is in use by another program; taking {other}.",
                    port=port,
                    other=server.server_address[1],
                )
            )
        return server
    raise Failure(_("no port is free — end a program that serves something"))
