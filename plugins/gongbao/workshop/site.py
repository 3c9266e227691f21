"""Pelican as a build runs it: pages side by side, and what needs no page beside them."""

import contextlib
import logging
import multiprocessing
import sys
from collections.abc import Callable, Iterable
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
        self.waiting: list[Callable[[], None]] = []

    def wait(self) -> None:
        """Wait for all of it."""
        while self.waiting:
            self.waiting.pop(0)()

    def __getstate__(self) -> dict[str, object]:
        """Stand for nothing elsewhere."""
        return {"waiting": []}


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
            found = [*map(_beside, apart), *(kind for kind in found if kind not in apart)]
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


class _Keys:
    """The keys of all articles, for which two processes ask: each makes those of one half, and is told the others.

    copied: whether there will be two; one that sends its work to other machines does all that is left by itself.
    """

    def __init__(self, found: Iterable[Any], *, copied: bool) -> None:
        self._articles = [one for article in found for one in (article, *article.translations)]
        self._ends = multiprocessing.Pipe() if copied else None

    def make(self, *, in_copy: bool) -> None:
        """Make all of them; where the other process has ended, each of its half is made when it is asked for."""
        if not self._ends:
            for article in self._articles:
                articles.key(article)
            return
        middle, (own, other) = len(self._articles) // 2, self._ends
        ours, theirs = self._articles[:middle], self._articles[middle:]
        if in_copy:
            ours, theirs, own, other = theirs, ours, other, own
        other.close()
        made = list(map(articles.key, ours))
        with own, contextlib.suppress(EOFError, OSError):
            # One sends first: two that send at once would wait for each other for good.
            if in_copy:
                own.send(made)
            for article, key in zip(theirs, own.recv(), strict=True):
                article.key = key
            if not in_copy:
                own.send(made)


def _beside(kind: type[Generator]) -> type[Generator]:
    """Return a generator that works in a process of its own, while pages are rendered."""

    class Apart(kind):  # type: ignore[misc]
        def generate_output(self, writer: Any) -> None:
            doing = workers.of(self.settings)
            keys = _Keys(self.context["articles"], copied=not doing.away)

            def work() -> dict[str, tuple[files.Entry, bool]]:
                before = files.of(self.settings).entries.keys() | ()
                keys.make(in_copy=True)
                super(Apart, self).generate_output(None)
                sys.stderr.flush()
                made = files.of(self.settings)
                return {
                    path: (made.entries[path], path in made.kept) for path in made.entries.keys() - before
                }

            done = doing.beside(work)
            keys.make(in_copy=False)

            def wait() -> None:
                for path, (entry, kept) in done().items():
                    files.of(self.settings).take(path, entry, kept)

            self.settings[BESIDE].waiting.append(wait)

    return Apart
