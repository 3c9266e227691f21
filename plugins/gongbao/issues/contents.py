"""Issues with their tables of contents, publications with their gaps. Knows nothing of Pelican."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from gongbao.bulletin import gaps, numerals
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.issue import IssueMeta
from gongbao.cache import keys
from gongbao.once import once

from . import addresses
from .rendered import OutlineEntry

# A gap of more issues than this has one slot.
_ONE_BY_ONE = 6


class PublishedArticle(Protocol):
    """What a table of contents needs of an article."""

    bulletin: ArticleMeta
    items: tuple[OutlineEntry, ...]
    url: str
    issue_page: "IssuePage | None"


@dataclass(frozen=True)
class Entry:
    """A line of a table of contents: an article, and the items of a digest or the days of a diary below it."""

    article: PublishedArticle

    @property
    def items(self) -> tuple[OutlineEntry, ...]:
        """Return the items or days of the article."""
        return self.article.items

    @property
    def page(self) -> str | None:
        """Return the printed page."""
        return self.article.bulletin.page


@dataclass(frozen=True)
class Section:
    """A section (栏目) of an issue, in the order of print."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def repeats_title(self) -> bool:
        """Tell whether the only article has the section's own name, so that one line says it all."""
        return len(self.entries) == 1 and self.entries[0].article.bulletin.title == self.title


@dataclass(eq=False)
class IssuePage:
    """An issue as a page: its masthead, its articles by section, its neighbours."""

    meta: IssueMeta
    articles: tuple[PublishedArticle, ...]
    url: str
    print_url: str
    previous: "IssuePage | None" = field(default=None, repr=False)
    next: "IssuePage | None" = field(default=None, repr=False)

    @once
    def card(self) -> str:
        """Return the key of what other pages show of the issue."""
        return keys.digest(self.url, self.print_url, self.meta)

    @property
    def title(self) -> str:
        """Return 重庆市綦江区人民政府公报2018年第5期（总第75期）."""
        return f"{self.meta.title}{self.meta.label}"

    @once
    def title_short(self) -> str:
        """Return the name and number without the running number."""
        return f"{self.meta.title}{self.label_short}"

    @property
    def label(self) -> str:
        """Return 2018年第5期（总第75期）."""
        return self.meta.label

    @once
    def label_short(self) -> str:
        """Return 2018年第5期."""
        return re.sub(r"（总第.*?期）$", "", self.meta.label)

    @property
    def date(self) -> str | None:
        """Return the day of publication."""
        return self.meta.published

    @property
    def sections(self) -> tuple[Section, ...]:
        """Group the articles by section as printed; a section that comes back later stands twice, as in print."""
        groups: list[tuple[str, list[Entry]]] = []
        for article in self.articles:
            title = article.bulletin.section or ""
            if not groups or groups[-1][0] != title:
                groups.append((title, []))
            groups[-1][1].append(Entry(article))
        return tuple(Section(title, tuple(entries)) for title, entries in groups)


@dataclass(frozen=True)
class Slot:
    """A place in a year's row of issues: an issue that is held, or a number (or range) that is not."""

    label: str
    issue: IssuePage | None = None


@dataclass(frozen=True)
class Year:
    """A year of a publication, with a slot for each issue that is known to exist.

    first: where several years in a row have no issue, the earliest of them; they stand together.
    """

    year: int
    slots: tuple[Slot, ...]
    first: int | None = None


