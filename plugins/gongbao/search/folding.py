"""Fold text, so that ways of writing the same thing are found by each other. The client folds queries the same way.

theme/static/js/search/text.js does the same in JavaScript; tests/search/vectors.json holds both to it.
"""

import re
import unicodedata
from collections.abc import Mapping

import numpy as np

from gongbao.patterns import late

# Han characters, by code point, since regular expressions of Python know no scripts and browsers differ in Unicode.
HAN = "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Characters that print nothing; variation selectors choose a shape of the same character.
_INVISIBLE = (
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD,
    *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
)  # fmt: skip
# Circles that stand for the zero of a Chinese year.
_ZEROS = {0x25CB: "〇", 0x25EF: "〇"}
# The small sigma at a word's end: which one stands there depends on what follows.
_SIGMA = {0x3C2: "σ"}
# Those that folding leaves, besides the common one, which is looked for ten times as fast.
_RARE_BLANKS = "\t\f\v\u1680\u2028\u2029"


def _beside_han(blank: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of the blanks between a word and a Han character, and the other way round.

    They begin with the first blank, not with what stands before it, which nearly all of a text could be.
    """
    return (
        late(f"{blank}(?<=[0-9a-z]{blank}){blank}*(?=[{HAN}])"),
        late(f"{blank}(?<=[{HAN}]{blank}){blank}*(?=[0-9a-z])"),
    )


_BLANKS, _ANY_BLANKS = _beside_han(" "), _beside_han(f"[ {_RARE_BLANKS}]")
# 二O一八年, 二00八年: letters and digits in place of 〇.
_YEAR_ZERO = late("(?<=[一二三四五六七八九〇])[o0〇]+(?=[一二三四五六七八九十〇年])")
# From so many characters on a table of them pays.
_LONG = 20_000


class Folder:
    """Folds text: width and compatibility forms, case, invisible characters, variants, zeros, blanks beside digits."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        table: dict[int, str | None] = {**_ZEROS, **_SIGMA}
        table.update((ord(variant), plain) for variant, plain in variants.items())
        table.update((code, None) for code in _INVISIBLE)
        self._table = table
        self._forms: dict[str, str | None] = {}

    def fold(self, text: str) -> str:
        """Return the folded text. A newline stays: it ends a paragraph."""
        text = self._each_alike(text) if len(text) > _LONG else self._character_forms(text)
        text = _YEAR_ZERO.sub(lambda m: "〇" * len(m[0]), text)
        for pattern in _ANY_BLANKS if any(blank in text for blank in _RARE_BLANKS) else _BLANKS:
            text = pattern.sub("", text)
        return text

    def _character_forms(self, text: str) -> str:
        return unicodedata.normalize("NFKC", text).lower().translate(self._table)

    def _each_alike(self, text: str) -> str:
        """Fold each different character once, if none is folded by those beside it: many times faster for a long text."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        given = np.zeros(int(codes.max()) + 1, bool)
        given[codes] = True
        forms = {character: self._form(character) for character in map(chr, np.flatnonzero(given).tolist())}
        if None in forms.values():
            return self._character_forms(text)
        for character, form in forms.items():
            if form is not None and len(form) != 1:
                text = text.replace(character, form)
        codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
        table = np.arange(int(codes.max(initial=0)) + 1, dtype="<u4")
        for character, form in forms.items():
            if form is not None and len(form) == 1 and ord(character) < len(table):
                table[ord(character)] = ord(form)
        encoded: bytes = table[codes].tobytes()
        return encoded.decode("utf-32-le")

    def _form(self, character: str) -> str | None:
        """Return how a character is folded, None where that may depend on those beside it."""
        if character not in self._forms:
            self._forms[character] = None if _joins(character) else self._character_forms(character)
        return self._forms[character]


def _joins(character: str) -> bool:
    """Tell whether how a character is folded may depend on those beside it."""
    plain = unicodedata.normalize("NFKC", character)
    return "\ud800" <= character <= "\udfff" or any(
        unicodedata.category(c)[0] == "M" or "\u1100" <= c <= "\u11ff" for c in plain
    )
