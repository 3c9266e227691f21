"""Build again whenever a file of the site changes. Pelican's own -r neither sees plugins/ nor reads them anew."""

import functools
import threading
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import watchfiles

from gongbao import places
from gongbao.messages import _

from . import Failure
from .build import build
from .lock import exclusive
from .preview import Preview
from .server import Handler, Server, address, first_free
from .settings import folders

_SUFFIXES = (".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".toml", ".xml")
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
    output = folders(settings).output

    def show(pages: Mapping[str, str]) -> None:
        with exclusive(output):
            for name, text in pages.items():
                part = output / f"{name}.part"
                part.write_bytes(text.encode())
                part.replace(output / name)

    _rebuild_on_change(settings, show, lambda changed: None)


def livereload(settings: str, port: int = 8000) -> None:
    """Build and serve the site; rebuild and reload the browser at every change, until Ctrl-C."""
    builds = Builds()
    output = folders(settings).output
    handler = functools.partial(ReloadingHandler, directory=str(output), builds=builds, quiet=True)
    server = first_free(functools.partial(Server, RequestHandlerClass=handler), port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(_("Serving {output}/ at {address}", output=output.name, address=address(server)))

    def show(pages: Mapping[str, str]) -> None:
        builds.previews |= {name: text.encode() for name, text in pages.items()}
        builds.done(pages)

    def done(changed: Collection[str] | None) -> None:
        if changed is None:
            return  # what is on the screen stays until a build is good
        # What the complete build left as it was shown needs no loading again.
        same = {n for n, page in builds.previews.items() if _bytes(output / n) == page}
        builds.previews.clear()
        builds.done(set(changed) - same)

    _rebuild_on_change(settings, show, done)
    server.shutdown()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


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


def _rebuild_on_change(
    settings: str,
    show: Callable[[Mapping[str, str]], None],
    done: Callable[[Collection[str] | None], None],
) -> None:
    """Build at every change. show: takes pages that are there before; done: takes what a build changed, None if it failed."""
    done(_build(settings))
    preview = Preview(places.archive() / settings)
    preview.start()
    print(_("Waiting for changes — Ctrl-C ends it."), flush=True)
    try:
        for changes in watchfiles.watch(
            *watched(settings), watch_filter=_concerns_the_site, raise_interrupt=False, debounce=200, step=20
        ):
            _rebuild(settings, {path for _change, path in changes}, preview, show, done)
    except KeyboardInterrupt:  # in the middle of a build, which leaves the output as it was
        pass
    finally:
        preview.stop()


def _rebuild(
    settings: str,
    changed: Collection[str],
    preview: Preview,
    show: Callable[[Mapping[str, str]], None],
    done: Callable[[Collection[str] | None], None],
) -> None:
    began = time.monotonic()
    print(_("Changed: {names}", names=", ".join(sorted(map(_name, changed)))), flush=True)
    if pages := preview.pages(changed):
        show(pages)
        names = ", ".join(sorted(pages))
        took = time.monotonic() - began
        print(_("Shown after {took:.1f} s: {names}; building all …", took=took, names=names), flush=True)
    done(_build(settings))
    if len(pages) < len(changed):
        preview.start()  # more than texts changed: the archive is read anew


def _build(settings: str) -> Collection[str] | None:
    """Build and return what changed; a mistake is told and waited out, since the next save may mend it."""
    try:
        found = build(settings)
    except Failure as error:  # settings that are half written, too
        print(_("error: {error}", error=error))
        return None
    return {*found.written, *found.removed}


def _concerns_the_site(_change: object, path: str) -> bool:
    return path.endswith(_SUFFIXES) and "__pycache__" not in path


def _name(path: str) -> str:
    home = places.archive()
    return str(Path(path).relative_to(home)) if Path(path).is_relative_to(home) else path
