"""The picture of what is held by year and month: where each bar stands, how high it is, and where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.messages.site import words

from .contents import PublishedArticle

# Sizes in units of the picture; 12 months of 44 are wide enough for a finger on each.
LABEL, MONTH, ROW, BAR = 64, 48, 56, 34
# An archive of more years than this gets one bar a year instead of twelve.
MAX_ROWS = 30
YEARS_A_ROW = 10


@dataclass(frozen=True)
class Bar:
    """A bar: its place, the year and month (None: the whole year), how many articles, where it leads.

    url is None where the articles share no page of their own; the year's list is the place then.
    """

    x: int
    y: int
    height: int
    year: int
    month: int | None
    count: int
    url: str | None


@dataclass(frozen=True)
class Row:
    """A row of the picture: its label, its base line, its bars; no bars is a gap."""

    label: str
    year: int
    base: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """The picture: its size, the labels of its columns, its rows from the latest year down."""

    width: int
    height: int
    columns: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]
    undated: int
    peak: int


def draw(articles: Iterable[PublishedArticle]) -> Timeline | None:
    """Lay out the picture of an archive; None if nothing in it has a date."""
    groups: dict[tuple[int, int], list[PublishedArticle]] = {}
    undated = 0
    for article in articles:
        date = article.bulletin.date
        if date is None:
            undated += 1
            continue
        groups.setdefault((int(date[:4]), int(date[5:7])), []).append(article)
    if not groups:
        return None
    years = [year for year, _ in groups]
    first, last = min(years), max(years)
    if last - first >= MAX_ROWS:
        return _by_year(groups, first, last, undated)
    peak = max(len(articles_of) for articles_of in groups.values())
    rows = []
    for at, year in enumerate(range(last, first - 1, -1)):
        base = (at + 1) * ROW
        bars = [
            _bar((LABEL + (month - 1) * MONTH, base), (year, month), groups[year, month], peak)
            for month in range(1, 13)
            if (year, month) in groups
        ]
        rows.append(Row(words("{year}年", year=year), year, base, tuple(bars)))
    columns = tuple((LABEL + (m - 1) * MONTH + MONTH // 2, words("{month}月", month=m)) for m in range(1, 13))
    return Timeline(LABEL + 12 * MONTH, len(rows) * ROW + 28, columns, tuple(rows), undated, peak)


def _by_year(
    groups: dict[tuple[int, int], list[PublishedArticle]], first: int, last: int, undated: int
) -> Timeline:
    """Lay out one bar a year, a decade in each row."""
    by_year: dict[int, list[PublishedArticle]] = {}
    for (year, _), articles_of in groups.items():
        by_year.setdefault(year, []).extend(articles_of)
    peak = max(len(articles_of) for articles_of in by_year.values())
    rows = []
    decades = range(last - last % YEARS_A_ROW, first - first % YEARS_A_ROW - 1, -YEARS_A_ROW)
    for at, decade in enumerate(decades):
        base = (at + 1) * ROW
        bars = [
            _bar((LABEL + (year - decade) * MONTH, base), (year, None), by_year[year], peak)
            for year in range(decade, decade + YEARS_A_ROW)
            if year in by_year
        ]
        rows.append(Row(f"{decade}—", decade, base, tuple(bars)))
    columns = tuple((LABEL + n * MONTH + MONTH // 2, f"{n}") for n in range(YEARS_A_ROW))
    return Timeline(LABEL + YEARS_A_ROW * MONTH, len(rows) * ROW + 28, columns, tuple(rows), undated, peak)


def _bar(
    place: tuple[int, int], when: tuple[int, int | None], articles: list[PublishedArticle], peak: int
) -> Bar:
    # A single article must still be seen beside hundreds.
    height = max(4, round(BAR * len(articles) / peak))
    return Bar(place[0], place[1] - height, height, *when, len(articles), _shared_page(articles))


def _shared_page(articles: list[PublishedArticle]) -> str | None:
    """Return the one article, or the one issue that all articles stand in."""
    if len(articles) == 1:
        return articles[0].url
    pages = {article.issue_page.url if article.issue_page else None for article in articles}
    return pages.pop() if len(pages) == 1 else None
