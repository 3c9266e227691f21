"""Pelican's side of citations: builds the graph, tells the pages, writes 引而未收."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from gongbao import workers
from gongbao.bulletin.handwritten import HandwrittenError
from gongbao.bulletin.number import DocumentNumber
from gongbao.bulletin.relations import Relation
from gongbao.cache import keys, store
from gongbao.cache.whole import Whole
from gongbao.citations import declared, graph, holdings, missing, status
from gongbao.citations.holdings import identity
from gongbao.citations.reference_cache import SETTING, KeptReferences, KeptTerms
from gongbao.messages import site
from gongbao.messages.site import W_, words

log = logging.getLogger(__name__)

PAGE = "cited-not-held.html"

# Both directions by name: what this document does to the other, and what the other does to this one.
LABELS: dict[Relation, tuple[str, str]] = {
    "repeals": (W_("废止"), W_("被废止")),
    "amends": (W_("修改"), W_("被修改")),
    "corrects": (W_("更正"), W_("被更正")),
    "issues": (W_("印发"), W_("被印发")),
    "forwards": (W_("转发"), W_("被转发")),
    "basis": (W_("依据"), W_("作为依据")),
    "enacts": (W_("制定"), W_("被提到制定")),
    "mentions": (W_("提及"), W_("被提及")),
}


@dataclass(frozen=True)
class Cited:
    """What citations make of all articles: the graph, what is not held, and what is said on each article, in their order.

    of_articles: what it cites, who cites it, and its status, None where nothing is known.
    """

    built: graph.Graph
    missing: tuple[missing.CitedOnly, ...]
    of_articles: tuple[tuple[tuple[graph.Group, ...], tuple[graph.Group, ...], status.Status | None], ...]


def cited(
    articles: Sequence[Any], finder: graph.Finder, declared_facts: declared.Declarations, terms: status.Terms
) -> Cited:
    """Find all of it; of an article it looks at what `_seen` names."""
    built = graph.build(articles, finder)
    of_articles = []
    for article in articles:
        validity = status.of_article(built, article, declared_facts, terms)
        groups = built.references(article), built.cited_by(identity(article))
        of_articles.append((*groups, None if validity is status.NOTHING_KNOWN else validity))
    found = Cited(built, missing.cited_not_held(built), tuple(of_articles))
    # What keys of pages ask of them in each build is kept with them.
    _ = [one.card for one in found.missing]
    _ = [group.card for cites, cited_by, _status in of_articles for group in (*cites, *cited_by)]
    return found


def _seen(article: Any, text_key: str) -> str:
    """Return a key of what citations see of an article: address and metadata, titles of attachments, what its text says."""
    card: str = getattr(article, "card", "")
    parts = holdings.attachments(article) if card and text_key else ()
    return f"{card} {text_key} {keys.digest(parts) if parts else ''}" if card and text_key else ""


def _also_seen(declared_facts: declared.Declarations) -> str:
    return keys.digest(declared_facts, site.language())


class CitationsGenerator(Generator):  # type: ignore[misc]
    """Sets `citations`, `cited_numbers`, `cited_not_held`, and references, cited_by, validity, notices on every article."""

    def generate_context(self) -> None:
        """Build the graph once all articles are read."""
        articles = self.context["articles"]
        seconds = float(self.settings.get(SETTING) or 0)
        results = store.of(self.settings)
        terms = KeptTerms(results)
        references = KeptReferences(results, seconds, terms)
        declared_facts = self._declared()

        def made() -> Cited:
            return cited(articles, references, declared_facts, terms)

        codes = holdings.codes(articles)
        seen = [*map(_seen, articles, references.text_keys(articles, codes)), _also_seen(declared_facts)]
        whole = Whole(results, "citations", articles, workers.of(self.settings).for_later)
        found = whole.of(seen, made)
        # What is made of citations follows from what they are made of.
        self.context["citations_key"] = whole.key
        terms.use(articles)
        built = found.built
        self.context["citations"] = built
        # gongbao.numbers makes a page for each of them.
        self.context["cited_numbers"] = built.numbers
        self.context["cited_not_held"] = found.missing
        self.context["relation_labels"] = {
            relation: (words(one), words(other)) for relation, (one, other) in LABELS.items()
        }
        if "cited-not-held" in self.settings.get("INTERNAL_LISTS", ()):
            foot = self.context.get("FOOT_MENUITEMS") or []
            self.context["FOOT_MENUITEMS"] = [(title, url) for title, url in foot if url != PAGE]
        known: dict[str, status.Status] = {}

        def status_of(number: DocumentNumber) -> status.Status:
            # Its own page asks for it, and the list of its code.
            if (key := number.key) not in known:
                known[key] = status.of_number(built, number, declared_facts)
            return known[key]

        self.context["status_of"] = status_of
        for article, (cites, cited_by, validity) in zip(articles, found.of_articles, strict=True):
            article.references, article.cited_by = cites, cited_by
            article.validity = validity or status.NOTHING_KNOWN
            article.notices = article.validity.notices

    def _declared(self) -> declared.Declarations:
        try:
            return declared.load(Path(self.settings["PATH"]))
        except HandwrittenError as error:
            log.error("%s", error)
            return declared.Declarations()

    def generate_output(self, writer: Any) -> None:
        """Write 引而未收; where it is the keeper's alone, its address leads to what the archive holds."""
        internal = "cited-not-held" in self.settings.get("INTERNAL_LISTS", ())
        template = self.get_template("redirect" if internal else "cited-not-held")
        shown = {"relative_target": "coverage.html"} if internal else {}
        key = "" if internal else self._key()
        writer.write_file(
            PAGE,
            template,
            self.context,
            self.settings["RELATIVE_URLS"],
            url=PAGE,
            **shown,
            **({"key": key} if key else {}),
        )

    def _key(self) -> str:
        """Return the key of 引而未收, "" where it cannot be told."""
        numbers = self.context.get("numbers")
        try:
            return keys.digest(
                "cited-not-held",
                [
                    (missing, (entry.url, entry.number) if entry else None)
                    for missing in self.context["cited_not_held"]
                    for entry in [numbers.find(missing.number) if numbers else None]
                ],
            )
        except keys.NoKey:
            return ""


def get_generators(_: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return CitationsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
