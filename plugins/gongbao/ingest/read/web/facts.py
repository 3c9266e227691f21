"""What the lines beside a title say of the document or of its page: 来源：…, who put it up over the minute, tags."""

import re
from collections.abc import Sequence

from gongbao.bulletin import dates, number
from gongbao.bulletin.agency import is_agency

from .card import reads_as_title
from .info import info_line, put_up_to_the_minute
from .lines import PageLine
from .tree import names_of

# Above the text, pages say when and by whom it was put up.
_HEAD_OF_TEXT = 8
_LONGEST_NAME, _SIGNS = 16, re.compile("[，。；：、《》]")
_LONGEST_TAGS = 60
_NEAR_TITLE, _FEWEST_LETTERS = 3, 8
_SENTENCE, _DAY = re.compile("[。；：:]"), re.compile(dates.PUT_UP)
_DAY_IN_FIGURES = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
# What elements are called that say of a page by whom and when it was put up, and what it is filed under.
_META = re.compile(r"(?:^|[ _-])(?:meta|info|byline|posted|source|pubinfo|msg|date|time)", re.I)
_SUMMARY = re.compile(
    r"(?:^|[ _-])(?:intro|summary|abstract|digest|desc|description|zhaiyao|zy)(?:$|[ _-])", re.I
)
_CUT_OFF = re.compile(r"(?:\.{2,}|…+)\s*$")
_TAG = re.compile(r"(?:^|[ _-])(?:tags?|labels?|badges?)(?:$|[ _-])", re.I)
_HAN_WORD = re.compile("[一-鿿]")


def facts(
    at: int, lines: Sequence[PageLine], inside: Sequence[int], titles: set[int]
) -> Sequence[tuple[str, str]]:
    """Return what a line beside the title says of the document or its page: 来源：…, tags."""
    said = _info(lines[at]) if _is_about_the_page(at, inside) else ()
    return (
        said
        or _summary(at, lines, titles)
        or _who_put_it_up(at, lines, titles)
        or _tags(at, lines, titles)
        or _in_parts(at, lines, titles)
        or _in_another_language(at, lines, titles)
    )


def _info(line: PageLine) -> Sequence[tuple[str, str]]:
    """Return what a line says of its page, its parts set apart where its blanks do not: 字号：大中小日期：2020-09-02阅读次数：67."""
    apart = len(line.parts) > 1 and not line.cells
    return info_line(line.text) or (info_line(" ".join(line.parts)) if apart else ())


def _summary(at: int, lines: Sequence[PageLine], titles: set[int]) -> list[tuple[str, str]]:
    """Return what a site says a text is about, right below the title and cut off with dots in an element called so."""
    line = lines[at]
    near = any(_is_below_title(one, lines, titles) for one in range(at, max(0, at - _NEAR_TITLE), -1))
    called = any(_SUMMARY.search(name) for name in names_of(line.element))
    return [("摘要", line.text.strip())] if near and called and _CUT_OFF.search(line.text) else []


def _who_put_it_up(at: int, lines: Sequence[PageLine], titles: set[int]) -> list[tuple[str, str]]:
    """Return who put the page up, where a name stands below the title over the minute at which that was."""
    text = lines[at].text.strip()
    below = next((line.text for line in lines[at + 1 : at + 2]), "")
    named = len(text) <= _LONGEST_NAME and not _SIGNS.search(text) and _is_below_title(at, lines, titles)
    return [("来源", text)] if named and put_up_to_the_minute(below) else []


def _is_below_title(at: int, lines: Sequence[PageLine], titles: set[int]) -> bool:
    return at > 0 and (at - 1 in titles or reads_as_title("".join(lines[at - 1].text.split())))


def _tags(at: int, lines: Sequence[PageLine], titles: set[int]) -> list[tuple[str, str]]:
    """Return what stands below the title as tags, each in an element of its own: 某政〔2023〕41号 通报 现行有效."""
    above = len(lines[at].parts) > 1 and _is_below_title(at, lines, titles)
    first, *others = lines[at].parts if above else [""]
    # An entry of contents has its number over its page.
    words = all(_HAN_WORD.search(part) for part in others)
    if number.parse(first) is None or not words or len(lines[at].text) > _LONGEST_TAGS:
        return []
    return [("发文字号", first), ("标签", " ".join(others))]


def _in_parts(at: int, lines: Sequence[PageLine], titles: set[int]) -> list[tuple[str, str]]:
    """Return what an element below the title says in parts, where it is called so: who and when, tags without a number.

    <div class="meta"> 区教育局 | 2022-06-20 | 阅读 3.2万; <div class="tags"> 现行有效 | 奖励补贴.
    """
    line = lines[at]
    near = range(at, max(0, at - _NEAR_TITLE), -1)
    if (
        not any(_is_below_title(one, lines, titles) for one in near)
        or line.cells
        or len(line.text) > _LONGEST_TAGS
        or _SENTENCE.search(line.text)
    ):
        return []
    names = " ".join(names_of(line.element))
    day = _DAY.search(line.text)
    # The day stands in a part of its own, beside words: in a document's own day the parts are 2021, 年, 3, 月.
    beside = [part for part in line.parts if not _DAY.search(part) and _HAN_WORD.search(part)]
    # The day alone, in figures: a document has its own with 年 and 月, below its title in brackets.
    if _DAY_IN_FIGURES.fullmatch(line.text.strip()) and _META.search(names):
        return [("发布时间", line.text.strip())]
    if day and beside and any(_DAY.search(part) for part in line.parts) and _META.search(names):
        words = [part for part in line.parts if is_agency(part)]
        return [("发布时间", day.group()), *(("来源", word) for word in words[:1])]
    inner = " ".join(name for tag in line.element.find_all(True) for name in names_of(tag))
    short = all(len(part) <= _LONGEST_NAME and not _SIGNS.search(part) for part in line.parts)
    if short and (_TAG.search(names) or _TAG.search(inner)) and not day:
        return [("标签", " ".join(line.parts))]
    return []


def _in_another_language(at: int, lines: Sequence[PageLine], titles: set[int]) -> list[tuple[str, str]]:
    """Return the title as it stands right below itself in another language: Tibetan, Uyghur, Mongolian, English."""
    line = lines[at]
    heads = line.hint.startswith("h") or not line.text.isascii()
    other = not _HAN_WORD.search(line.text) and sum(map(str.isalpha, line.text)) >= _FEWEST_LETTERS
    return (
        [("并列题名", line.text.strip())] if at - 1 in titles and other and heads and not line.cells else []
    )


def _is_about_the_page(at: int, inside: Sequence[int]) -> bool:
    """Tell whether a line stands where pages say when and by whom they were put up."""
    return not inside or at < inside[0] + _HEAD_OF_TEXT or at > inside[-1]
