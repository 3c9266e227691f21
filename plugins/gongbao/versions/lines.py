"""Lines of time: which documents are versions of one text, and what befell them. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from gongbao.bulletin.agency import place_of
from gongbao.messages.site import words
from gongbao.versions import texts, wording
from gongbao.versions.texts import AnyText as Text
from gongbao.versions.texts import LateText

# Two texts of different names are versions of one only if a document says that it replaces the other, and this much of
# their words is the same, and they are long enough for that to mean something.
_SAME = 0.5
_LONG = 150
# Of more versions than this, each is compared with the one before it and the last one only.
_ALL_PAIRS = 4
# What makes a step in the line of another document.
_STATED = ("repeals", "amends", "corrects")
# A document that changes or repeals more others than this is a list, and no step of any one of them alone.
_LIST = 3


@dataclass(frozen=True)
class Step:
    """A stop in a line of time: the day ("" if unknown), what happened, the document that did it."""

    day: str
    word: str
    title: str
    number: str | None
    url: str


@dataclass(frozen=True)
class Compared:
    """A page on which two versions stand side by side: the addresses of both documents, and what they are called."""

    older: str
    newer: str
    older_name: str
    newer_name: str
    url: str


@dataclass(frozen=True)
class Line:
    """The line of time that a document stands in."""

    steps: tuple[Step, ...]
    compared: tuple[Compared, ...]


@dataclass(frozen=True)
class Comparison:
    """Two documents that hold versions of the same text, the older first, and the texts that belong together."""

    older: Any
    newer: Any
    texts: tuple[tuple[Text, Text], ...]
    url: str


@dataclass(frozen=True)
class _Edge:
    """What a later document does to an earlier one; texts: what of both are versions of one text."""

    relation: str
    later: Any
    earlier: Any
    texts: tuple[tuple[Text, Text], ...]


def alike(older: Text, newer: Text) -> float:
    """Return which share of their pairs of characters two texts have in common, from 0 to 1."""
    return wording.alike(older.paragraphs, newer.paragraphs)


class Lines:
    """The lines of an archive."""

    def __init__(
        self,
        articles: Iterable[Any],
        notes_of: Callable[[Any], Iterable[texts.Note]] = texts.notes_of,
        alike: Callable[[Text, Text], float] = alike,
    ) -> None:
        """Find the lines; notes_of: says what texts an article holds; alike: how much two of them have in common."""
        self._alike = alike
        # What was taken down has no text, and a body's own list of members is no version of last year's.
        self._articles = sorted((a for a in articles if not a.bulletin.withdrawn), key=lambda a: a.url)
        self._texts = {a.url: tuple(LateText(a, one) for one in notes_of(a)) for a in self._articles}
        self._edges = [*self._said(), *self._drafts()]
        self._of: dict[str, list[_Edge]] = {}
        for edge in self._edges:
            self._of.setdefault(edge.later.url, []).append(edge)
            self._of.setdefault(edge.earlier.url, []).append(edge)
        self.comparisons: dict[tuple[str, str], Comparison] = {}

    def of(self, article: Any) -> Line | None:
        """Return the line that a document stands in, None if it stands alone."""
        # Most documents stand alone, and nobody says anything of them.
        if article.url not in self._texts or article.url not in self._of:
            return None
        chain = self._chain(article)
        if len(chain) == 1:
            # 关于修改…的决定 stands in the line of what it changes.
            changed = {e.earlier.url: e.earlier for e in self._of.get(article.url, ()) if e.later is article}
            if len(changed) == 1:
                chain = self._chain(*changed.values())
        steps = tuple(self._steps(chain))
        if len({step.url for step in steps}) < 2:
            return None
        return Line(steps, tuple(self._compared(chain)))

    def _said(self) -> Iterator[_Edge]:
        """Yield what documents say of each other."""
        for article in self._articles:
            groups = getattr(article, "references", ())
            stated: dict[str, tuple[str, Any]] = {}
            for citation in (c for group in groups for c in group.citations if c.relation in _STATED):
                other: Any = citation.place.article if citation.place else article
                if other.url in self._texts and other is not article:
                    stated.setdefault(other.url, (citation.relation, other))
            for relation, other in stated.values():
                of_both = () if relation == "corrects" else self._same(other, article)
                if of_both or len(stated) <= _LIST:
                    yield _Edge(relation, article, other, of_both)

    def _drafts(self) -> Iterator[_Edge]:
        """Yield drafts and what became of them: the same title, of the same place, the next in time."""
        finals: dict[str, list[Text]] = {}
        for text in (t for of_article in self._texts.values() for t in of_article):
            if not text.stage and len(text.stem) > 4:
                finals.setdefault(text.stem, []).append(text)
        for article in self._articles:
            found: dict[str, list[tuple[Text, Text]]] = {}
            for draft in (t for t in self._texts[article.url] if t.stage):
                later = [
                    t
                    for t in finals.get(draft.stem, ())
                    if t.article is not article
                    and _place(t.article) & _place(article)
                    and not _before(t.article, article)
                ]
                if later:
                    final = min(later, key=lambda t: (_day(t.article) or "9", t.article.url))
                    found.setdefault(final.article.url, []).append((draft, final))
            for of_both in found.values():
                yield _Edge("enacts", of_both[0][1].article, article, tuple(of_both))

    def _same(self, older: Any, newer: Any) -> tuple[tuple[Text, Text], ...]:
        """Return the texts of two documents that are versions of one: by title, else by their words."""
        first, second = self._texts[older.url], self._texts[newer.url]
        by_title = tuple((a, b) for a in first for b in second if a.stem == b.stem)
        if by_title:
            return by_title
        long = [
            (self._alike(a, b), at, a, b)
            for at, (a, b) in enumerate((a, b) for a in first for b in second)
            if min(a.size, b.size) >= _LONG
        ]
        share, _, a, b = max(long, key=lambda found: (found[0], -found[1]), default=(0.0, 0, None, None))
        return ((a, b),) if share >= _SAME and a and b else ()

    def _chain(self, article: Any) -> list[Any]:
        """Return all versions of a document's texts, the oldest first."""
        reached, waiting = {article.url: article}, [article]
        while waiting:
            for edge in self._of.get(waiting.pop().url, ()):
                for other in (edge.later, edge.earlier) if edge.texts else ():
                    if other.url not in reached:
                        reached[other.url] = other
                        waiting.append(other)
        return sorted(reached.values(), key=lambda a: (_day(a) or "9", a.url))

    def _steps(self, chain: list[Any]) -> Iterator[Step]:
        """Yield the versions and what was done to them, in the order of time."""
        own = {a.url for a in chain}
        steps = {(a.url, ""): _step(a, self._became(a, own)) for a in chain}
        for edge in (e for a in chain for e in self._of.get(a.url, ())):
            if edge.earlier.url in own and edge.later.url not in own:
                verb = {"repeals": words("废止"), "amends": words("修改"), "corrects": words("更正")}[
                    edge.relation
                ]
                steps.setdefault((edge.later.url, verb), _step(edge.later, verb))
        yield from sorted(steps.values(), key=lambda step: (step.day or "9", step.url))

    def _became(self, article: Any, own: set[str]) -> str:
        """Return how a version came about."""
        stages = [t.stage for t in self._texts[article.url] if t.stage]
        edges = [e for e in self._of.get(article.url, ()) if e.later is article and e.earlier.url in own]
        relations = {e.relation for e in edges}
        if "repeals" in relations:
            return words("公布，代替前文")
        if "amends" in relations:
            return words("修改后公布")
        return stages[0] if stages and "enacts" not in relations else words("公布")

    def _compared(self, chain: list[Any]) -> Iterator[Compared]:
        pairs = list(combinations(chain, 2))
        if len(chain) > _ALL_PAIRS:
            pairs = [*pairwise(chain), *((a, chain[-1]) for a in chain[:-2])]
        for older, newer in pairs:
            if comparison := self._comparison(older, newer):
                names = self._name(older), self._name(newer)
                yield Compared(older.url, newer.url, *names, comparison.url)

    def _name(self, article: Any) -> str:
        """Return how a version is called beside others: by what it is, its number, its year, its title."""
        b = article.bulletin
        stages = [t.stage for t in self._texts[article.url] if t.stage]
        year = words("{year}年文本", year=_day(article)[:4]) if _day(article) else ""
        return str(b.doc_number or (stages[0] if stages else "") or year or f"《{b.title}》")

    def _comparison(self, older: Any, newer: Any) -> Comparison | None:
        key = older.url, newer.url
        if key not in self.comparisons:
            stated = next(
                (e.texts for e in self._of[older.url] if {e.later, e.earlier} == {older, newer} and e.texts),
                (),
            )
            found = stated or self._same(older, newer)
            if not found:
                return None
            self.comparisons[key] = Comparison(older, newer, found, _address(older, newer))
        return self.comparisons[key]


def _address(older: Any, newer: Any) -> str:
    """Return the address of a comparison, beside the newer document; the older one is named by its own whole address."""
    name = older.url.removesuffix(".html").replace("/", ".")
    return f"{newer.url.removesuffix('.html')}.compare.{name}.html"


def _step(article: Any, word: str) -> Step:
    b = article.bulletin
    return Step(_day(article), word, b.title, b.doc_number, article.url)


def _day(article: Any) -> str:
    b = article.bulletin
    return str(b.issued or b.printed or b.date or b.published or "")


def _before(one: Any, other: Any) -> bool:
    """Tell whether a document is older than another for certain."""
    first, second = _day(one), _day(other)
    return bool(first and second and first[:10] < second[:10])


def _place(article: Any) -> set[str]:
    """Return the innermost places that the names of a document's agencies open with, and its bulletin."""
    b = article.bulletin
    found = {b.publication} if article.issue_page else set()
    for name in (*b.agency, b.title):
        place, rest = "", str(name)
        while inner := place_of(rest):
            place, rest = inner, rest[len(inner) :]
        if place:
            found.add(place)
    return found
