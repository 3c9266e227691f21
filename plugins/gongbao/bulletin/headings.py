"""Headings of official documents by their numbering: 第一章 一、 （一） 1. （1）."""

import re
from dataclasses import dataclass

from .numerals import HAN_COUNT as _HAN

_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(
            rf"(?P<marker>第[{_HAN}0-9]{{1,4}}[编章部分篇]{{1,2}})(?=[\s\u3000]|[^，。、]{{1,30}}$)[\s\u3000]*"
        ),
    ),
    (2, re.compile(rf"(?P<marker>第[{_HAN}0-9]{{1,4}}节)[\s\u3000]*")),
    (1, re.compile(rf"(?P<marker>[{_HAN}]{{1,4}}、)[\s\u3000]*")),
    (2, re.compile(rf"(?P<marker>[（(][{_HAN}]{{1,4}}[）)])[、.．]?[\s\u3000]*")),
    (3, re.compile(r"(?P<marker>[0-9０-９]{1,2}[.．、](?![0-9０-９]))[\s\u3000]*")),
    (4, re.compile(r"(?P<marker>[（(][0-9０-９]{1,2}[）)])[、.．]?[\s\u3000]*")),
)
_DECIMAL = re.compile(
    r"(?P<marker>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3})[.．]?(?=[\s\u3000]|[^0-9.．%％‰万亿元米个倍～~\-—])[\s\u3000]*"
)
# What any of these begins with: most paragraphs begin otherwise.
_OPENS = re.compile(rf"[第（(0-9０-９{_HAN}]")
_ARTICLE = re.compile(rf"第[{_HAN}0-9]{{1,5}}条(?:之[{_HAN}]{{1,2}})?[\s\u3000]*")
# Signs that print sets before an entry, a title or the name of a section, or on both sides of it.
MARKS = "△▲▽▼◆◇●■□★☆※▪◎►▶▍▌"
# Those before an item of a text: ○ too, which is a numeral elsewhere.
ITEM_MARKS = "△▲◆◇●○■□★☆※▪◎"
_RUN_IN_END = re.compile(r"[。：:]")
_SENTENCE_END = re.compile(r"[。；;：:，,！？!?]$")
# A line that ends in one of these words goes on below.
_BREAKS_OFF = re.compile(
    r"(?:不得|不准|应当|必须|可以|以及|或者|并且|以下|包括|按照|根据|依照|对于|关于|[^之目的端中][的]|[和及或把被]|(?<!参)与)$"
)
MAX_RUN_IN = 42
MAX_OWN_LINE = 60


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1 = 一、), its marker, its text without the marker, and where its characters end."""

    level: int
    marker: str
    text: str
    end: int

    @property
    def label(self) -> str:
        """Return marker and text as read: （一）普查对象和范围."""
        return f"{self.marker}{self.text}"


def marker(text: str) -> tuple[int, str, int] | None:
    """Return (level, marker, length with blanks) of the numbering that opens a text, or None."""
    if not _OPENS.match(text):
        return None
    for level, pattern in _LEVELS:
        if match := pattern.match(text):
            return level, match["marker"], match.end()
    if match := _DECIMAL.match(text):
        return match["marker"].count(".") + match["marker"].count("．") + 2, match["marker"], match.end()
    return None


def own_line(text: str) -> Heading | None:
    """Read a line that is a numbered heading and nothing else: 一、总体要求, （一）指导思想。"""
    found = marker(text)
    if not found:
        return None
    level, mark, start = found
    rest = text[start:].strip()
    bare = rest.rstrip("。：:")
    # 一、办法出台的背景是什么？ heads the answer to it.
    if not bare or len(bare) > MAX_OWN_LINE or re.search(r"[。；;！？]", bare.rstrip("？?")):
        return None
    # 1. … and （1）… are mostly paragraphs; only a short line without an end mark stands as a heading.
    if level >= 3 and (_SENTENCE_END.search(rest) or len(bare) > 30):
        return None
    if rest.endswith(("，", ",", "；", ";", "、")) or _BREAKS_OFF.search(rest):
        return None
    # 一、征收范围：城区规划区内的… is a paragraph that opens with its heading.
    if (colon := re.search("[：:]", bare)) and len(bare) - colon.end() > 12:
        return None
    # A line closed by a full stop is a heading only while it is short.
    if level == 2 and rest != bare and len(bare) > 26:
        return None
    # A first-level line that ends in a colon or stop after a long sentence is a paragraph.
    if level == 1 and rest != bare and len(bare) > 30:
        return None
    return Heading(level, mark, bare, len(text))


def run_in(text: str) -> Heading | None:
    """Read the heading that opens a paragraph and is set in its line: （一）普查对象和范围。我区…"""
    found = marker(text)
    if not found:
        return None
    level, mark, start = found
    end = _RUN_IN_END.search(text, start)
    if not end or end.end() >= len(text) or end.start() - start > MAX_RUN_IN or end.start() == start:
        return None
    lead = text[start : end.start()].strip()
    # An enumeration or a full sentence with several clauses is no heading.
    if lead.count("，") + lead.count(",") > 2 or "；" in lead:
        return None
    return Heading(level, mark, lead, end.end())


def article_clause(text: str) -> str | None:
    """Return 第…条 if the paragraph opens with it."""
    match = _ARTICLE.match(text)
    return match.group().strip() if match else None
