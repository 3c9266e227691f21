"""Pelican as a build runs it: pages side by side, and what needs no page beside them."""

import logging
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pelican
from pelican.generators import ArticlesGenerator, Generator, StaticGenerator
from pelican.writers import Writer

from gongbao import workers
from gongbao.cache import articles, files, store
from gongbao.cache.templates import CompiledTemplates

from . import state
from .theme import KeptTheme, NotedTheme
from .writer import BESIDE, CollectingWriter

log = logging.getLogger(__name__)


class Beside:
    """What is waited for before a build ends; nothing of it goes to another machine."""

    def __init__(self) -> None:
        # What a process of its own is to make, and what is waited for.
        self.apart: list[Callable[[], None]] = []
        self.waiting: list[Callable[[], None]] = []

    def wait(self) -> None:
        """Wait for all of it."""
        while self.waiting:
            self.waiting.pop(0)()

    def __getstate__(self) -> dict[str, object]:
        """Stand for nothing elsewhere."""
        return {"apart": [], "waiting": []}


class Site(pelican.Pelican):  # type: ignore[misc]
    """One run over one archive."""

    def run(self) -> None:
        """Run, with the templates that the last build compiled."""
        compiled = CompiledTemplates(store.of(self.settings), self.settings)
        given = self.settings["JINJA_ENVIRONMENT"]
        self.settings["JINJA_ENVIRONMENT"] = {**given, "bytecode_cache": compiled}
        self.settings[BESIDE] = Beside()
        super().run()

    def _get_writer(self) -> Writer:
        return CollectingWriter(self.output_path, self.settings)

    def _get_generator_classes(self) -> list[type[Generator]]:
        own = self.settings.get(articles.GENERATOR)
        found = [
            own if own and kind is ArticlesGenerator else kind for kind in super()._get_generator_classes()
        ]
        found = [
            new for kind in found for new in ((KeptTheme, NotedTheme) if kind is StaticGenerator else (kind,))
        ]
        if workers.of(self.settings).count > 1:
            # What takes a process of its own begins before all other output.
            apart = [kind for kind in found if getattr(kind, "in_own_process", False)]
            found = [*map(_later, apart), _Begin, *(kind for kind in found if kind not in apart)]
        return [*found, Finisher]


class Finisher(Generator):  # type: ignore[misc]
    """The last generator: renders what was collected, waits for what runs beside, and notes all files."""

    def generate_output(self, writer: CollectingWriter) -> None:
        """Finish the files of the site."""
        compiled: CompiledTemplates = self.settings["JINJA_ENVIRONMENT"]["bytecode_cache"]
        # For a few pages the templates of all others need not be read.
        if writer.spreads:
            folder = Path(self.theme, "templates")
            compiled.complete(
                self.env, sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.html"))
            )
        begun, beside = writer.begin(), self.settings[BESIDE]
        if workers.of(self.settings).away:
            # This process would only wait meanwhile.
            beside.wait()
        writer.end(begun)
        compiled.save()
        if writer.unkeyed:
            log.warning("%s", state.unkeyed(writer.unkeyed))
        beside.wait()
        files.of(self.settings).adopt()


class _Apart:
    """What generators make in a process of its own: the files, and the results of earlier builds that were of use."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._files, self._store = files.of(settings), store.of(settings)

    def made(
        self, work: Iterable[Callable[[], None]]
    ) -> tuple[dict[str, tuple[files.Entry, bool]], frozenset[str]]:
        """Make them, in that process, and return what this one is to know of it."""
        before, used = self._files.entries.keys() | (), self._store.used
        for make in work:
            make()
        sys.stderr.flush()
        new = self._files.entries.keys() - before
        entries = {path: (self._files.entries[path], path in self._files.kept) for path in new}
        return entries, self._store.used - used

    def take(self, entries: dict[str, tuple[files.Entry, bool]], used: frozenset[str]) -> None:
        """Know what was made there."""
        for path, (entry, kept) in entries.items():
            self._files.take(path, entry, kept)
        self._store.use(used)


def _later(kind: type[Generator]) -> type[Generator]:
    """Return a generator whose output is made by `_Begin`."""

    class Later(kind):  # type: ignore[misc]
        def generate_output(self, writer: Any) -> None:
            self.settings[BESIDE].apart.append(partial(super().generate_output, None))

    return Later


class _Begin(Generator):  # type: ignore[misc]
    """Begins a process that makes what the generators before it write, while pages are rendered here."""

    def generate_output(self, writer: Any) -> None:
        """Begin it, if there is anything to do."""
        if not self.settings[BESIDE].apart:
            return
        doing, beside, apart = workers.of(self.settings), self.settings[BESIDE], _Apart(self.settings)
        # Both processes ask for them; made in halves by each, they cost as much, for the copying of what they look at.
        for article in self.context["articles"]:
            for one in (article, *article.translations):
                articles.key(one)
        done = doing.beside(partial(apart.made, beside.apart))
        beside.waiting.append(lambda: apart.take(*done()))
