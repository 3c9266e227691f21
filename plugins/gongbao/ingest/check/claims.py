"""What became of the words of head, foot and masthead: of each it is asked whether a field, the text or the note says it.

The ledger knows that a line was taken; it does not know what of the line was written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from gongbao.bulletin import dates, number_text
from gongbao.bulletin.fold import drop_invisible, fold, simplify
from gongbao.bulletin.numerals import HAN_NUMERAL, ZEROS, to_int

from ..forms import elements
from ..model.lines import Line
from ..model.marks import plain
from ..model.record import Record
from ..words import card_labels, table

_FIGURES = re.compile(r"\d+")
# Figures, Latin words, and all else that is a word; marks are none.
_TOKEN = re.compile(r"\d+|[A-Za-z]+|[^\W\dA-Za-z_]+")
_APART = re.compile(r"(?<=\d)[^\S\n]+(?=\d)")
_NUMERAL = re.compile(f"[{HAN_NUMERAL}]+")
_ZERO = re.compile(f"(?<=[一二三四五六七八九十])[{ZEROS}]+|(?<![○◯])[○◯]++(?=[一二三四五六七八九十年])")
_HOUR = re.compile(r"[\sT]*\d{1,2}:\d{2}(?::\d{2})?")
# A single character stands in any text; two that stand together are a word.
_SHORTEST = 2


def header_of(record: Record) -> Iterator[str]:
    """Yield the values of an article's header."""
    for value in record.fields.values():
        yield from value if isinstance(value, tuple) else [str(value)] if value else []
    for values in record.own.values():
        yield from values


def body_of(record: Record) -> Iterator[str]:
    """Yield the texts of an article's body."""
    for block in record.blocks:
        yield block.text
        for row in block.rows:
            yield from row


class StatedWords:
    """What the files that are written of a source say: their words, and the days and numbers in their headers."""

    def __init__(self, header: Iterable[str], body: Iterable[str] = ()) -> None:
        values = [_folded(text) for text in header]
        self.words = "\n".join([*values, *map(_folded, body)])
        self.figures = set(_FIGURES.findall(self.words))
        self.days = {found.iso for text in values for found in dates.find(text)}
        self.numbers = {found.number.key for text in values for found in number_text.find_all(text)}

    def lacks(self, text: str) -> list[str]:
        """Return the words of a text that the files do not say; labels, and marks, are no words."""
        text = unicodedata.normalize("NFKC", drop_invisible(plain(text)))
        rest = list(text)
        for found in dates.find(text):
            if found.iso in self.days:
                hour = _HOUR.match(text, found.end)
                end = hour.end() if hour else found.end
                rest[found.start : end] = "\n" * (end - found.start)
        for number in number_text.find_all(text):
            if number.number.key in self.numbers:
                rest[number.start : number.end] = "\n" * (number.end - number.start)
        # 2 0 1 7 is one figure, 12 2017年 are two.
        whole = "".join(rest)
        # Nearly always these are the same.
        return min(map(self._left, dict.fromkeys((_APART.sub("\n", whole), whole))), key=len)

    def _left(self, text: str) -> list[str]:
        """Return the words of a text that the files do not say; what stands on one line is taken to touch."""
        joined = _zeros(simplify(re.sub(r"[^\S\n]+", "", text)))
        left = [word for token in _TOKEN.findall(joined) for word in self._uncovered(token)]
        return [word for word in left if word.strip(table("labels")["small"])]

    def _uncovered(self, token: str) -> list[str]:
        """Return the stretches of a word that are no part of what is said, nor labels."""
        if token.isdigit():
            return [] if {token, token.lstrip("0")} & self.figures else [token]
        if token.isascii():
            return [] if token in self.words else [token]
        left: list[str] = []
        at, goes_on = 0, False
        while at < len(token):
            if length := self._longest(token, at):
                at, goes_on = at + length, False
                continue
            left[-1:] = [left[-1] + token[at]] if goes_on else [*left[-1:], token[at]]
            at, goes_on = at + 1, True
        return left

    def _longest(self, token: str, at: int) -> int:
        """Return the length of the longest stretch from a place on that is said, a label, or a number that is said."""
        best = self._said(token, at)
        found = _labels().match(token, at)
        label = found.end() - at if found else 0
        numeral = _NUMERAL.match(token, at)
        counted = numeral.end() - at if numeral and str(to_int(numeral[0])) in self.figures else 0
        return max(best, label, counted)

    def _said(self, token: str, at: int) -> int:
        """Return the length of the longest stretch from a place on that is said; 0 if no word is."""
        least, most = min(_SHORTEST, len(token) - at), len(token) - at
        if token[at : at + least] not in (self._words_at_least if least == _SHORTEST else self.words):
            return 0
        # What begins a stretch that is said is said: the length is looked for by doubling, then halving.
        good = least
        while good < most and token[at : at + min(good * 2, most)] in self.words:
            good = min(good * 2, most)
        bad = min(good * 2, most + 1)
        while bad - good > 1:
            middle = (good + bad) // 2
            good, bad = (middle, bad) if token[at : at + middle] in self.words else (good, middle)
        return good

    @cached_property
    def _words_at_least(self) -> set[str]:
        """Return the shortest words of all that is said, to tell at once what is none."""
        return {self.words[at : at + _SHORTEST] for at in range(len(self.words) - _SHORTEST + 1)}


def _folded(text: str) -> str:
    return _zeros(simplify(fold(plain(text))))


def _zeros(text: str) -> str:
    """Set the one sign for zero in numbers that are written in characters, 二○○九 and 二OO九."""
    return _ZERO.sub(lambda match: "〇" * len(match[0]), text)


@cache
def _labels() -> re.Pattern[str]:
    words = {_folded(word) for word in [*table("labels")["labels"], *card_labels()]}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def left_over(lines: Iterable[Line], stated: StatedWords) -> list[tuple[Line, list[str]]]:
    """Return the lines of which words stand nowhere, with these words. 送：各常委 – the field says whom it was sent to."""
    return [(line, words) for line in lines if (words := stated.lacks(elements.CC.sub("", line.text)))]
