"""Where a text names documents: titles joined with the number beside them, and lone numbers."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from . import number_text, titles
from .number_grammar import DocumentNumber, FoundNumber


@dataclass
class Mention:
    """A document that a text names in the characters [start, end): its title, its number or both.

    number is None where the text gives none or somebody masked its digits (masked then holds what is printed).
    """

    start: int
    end: int
    title: str | None = None
    number: DocumentNumber | None = None
    masked: str | None = None


# Most paragraphs cite nothing; these look before anything is taken apart.
_HINT = re.compile(r"[《号〕\]】]")
_MASK = re.compile(r"[xX×＊*○〇][^。]{0,12}号")
_OPENING = re.compile(
    r"[\s（(〔\[【]{0,3}(?:文号|发文字号|即|见|以|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?[：:]?"
)
_OF_TITLE = re.compile(r"(?:的?(?:通知|决定|意见|批复|函|公告|文件)?)")
CLOSING = re.compile(
    r"[\s]*(?:[，,][^（）()《》]{0,30})?(?:公布|发布|修订|修正|以下简称[^（）()]{0,20})?[）)〕\]】]"
)
_BEFORE_TITLE = re.compile(r"(?:文件)?[，,]?\s*|(?:公布|发布|颁布|印发|下发)的")
# How far from a title the number that belongs to it may stand: 《…》的通知（发文字号：…, …号文件《….
_BEHIND, _BEFORE = 24, 4


def find(text: str, known: frozenset[str]) -> list[Mention]:
    """Return what a text names, in order; known: issuing codes that are certain."""
    if not _HINT.search(text):
        return []
    has_title = "《" in text
    numbers = number_text.find_all(text, known)
    masked = number_text.find_masked(text) if _MASK.search(text) else []
    if not (has_title or numbers or masked):
        return []
    found: list[Mention] = []
    free = _Numbers(numbers)
    for title in titles.find(text) if has_title else ():
        mention = Mention(title.start, title.end, title.title)
        beside = free.behind(text, title.end)
        if number := beside or free.inside(title.start, title.end) or free.before(text, title.start):
            free.take(number)
            mention.number = number.number
            mention.start, mention.end = min(mention.start, number.start), max(mention.end, number.end)
            if beside and (closing := CLOSING.match(text, mention.end)):
                mention.end = closing.end()
        elif not titles.names_document(title.title):
            continue
        found.append(mention)
    titled = _Spans(found)
    for one in free.left():
        if not titled.hold(one.start):
            found.append(Mention(one.start, one.end, None, one.number))
    for canonical, start, end in masked:
        if not titled.hold(start):
            found.append(Mention(start, end, None, None, canonical))
    return sorted(found, key=lambda mention: mention.start)


class _Numbers:
    """The numbers of a text, to be asked for by place; a text may have tens of thousands of them."""

    def __init__(self, numbers: Sequence[FoundNumber]) -> None:
        self._numbers, self._used = numbers, set[int]()
        self._starts = [number.start for number in numbers]
        self._ends = [number.end for number in numbers]

    def take(self, number: FoundNumber) -> None:
        """Give a number away: no other title gets it, and it does not stand alone."""
        self._used.add(number.start)

    def left(self) -> list[FoundNumber]:
        """Return the numbers that no title has."""
        return [number for number in self._numbers if number.start not in self._used]

    def behind(self, text: str, end: int) -> FoundNumber | None:
        """Return the number that belongs to a title which ends there."""
        near = self._numbers[bisect_left(self._starts, end) : bisect_right(self._starts, end + _BEHIND)]
        return next(
            (n for n in near if n.start not in self._used and _belongs(text[end : n.start])),
            None,
        )

    def inside(self, start: int, end: int) -> FoundNumber | None:
        """Return the first number that a title holds."""
        near = self._numbers[bisect_right(self._starts, start) : bisect_left(self._starts, end)]
        return next((n for n in near if n.end <= end), None)

    def before(self, text: str, start: int) -> FoundNumber | None:
        """Return the number that leads to a title which begins there: 甲府发〔2018〕1号《…》, …号文件《…》."""
        near = self._numbers[bisect_left(self._ends, start - _BEFORE) : bisect_right(self._ends, start)]
        return next(
            (n for n in near if n.start not in self._used and _BEFORE_TITLE.fullmatch(text[n.end : start])),
            None,
        )


class _Spans:
    """Stretches of a text, to be asked whether one of them holds a place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        ordered = sorted((mention.start, mention.end) for mention in mentions)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def hold(self, place: int) -> bool:
        """Tell whether a place lies within one of them."""
        at = bisect_right(self._starts, place)
        return at > 0 and self._furthest[at - 1] > place


def _belongs(between: str) -> bool:
    """Tell whether what stands between a title and a number joins them: 《…》（甲府发〔2018〕1号）, 《…》的通知（…）."""
    word = _OF_TITLE.match(between)
    rest = between[word.end() :] if word else between
    return bool(_OPENING.fullmatch(rest)) and ("（" in rest or "(" in rest or not (word and word.group()))
