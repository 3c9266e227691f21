"""Lists of articles by agency, section, genre and year: plain dictionaries, one pass each."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from gongbao.messages.site import W_, words
from gongbao.numbers import addresses
from gongbao.numbers.register import ArticleLike
from gongbao.romanise import slug

UNDATED = W_("日期不详")
# What that is called in addresses.
_SLUGS = {UNDATED: "undated"}
# A list of more articles is cut into years, a year into months: a page of thousands of rows takes a phone too long.
MOST = 300
# How many articles the first page of such a list shows.
LATEST = 100


@dataclass(frozen=True)
class Part:
    """A year of a long list, or a month of a year: its name for people, the articles latest first."""

    name: str
    url: str
    articles: tuple[Any, ...]


@dataclass(frozen=True)
class Listing:
    """The articles that share an agency, a section, a genre or a year, latest first."""

    kind: str
    name: str
    slug: str
    articles: tuple[Any, ...]

    @property
    def label(self) -> str:
        """Return its name for people: as texts say it, or a word of the site where they say none."""
        return words(self.name) if self.name == UNDATED else self.name

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return f"{self.kind}/{self.slug}.html"

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts that a long list is cut into, latest first; none if it is short."""
        if len(self.articles) <= MOST:
            return ()
        groups: dict[str, list[Any]] = {}
        for article in self.articles:
            groups.setdefault(month_of(article) if self.kind == "year" else year_of(article), []).append(
                article
            )
        dated = sorted(groups.keys() - {UNDATED}, reverse=True)
        return tuple(self._part(name, groups[name]) for name in [*dated, UNDATED] if name in groups)

    def _part(self, name: str, articles: list[Any]) -> Part:
        place = _SLUGS.get(name, name)
        if name == UNDATED:
            label = words(name)
        elif self.kind == "year":
            label = words("{month}月", month=int(name))
        else:
            label = words("{year}年", year=int(name))
        return Part(label, f"{self.kind}/{self.slug}/{place}.html", tuple(articles))

    @property
    def named(self) -> tuple[str, str, str]:
        """Return what the page of a part says of the list, for its key; what other parts hold is not in it."""
        return self.name, self.label, self.url

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """Return what the pages of the list say of it besides rows, for their keys."""
        parts = [(part.name, part.url, len(part.articles)) for part in self.parts]
        return self.label, self.url, self.feed, len(self.articles), self.first, self.last, parts

    @property
    def shown(self) -> tuple[Any, ...]:
        """Return the articles that the list's own page shows."""
        return self.articles[:LATEST] if self.parts else self.articles

    @property
    def feed(self) -> str:
        """Return the address of the list's Atom feed."""
        return f"feeds/{self.kind}/{self.slug}.xml"

    @cached_property
    def first(self) -> str | None:
        """Return the earliest date in the list."""
        # Undated ones stand last.
        return next((day for a in reversed(self.articles) if (day := a.bulletin.date)), None)

    @cached_property
    def last(self) -> str | None:
        """Return the latest date in the list."""
        return next((day for a in self.articles if (day := a.bulletin.date)), None)


def latest_first(articles: Iterable[ArticleLike]) -> list[ArticleLike]:
    """Sort by the one declared rule: latest first by 成文日期, else by the issue's date; undated last.

    Where dates are the same, the order of print decides.
    """
    ordered = sorted(articles, key=_print_order)
    # Two stable sorts, since ISO dates run down and everything else runs up.
    ordered.sort(key=lambda a: a.bulletin.date or "", reverse=True)
    return ordered


def _print_order(article: ArticleLike) -> tuple[str, int, str, int, str]:
    b = article.bulletin
    return b.publication, -(b.year or 0), b.issue or "", b.order or 0, article.url


def year_of(article: ArticleLike) -> str:
    """Return the year that an article is filed under: of its date, else of its issue, else 日期不详."""
    b = article.bulletin
    if b.date:
        return b.date[:4]
    return str(b.year) if b.year else UNDATED


def month_of(article: ArticleLike) -> str:
    """Return the month of an article's date, 01 to 12, else 日期不详."""
    date = article.bulletin.date
    return date[5:7] if date else UNDATED


def group(
    kind: str,
    articles: Iterable[ArticleLike],
    names: Callable[[ArticleLike], Collection[str]],
    fixed: Mapping[str, str] | None = None,
    named: Callable[[str], str] = slug,
) -> tuple[Listing, ...]:
    """Group articles, given latest first, by the names that a function returns; most articles first."""
    groups: dict[str, list[ArticleLike]] = {}
    for article in articles:
        named_by = names(article)
        for name in named_by if len(named_by) < 2 else dict.fromkeys(named_by):
            groups.setdefault(name, []).append(article)
    slugs = addresses.assign(sorted(groups), named, fixed)
    listings = [Listing(kind, name, slugs[name], tuple(members)) for name, members in groups.items()]
    return tuple(sorted(listings, key=lambda x: (-len(x.articles), x.slug)))


@dataclass(frozen=True)
class Lists:
    """All lists of an archive."""

    agencies: tuple[Listing, ...]
    sections: tuple[Listing, ...]
    genres: tuple[Listing, ...]
    years: tuple[Listing, ...]
    others: Mapping[str, tuple[Listing, ...]] = field(default_factory=dict)

    def urls(self) -> dict[tuple[str, str], str]:
        """Return the address of each list by kind and name."""
        every = (*self.agencies, *self.sections, *self.genres, *self.years, *chain(*self.others.values()))
        return {(listing.kind, listing.name): listing.url for listing in every}


def build(
    articles: Iterable[ArticleLike],
    others: Mapping[str, Callable[[ArticleLike], Collection[str]]] | None = None,
    named: Callable[[str], str] = slug,
) -> Lists:
    """Build the lists; a joint document stands under each of its agencies.

    others: lists that the archive adds; named: makes slugs of names.
    """
    ordered = latest_first(articles)

    def listed(
        kind: str, names: Callable[[ArticleLike], Collection[str]], fixed: Mapping[str, str] | None = None
    ) -> tuple[Listing, ...]:
        return group(kind, ordered, names, fixed, named)

    years = listed("year", lambda a: (year_of(a),), _SLUGS)
    return Lists(
        agencies=listed("agency", lambda a: a.bulletin.agency),
        sections=listed("section", lambda a: (a.bulletin.section,) if a.bulletin.section else ()),
        genres=listed("genre", lambda a: (a.bulletin.genre,) if a.bulletin.genre else ()),
        years=tuple(sorted(years, key=lambda y: "" if y.name == UNDATED else y.name, reverse=True)),
        others={kind: listed(kind, names) for kind, names in (others or {}).items()},
    )
