"""Pelican's side of the service worker: the page 离线保存, and, when all is written, the worker and its lists."""

from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from gongbao.cache import files
from gongbao.messages.site import words
from gongbao.search import store

from . import groups, lists

PAGE = "offline.html"
WORKER = "service-worker.js"
# The worker is one script, so that no browser ever runs parts of two. Pages load the first two as they are.
_PARTS = ("store.js", "download.js")


class WorkerGenerator(Generator):  # type: ignore[misc]
    """Writes offline.html, service-worker.js and offline/*.json, unless SERVICE_WORKER is False."""

    def generate_context(self) -> None:
        """Lead to the page from the foot of all pages."""
        self.on = bool(self.settings.get("SERVICE_WORKER"))
        if self.on:
            foot = self.context.get("FOOT_MENUITEMS") or []
            self.context["FOOT_MENUITEMS"] = [*foot, (words("离线保存"), PAGE)]

    def generate_output(self, writer: Any) -> None:
        """Write the page, and ask to be called again when all other files are written."""
        if not self.on:
            return
        relative = self.settings["RELATIVE_URLS"]
        writer.write_file(PAGE, self.get_template("offline"), self.context, relative, url=PAGE)
        signals.finalized.connect(self.finish)

    def finish(self, _: Any) -> None:
        """Write the worker and the lists of all that can be saved."""
        site = files.of(self.settings)
        site.adopt()
        site.put(WORKER, self._worker().encode())
        noted = site.entries
        saved = [(path, noted[path]) for path in groups.saved_paths(noted)]
        known = {path: lists.Entry(path, entry.sum[: lists.DIGITS], entry.size) for path, entry in saved}
        packs = partial(store.packs_of, store.folder_of(self.settings))
        found = groups.sort(known, site.place, self.settings["THEME_STATIC_DIR"], self._parts(), packs)
        for name, content in lists.files(*found).items():
            site.put(f"{lists.FOLDER}/{name}", content)

    def _worker(self) -> str:
        scripts = Path(self.settings["THEME"], "static", "js", "offline")
        paths = [*(scripts / name for name in _PARTS), Path(__file__).with_name("worker.js")]
        return "\n".join(path.read_text(encoding="utf-8") for path in paths)

    def _parts(self) -> list[groups.Part]:
        """Return the issues, newest first, and the documents that came on their own."""
        above = {issue.url: p.url for p in self.context.get("publications", ()) for issue in p.issues}
        found = [
            groups.Part("issue", issue.title, issue.url, (above[issue.url],) if issue.url in above else ())
            for issue in self.context.get("issues", ())
        ]
        if self.context.get("documents"):
            found.append(groups.Part("documents", words("单行文件"), "documents/index.html"))
        return found


def get_generators(_: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return WorkerGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
