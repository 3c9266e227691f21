"""What happened on which day, across all issues: months with their days. Pure."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gongbao.messages.site import month

FOLDER = "diary"
COLUMNS = ("day", "until", "text", "title", "url")


@dataclass(frozen=True)
class Happening:
    """An entry of a diary, and where it stands. url: of the paragraph; issue: how the issue is called."""

    day: str
    until: str
    text: str
    title: str
    issue: str
    url: str


@dataclass(frozen=True)
class Month:
    """A month with everything that is told of it."""

    name: str
    happenings: tuple[Happening, ...]

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return f"{FOLDER}/{self.name[:4]}/{self.name[5:]}.html"

    @property
    def label(self) -> str:
        """Return 2018年5月."""
        return month(self.name)

    @cached_property
    def days(self) -> tuple[tuple[str, tuple[Happening, ...]], ...]:
        """Return its days in order, each with what happened."""
        found: dict[str, list[Happening]] = {}
        for one in self.happenings:
            found.setdefault(one.day, []).append(one)
        return tuple((day, tuple(found[day])) for day in sorted(found))

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the issues, or the titles of diaries that came on their own, that tell of it."""
        return tuple(dict.fromkeys(one.issue or one.title for one in self.happenings))

    @property
    def weeks(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Return its weeks from Monday, a day as (number, how much happened); 0 for the days of other months."""
        counts = {int(day[8:]): len(what) for day, what in self.days}
        weeks = calendar.Calendar().monthdayscalendar(int(self.name[:4]), int(self.name[5:]))
        return tuple(tuple((day, counts.get(day, 0)) for day in week) for week in weeks)


def months(articles: Iterable[Any]) -> tuple[Month, ...]:
    """Return the months of which anything is told, the latest first."""
    found: dict[str, list[Happening]] = {}
    for article in sorted(articles, key=lambda a: a.url):
        issue = article.issue_page.title if article.issue_page else ""
        for e in article.diary:
            what = Happening(
                e.day, e.until, e.text, article.bulletin.title, issue, f"{article.url}#{e.block}"
            )
            found.setdefault(e.day[:7], []).append(what)
    return tuple(
        Month(name, tuple(sorted(found[name], key=lambda h: h.day))) for name in sorted(found, reverse=True)
    )


def years(months: Iterable[Month]) -> tuple[tuple[str, tuple[Month | None, ...]], ...]:
    """Return the years, latest first, each with its twelve months, None where nothing is told."""
    known = {month.name: month for month in months}
    names = sorted({name[:4] for name in known}, reverse=True)
    return tuple((year, tuple(known.get(f"{year}-{month:02}") for month in range(1, 13))) for year in names)
