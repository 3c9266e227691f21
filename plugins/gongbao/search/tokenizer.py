"""Terms of a text: the plain statement of what the index holds. `batch` does the same at speed, on arrays.

Each Han character is a term, and so is each pair of Han characters that stand next to each other; letters and
digits form words. Positions count characters and words; separators between two take one position. A paragraph begins at
a multiple of ALIGNMENT, at least two positions behind the end of the one before, so that a character more or less moves
only what stands behind it in its own paragraph. Two terms of a query are next to each other if and only if their
positions are.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from gongbao.patterns import late

from .folding import HAN

ALIGNMENT = 16
# What an occurrence has room for (`batch`): some eight million characters of a document and more.
MOST_POSITIONS = (1 << 24) - 1
UNIT = late(f"[{HAN}]|[^\\W_{HAN}]+")
_FULL_WIDTH = {ord("0") + n: chr(0xFF10 + n) for n in range(10)}


class Unit(NamedTuple):
    """A Han character or a word, and its position."""

    text: str
    kind: Literal["han", "word"]
    position: int


def units(folded_paragraphs: Iterable[str]) -> Iterator[Unit]:
    """Yield the units of a document, paragraph by paragraph."""
    position = -1
    for paragraph in folded_paragraphs:
        end = -1
        for match in UNIT.finditer(paragraph):
            if position < 0:
                position = 0
            else:
                position = (
                    -(-(position + 3) // ALIGNMENT) * ALIGNMENT
                    if end < 0
                    else position + (1 if match.start() == end else 2)
                )
            end = match.end()
            yield Unit(match[0], "han" if is_han(match[0]) else "word", position)


def is_han(text: str) -> bool:
    """Tell whether a unit is a Han character."""
    return bool(_IS_HAN.match(text))


_IS_HAN = late(f"[{HAN}]$")


def word_term(word: str) -> str:
    """Return the term of a word. Digits become full-width: lunr's token sets mix up ASCII digits with node numbers."""
    return word.translate(_FULL_WIDTH)


def terms(folded_paragraphs: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each term of a document with its position, repeated as often as it occurs."""
    before: Unit | None = None
    for unit in units(folded_paragraphs):
        if unit.kind == "word":
            yield word_term(unit.text), unit.position
        else:
            yield unit.text, unit.position
            if before and before.kind == "han" and before.position + 1 == unit.position:
                yield before.text + unit.text, before.position
        before = unit


def utf16_key(term: str) -> bytes:
    """Return a sort key in JavaScript's order of strings."""
    return term.encode("utf-16-be", "surrogatepass")
