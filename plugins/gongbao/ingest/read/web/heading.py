"""Part the heading that a page gives a document from the title that the document has itself."""

import re
from collections.abc import Sequence

from gongbao.bulletin import number
from gongbao.bulletin.agency import is_agency, of_title
from gongbao.bulletin.genre import from_title

from .lines import PageLine
from .shingles import folded

# A document's own title stands this near to the head of its text, below red head and number.
_REACH = 16
_LONGEST_TITLE = 4
_SHORTEST = 6
_LONGEST_PREFIX = 60
_LONGEST_OF_PAGE = 8
_NUMBER_BEHIND = re.compile(r"[(（\[【〔].{0,12}\d{4}.{0,12}号[)）\]】〕]?$")
_CUT_OFF = re.compile(r"(?:\.{2,}|…+)$")
# What a title says before the name of a regulation that it issues.
_BEFORE_A_NAME = ("关于", "印发", "公布", "发布", "修订", "修改")
_MARKS = str.maketrans("", "", "《》〈〉<>“”\"'")
_SENTENCE = re.compile(r"，.*。|。.*。")
_WRIT = re.compile("(?:决定|告知|通知|意见|建议|裁决|认定|催告|许可|判决|裁定)书$")
_LONGEST_HEAD = 3
_OF_SENTENCES = re.compile(r"[。；！？]|[，：]$")


def part_heading(lines: Sequence[PageLine], titles: set[int]) -> None:
    """Drop the page's heading where the text below it has the same title itself, in full.

    Pages leave the agency out of it, or the regulation's marks, or break it off.
    """
    last = max(titles, default=-1)
    headed = [
        at
        for at in range(last + 1)
        if (lines[at].hint in ("h1", "h2") or at in titles) and not lines[at].drop
    ]
    if not headed:
        return
    one = (
        titles
        if headed[0] in titles
        else {at for at in headed if lines[at].element is lines[headed[0]].element}
    )
    heading = sorted(one)
    words = _plain("".join(lines[at].text for at in heading))
    cut_off = _CUT_OFF.search(words) is not None
    words = _CUT_OFF.sub("", _NUMBER_BEHIND.sub("", words))
    below = [
        at for at in range(heading[-1] + 1, len(lines)) if not lines[at].drop and lines[at].hint != "card"
    ]
    run = (
        _title_below(lines, below, words, cut_off)
        or _own_title(lines, below, words)
        or numbered_title(lines, below)
        or _own_head(lines, below, words)
    )
    if not run:
        return
    for at in heading:
        lines[at].drop, lines[at].hint = "page-title", ""
    if len(run) > 1 or run[0] != below[0]:
        # The title stands below a red head, or breaks over lines: its own form tells it.
        for at in run:
            lines[at].hint = ""


def _title_below(lines: Sequence[PageLine], below: Sequence[int], heading: str, cut_off: bool) -> list[int]:
    """Return the first lines above the text that put together are the heading's words in full."""
    if len(heading) < _SHORTEST:
        return []
    for start in range(min(_REACH, len(below))):
        if _SENTENCE.search(lines[below[start]].text):
            break
        words, run = "", []
        for at in below[start : start + _LONGEST_TITLE]:
            line = lines[at]
            if line.cells or line.linked or _OF_SENTENCES.search(line.text.strip()):
                break
            words += _plain(line.text)
            run.append(at)
            if _is_full_title(words, heading, cut_off):
                return run
    return []


def _own_title(lines: Sequence[PageLine], below: Sequence[int], heading: str) -> list[int]:
    """Return the title right below a heading that only says what the page does: 文件查看, 信息公开详情."""
    if len(heading) > _LONGEST_OF_PAGE or from_title(heading):
        return []
    words = ""
    for count, at in enumerate(below[:_LONGEST_TITLE], start=1):
        if lines[at].cells or lines[at].linked or _OF_SENTENCES.search(lines[at].text.strip()):
            break
        words += folded(lines[at].text)
        if from_title(words) and of_title(words):
            return list(below[:count])
    return []


def numbered_title(lines: Sequence[PageLine], below: Sequence[int]) -> list[int]:
    """Return the whole title that a text opens with, over its own number: 某县人民政府 / 关于龙某等任免的通知 / 某政干〔2019〕2号,
    below a heading that only says what the page has: 某县人民政府人事任免通知."""
    words = ""
    for count, at in enumerate(below[:_LONGEST_TITLE], start=1):
        if lines[at].cells or lines[at].linked or _OF_SENTENCES.search(lines[at].text.strip()):
            break
        words += folded(lines[at].text)
        over_number = count < len(below) and number.parse(lines[below[count]].text.strip())
        if over_number and "关于" in words and from_title(words) and of_title(words):
            return list(below[:count])
    return []


def _own_head(lines: Sequence[PageLine], below: Sequence[int], heading: str) -> list[int]:
    """Return the head that a writ has itself, right below the page's heading and over its number: 某县城管局 / 行政处罚决定书 /
    某城罚决字〔2022〕3号, below 关于给予某公司行政处罚的决定书."""
    words = ""
    kind = _WRIT.search(heading)
    for count, at in enumerate(below[:_LONGEST_HEAD], start=1) if kind else ():
        if lines[at].cells or lines[at].linked or _OF_SENTENCES.search(lines[at].text.strip()):
            break
        words += folded(lines[at].text)
        own = _WRIT.search(words)
        over_number = count < len(below) and number.parse(lines[below[count]].text)
        if own and kind and own[0] == kind[0] and over_number and _opens_with_agency(words):
            return list(below[:count])
    return []


def _opens_with_agency(words: str) -> bool:
    return any(is_agency(words[:end]) for end in range(4, len(words) - 2))


def _is_full_title(words: str, heading: str, cut_off: bool) -> bool:
    before, found, behind = words.partition(heading)
    if not found or (behind and not cut_off):
        return False
    return not before or (len(before) <= _LONGEST_PREFIX and _may_stand_before(before, heading))


def _may_stand_before(before: str, heading: str) -> bool:
    """Tell whether words before a heading make it a full title: the agency, or 某某关于印发 before a regulation."""
    return heading.startswith("关于") or is_agency(before) or before.endswith(_BEFORE_A_NAME)


def _plain(text: str) -> str:
    return folded(text).translate(_MARKS)
