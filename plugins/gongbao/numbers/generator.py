"""Pelican's side of documents by number and of the lists: builds the context, writes the pages."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from gongbao import places, workers
from gongbao.bulletin.handwritten import HandwrittenError
from gongbao.bulletin.number import DocumentNumber, parse
from gongbao.cache import files, keys, store
from gongbao.cache.slugs import KeptSlugs
from gongbao.cache.whole import Whole
from gongbao.messages import _, site
from gongbao.messages.site import W_, words
from gongbao.numbers import coverage, lists, others, overrides
from gongbao.numbers import register as registers
from gongbao.numbers.frame import Frame
from gongbao.numbers.page_keys import CODES, ListsOfKind, PageKeys, beside, codes_by_agency, notices
from gongbao.numbers.pages import NumberPages
from gongbao.romanise import code_slug, slug

log = logging.getLogger(__name__)

LISTS = (
    ("agency", "agencies", W_("发文机关")),
    ("section", "sections", W_("栏目")),
    ("genre", "genres", W_("文种")),
    ("year", "years", W_("年份")),
)


@dataclass(frozen=True)
class _Numbered:
    """What numbers make of all articles: the register, the lists, and `links` of each article in their order."""

    register: registers.Register
    lists: lists.Lists
    links: tuple[tuple[Any, ...], ...]


class NumbersGenerator(Generator):  # type: ignore[misc]
    """Sets `numbers`, `lists`, `agencies`, `sections`, `genres`, `years` and writes their pages."""

    def prepare(self) -> None:
        """Build register and lists: after every other generator's context, before any page is written."""
        cited: Iterable[DocumentNumber] = self.context.get("cited_numbers", ())
        articles = self.context["articles"]
        for article in articles:
            text = article.bulletin.doc_number
            if text and not parse(text):
                log.error(
                    _(
                        "{file}: Doc_number: {text!r} is no document number — write it as 甲府发〔2018〕18号",
                        file=article.source_path,
                        text=text,
                    ),
                )
        decided = self._overrides()
        self._others = others.read(self.settings.get("LISTS"), {kind for kind, _name, _label in LISTS})

        def made() -> _Numbered:
            return self._numbered(articles, cited, decided)

        for_later = workers.of(self.settings).for_later
        whole = Whole(store.of(self.settings), "numbers", articles, for_later)
        found = whole.of(self._seen(articles, decided), made)
        self._made_of = whole.key
        self.context["numbers"], built = found.register, found.lists
        for article, links in zip(articles, found.links, strict=True):
            article.number_entry = found.register.of(article.bulletin)
            article.links = links
        urls = built.urls()
        self.context["lists"] = built
        self.context["own_lists"] = tuple(chain(*built.others.values()))
        self.context["other_lists"] = tuple((o.kind, o.label, built.others[o.kind]) for o in self._others)
        self.context["list_url"] = lambda kind, name: urls.get((kind, name))
        for _kind, name, _of in LISTS:
            self.context[name] = getattr(built, name)

        sources = Path(self.settings["PATH"]).parent / (self.settings.get("SOURCES_PATH") or "sources")
        self.context["coverage"] = coverage.build(
            articles,
            self.context.get("publications", ()),
            Path(self.settings["PATH"]),
            sources,
            store.of(self.settings),
        )

    def _numbered(
        self, articles: Sequence[Any], cited: Iterable[DocumentNumber], decided: Mapping[str, Any]
    ) -> "_Numbered":
        """Make register, lists, and what each article's page asks of them; of an article this looks at what `_seen` names."""
        slugs = KeptSlugs(store.of(self.settings), "numbers")
        register = registers.build(articles, cited, decided, slugs.by(code_slug))
        built = lists.build(articles, {one.kind: one.names for one in self._others}, slugs.by(slug))
        slugs.save()
        urls = built.urls()
        links = tuple(self._links(article, register, urls) for article in articles)
        return _Numbered(register, built, links)

    def _seen(self, articles: Sequence[Any], decided: Mapping[str, Any]) -> Sequence[str]:
        """Return keys of all that register, lists and links depend on, ("",) where that cannot be told."""
        cited = self.context.get("citations_key", "") if "citations" in self.context else "without citations"
        # Of lists by a value of the keeper's own nobody knows what the value is made of.
        if self._others or not cited:
            return ("",)
        near = [
            (a.card, a.previous and a.previous.url, a.next and a.next.url) if hasattr(a, "card") else ("",)
            for a in articles
        ]
        if ("",) in near:
            return ("",)
        return cited, keys.digest(near), keys.digest(decided, site.language())

    def _links(
        self, article: Any, register: registers.Register, urls: dict[tuple[str, str], str]
    ) -> tuple[Any, ...]:
        """Return what an article's page asks of numbers and lists, for the key of the page."""
        b = article.bulletin
        names = [("agency", name) for name in b.agency] + [
            ("genre", b.genre or ""),
            ("section", b.section or ""),
        ]
        names += [(one.kind, name) for one in self._others for name in one.names(article)]
        groups = (*getattr(article, "references", ()), *getattr(article, "cited_by", ()))
        cited = {c.number.key: c.number for group in groups for c in group.citations if c.number}
        found = [(key, register.find(number)) for key, number in sorted(cited.items())]
        near = [article.previous, article.next]
        for citation in (c for group in groups for c in group.citations):
            near += [citation.place.article] if citation.place else []
            near += [citation.source] if citation.source is not article else []
        # What others show beside an article's title is said of it elsewhere, too.
        notices = {a.url: a.notices for a in near if getattr(a, "notices", ())}
        return (
            tuple(map(urls.get, names)),
            tuple((k, e and (e.url, e.title, e.held)) for k, e in found),
            notices or None,
        )

    def _overrides(self) -> dict[str, registers.CodeOverride]:
        try:
            return overrides.load(Path(self.settings["PATH"]))
        except HandwrittenError as error:
            log.error("%s", error)
            return {}

    def generate_output(self, writer: Any) -> None:
        """Write the pages of numbers, codes and lists."""
        self._writer = writer
        numbers: registers.Register = self.context["numbers"]
        self._write("coverage.html", "coverage")
        frame = Frame(
            self.get_template("number"), self.context, "number/code/0/0.html", self.settings["RELATIVE_URLS"]
        )
        pages = NumberPages(frame, self.get_template("number_body"), self.context)
        site = writer.site_key(self.context) if hasattr(writer, "site_key") else ""
        listed = [ListsOfKind(kind, words(label), self.context[name]) for kind, name, label in LISTS]
        others = self.context["lists"].others
        listed += [ListsOfKind(one.kind, one.label, others[one.kind]) for one in self._others]
        known = self._known(pages, listed, site)

        def status_notices(entry: registers.NumberEntry) -> tuple[Any, ...]:
            return notices(entry, self.context)

        self._write(CODES, "number_index", key=known[CODES])
        for code in numbers.codes:
            self._write(
                code.url, "number_code", code=code, status_notices=status_notices, key=known[code.url]
            )
        for entry in numbers.entries.values():
            key = pages.key(entry, known[entry.url], site)
            if not files.of(self.settings).keep(entry.url, key):
                self._write_text(entry.url, pages.page(entry), key)
        codes = codes_by_agency(numbers)
        for of_kind in listed:
            self._write_lists(of_kind, codes if of_kind.kind == "agency" else {}, known)

    def _write_lists(
        self, of_kind: ListsOfKind, codes: Mapping[str | None, Sequence[Any]], known: Mapping[str, str]
    ) -> None:
        kind, label, listings = of_kind
        index = of_kind.url
        self._write(index, "list_index", kind=kind, label=label, listings=listings, key=known[index])
        template = "agency" if kind == "agency" else "list"
        for listing in listings:
            of_agency = codes.get(listing.name, ())
            shown = {"kind": kind, "label": label, "listing": listing, "codes": of_agency}
            self._write(listing.url, template, **shown, key=known[listing.url])
            for before, part, after in beside(listing.parts):
                more = {"part": part, "newer": before, "older": after}
                self._write(part.url, "list_part", **shown, **more, key=known[part.url])

    def _known(self, pages: NumberPages, listed: Sequence[ListsOfKind], site: str) -> dict[str, str]:
        """Return the keys of what the pages show of numbers and lists; site: the key of what any page may show.

        They follow from what register and lists were made of, and from the issues that rows name: a comma in a text makes none anew.
        """
        try:
            labels = keys.digest(sorted(self.context.get("relation_labels", {}).items()))
        except keys.NoKey:
            labels = ""
        issues = [article.issue_page for article in self.context["articles"] if article.issue_page]
        of_issues = [f"{issue.url} {issue.card} {issue.title_short}" for issue in issues]
        seen = self._made_of, site, keys.digest(*of_issues), labels
        made = PageKeys(self.context, pages.known, listed, self._parts_independent)
        return Whole(store.of(self.settings), "keys of numbers", ()).of(seen, made.all)

    @cached_property
    def _parts_independent(self) -> bool:
        """Tell whether all templates are the program's, so that it is known what the page of a part shows."""
        given = self.settings.get("THEME_TEMPLATES_OVERRIDES")
        return not given and Path(self.theme).resolve() == places.theme().resolve()

    def _write(self, name: str, template: str, **values: Any) -> None:
        self._writer.write_file(
            name,
            self.get_template(template),
            self.context,
            self.settings["RELATIVE_URLS"],
            url=name,
            **values,
        )

    def _write_text(self, name: str, text: str, key: str) -> None:
        files.of(self.settings).put(name, text.encode(), key)
        signals.content_written.send(name, context=self.context)


def get_generators(_pelican: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return NumbersGenerator


def prepare(generators: Iterable[Generator]) -> None:
    """Build the context when all others have built theirs: generators of plugins run in no fixed order."""
    for generator in generators:
        if isinstance(generator, NumbersGenerator):
            generator.prepare()


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(prepare)
