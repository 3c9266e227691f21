"""Where texts of an issue meet that has no contents: each line that may be a title is weighed by what stands around it.

Documents with a head are found by it (`split`). Reports, news, explanations and lists have none: a section's banner or a line of
signs above, the end of another text, a blank line, a number or recipients below speak for a border; that the document above names the
title, or makes a text known, speaks against it.
"""

import re
from collections.abc import Mapping, Sequence

from gongbao.bulletin import agency, dates, genre, headings
from gongbao.bulletin.fold import fold, simplify

from ..forms import elements, reach
from ..forms.head_openings import is_part
from ..model.lines import Line
from . import headlines
from .pairing import Start

# What speaks for a border, and how much; so much is enough.
_UNDER_BANNER, _BELOW_SIGNS, _HEADED_ALIKE, _BELOW_AN_END = 2.5, 2.0, 1.5, 1.5
_OVER_NUMBER, _OVER_RECIPIENTS, _OVER_SPEAKER = 2.0, 1.5, 1.0
_CALLED_A_PART, _IN_A_GENRE, _OF_AN_AGENCY = 1.5, 1.0, 1.0
_BELOW_A_SENTENCE, _SET_APART, _OVER_TEXT = 0.5, 0.5, 0.5
_ENOUGH = 3.0
# News of a few lines follow each other below a banner.
_IN_A_RUN, _BRIEF = 1.5, 4
_WITH_COLON = re.compile("[^。；：:，\\t]{2,10}：[^。；：:\\t]{4,24}")
_MOST_LINES = 3
_SENTENCE_ENDS = ("。", "！", "？", "”", "）", ")", "；")
_MAKES_KNOWN = re.compile(r"印发|转发|批转|公布|发布|颁发|附[件表录]?[\d一二三四五]?[:：]|附[件表录]\d?$")
_ROW = re.compile(r"\t|\S(?:\u3000{2,}|[ \u3000]{3,})\S")
_PART_OF = re.compile(r".{4,24}?(?P<part>大事[记紀]|人事任免|任免事项|人事信息)$")


def between(
    lines: Sequence[Line], starts: Sequence[Start], skip: range, banners: Mapping[int, str]
) -> list[Start]:
    """Return the starts of texts that have no head of a document, none of them inside a head that is known."""
    known = sorted(starts, key=lambda start: start.head)
    heads = {n for start in known for n in range(start.head - 1, start.title + 2)}
    # What stands right below a title is of its head, unless a banner parts them.
    below = {n for start in known for n in range(start.title, reach.head_end(start.title) + 1)}
    hints = {lines[start.title].hint for start in known} - {""}
    out: list[Start] = []
    for at in range(1, len(lines)):
        under = at - 1 in banners
        is_known = at in skip or at in heads or at in banners or (at in below and not under)
        count = 0 if is_known else _title_lines(lines, at, under)
        last = max((s for s in (*known, *out) if s.head < at), key=lambda s: s.head, default=None)
        if not count or (last and not under and _is_of_text_above(lines, last, at, count)):
            continue
        if out and at <= out[-1].title + 1 and not under:
            continue
        weight = _above(lines, at, banners) + _title(lines, at, count) + _below(lines, at + count)
        weight += _HEADED_ALIKE if lines[at].hint in hints else 0
        if weight + (_IN_A_RUN if out and last is out[-1] and at - last.title <= _BRIEF else 0) >= _ENOUGH:
            out.append(Start(at - 1 if at - 1 in banners else at, at))
    return out


def _title_lines(lines: Sequence[Line], at: int, under: bool) -> int:
    """Return over how many lines a title goes that may stand here, set apart from what is above; 0 if none may.

    under: a banner stands above; below it a headline may have a colon (某镇：清洁家园见成效).
    """
    if not headlines.is_apart(lines, at):
        return 0
    if under and _WITH_COLON.fullmatch(lines[at].text.strip()):
        return 1
    for count in range(_MOST_LINES):
        if at + count >= len(lines) or not headlines.may_be_headline(lines, at + count):
            return count
        if count and lines[at + count].gap:
            return count
    return 0


def _is_of_text_above(lines: Sequence[Line], last: Start, at: int, count: int) -> bool:
    """Tell whether a title is named in the document above it, or whether that makes a text known and has ended."""
    title = fold("".join(line.text for line in lines[at : at + count]))
    body = lines[last.head : at]
    if title in fold("".join(line.text for line in body)) or elements.LABEL.match(lines[at - 1].text):
        return True
    opening = "".join(line.text for line in lines[last.title : reach.head_end(last.title)])
    listed = any(_MAKES_KNOWN.match(line.text.strip()) for line in body)
    makes_known = bool(_MAKES_KNOWN.search(simplify(opening))) or listed
    return makes_known and not _names_part(lines[at].text)


def _above(lines: Sequence[Line], at: int, banners: Mapping[int, str]) -> float:
    weight = _SET_APART if lines[at].gap or lines[at].page_break else 0.0
    weight += _BELOW_SIGNS if lines[at].parted else 0.0
    end = at - 1
    if end in banners:
        weight += _UNDER_BANNER
        end -= 1
    text = lines[end].text.strip() if end >= 0 else ""
    if reach.ends_a_document(lines, end):
        return weight + _BELOW_AN_END
    return weight + (_BELOW_A_SENTENCE if text.endswith(_SENTENCE_ENDS) or _ROW.search(text) else 0.0)


def _title(lines: Sequence[Line], at: int, count: int) -> float:
    title = "".join(elements.squeeze(line.text) for line in lines[at : at + count])
    in_genre = _IN_A_GENRE if "关于" in simplify(title) and genre.from_title(title) else 0.0
    of_agency = _OF_AN_AGENCY if agency.of_title(title) else 0.0
    return in_genre + of_agency + (_CALLED_A_PART if _names_part(title) else 0.0)


def _names_part(title: str) -> bool:
    return bool(is_part(title) or _PART_OF.match(elements.squeeze(title)))


def _below(lines: Sequence[Line], at: int) -> float:
    if at >= len(lines):
        return 0.0
    text = lines[at].text.strip()
    if elements.number_in_brackets(text):
        return _OVER_NUMBER
    if elements.is_recipients(text):
        return _OVER_RECIPIENTS
    if elements.is_person(text) or elements.SUBTITLE.match(text) or dates.parse(text.strip("（）()")):
        return _OVER_SPEAKER
    runs = headlines.is_text(text) or headings.marker(text) or _ROW.search(lines[at].text)
    return _OVER_TEXT if runs else 0.0
