"""Pelican as a build runs it: pages side by side, and what needs no page beside them."""

import sys
from pathlib import Path
from typing import Any

import pelican
from pelican.generators import ArticlesGenerator, Generator
from pelican.writers import Writer

from gongbao.cache import articles, files, processes, store
from gongbao.cache.templates import CompiledTemplates

from .writer import CollectingWriter


class Site(pelican.Pelican):  # type: ignore[misc]
    """One run over one archive."""

    def run(self) -> None:
        """Run, with the templates that the last build compiled."""
        compiled = CompiledTemplates(store.of(self.settings), self.settings)
        given = self.settings["JINJA_ENVIRONMENT"]
        self.settings["JINJA_ENVIRONMENT"] = {**given, "bytecode_cache": compiled}
        super().run()

    def _get_writer(self) -> Writer:
        return CollectingWriter(self.output_path, self.settings)

    def _get_generator_classes(self) -> list[type[Generator]]:
        own = self.settings.get(articles.GENERATOR)
        found = [
            own if own and kind is ArticlesGenerator else kind for kind in super()._get_generator_classes()
        ]
        if processes.count(self.settings.get(processes.SETTING, 0)) > 1:
            found = [_beside(kind) if getattr(kind, "alone", False) else kind for kind in found]
        return [*found, Finisher]


class Finisher(Generator):  # type: ignore[misc]
    """The last generator: renders what was collected, waits for what runs beside, and notes all files."""

    def generate_output(self, writer: CollectingWriter) -> None:
        """Finish the files of the site."""
        compiled: CompiledTemplates = self.settings["JINJA_ENVIRONMENT"]["bytecode_cache"]
        folder = Path(self.theme, "templates")
        compiled.complete(self.env, sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.html")))
        writer.flush()
        for running in self.context.get("running", ()):
            running()
        files.of(self.settings).adopt()


def _beside(kind: type[Generator]) -> type[Generator]:
    """Return a generator that works in a process of its own, while pages are rendered."""

    class Beside(kind):  # type: ignore[misc]
        def generate_output(self, writer: Any) -> None:
            def work(_: None) -> dict[str, tuple[files.Entry, bool]]:
                before = files.of(self.settings).entries.keys() | ()
                super(Beside, self).generate_output(None)
                sys.stderr.flush()
                made = files.of(self.settings)
                return {
                    path: (made.entries[path], path in made.kept) for path in made.entries.keys() - before
                }

            pool = processes.pool(work, 1)
            done = pool.submit(processes.call, None)

            def wait() -> None:
                with pool:
                    for path, (entry, kept) in done.result().items():
                        files.of(self.settings).take(path, entry, kept)

            self.context.setdefault("running", []).append(wait)

    return Beside
