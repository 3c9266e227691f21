"""Who cites whom: references resolved to documents held, to numbers that are only cited, or to titles. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from gongbao.bulletin import references
from gongbao.bulletin.identity import number_of
from gongbao.bulletin.number import DocumentNumber
from gongbao.bulletin.references import Reference
from gongbao.bulletin.relations import RELATIONS, Relation
from gongbao.citations import order
from gongbao.citations.holdings import Article, Holdings, Place, codes, folded, identity, own_titles
from gongbao.messages.site import words
from gongbao.once import once

# All of a number, without the names that its own repr writes each time.
_written = attrgetter(*(one.name for one in fields(DocumentNumber)))


@dataclass(frozen=True)
class Citation:
    """One reference of one document, resolved.

    place: the text held that is meant, None if none is held or the title fits several; number: the number meant, read
    or known from the document held. own: the document means its own attachment. doubt says why a reference that reads
    as a repeal or a link is not taken as one.
    """

    source: Any
    reference: Reference
    relation: Relation
    rule: str
    place: Place | None = None
    number: DocumentNumber | None = None
    own: bool = False
    doubt: str = ""

    @property
    def source_url(self) -> str:
        """Return the address of the paragraph that holds the reference."""
        return f"{self.source.url}#{self.reference.block}" if self.reference.block else str(self.source.url)

    @property
    def evidence(self) -> tuple[str, str, str]:
        """Return the sentence: before the reference, the reference, after it."""
        r = self.reference
        return r.sentence[: r.start], r.sentence[r.start : r.end], r.sentence[r.end :]

    @once
    def card(self) -> str | None:
        """Return all that pages show of it, in one text for their keys; None where a document says nothing of itself."""
        source = getattr(self.source, "card", None)
        meant = getattr(self.place.article, "card", None) if self.place else ""
        if source is None or meant is None:
            return None
        anchor = self.place.anchor if self.place else ""
        reference = self.reference
        # Most are what the reference says and no more.
        number = "" if self.number is reference.number else repr(self.number and _written(self.number))
        own = "own" if self.own else ""
        return "\n".join(
            (source, meant, anchor, reference.card, self.relation, self.rule, own, number, self.doubt)
        )

    @once
    def target(self) -> str:
        """Return what is meant as one text that is the same for every way of citing it."""
        if self.number:
            return self.number.key
        if self.place:
            return identity(self.place.article)
        return "《" + folded(self.reference.title or self.reference.masked or "")


@dataclass(frozen=True)
class Group:
    """The citations between one document and one other, the weightiest first."""

    citations: tuple[Citation, ...]

    @once
    def card(self) -> str | None:
        """Return all that pages show of them, as the card of a citation does."""
        cards = [citation.card for citation in self.citations]
        return None if None in cards else "\n\n".join(map(str, cards))

    @property
    def first(self) -> Citation:
        """Return the citation that says most."""
        return self.citations[0]


@dataclass(frozen=True)
class Graph:
    """All citations of an archive, in both directions."""

    of_source: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    of_target: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    numbers: tuple[DocumentNumber, ...] = ()

    def references(self, article: Article) -> tuple[Group, ...]:
        """Return what a document cites, one group for each document meant: the weightiest relation first."""
        return _grouped(self.of_source.get(article.url, ()), lambda c: c.target)

    def cited_by(self, target: str) -> tuple[Group, ...]:
        """Return who cites a document, given by its identity: one group for each citing document, the same way."""
        return _grouped(self.of_target.get(target, ()), lambda c: identity(c.source))

    def title_of(self, target: str) -> str | None:
        """Return the title that citations give a document, None if they give none."""
        return next((c.reference.title for c in self.of_target.get(target, ()) if c.reference.title), None)


def _grouped(citations: Sequence[Citation], key: Any) -> tuple[Group, ...]:
    if not citations:
        return ()
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(key(citation), []).append(citation)
    ranked = [Group(tuple(sorted(g, key=_weight) if len(g) > 1 else g)) for g in groups.values()]
    # Sorting keeps the order of the text among equals.
    return tuple(sorted(ranked, key=lambda group: _weight(group.first)))


_WEIGHTS = {relation: place for place, relation in enumerate(RELATIONS)}


def _weight(citation: Citation) -> int:
    return _WEIGHTS[citation.relation]


# Finds the references of articles, given the issuing codes that are certain; in the order of the articles.
Finder = Callable[[Sequence[Any], frozenset[str]], Iterable[Sequence[Reference]]]


def find(articles: Sequence[Article], codes: frozenset[str]) -> Iterable[Sequence[Reference]]:
    """Yield the references of each article."""
    for article in articles:
        yield references.find(article.blocks, codes, article.bulletin.title)


def build(articles: Iterable[Article], finder: Finder = find) -> Graph:
    """Find and resolve every reference of the articles."""
    # The first printing stands for a document, whatever order the files were read in.
    articles = sorted(articles, key=lambda a: (a.bulletin.published or a.bulletin.date or "9", a.url))
    holdings = Holdings(articles)
    of_source: dict[str, tuple[Citation, ...]] = {}
    of_target: dict[str, list[Citation]] = {}
    numbers: dict[str, DocumentNumber] = {}
    for article, found in zip(articles, finder(articles, codes(articles)), strict=True):
        if not found:
            continue
        own = number_of(article.bulletin)
        titles = own_titles(article)
        citations = tuple(
            resolve(article, reference, holdings, own, titles)
            for reference in found
            if not (own and reference.number == own)
        )
        of_source[article.url] = citations
        for citation in citations:
            if citation.own:
                continue
            of_target.setdefault(citation.target, []).append(citation)
            if citation.number:
                numbers.setdefault(citation.number.key, citation.number)
    # Most are cited once.
    frozen = {
        target: tuple(sorted(citing, key=_latest_last) if len(citing) > 1 else citing)
        for target, citing in of_target.items()
    }
    return Graph(of_source, frozen, tuple(sorted(numbers.values())))


def _latest_last(citation: Citation) -> tuple[str, str]:
    return order.day_of(citation.source) or "9", citation.source.url


def resolve(
    source: Article, reference: Reference, holdings: Holdings, own: DocumentNumber | None, titles: set[str]
) -> Citation:
    """Resolve a reference: by number first, then by the exact title if one document held has it."""
    citation = _resolved(source, reference, holdings, own, titles)
    # The words stand, the conclusion does not: what repeals or corrects must be later than its object.
    if citation.relation == "repeals" and (doubt := order.objection(source, citation.place, citation.number)):
        return replace(citation, relation="mentions", rule="repeal-refused", doubt=doubt)
    if citation.relation == "corrects" and (doubt := order.precedes(source, citation.place)):
        return replace(citation, relation="mentions", rule="correction-refused", doubt=doubt)
    return citation


def _resolved(
    source: Article, reference: Reference, holdings: Holdings, own: DocumentNumber | None, titles: set[str]
) -> Citation:
    relation, rule = reference.relation, reference.rule
    if reference.number:
        if order.is_relative(reference.number):
            doubt = words("文号没有写明是哪一级机关，无法对应到具体文件")
            return Citation(source, reference, relation, rule, doubt=doubt)
        article = holdings.by_number(reference.number)
        return Citation(
            source, reference, relation, rule, Place(article) if article else None, reference.number
        )
    if not reference.title:
        return Citation(source, reference, relation, rule, doubt=words("文号被遮盖，无法对应到具体文件"))
    # A document does not repeal itself: with the same title another one is meant.
    if folded(reference.title) in titles and relation not in ("repeals", "amends", "corrects"):
        return Citation(source, reference, relation, rule, own=True)
    besides = own.key if own else source.url
    for title in (reference.title, (reference.issuer or "") + reference.title):
        places = holdings.by_title(title, besides)
        if len(places) == 1:
            number = number_of(places[0].article.bulletin)
            return Citation(source, reference, relation, rule, places[0], number)
        if places:
            doubt = words(
                "本库有 {count} 件文件同用这一标题，引文未写文号，不能确定是哪一件", count=len(places)
            )
            return Citation(source, reference, relation, rule, doubt=doubt)
    return Citation(source, reference, relation, rule)
