"""Pelican's side of the search: tells the index what the site holds."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from . import lookup
from .build import build
from .folding import Folder
from .lunrjs import lunr_script
from .settings import Config, read
from .shards import Scripts
from .variants import traditional_to_simplified

FOLDER = "search"


class SearchGenerator(Generator):  # type: ignore[misc]
    """Writes the index into search/, when all that pages show is known."""

    def generate_output(self, writer: Any) -> None:
        """Write the index."""
        config = read(self.settings["SEARCH"])
        folder = Path(self.output_path) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        scripts = Scripts(folder)
        scripts.text("lunr.js", lunr_script())
        variants = traditional_to_simplified()
        extra: dict[str, object] = {}
        if config.lookup:
            size = config.schema.tuning.shard_bytes
            extra["lookup"] = lookup.write(config.lookup, self.context, Folder(variants), scripts, size)
        report = build(list(self._documents(config)), config.schema, scripts, variants, extra=extra)
        scripts.prune()
        print(report, file=sys.stderr)

    def _documents(self, config: Config) -> Iterator[Any]:
        # Oldest first, so that a new article changes few scripts; undated ones have the date that settings give them.
        articles = [a for article in self.context["articles"] for a in (article, *article.translations)]
        pages = self.context.get("pages", ()) if config.pages else ()
        for article in sorted(articles, key=lambda a: (a.date, a.url)):
            yield config.document(article)
        for page in pages:
            yield config.document(page)


def check(pelican: Any) -> None:
    """Read the setting before any article is, so that a mistake in it is told at once."""
    read(pelican.settings.get("SEARCH") or {})


def get_generators(_: Any) -> type[SearchGenerator]:
    """Return the generator."""
    return SearchGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(check)
    signals.get_generators.connect(get_generators)
