"""Settle what an engine is known to confuse, by the grammar of numbers, dates, headings and marks; nothing by a dictionary.

Each rule looks at a line and says which of its signs are others. What it changes is noted with the rule's name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN

from ..pdf.gaps import is_wide
from .engine import Sign

_OPEN, _CLOSE = "〔\\[［（(【|{", "〕\\]］）)】|}"
_STOPS = frozenset("。，；：！？")
_DOTS = ".．·˙•'`,‘’^-"
_POINTS = frozenset(".．·˙•`")
# Two signs next to each other are one square apart; with a mark between them, two.
_ROOM = 1.5
_SURE_DOT = 0.9
_TWO_POINTS = re.compile(r"(?<![\d.])\d+(?P<one>\.)\d+(?P<two>\.)\d+(?![\d.])")
_LESS_ROOM = 0.8
_YEAR_OF_NUMBER = re.compile(
    rf"(?<=[{_OPEN}])(?P<year>\d\d(?:\d\d)?)[.·]?[{_CLOSE}][.·]?(?=[{HAN}]{{0,8}}(?:字\s?)?第?\s?\d{{1,5}}\s?号)"
)
_YEAR = r"(?:19|20)\d{2}"
_ZEROS = "〇OoＯ○"
_AS_ZERO = str.maketrans(dict.fromkeys(_ZEROS, "〇"))
# Its first figure may stand at the end of the line above.
_HAN_YEAR = re.compile(
    rf"(?:(?<![A-Za-z])[一二]|^(?=[○〇][一二三四五六七八九]))[一二三四五六七八九{_ZEROS}0]+年"
)
# Where a sign was passed over, its neighbours stand two squares apart, or nearly; a year has so many figures.
_ROOM_OF_TWO, _FIGURES = 1.65, 4
LOST_ZERO = "zero-passed-over"
PER_MILLE = "per-mille"
_PER_MILLE = re.compile(r"(?<=\d)[%％][0oO〇](?![\d.%％])")


@dataclass(frozen=True)
class Settling:
    """A rule: its name, what it does, an example that it changes (before → after), one that it leaves alone."""

    name: str
    changes: Callable[[str], Iterator[tuple[int, str]]]
    before: str
    after: str
    leaves: str


@dataclass(frozen=True)
class Settled:
    """A sign that is meant otherwise than the engine read it.

    rule: by which rule; words: the signs around it, as read; was, meant: the sign, "" for none.
    box: left, top, right, bottom of its line, in points of the page.
    """

    rule: str
    words: str
    was: str
    meant: str
    box: tuple[float, float, float, float]


def settle(text: str) -> tuple[str, list[tuple[str, int, str]]]:
    """Return the line as it is meant, sign for sign, and what was changed: rule, place, the sign that was read."""
    changed: list[tuple[str, int, str]] = []
    for rule in RULES:
        signs = list(text)
        for at, sign in rule.changes(text):
            if signs[at] != sign:
                changed.append((rule.name, at, signs[at]))
                signs[at] = sign
        text = "".join(signs)
    return text, changed


def _groups(pattern: str, **meant: str) -> Callable[[str], Iterator[tuple[int, str]]]:
    """Return what gives, for each match, the signs that its named groups are meant to be."""
    compiled = re.compile(pattern)

    def changes(text: str) -> Iterator[tuple[int, str]]:
        for match in compiled.finditer(text):
            for name, sign in meant.items():
                for at in range(*match.span(name)):
                    yield at, sign

    return changes


def _lowered(pattern: str) -> Callable[[str], Iterator[tuple[int, str]]]:
    """Return what gives the plain figures for the raised ones in the group `raised` of each match."""
    compiled = re.compile(pattern)

    def changes(text: str) -> Iterator[tuple[int, str]]:
        for match in compiled.finditer(text):
            for at in range(*match.span("raised")):
                yield at, unicodedata.normalize("NFKC", text[at])

    return changes


def specks(signs: Sequence[Sign], em: float) -> list[int]:
    """Return which signs of a line are specks of the paper: dots that take no room between two full-width signs.

    No line begins with a full stop, none ends with two, and no number has a point that takes less room than its other one.
    A year in brackets has none behind it, and its bracket none between it and the code: （58.）.会财字第305号.
    em: width of a full-width sign, as a fraction of the line's.
    """
    found = [*_second_points(signs), *_beside_brackets_of_year(signs)]
    for n, sign in enumerate(signs):
        if sign.text not in _DOTS or n in found:
            continue
        before, after = signs[n - 1] if n else None, signs[n + 1] if n + 1 < len(signs) else None
        if before is not None and after is not None:
            room = after.at - before.at
            is_speck = is_wide(before.text) and is_wide(after.text) and room < _ROOM * em
        else:
            beside = before or after
            is_speck = beside is not None and is_wide(beside.text)
            behind_stop = before is not None and before.text in _STOPS
            is_speck = is_speck and (
                sign.sure < _SURE_DOT or ((before is None or behind_stop) and sign.text in ".．")
            )
        if is_speck:
            found.append(n)
    text = "".join(sign.text for sign in signs)
    # Nothing is a point alone; a dash may be.
    if text in _POINTS:
        found.append(0)
    # Below a text stands the name alone of who signs it.
    if len(text) == len(signs) and text[-1:] in _DOTS and agency.is_agency(text[:-1]):
        found.append(len(signs) - 1)
    return sorted(set(found))


def _second_points(signs: Sequence[Sign]) -> list[int]:
    """Return which of two points in one number (1.7.8%) are specks; those of sections (1.7.8) are set alike."""
    text = "".join(sign.text if len(sign.text) == 1 else "\0" for sign in signs)
    found = []
    for number in _TWO_POINTS.finditer(text):
        rooms = {at: signs[at + 1].at - signs[at - 1].at for at in (number.start("one"), number.start("two"))}
        least = min(rooms, key=lambda at: rooms[at])
        if rooms[least] <= _LESS_ROOM * max(rooms.values()):
            found.append(least)
    return found


def _beside_brackets_of_year(signs: Sequence[Sign]) -> list[int]:
    """Return which dots are specks at the closing bracket of a number's year."""
    text = "".join(sign.text if len(sign.text) == 1 else "\0" for sign in signs)
    return [at for year in _YEAR_OF_NUMBER.finditer(text) for at in range(*year.span()) if text[at] in _DOTS]


