"""What the lines beside a title say of the document or of its page: 来源：…, who put it up over the minute, tags."""

import re
from collections.abc import Sequence

from gongbao.bulletin import number

from .card import reads_as_title
from .info import info_line, put_up_to_the_minute
from .lines import PageLine

# Above the text, pages say when and by whom it was put up.
_HEAD_OF_TEXT = 8
_LONGEST_NAME, _SIGNS = 16, re.compile("[，。；：、《》]")
_LONGEST_TAGS = 60
_HAN_WORD = re.compile("[一-鿿]")


def facts(
    at: int, lines: Sequence[PageLine], inside: Sequence[int], titles: set[int]
) -> Sequence[tuple[str, str]]:
    """Return what a line beside the title says of the document or its page: 来源：…, tags."""
    said = info_line(lines[at].text) if _is_about_the_page(at, inside) else ()
    return said or _who_put_it_up(at, lines, titles) or _tags(at, lines, titles)


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


def _is_about_the_page(at: int, inside: Sequence[int]) -> bool:
    """Tell whether a line stands where pages say when and by whom they were put up."""
    return not inside or at < inside[0] + _HEAD_OF_TEXT or at > inside[-1]
