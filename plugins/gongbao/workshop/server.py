"""A web server for looking at the output, as a static host would give it: never for the public.

It listens on this machine alone. Every page that the same browser shows could ask it all the same, and a name of somebody
else's may lead to this machine: so it answers to its own names, and to no other page's scripts. It gives what lies in its
folder, and follows no link that leads out of it.
"""

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
_NAMES = (HOST, "localhost", "[::1]")
_OUTSIDE = ".outside-of-the-folder"
_HTTP = 80
_IDLE = 60.0  # seconds after which a connection that says nothing ends
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
    timeout = _IDLE
    # Head and body are two small packets: Nagle's algorithm would keep the second back until the first is acknowledged,
    # which browsers put off for 40 ms.
    disable_nagle_algorithm = True

    def __init__(self, *args: Any, prefix: str = "/", quiet: bool = False, **kwargs: Any) -> None:
        self.prefix = prefix
        self.quiet = quiet
        super().__init__(*args, **kwargs)

    def parse_request(self) -> bool:
        """Read what is asked, and refuse who may not ask."""
        if not super().parse_request():
            return False
        if self.headers.get("Host", "").lower() not in self._hosts():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self._is_of_another_page():
            self.send_error(HTTPStatus.FORBIDDEN)
        else:
            return True
        return False

    def _hosts(self) -> set[str]:
        port = self.server.server_address[1]  # type: ignore[index]
        return {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == _HTTP else set())

    def _is_of_another_page(self) -> bool:
        """Tell whether a page from elsewhere asks; a link to ours may stand anywhere."""
        origin = self.headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self._hosts()}:
            return True
        whence, what = self.headers.get("Sec-Fetch-Site"), self.headers.get("Sec-Fetch-Dest")
        return whence == "cross-site" and what != "document"

    def translate_path(self, path: str) -> str:
        """Map an address to a file; what lies outside the prefix or the folder maps to nothing."""
        nothing = str(Path(self.directory) / _OUTSIDE)
        try:
            if not unquote(urlsplit(path).path).startswith(self.prefix):
                return nothing
            found = super().translate_path("/" + path[len(self.prefix) :])
            inside = Path(found).resolve().is_relative_to(Path(self.directory).resolve())
            # A pipe would never be read to its end.
            inside = inside and (Path(found).is_file() or Path(found).is_dir())
        except (OSError, ValueError, RuntimeError):  # a sign that no name has, a link that leads to itself
            return nothing
        return found if inside else nothing

    def list_directory(self, path: object) -> None:
        """Answer a folder without a page as hosts do: there is nothing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's 404.html, as hosts do."""
        page = Path(self.translate_path(f"{self.prefix}404.html"))
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
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-site")
        super().end_headers()

    def version_string(self) -> str:
        """Name the program alone: which Python runs it is nobody's business."""
        return "gongbao"

    def log_message(self, format: str, *args: object) -> None:
        """Log requests unless told to be quiet."""
        if not self.quiet:
            super().log_message(format, *args)


class Server(http.server.ThreadingHTTPServer):
    """A server whose worker threads never hold up the end of the program."""

    daemon_threads = True
    # On Windows this option would let two programs share one port.
    allow_reuse_address = sys.platform != "win32"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say in a line what went wrong with a request; a browser that went away is no fault."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            print(_("a request could not be answered ({fault})", fault=repr(error)), file=sys.stderr)


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