def _first_of_year(text: str) -> Iterator[tuple[int, str]]:
    """Give the first sign of a line that is a day of this century or the last, but for that sign."""
    at = len(text) - len(text.lstrip())
    for first, second in (("二", _ZEROS), ("一", "九")):
        meant = text[:at] + first + text[at + 1 :]
        if text[at + 1 : at + 2] and text[at + 1] in second and text[at] != first:
            day = dates.parse(meant.translate(_AS_ZERO))
            if day and day[:2] in ("20", "19"):
                yield at, first


def _zeros_of_year(text: str) -> Iterator[tuple[int, str]]:
    """Give each 〇 of a year in Chinese numerals, whatever ring or letter it was read as."""
    for year in _HAN_YEAR.finditer(text):
        for at in range(*year.span()):
            if text[at] in _ZEROS + "0":
                yield at, "〇"


def lost_zeros(signs: Sequence[Sign], em: float) -> list[int]:
    """Return before which signs of a line a 〇 was passed over: a year of this century with three figures and room for one.

    em: width of a full-width sign, as a fraction of the line's.
    """
    text = "".join(sign.text if len(sign.text) == 1 else "\0" for sign in signs)
    found = []
    for year in _HAN_YEAR.finditer(text):
        inner = range(year.start() + 1, year.end() - 1)
        wide = [at for at in inner if signs[at].at - signs[at - 1].at > _ROOM_OF_TWO * em]
        if len(inner) == _FIGURES - 2 and len(wide) == 1:
            figures = text[year.start() : wide[0]] + "〇" + text[wide[0] : year.end() - 1]
            found += wide if figures.translate(_AS_ZERO).startswith("二〇") else []
    return found


def per_milles(signs: Sequence[str]) -> list[int]:
    """Return where ‰ stands, which the engine does not know: it reads % and 0 behind a figure, with no figure behind."""
    text = "".join(sign if len(sign) == 1 else "\0" for sign in signs)
    return [match.start() for match in _PER_MILLE.finditer(text)]


RULES = (
    Settling(
        "brackets-of-number",
        _groups(
            rf"(?:[{HAN}]\s?(?P<open>[{_OPEN}]?)|^\s*(?P<first>[{_OPEN}])){_YEAR}(?P<close>[{_CLOSE}])\s?(?:第\s?)?\d{{1,5}}\s?号",
            open="〔",
            first="〔",
            close="〕",
        ),
        "枫府发|2018)18号",
        "枫府发〔2018〕18号",
        "（2018）年第18号",
    ),
    Settling(
        # A fold or a stroke goes through the first sign of the day below a text, and 二 or 一 is what a year begins with.
        "first-of-year",
        _first_of_year,
        "是〇〇六年十一月九日",
        "二〇〇六年十一月九日",
        "从〇〇六年十一月九日起",
    ),
    Settling(
        "zero-in-year",
        _zeros_of_year,
        "二O一八年",
        "二〇一八年",
        "PPO年度",
    ),
    Settling(
        "dash-between-figures",
        _groups(
            r"(?:(?<=\d)(?P<dash>一)(?=\d)|(?:(?<=\d年)|^)(?P<at_year>一)(?=\d{1,4}(?:年|月|日|号|米|％|%|[)）]|$)))",
            dash="—",
            at_year="—",
        ),
        "方案（2017一2025年）",
        "方案（2017—2025年）",
        "第1一般债券",
    ),
    Settling(
        "dash-before-item",
        _groups(rf"^\s*(?:(?P<first>一)—|—(?P<second>一))(?=[{HAN}])(?!是)", first="—", second="—"),
        "一—农业基础不断夯实。",
        "——农业基础不断夯实。",
        "一是农业基础不断夯实。",
    ),
    Settling(
        "full-stop-for-comma",
        _groups(rf"(?<=[{HAN}）〕》”])(?P<stop>[.．])(?=[{HAN}（〔《“]|$)", stop="，"),
        "各镇人民政府.有关单位",
        "各镇人民政府，有关单位",
        "1.总体要求",
    ),
    Settling(
        "point-of-ordinal",
        _groups(rf"^\s*\d{{1,2}}(?P<point>[·•])(?=\s?[{HAN}《“])", point="．"),
        "1·盗用公共供水",
        "1．盗用公共供水",
        "中国·枫林",
    ),
    Settling(
        "speck-in-contents-head",
        _groups(r"^\s*目(?P<blank>[^\u4e00-\u9fff\s])[录次]$", blank="\u3000"),
        "目☑录",
        "目\u3000录",
        "项目·目录",
    ),
    Settling(
        "raised-page-number",
        _lowered(r"(?:^|[.．·…]{2,})\s?(?P<raised>[¹²³]+)$"),
        "第二章\u3000目标与布局………²",
        "第二章\u3000目标与布局………2",
        "建筑面积120m²",
    ),
    Settling(
        "opening-of-ordinal",
        _groups(r"^\s*(?P<open>[（(])[一二三四五六七八九十]{1,3}(?P<close>[）)])", open="（", close="）"),
        "(一）总则",
        "（一）总则",
        "(1)总则",
    ),
)
