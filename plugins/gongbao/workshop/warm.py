"""A process that has read the archive and stays: it shows a corrected article at once, while the complete build runs.

    python -m gongbao.workshop.warm pelicanconf.py

It says `{"ready": true}` when it has read everything, then answers each line of its standard input, a JSON list of
article files, by one of its own: `{"pages": {"place in the site": "the page"}, "unfinished": 0}`. What the correction
changes on other pages, in lists or in the index is the complete build's; what is not a corrected article (a new file,
another address) has no page here. Unfinished are articles with a mistake, such as one that is seen half written: the
complete build names it, and the next save of it can be shown.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from gongbao import places, workers
from gongbao.cache import store

from . import generate
from .site import Site


class _Ready(Exception):
    """Everything is read, and nothing is to be written."""


class Reading(Site):
    """A run that ends where pages would be written."""

    def _get_writer(self) -> Writer:
        raise _Ready


class Warm:
    """An archive as templates see it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        found: list[Any] = []

        def note(generators: list[Any]) -> None:
            found.extend(generators)

        signals.all_generators_finalized.connect(note)
        with contextlib.suppress(_Ready):
            Reading(settings).run()
        self._generator = next(g for g in found if isinstance(g, ArticlesGenerator))
        self._context: dict[str, Any] = self._generator.context
        self._held = {str(Path(a.source_path).resolve()): a for a in self._generator.articles}
        self._reader: Any = self._generator.readers.readers.get("md")
        # How many articles of the last question had a mistake.
        self.unfinished = 0

    def pages(self, paths: list[str]) -> Iterator[tuple[str, str]]:
        """Yield place and text of the page of each corrected article; of what is more than that, nothing."""
        self.unfinished = 0
        for path in paths:
            article = self._held.get(str(Path(path).resolve()))
            if article is None:
                continue
            try:
                content, facts = self._reader.read(path)
            except (OSError, ValueError):  # the complete build says what is wrong
                self.unfinished += 1
                continue
            # A reader of others tells nothing that a page could be made of.
            if "text_key" not in facts or facts["url"] != article.url or facts["bulletin"].withdrawn:
                continue
            for name in ("title", "bulletin", "outline", "blocks", "pictures", "text_key", "card"):
                setattr(article, name, facts[name])
            article.correct(content)
            yield article.save_as, self._render(article)

    def _render(self, article: Any) -> str:
        shown: dict[str, Any] = {
            **self._context, "article": article, "category": getattr(article, "category", None), "url": article.url,
            "blog": True, "output_file": article.save_as,
        }  # fmt: skip
        if self._settings["RELATIVE_URLS"]:
            shown["SITEURL"] = shown["localsiteurl"] = path_to_url(get_relative_path(article.save_as))
        self._context["localsiteurl"] = shown.get("localsiteurl", "")
        return str(self._generator.get_template(article.template).render(shown))


def main() -> None:
    """Read an archive, then answer until there is no more to read."""
    settings = generate.read(Path(sys.argv[1]), {})
    place = generate.place_of_store(settings)
    # Nothing is written here, and the one who ends this process kills it: there is no folder to be left behind.
    settings["OUTPUT_PATH"] = str(places.archive() / ".preview")
    kept = store.Store(place)
    settings |= {store.SETTING: kept, workers.PROCESSES: 1}
    warm = Warm(settings)
    kept.close()
    _say({"ready": True})
    for line in sys.stdin:
        pages = dict(warm.pages(json.loads(line)))
        _say({"pages": pages, "unfinished": warm.unfinished})


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
