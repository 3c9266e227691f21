"""The register of document numbers: what is held under each, what is only cited, which agency a code belongs to."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gongbao.bulletin import gaps
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.identity import number_of
from gongbao.bulletin.number import DocumentNumber, parse
from gongbao.numbers import addresses
from gongbao.romanise import code_slug


class ArticleLike(Protocol):
    """What the register needs of an article."""

    bulletin: ArticleMeta
    url: str


@dataclass(frozen=True)
class NumberEntry:
    """One document number: its page's address and the printings held; none if it is only cited."""

    number: DocumentNumber
    url: str
    printings: tuple[Any, ...] = ()

    @property
    def held(self) -> bool:
        """Tell whether the archive has the text."""
        return bool(self.printings)

    @property
    def title(self) -> str | None:
        """Return the title of the document, None if it is not held."""
        return self.printings[0].bulletin.title if self.printings else None

    @property
    def sort_text(self) -> str:
        """Return what a page sorts by as text: numbers at full width."""
        return f"{self.number.base} {self.number.year or 0:04} {self.number.serial:05}"

    @property
    def titles_differ(self) -> bool:
        """Tell whether printings of one number carry different titles: a misprint, or two documents."""
        return len({_folded(p.bulletin.title) for p in self.printings}) > 1


@dataclass(frozen=True)
class YearEntry:
    """The numbers of one code in one year; year None holds orders that count on across years."""

    year: int | None
    entries: tuple[NumberEntry, ...]

    @property
    def held(self) -> tuple[NumberEntry, ...]:
        """Return the numbers whose text is held."""
        return tuple(e for e in self.entries if e.held)

    @property
    def missing(self) -> tuple[gaps.Span, ...]:
        """Return the serials between the first and the last held that are not held."""
        return gaps.between(e.number.serial for e in self.held if e.number.style != "filed")

    @property
    def rows(self) -> tuple[NumberEntry | gaps.Span, ...]:
        """Return entries and gaps in the order of serials; a number that is cited, but not held, splits its gap."""
        rows: list[NumberEntry | gaps.Span] = []
        serials = [e.number.serial for e in self.held]
        previous: int | None = None
        for entry in self.entries:
            serial = entry.number.serial
            # A file's serials count all that the office writes, published or not: between them nothing is missing.
            filed = entry.number.style == "filed"
            inside = (
                not filed
                and previous is not None
                and serials
                and serials[0] <= previous
                and serial <= serials[-1]
            )
            if inside and previous is not None and serial > previous + 1:
                rows.append(gaps.Span(previous + 1, serial - 1))
            rows.append(entry)
            previous = serial
        return tuple(rows)


@dataclass(frozen=True)
class CodeEntry:
    """An issuing code: its address, the agency it belongs to, and its numbers by year, latest first."""

    code: str
    slug: str
    agency: str | None
    years: tuple[YearEntry, ...]

    @property
    def url(self) -> str:
        """Return the address of the code's page."""
        return f"number/{self.slug}/index.html"

    @property
    def held(self) -> int:
        """Return how many numbers are held."""
        return sum(len(y.held) for y in self.years)

    @property
    def cited_only(self) -> int:
        """Return how many numbers are known from citations alone."""
        return sum(len(y.entries) for y in self.years) - self.held

    @property
    def missing(self) -> int:
        """Return how many numbers are missing inside the years."""
        return sum(len(span) for y in self.years for span in y.missing)

    @property
    def is_held(self) -> bool:
        """Tell whether any document of this code is held."""
        return self.held > 0


@dataclass(frozen=True)
class Register:
    """Every number that the archive holds or cites."""

    entries: Mapping[str, NumberEntry] = field(default_factory=dict)
    codes: tuple[CodeEntry, ...] = ()

    def find(self, number: DocumentNumber | str | None) -> NumberEntry | None:
        """Return the entry of a number, given as such or as text in any spelling."""
        if isinstance(number, str):
            number = parse(number)
        return self.entries.get(number.key) if number else None

    def of(self, meta: ArticleMeta) -> NumberEntry | None:
        """Return the entry of a document."""
        return self.find(number_of(meta))

    def around(self, entry: NumberEntry) -> tuple[NumberEntry | None, NumberEntry | None]:
        """Return the entries before and after one in its code and year."""
        return self._neighbours.get(entry.number.key, (None, None))

    def code(self, code: str) -> CodeEntry | None:
        """Return the entry of an issuing code."""
        return self._by_code.get(code)

    _neighbours: Mapping[str, tuple[NumberEntry | None, NumberEntry | None]] = field(
        default_factory=dict, repr=False
    )
    _by_code: Mapping[str, CodeEntry] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class CodeOverride:
    """What a person decided about an issuing code."""

    agency: str | None = None
    slug: str | None = None


