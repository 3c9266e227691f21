"""Marks that stand at a title and are none of its words: of a footnote, of a list, those around the name of a text."""

import re

from gongbao.bulletin import genre
from gongbao.bulletin.fold import HAN

from ..forms import elements
from ..model.lines import Drop, Line
from ..model.marks import MARKS
from ..model.record import Record

_RAISED, _LEVEL = MARKS["raised"]
_FOOTNOTE = re.compile(
    rf"(?<=[{HAN}])\s*{_RAISED}?(?:[\[［〔【]\s*(?:\d|注\d?|[¹²³])\s*[\]］〕】]|[①②③¹²³*＊]){_LEVEL}?\s*$"
)
_BULLET = re.compile(
    rf"^\s*(?:[○{elements.MARKS}]+|[（(][一二三四五六七八九十]{{1,3}}[)）]|[一二三四五六七八九十]{{1,3}}、)\s*(?=\S)"
)
_SIGN = re.compile(rf"^\s*[○{elements.MARKS}]+\s*(?=[{HAN}《]{{2}})")
# 《…〈…〉…》, whole: no name of another text stands beside it.
_NAMED = re.compile("《[^《》]+》")


def without_marks(record: Record, title_lines: list[Line], known: str | None) -> tuple[list[Line], bool]:
    """Drop the marks of a title's lines; tell whether it was named as others name it, in marks.

    known: what the contents call it; marks that these have too stay.
    """
    found = [_without_footnote(record, line) for line in title_lines]
    # What counts a title may be a part of it; a sign never is.
    marks = _BULLET if known else _SIGN
    if found and not (known and _BULLET.match(known)) and (bullet := marks.match(found[0].text)):
        # ●某市人民政府关于…: the mark that the contents and the page set before each title.
        record.drops.append(Drop("item-mark", found[0].cut(0, bullet.end())))
        found[0] = found[0].cut(bullet.end())
    if known or not _is_named(found):
        return found, False
    return _without_name_marks(record, found), True


def bare(line: Line) -> Line:
    """Return a line without the mark of a footnote at its end: …统计公报①."""
    match = _FOOTNOTE.search(line.text)
    return line.cut(0, match.start()) if match else line


def _without_footnote(record: Record, line: Line) -> Line:
    """Drop the mark of a footnote behind a title: …统计公报[1]."""
    match = _FOOTNOTE.search(line.text)
    if not match:
        return line
    record.drops.append(Drop("footnote-mark", line.cut(match.start())))
    return line.cut(0, match.start())


def _is_named(title_lines: list[Line]) -> bool:
    """Tell whether a page names a title as others name it: 《某市政府关于印发〈某办法〉的通知》."""
    joined = "".join(line.text.strip() for line in title_lines)
    return bool(_NAMED.fullmatch(joined) and genre.from_title(joined[1:-1]))


def _without_name_marks(record: Record, title_lines: list[Line]) -> list[Line]:
    """Drop the marks around a title that is named."""
    first, *rest = (line.strip() for line in title_lines)
    record.drops.append(Drop("title-mark", first.cut(0, 1)))
    cut = [first.cut(1), *rest]
    record.drops.append(Drop("title-mark", cut[-1].cut(len(cut[-1].text) - 1)))
    return [*cut[:-1], cut[-1].cut(0, len(cut[-1].text) - 1)]
