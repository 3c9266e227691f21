"""Pelican's side of the search: tells the index what the site holds."""

import hashlib
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

from pelican import signals
from pelican.generators import Generator

from . import client, direct, early, lookup, nearby, packed, synonyms
from .build import build
from .document import Document, LateDocument
from .folding import Folder
from .keeping import Keeping, Kept
from .lunrjs import lunr_script
from .settings import Config, read
from .shards import Scripts
from .sounds import Sounds
from .store import Spread, folder_of
from .theme_copies import after_copying
from .variants import traditional_to_simplified

FOLDER = "search"


class Workers(early.Workers, Protocol):
    """Processes that work for a build; away: on other machines."""

    away: bool

    def spread(
        self, work: Callable[[Any], Any], items: Sequence[Any], least: int = 2, first: bool = False
    ) -> Iterator[Any]:
        """Begin work on each item, and return what comes of it in order; first: before what was begun earlier."""


@dataclass(frozen=True, slots=True)
class _Searched:
    """Something that is searched: its place among the others, the texts of it that results show anyway, the whole."""

    place: tuple[str, str]
    titles: list[str]
    document: Document


class SearchGenerator(Generator):  # type: ignore[misc]
    """Writes the index into search/, when all that pages show is known."""

    # It writes no page and reads none, so that a build may let it run beside them.
    in_own_process = True

    _scripts: Kept | None = None
    # Waits for what was begun early.
    _begun: Callable[[], None] | None = None

    def generate_context(self) -> None:
        """Ask to be called when the articles are read."""
        signals.article_generator_finalized.connect(self._begin)

    def _begin(self, generator: Any) -> None:
        """Begin with articles that are new, where these are few."""
        workers: Workers | None = self.settings.get("SITE_WORKERS")
        folder = folder_of(self.settings)
        if workers and folder and self._earlier and generator.context is self.context:
            config, articles = read(self.settings["SEARCH"]), _with_translations(generator.articles)
            self._begun = early.begin(config, articles, self._earlier, folder, workers)

    @cached_property
    def _earlier(self) -> early.Earlier | None:
        return early.earlier(self.settings, self.settings.get("SITE_KEEPING"))

    def generate_output(self, writer: Any) -> None:
        """Write the index."""
        config = read(self.settings["SEARCH"])
        folder = Path(self.output_path) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        scripts = Scripts(folder, self.settings.get("SITE_FILES"))
        scripts.text("lunr.js", lunr_script())
        variants = traditional_to_simplified()
        searched = self._searched(config)
        titles = [title for one in searched for title in one.titles]
        extra = {**config.client, **self._beside(config, titles, Folder(variants), scripts)}
        documents = [one.document for one in searched]
        if self._begun:
            self._begun()
        report = build(
            documents,
            config.schema,
            scripts,
            variants,
            extra=extra,
            kept=folder_of(self.settings),
            spread=self._spread(),
        )
        if self._new:
            self._note()
        scripts.prune()
        print(report, file=sys.stderr)

    def _spread(self) -> Spread | None:
        """Return what makes blocks on other machines; here this generator has one processor, and pages the others."""
        workers: Workers | None = self.settings.get("SITE_WORKERS")
        return partial(workers.spread, first=True) if workers and workers.away else None

    def _beside(
        self, config: Config, titles: list[str], folder: Folder, scripts: Scripts
    ) -> dict[str, object]:
        """Write what stands beside the index itself; return what the manifest says of it."""
        size, sounds = config.schema.tuning.shard_bytes, Sounds(self._kept())

        def near() -> dict[str, object]:
            return nearby.write(titles, folder, scripts, size, sounds)

        written: dict[str, object] = {"nearby": self._once(near, scripts, size, sorted(set(titles)))}
        if numbers := config.lookup:
            entries = [(e.number, e.url, e.title) for e in numbers.entries(self.context)]

            def known() -> dict[str, object]:
                return lookup.write(numbers, self.context, folder, scripts, size)

            written["lookup"] = self._once(known, scripts, size, entries, numbers.drop, numbers.drop_last)
        groups: Sequence[Sequence[str]] = ()
        if config.synonyms:
            groups = synonyms.read(Path(self.settings["PATH"]) / config.synonyms, folder)
            written["synonyms"] = scripts.add(groups)
        if pages := config.direct:
            named = [(e.kind, e.title, e.url, e.feed, tuple(e.names)) for e in pages.entries(self.context)]

            def called() -> dict[str, object]:
                return direct.write(pages, self.context, folder, scripts, size, groups, sounds)

            written["direct"] = self._once(called, scripts, size, named, pages.drop, groups)
        sounds.keep()
        return written

    def _once(
        self, make: Callable[[], dict[str, object]], scripts: Scripts, *made_of: object
    ) -> dict[str, object]:
        """Return what a function that adds scripts says of them; from the last build if it is made of the same."""
        kept = self._kept()
        if kept is None:
            return make()
        text = repr((make.__qualname__, zlib.ZLIB_RUNTIME_VERSION, packed.LAYOUT, made_of))
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        made_before, names = kept.get(key) or ({}, ())
        if not names or not scripts.keep(names):
            before = len(scripts.added)
            made_before = make()
            kept.put(key, (made_before, tuple(dict.fromkeys(scripts.added[before:]))))
            kept.save()
        return dict(made_before)

    def _kept(self) -> Kept | None:
        """Return what is kept of scripts beside the index: one for all that is asked, since each drops what nobody asked."""
        keeping: Keeping | None = self.settings.get("SITE_KEEPING")
        if keeping is not None and self._scripts is None:
            self._scripts = keeping.derived("scripts beside the index")
        return self._scripts

    def _searched(self, config: Config) -> list[_Searched]:
        """Return what is searched: articles, oldest first, so that a new one changes few scripts; then pages.

        Of what nothing changed, only what an earlier build told of it is read.
        """
        keeping: Keeping | None = self.settings.get("SITE_KEEPING")
        if keeping is not None and not all(map(keeping.tells, config.names)):
            keeping = None
        setting = keeping.settings("SEARCH", self.settings["SEARCH"]) if keeping else ""
        if not setting:
            keeping = None
        self._documents = kept = keeping and keeping.derived("documents of the index")
        self._new: dict[str, _Searched] = {}
        self._read: list[tuple[Any, Document]] = []

        def found(article: Any) -> _Searched:
            key = keeping.key(article, setting) if keeping else ""
            known = kept.get(key) if kept else None
            place, titles, rest = known or (
                early.place(config, article), config.titles(article), config.shown(article)
            )  # fmt: skip
            one = _Searched(place, titles, LateDocument(rest, partial(config.paragraphs, article)))
            if key and known is None:
                self._new[key] = one
            self._read.append((article, one.document))
            return one

        articles = _with_translations(self.context["articles"])
        searched = sorted(map(found, articles), key=attrgetter("place"))
        if config.pages:
            for page in self.context.get("pages", ()):
                searched.append(_Searched(("", ""), config.titles(page), config.document(page)))
        return searched

    def _note(self) -> None:
        """Keep what is known of new documents, now that all are read."""
        if self._documents:
            for key, new in self._new.items():
                self._documents.put(key, (new.place, new.titles, new.document.kept_parts()))
            self._documents.save()
        if self._earlier:
            for article, document in self._read:
                self._earlier.note(article, document)
            self._earlier.save()


def _with_translations(articles: Sequence[Any]) -> list[Any]:
    return [one for article in articles for one in (article, *article.translations)]


def check(pelican: Any) -> None:
    """Read the setting and the list of synonyms before any article is, so that a mistake in them is told at once."""
    config = read(pelican.settings.get("SEARCH") or {})
    if config.synonyms:
        synonyms.read(Path(pelican.settings["PATH"]) / config.synonyms, Folder({}))


def shrink(generators: list[Any]) -> None:
    """Have the client's scripts made small where Pelican copied the theme to."""
    after_copying(generators, lambda copies: client.shrink(copies / "js"))


def get_generators(_: Any) -> type[SearchGenerator]:
    """Return the generator."""
    return SearchGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(check)
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(shrink)