def build(
    articles: Iterable[ArticleLike],
    cited: Iterable[DocumentNumber] = (),
    overrides: Mapping[str, CodeOverride] | None = None,
    slug: Callable[[str], str] = code_slug,
) -> Register:
    """Build the register of the articles that carry a number, and of numbers known from citations."""
    overrides = overrides or {}
    printings: dict[str, list[ArticleLike]] = {}
    numbers: dict[str, DocumentNumber] = {}
    for article in sorted(articles, key=_printing_order):
        number = number_of(article.bulletin)
        if number:
            numbers.setdefault(number.key, number)
            printings.setdefault(number.key, []).append(article)
    held_codes = {n.base for n in numbers.values()}
    for number in cited:
        numbers.setdefault(number.key, number)
    # A code with documents keeps the plain address before one that is only cited.
    codes = sorted({n.base for n in numbers.values()}, key=lambda code: (code not in held_codes, code))
    slugs = addresses.assign(codes, slug, {c: o.slug for c, o in overrides.items() if o.slug})
    agencies = learn_agencies(
        (numbers[key].base, a.bulletin) for key, printed in printings.items() for a in printed
    )
    entries: dict[str, NumberEntry] = {}
    grouped: dict[str, dict[int, list[NumberEntry]]] = {}
    for key, number in sorted(numbers.items(), key=lambda item: item[1].sort_key):
        printed = tuple(printings.get(key, ()))
        entry = NumberEntry(number, addresses.number_url(number, slugs[number.base]), printed)
        entries[key] = entry
        grouped.setdefault(number.base, {}).setdefault(number.year or 0, []).append(entry)
    code_entries = []
    neighbours: dict[str, tuple[NumberEntry | None, NumberEntry | None]] = {}
    for code, years in grouped.items():
        override = overrides.get(code, CodeOverride())
        by_year = tuple(YearEntry(year or None, tuple(years[year])) for year in sorted(years, reverse=True))
        code_entries.append(CodeEntry(code, slugs[code], override.agency or agencies.get(code), by_year))
        for members in years.values():
            for entry, pair in zip(members, _pairs(members), strict=True):
                neighbours[entry.number.key] = pair
    code_entries.sort(key=lambda c: (-c.held, c.slug))
    by_code = {c.code: c for c in code_entries}
    return Register(entries, tuple(code_entries), neighbours, by_code)


def learn_agencies(documents: Iterable[tuple[str, ArticleMeta]]) -> dict[str, str]:
    """Learn which agency a code belongs to from documents that carry both.

    A document of one agency counts before joint ones, whose number is that of the agency named first.
    A tie is no knowledge: the code then has no agency.
    """
    votes: dict[str, Counter[str]] = {}
    for code, meta in documents:
        if meta.agency:
            weight = 1000 if len(meta.agency) == 1 else 1
            votes.setdefault(code, Counter())[meta.agency[0]] += weight
    learned = {}
    for code, counter in votes.items():
        best = counter.most_common(2)
        if len(best) == 1 or best[0][1] > best[1][1]:
            learned[code] = best[0][0]
    return learned


def _pairs(members: Sequence[NumberEntry]) -> list[tuple[NumberEntry | None, NumberEntry | None]]:
    before = [None, *members[:-1]]
    after = [*members[1:], None]
    return list(zip(before, after, strict=True))


def _printing_order(article: ArticleLike) -> tuple[str, str]:
    return article.bulletin.published or article.bulletin.date or "9", article.url


def _folded(text: str) -> str:
    return "".join(text.split())
