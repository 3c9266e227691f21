"""Texts without a head that follow another in a file of documents: the speech on a law, a month of a chronicle, news, a slip."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from gongbao.bulletin import dates
from gongbao.bulletin.fold import fold

from ..forms import elements, head_parts
from ..model.lines import Line
from ..model.source import Source
from . import headlines, newspapers
from .pairing import Start

# The name of a text stands among the first lines of a file.
_FIRST_LINES = 3
_LONGEST_NAME = 40
# Of the document above, so many lines say whether it makes a speech known.
_OPENING = 6
_MAKES_KNOWN = re.compile("印发|转发|批转|下发|刊发")
_SPAN: Final = re.compile(rf"{dates.YEAR_IN_FIGURES}|{dates.MONTHS}|第?[一二三四1-4]季度|[上下]半年")
# 3月12日，…, 本报讯: what news opens with.
_OF_A_DAY: Final = re.compile(
    rf"[（(【]?本[报刊网台]讯|(?:今年)?(?:{dates.DAY_IN_FIGURES}|{dates.DIARY_DAY_IN_FIGURES}(?=[，上下至]))|(?:近日|日前|连日来)，"
)
_CORRECTION: Final = re.compile("(?:更正|勘误)(?:启事|说明|声明|表)?")
_CORRECTS: Final = re.compile("应为|应改为|更正为|改为|更正如下")
# In sizes of the page's text, and of the title above: a headline of its own is as large as that title.
_LARGE, _AS_LARGE = 1.05, 0.95


def find(lines: Sequence[Line], starts: Sequence[Start], source: Source) -> list[Start]:
    """Return where such texts begin; starts: those of the documents that have heads.

    What the document above names, or says that it makes known, is a part of that one.
    """

    @cache
    def sizes() -> Mapping[int, float]:
        return newspapers.sizes(lines, source)

    known = {n for start in starts for n in range(start.head, start.title + 1)}
    out: list[Start] = []
    for at in range(1, len(lines)):
        if at in known or not (head_parts.is_below_an_end(lines, at) or _has_an_occasion(lines, at)):
            continue
        above = max((one.head for one in (*starts, *out) if one.head < at), default=0)
        found = _is_next_of_series(lines, at) or _is_speech(lines, at, above)
        if found or _is_correction(lines, at) or _is_news(lines, at, above, sizes):
            out.append(Start(at, at))
    return out


def _has_an_occasion(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a title below a sentence has an occasion (——…会议上) right below it: no text goes on so, set apart or not."""
    head = head_parts.speech(lines, at) if lines[at - 1].text.strip().endswith("。") else None
    return bool(head and elements.SUBTITLE.match(lines[at + head.count].text.strip()))


def _is_next_of_series(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the name of the file's first text but for the time: 某县1月大事记 above, 某县2月大事记 here."""
    name = elements.squeeze(lines[at].text)
    if not lines[at].gap or len(name) > _LONGEST_NAME or not _SPAN.search(name):
        return False
    first = (elements.squeeze(line.text) for line in lines[: min(_FIRST_LINES, at)])
    alike = _SPAN.sub("", name)
    return bool(alike) and any(text != name and _SPAN.sub("", text) == alike for text in first)


def _is_speech(lines: Sequence[Line], at: int, above: int) -> bool:
    """Tell whether a speech begins below the end of the document that begins at the line `above`, and is no part of it.

    What that one names is; but a report given on an occasion (——…会议上) that it does not make known it has only heard.
    """
    head = head_parts.speech(lines, at)
    if not head:
        return False
    title = fold("".join(line.text for line in lines[at : at + head.count]))
    before = lines[above:at]
    opening = "".join(line.text for line in before[:_OPENING])
    makes_known = _MAKES_KNOWN.search(opening)
    if title in fold("".join(line.text for line in before)):
        return not makes_known and _has_an_occasion(lines, at)
    spoken = head_parts.SPOKEN.search(title)
    return not (spoken and spoken[0] in opening and makes_known)


def _is_correction(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a slip of corrections begins here: 更正 above what should be read otherwise."""
    below = "".join(line.text for line in lines[at + 1 : at + _FIRST_LINES])
    return bool(_CORRECTION.fullmatch(elements.squeeze(lines[at].text)) and _CORRECTS.search(below))


def _is_news(lines: Sequence[Line], at: int, above: int, sizes: Callable[[], Mapping[int, float]]) -> bool:
    """Tell whether a headline over sentences stands below the end of a speech or of news, in type as large as its title.

    A speech has headings that are counted, and smaller; the sentences of news open with the day, of both, whose headlines may
    be as small as their text. sizes: gives those of the lines, by their numbers, in sizes of the page's text, for which all
    that the page shows is measured.
    """
    if not headlines.heads_text(lines, at):
        return False
    title, here = (sizes().get(lines[n].number, 0.0) for n in (above, at))
    if here < _AS_LARGE * title:
        return False
    if head_parts.speech(lines, above):
        return min(title, here) >= _LARGE
    return all(_OF_A_DAY.match(lines[n + 1].text.strip()) for n in (above, at))
