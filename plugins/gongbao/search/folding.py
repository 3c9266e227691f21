"""Fold text, so that ways of writing the same thing are found by each other. The client folds queries the same way.

theme/static/js/search/text.js does the same in JavaScript; tests/search/vectors.json holds both to it.
"""

import re
import unicodedata
from collections.abc import Mapping

import numpy as np

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
_BLANK = "[ \t\f\v\u1680\u2028\u2029]+"
_WORD_THEN_HAN = re.compile(f"([0-9a-z]){_BLANK}(?=[{HAN}])")
_HAN_THEN_WORD = re.compile(f"([{HAN}]){_BLANK}(?=[0-9a-z])")
# 二O一八年, 二00八年: letters and digits in place of 〇. The character before is kept, so no look-behind is needed.
_YEAR_ZERO = re.compile("([一二三四五六七八九〇])([o0〇]+)(?=[一二三四五六七八九十〇年])")


class Folder:
    """Folds text: width and compatibility forms, case, invisible characters, variants, zeros, blanks beside digits."""

    def __init__(self, variants: Mapping[str, str]) -> None:
        table: dict[int, str | None] = {**_ZEROS, **_SIGMA}
        table.update((ord(variant), plain) for variant, plain in variants.items())
        table.update((code, None) for code in _INVISIBLE)
        self._table = table

    def fold(self, text: str) -> str:
        """Return the folded text. A newline stays: it ends a paragraph."""
        characters = set(text)
        if len(text) > 10 * len(characters) and not any(map(_joins, characters)):
            text = self._each_alike(text, characters)
        else:
            text = self._character_forms(text)
        text = _YEAR_ZERO.sub(lambda m: m[1] + "〇" * len(m[2]), text)
        text = _WORD_THEN_HAN.sub(r"\1", text)
        return _HAN_THEN_WORD.sub(r"\1", text)

    def _character_forms(self, text: str) -> str:
        return unicodedata.normalize("NFKC", text).lower().translate(self._table)

    def _each_alike(self, text: str, characters: set[str]) -> str:
        """Fold each different character once: many times faster for a long text."""
        codes = np.arange(0x110000, dtype="<u4")
        for character in characters:
            folded = self._character_forms(character)
            if len(folded) == 1:
                codes[ord(character)] = ord(folded)
            else:
                text = text.replace(character, folded)
        encoded: bytes = codes[np.frombuffer(text.encode("utf-32-le"), "<u4")].tobytes()
        return encoded.decode("utf-32-le")


def _joins(character: str) -> bool:
    """Tell whether how a character is folded may depend on those beside it."""
    plain = unicodedata.normalize("NFKC", character)
    return "\ud800" <= character <= "\udfff" or any(
        unicodedata.category(c)[0] == "M" or "\u1100" <= c <= "\u11ff" for c in plain
    )
