"""Build again whenever a file of the site changes. Pelican's own -r neither sees plugins/ nor reads them anew."""

import contextlib
import functools
import os
import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from gongbao.messages import _

from .lock import exclusive
from .save_queue import Saves
from .server import Handler, Server, address, first_free
from .settings import folders

_WAIT = 20.0  # seconds that a browser's question stays open
# Pages forbid inline scripts, so the browser is kept waiting by one that it loads: what comes back is run.
_ASK = """(function () {
  function ask() {
    var script = document.createElement("script");
    script.src = "/.reload?seen=%d&page=" + encodeURIComponent(location.pathname) + "&now=" + Date.now();
    script.onload = function () { script.remove(); ask(); };
    script.onerror = function () { script.remove(); setTimeout(ask, 1000); };
    document.head.appendChild(script);
  }
  window.addEventListener("load", function () { setTimeout(ask, 0); });
})();
"""


class Builds:
    """What each build so far changed, and pages that are shown until the next; for threads to wait on."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._of_build: list[frozenset[str] | None] = []
        self.previews: dict[str, bytes] = {}

    @property
    def count(self) -> int:
        """Return how many there were."""
        return len(self._of_build)

    def done(self, changed: Collection[str] | None = None) -> None:
        """Note a build, or previews, by the files that it changed (None: nobody can tell), and wake who waits."""
        with self._changed:
            self._of_build.append(None if changed is None else frozenset(changed))
            self._changed.notify_all()

    def newer_than(self, seen: int, seconds: float, page: str = "") -> bool:
        """Wait for a build after the one seen that changed a page ("": any); tell whether there was one."""

        def concerned() -> bool:
            return any(c is None or not page or page in c or _of_theme(c) for c in self._of_build[seen:])

        with self._changed:
            return self._changed.wait_for(concerned, timeout=seconds)


def _of_theme(changed: Collection[str]) -> bool:
    return any(name.startswith("theme/") for name in changed)


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
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            seen, page = asked.get("seen", ""), _page(asked.get("page", ""))
            newer = self.builds.newer_than(
                int(seen) if seen.isdecimal() and len(seen) < 9 else 0, _WAIT, page
            )
            self._answer(b"location.reload();" if newer else b"", ".js")
        elif path == "/.reload.js":
            self._answer((_ASK % self.builds.count).encode(), ".js")
        elif preview := self.builds.previews.get(_page(unquote(path))):
            self._answer_page(preview)
        elif (shown := file / "index.html" if file.is_dir() else file).suffix == ".html" and shown.is_file():
            self._answer_page(shown.read_bytes())
        else:
            super().do_GET()

    def _answer_page(self, page: bytes) -> None:
        script = b'<script src="/.reload.js"></script></head>'
        self._answer(page.replace(b"</head>", script, 1), ".html")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.extensions_map[kind])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _page(path: str) -> str:
    """Return the file that a path of an address means."""
    name = path.lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


def regenerate(settings: str) -> None:
    """Build the site, then again at every change, until Ctrl-C; a corrected article is in its place at once."""
    Saves(settings, _Folder(folders(settings).output)).run()


def livereload(settings: str, port: int = 8000) -> None:
    """Build and serve the site; rebuild and reload the browser at every change, until Ctrl-C."""
    builds = Builds()
    output = folders(settings).output
    handler = functools.partial(ReloadingHandler, directory=str(output), builds=builds, quiet=True)
    server = first_free(functools.partial(Server, RequestHandlerClass=handler), port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(_("Serving {output}/ at {address}", output=output.name, address=address(server)))
    Saves(settings, _Browser(output, builds)).run()
    server.shutdown()


class _Folder:
    """Puts corrected pages into the output."""

    def __init__(self, output: Path) -> None:
        self._output = output

    def show(self, pages: Mapping[str, str], building: bool) -> None:
        """Put them in their places, which a build of our own has already while it runs."""
        with contextlib.nullcontext() if building else exclusive(self._output):
            for name, text in pages.items():
                # Beside the output: a build that compares its files must not meet it.
                part = self._output.with_name(f"{self._output.name}.{os.getpid()}.part")
                part.write_bytes(text.encode())
                part.replace(self._output / name)

    def built(self, changed: Collection[str] | None, newer: Mapping[str, str]) -> None:
        """Put pages in their places once more that the build may have replaced by older ones."""
        older = {n: page for n, page in newer.items() if _bytes(self._output / n) not in (b"", page.encode())}
        if older:
            self.show(older, building=False)


class _Browser:
    """Serves corrected pages from memory, and has browsers load again what changed."""

    def __init__(self, output: Path, builds: Builds) -> None:
        self._output, self._builds = output, builds

    def show(self, pages: Mapping[str, str], building: bool) -> None:
        """Serve them until a build has them."""
        self._builds.previews = self._builds.previews | {name: text.encode() for name, text in pages.items()}
        self._builds.done(pages)

    def built(self, changed: Collection[str] | None, newer: Mapping[str, str]) -> None:
        """Serve the output again, but for pages that are newer; what stood there as it was shown needs no loading."""
        if changed is None:
            return  # what is on the screen stays until a build is good
        shown = self._builds.previews
        same = {name for name, page in shown.items() if _bytes(self._output / name) == page}
        self._builds.previews = {name: page for name, page in shown.items() if name in newer}
        self._builds.done(set(changed) - same - newer.keys())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
