"""Build again whenever a file of the site changes. Pelican's own -r neither sees plugins/ nor reads them anew."""

import functools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import watchfiles

from gongbao import places
from gongbao.messages import _

from . import Failure
from .build import build
from .server import Handler, Server, address, first_free
from .settings import folders

_SUFFIXES = (".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".toml", ".xml")
_WAIT = 20.0  # seconds that a browser's question stays open
# Pages forbid inline scripts, so the browser is kept waiting by one that it loads: what comes back is run.
_ASK = """(function () {
  function ask() {
    var script = document.createElement("script");
    script.src = "/.reload?seen=%d&now=" + Date.now();
    script.onload = function () { script.remove(); ask(); };
    script.onerror = function () { script.remove(); setTimeout(ask, 1000); };
    document.head.appendChild(script);
  }
  window.addEventListener("load", function () { setTimeout(ask, 0); });
})();
"""


class Builds:
    """The number of builds so far, for threads to wait on."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.count = 0

    def done(self) -> None:
        """Count a build and wake who waits."""
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def newer_than(self, seen: int, seconds: float) -> bool:
        """Wait for a build after the one seen; tell whether there was one."""
        with self._changed:
            return self._changed.wait_for(lambda: self.count > seen, timeout=seconds)


class ReloadingHandler(Handler):
    """Serve the output; put into each page a script that loads it anew after the next build."""

    def __init__(self, *args: Any, builds: Builds, **kwargs: Any) -> None:
        self.builds = builds
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        """Answer a request."""
        path, _mark, query = self.path.partition("?")
        file = Path(self.translate_path(path))
        if path == "/.reload":
            seen = query.partition("seen=")[2].partition("&")[0]
            newer = self.builds.newer_than(int(seen) if seen.isdecimal() else 0, _WAIT)
            self._answer(b"location.reload();" if newer else b"", ".js")
        elif path == "/.reload.js":
            self._answer((_ASK % self.builds.count).encode(), ".js")
        elif (page := file / "index.html" if file.is_dir() else file).suffix == ".html" and page.is_file():
            script = b'<script src="/.reload.js"></script></head>'
            self._answer(page.read_bytes().replace(b"</head>", script, 1), ".html")
        else:
            super().do_GET()

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.extensions_map[kind])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def regenerate(settings: str) -> None:
    """Build the site, then again at every change, until Ctrl-C."""
    _rebuild_on_change(settings, lambda: None)


def livereload(settings: str, port: int = 8000) -> None:
    """Build and serve the site; rebuild and reload the browser at every change, until Ctrl-C."""
    builds = Builds()
    output = folders(settings).output
    handler = functools.partial(ReloadingHandler, directory=str(output), builds=builds, quiet=True)
    server = first_free(functools.partial(Server, RequestHandlerClass=handler), port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(_("Serving {output}/ at {address}", output=output.name, address=address(server)))
    _rebuild_on_change(settings, builds.done)
    server.shutdown()


def watched(settings: str) -> list[Path]:
    """Return the files and folders that the site is made of."""
    place = folders(settings)
    settings_files = [place.home / name for name in ("pelicanconf.py", "publishconf.py")]
    made_of = [
        place.content,
        place.theme,
        *([place.own_theme] if place.own_theme else []),
        places.PACKAGE,
        *settings_files,
    ]
    return [path for path in made_of if path.exists()]


def _rebuild_on_change(settings: str, done: Callable[[], None]) -> None:
    _build(settings)
    done()
    print(_("Waiting for changes — Ctrl-C ends it."), flush=True)
    for changes in watchfiles.watch(
        *watched(settings), watch_filter=_concerns_the_site, raise_interrupt=False
    ):
        names = ", ".join(sorted({_name(path) for _change, path in changes}))
        print(_("Changed: {names}", names=names), flush=True)
        _build(settings)
        done()


def _build(settings: str) -> None:
    """Build; a mistake is told and waited out, since the next save may mend it."""
    try:
        build(settings)
    except Failure as error:  # settings that are half written, too
        print(_("error: {error}", error=error))


def _concerns_the_site(_change: object, path: str) -> bool:
    return path.endswith(_SUFFIXES) and "__pycache__" not in path


def _name(path: str) -> str:
    home = places.archive()
    return str(Path(path).relative_to(home)) if Path(path).is_relative_to(home) else path
