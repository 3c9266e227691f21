"""Diaries of a bulletin (大事记, 政务要闻): which day each entry is of, as far as the text says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .fold import fold
from .headings import MARKS

_DAY = re.compile(r"^[【〔\[（(]?(?:(?P<y>\d{4})年)?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日")
_UNTIL = re.compile(r"^\s*(?:[-—–－~～至到]+)\s*(?:(?:\d{4})年)?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日")
_MONTH = re.compile(r"^(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:份)?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_MARKS = "，,：:、　 。】〕])）"
# What stands before each entry below its day: △ 全县会议召开。
_BEFORE = f"○{MARKS}·•\u3000 "


class Block(Protocol):
    """A stretch of a text."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True)
class Entry:
    """What happened on a day; until: the last day of a span, "" for one day. block: where it stands."""

    day: str
    text: str
    block: str
    until: str = ""


def year_of(title: str, published: str | None, issue_year: int | None) -> int | None:
    """Return the year that a diary is of: its title says so, else the issue's."""
    found = _YEAR.search(fold(title))
    if found:
        return int(found[1])
    return int(published[:4]) if published else issue_year


def find(blocks: Iterable[Block], year: int | None, published: str | None = None) -> tuple[Entry, ...]:
    """Return the entries of a diary in their order; an entry whose day cannot be told is left out.

    published: the day of the issue (ISO); an entry of a later month than that is of the year before.
    """
    found: list[Entry] = []
    day, until, month = "", "", 0
    for block in blocks:
        text = fold(block.text) if block.kind in ("day", "heading") else block.text.strip().lstrip(_BEFORE)
        if block.kind in ("day", "heading", "item"):
            if month_line := _MONTH.match(text):
                month, year = int(month_line["m"]), int(month_line["y"] or 0) or year
                day = until = ""
                continue
            day, until, month, _ = _opening(text, year, month, published)
            continue
        if block.kind not in ("paragraph", "list-item"):
            continue
        own, own_until, own_month, rest = _opening(text, year, month, published)
        if own:
            day, until, month, text = own, own_until, own_month, rest
        if day and text:
            found.append(Entry(day, text, block.id, until))
    return tuple(found)


def _opening(text: str, year: int | None, month: int, published: str | None) -> tuple[str, str, int, str]:
    """Return the day that a text opens with, the end of its span, its month, and the text after it; "" if none."""
    opened = _DAY.match(text)
    if not opened:
        return "", "", month, text
    month = int(opened["m"] or month)
    own = int(opened["y"] or year or 0)
    if not opened["y"] and published and f"{own}-{month:02}" > published[:7]:
        own -= 1
    day = _iso(own, month, int(opened["d"]))
    rest = text[opened.end() :]
    until = ""
    if span := _UNTIL.match(rest):
        last = int(span["m"] or month)
        until = _iso(own + (last < month), last, int(span["d"]))
        rest = rest[span.end() :]
    return day, until, month, rest.lstrip(_MARKS)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
