"""Pelican's side of versions: sets the line of time on every article, writes the comparisons."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from pelican import signals
from pelican.generators import Generator

from gongbao.cache import articles, keys, store
from gongbao.cache.derived import Derived
from gongbao.versions import texts, wording
from gongbao.versions.lines import Comparison, Lines, alike
from gongbao.versions.texts import AnyText as Text

SETTING = "VERSIONS"


class Shown:
    """A comparison as its page shows it, made only when the page is."""

    def __init__(self, comparison: Comparison) -> None:
        self.older, self.newer = comparison.older, comparison.newer
        self._texts = comparison.texts

    @cached_property
    def parts(self) -> tuple[tuple[Text, Text, tuple[wording.Row, ...]], ...]:
        """Return each pair of texts with their rows."""
        return tuple((older, newer, wording.rows(older, newer)) for older, newer in self._texts)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many paragraphs are the same, changed, removed, added."""
        kinds = [row.kind for _, _, rows in self.parts for row in rows]
        return {kind: kinds.count(kind) for kind in ("same", "changed", "removed", "added")}


class VersionsGenerator(Generator):  # type: ignore[misc]
    """Sets `line` on every article and writes a page for each two versions."""

    def prepare(self) -> None:
        """Find the lines, when citations are known and before any page is written."""
        kept = Derived(store.of(self.settings), "versions")

        def kept_notes(article: Any) -> tuple[texts.Note, ...]:
            key = getattr(article, "text_key", "")
            notes: tuple[texts.Note, ...] | None = kept.get(key)
            if notes is None:
                notes = texts.notes_of(article)
                kept.put(key, notes)
            return notes

        likeness = Derived(store.of(self.settings), "likeness of versions")

        def kept_alike(older: Text, newer: Text) -> float:
            # Both are told by the texts of their articles, which this would have to read.
            named = [(getattr(one.article, "text_key", ""), one.anchor) for one in (older, newer)]
            key = keys.digest(named) if all(text for text, _ in named) else ""
            share: float | None = likeness.get(key)
            if share is None:
                share = alike(older, newer)
                likeness.put(key, share)
            return share

        of = self.context["articles"] if self.settings.get(SETTING, True) else ()
        self.lines = Lines(of, kept_notes, kept_alike)
        kept.save()
        likeness.save()
        for article in self.context["articles"]:
            article.line = self.lines.of(article) if self.settings.get(SETTING, True) else None

    def generate_output(self, writer: Any) -> None:
        """Write the comparisons."""
        for comparison in self.lines.comparisons.values():
            known = [articles.key(article) for article in (comparison.older, comparison.newer)]
            writer.write_file(
                comparison.url,
                self.get_template("compare"),
                self.context,
                self.settings["RELATIVE_URLS"],
                url=comparison.url,
                key=keys.digest(known) if all(known) else "",
                comparison=Shown(comparison),
            )


def get_generators(_: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return VersionsGenerator


def prepare(generators: Iterable[Generator]) -> None:
    """Find the lines when all others have built their contexts."""
    for generator in generators:
        if isinstance(generator, VersionsGenerator):
            generator.prepare()


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(prepare)