@dataclass(frozen=True)
class Publication:
    """A bulletin: its issues, newest first."""

    id: str
    title: str
    url: str
    issues: tuple[IssuePage, ...]

    @property
    def years(self) -> tuple[Year, ...]:
        """Return the years from the latest held to the first with their gaps, those without issues too."""
        of_year: dict[int, list[IssuePage]] = {}
        for issue in self.issues:
            of_year.setdefault(issue.meta.year, []).append(issue)
        if not of_year:
            return ()
        missing = dict(self.gaps.by_year)
        years = [max(of_year) + 1, *sorted(of_year, reverse=True)]
        rows = []
        for later, year in pairwise(years):
            if later - year > 1:
                rows.append(Year(later - 1, (), year + 1 if later - year > 2 else None))
            rows.append(Year(year, _slots(of_year[year], missing.get(year, ()))))
        return tuple(rows)

    @once
    def gaps(self) -> gaps.IssueGaps:
        """Return what is missing between the issues held; this page and coverage both count by it."""
        return gaps.of_issues([(i.meta.year, i.meta.issue, i.meta.total) for i in self.issues])

    @property
    def missing(self) -> int:
        """Return how many issues between the first and the last held are known to exist and are not held."""
        return self.gaps.missing

    @property
    def first_total(self) -> int | None:
        """Return the running number of the earliest held issue: all before it exist as well."""
        totals = [total for i in self.issues if (total := numerals.figures(i.meta.total)) is not None]
        return min(totals, default=None)


def _slots(issues: Sequence[IssuePage], missing: Sequence[gaps.Span]) -> tuple[Slot, ...]:
    """Return a year's issues in order, each gap at its place: a slot for each number, or one for a long gap."""
    slots = []
    ahead = list(missing)
    for issue in sorted(issues, key=lambda i: _order(i.meta)):
        numbers = gaps.issue_numbers(issue.meta.issue)
        while ahead and numbers and ahead[0].first < numbers[0]:
            slots += _gap(ahead.pop(0))
        slots.append(Slot(issue.label_short.partition("年")[2], issue))
    return tuple(slots)


def _gap(span: gaps.Span) -> list[Slot]:
    if len(span) > _ONE_BY_ONE:
        return [Slot(f"第{span}期")]
    return [Slot(f"第{n}期") for n in range(span.first, span.last + 1)]


def _order(meta: IssueMeta) -> tuple[int, int, int]:
    """Return what issues are sorted by: year, supplements last, number."""
    return meta.year, meta.issue.startswith("z"), int(re.findall(r"\d+", meta.issue)[0])


def build(
    metas: Iterable[IssueMeta], articles: Iterable[PublishedArticle]
) -> tuple[tuple[Publication, ...], tuple[PublishedArticle, ...]]:
    """Build the publications; return them, and the articles of bulletins whose issue has no issue.md."""
    pages = {}
    for meta in metas:
        page = IssuePage(meta, (), addresses.issue_url(meta), addresses.print_url(meta))
        pages[_key(meta.publication, meta.year, meta.issue)] = page
    orphans = []
    members: dict[tuple[str, int | None, str | None], list[PublishedArticle]] = {}
    for article in articles:
        b = article.bulletin
        if b.publication == addresses.DOCUMENTS:
            continue
        key = _key(b.publication, b.year, b.issue)
        if key in pages:
            members.setdefault(key, []).append(article)
        else:
            orphans.append(article)
    for key, page in pages.items():
        page.articles = tuple(sorted(members.get(key, ()), key=lambda a: (a.bulletin.order or 10**6, a.url)))
    by_publication: dict[str, list[IssuePage]] = {}
    for page in sorted(pages.values(), key=lambda p: _order(p.meta)):
        by_publication.setdefault(page.meta.publication, []).append(page)
    publications = []
    for identity, issues in sorted(by_publication.items()):
        for before, after in pairwise(issues):
            before.next, after.previous = after, before
        newest = tuple(reversed(issues))
        publications.append(
            Publication(identity, newest[0].meta.title, addresses.publication_url(identity), newest)
        )
    publications.sort(key=lambda p: (-len(p.issues), p.id))
    return tuple(publications), tuple(orphans)


def newest_first(publications: Iterable[Publication]) -> tuple[IssuePage, ...]:
    """Return the issues of all publications, newest first."""
    issues = [issue for publication in publications for issue in publication.issues]
    issues.sort(key=lambda i: (i.date or f"{i.meta.year}", _order(i.meta)), reverse=True)
    return tuple(issues)


def _key(publication: str, year: int | None, issue: str | None) -> tuple[str, int | None, str | None]:
    return publication, year, issue
