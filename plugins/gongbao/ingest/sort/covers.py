"""The issues of one file, a bound volume (合订本): where the cover of each stands, and which issue it says that it is.

A cover has the number of an issue with a total or the contents beside or below it; numbers rise from cover to cover, and
each issue has text of its own. The index of a year has such numbers too, and no text.
"""

import re
import unicodedata
from dataclasses import dataclass

from gongbao.bulletin import number
from gongbao.bulletin.fold import simplify

from ..clean.furniture import is_pinyin
from ..forms.elements import squeeze
from ..model.lines import Line
from ..model.masthead import Masthead
from . import masthead, newsletters
from .contents import is_heading
from .headlines import is_text
from .masthead_numbers import BY_VOLUME, ISSUE, is_year

# So many lines stand between the number of an issue and its contents, and so many above it have the bulletin's name.
_COVER, _ABOVE = 5, 4
_LONGEST = 40
_COUNTED = re.compile("[期号號辑輯卷集册冊]")


@dataclass(frozen=True)
class Cover:
    """The cover of an issue: its first line (index), the bulletin's name as it stands there, year and number."""

    at: int
    title: str | None
    year: int
    issue: str


def issues(lines: list[Line]) -> list[Cover]:
    """Return the covers of the issues that a file holds, [] where it is not more than one."""
    found: list[Cover] = []
    year = 0
    for at in (n for n in range(len(lines)) if _may_number(lines[n].text)):
        said = masthead.parse([lines[at]])
        year = said.year or _year_near(lines, at) or year
        if not said.issue or not year or not _is_cover(lines, at, said):
            continue
        start = _start(lines, at, found[-1].at + 1 if found else 0)
        title = masthead.parse(lines[start:at]).title if start < at else said.title
        cover = Cover(start, title, year, said.issue)
        if found and not _has_text(lines[found[-1].at : start]):
            # What stands above the first cover is that of the volume; nothing is told twice.
            if found[-1].at or _number(cover) <= _number(found[-1]):
                found[-1:] = [found[-1]] if _number(cover) == _number(found[-1]) else [cover]
            continue
        if not found or _number(cover) > _number(found[-1]):
            found.append(cover)
    if found and not _has_text(lines[found[-1].at :]):
        found.pop()
    return found if len(found) > 1 else []


def _number(cover: Cover) -> tuple[int, int]:
    """Return year and number, of a joint issue the last; supplements stand behind all others."""
    last = cover.issue.rsplit("-", 1)[-1]
    return cover.year, int(last) if last.isdecimal() else 1000 + int(last[1:] or 0)


def _may_number(text: str) -> bool:
    if len(text) > _LONGEST or not _COUNTED.search(text):
        return False
    plain = simplify(unicodedata.normalize("NFKC", text))
    return bool(ISSUE.search(plain) or BY_VOLUME.search(plain)) and not number.parse(plain)


def _is_cover(lines: list[Line], at: int, said: Masthead) -> bool:
    """Tell whether the number of an issue stands on a cover: a total beside or below it, or the contents."""
    below = lines[at + 1 : at + 1 + _COVER]
    headed = any(is_heading(line.text.strip()) for line in below)
    bare = squeeze(simplify(lines[at].text))
    if not bare.endswith(("期", "号", "辑", "卷", "集", "册", ")", "）", "刊")):
        return False
    above = squeeze(simplify(lines[at - 1].text)) if at else ""
    if "期" not in bare and above.endswith(("公告", "通告", "令")):
        # 某市审计局 / 审计结果公告 / 2020年第1号 / （总第41号）: the head of an announcement.
        return False
    counted = bool(said.total or masthead.parse(below[:1]).total)
    # Orders and announcements are counted in 号 too, and laws have contents: the year, or the bulletin's name, tells.
    named = bool(said.title or said.year or is_name(lines[at - 1].text.strip())) if at else True
    return counted or (headed and ("期" in bare or named))


def _year_near(lines: list[Line], at: int) -> int | None:
    """Return the year that stands right above or below the number of an issue."""
    return masthead.parse(lines[max(0, at - 1) : at]).year or masthead.parse(lines[at + 1 : at + 2]).year


def is_name(text: str) -> bool:
    """Tell whether a line is the name of a bulletin, in Chinese or pinyin."""
    return (
        is_pinyin(text)
        or newsletters.is_named(text)
        or (bool(masthead.parse([_line(text)]).title) and not ISSUE.search(text))
    )


def is_of_head(text: str) -> bool:
    """Tell whether a line is what a cover has above the number: the bulletin's name, or the year alone."""
    return is_name(text) or is_year(text)


def _line(text: str) -> Line:
    return Line(0, text, tuple(range(len(text))))


def _start(lines: list[Line], at: int, floor: int) -> int:
    """Return where a cover begins that has its number here: its name stands above."""
    start = at
    while start > max(floor, at - _ABOVE) and is_of_head(lines[start - 1].text.strip()):
        start -= 1
    return start


def _has_text(lines: list[Line]) -> bool:
    return any(is_text(line.text.strip()) for line in lines)
