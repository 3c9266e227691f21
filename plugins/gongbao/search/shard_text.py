"""The rows of a shard in one text, column by column, since numbers of a kind deflate better together.

Only documents have blanks between rows. How many documents a row has is told by them; how many numbers of the other
columns are a row's follows from that, and from what stands before. Terms stand in groups, since most begin with the
character that the one before begins with:
  盐业务   the rows of 盐, 盐业 and 盐务
  .盐业务  the same without that of 盐
  ２０１８  that of a word, which is no Han character
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .codes import ALPHABET, BASE, DIGIT, decode_all, decode_array, decode_first, digits_behind, encode
from .columns import low_bits
from .postings import INLINE, KINDS
from .tokenizer import is_han

_WITHOUT = "."
_CONTINUES = str.maketrans("", "", ALPHABET[BASE:])
_is_han = cache(is_han)


class Shape(NamedTuple):
    """What it takes to read the rows of a segment: how many documents it has, and the field of most terms."""

    documents: int
    main_field: int


def write(rows: Sequence[str]) -> str:
    """Return rows, as `postings` writes them, as one text."""
    terms, heads, documents, low, frequencies, packs, firsts, sizes, digits = zip(
        *(row.split(" ") for row in rows), strict=True
    )
    joined = map("".join, (frequencies, packs, firsts, sizes))
    last = f"{''.join(low)} {''.join(digits)}"
    return "\n".join([_grouped(terms), "".join(heads), " ".join(documents), *joined, last])


def _grouped(terms: Sequence[str]) -> str:
    groups: list[list[str]] = []
    first = last = ""
    for term in terms:
        if not _is_han(term[0]):
            groups.append([term])
            first = ""
        elif len(term) == 1:
            groups.append([term])
            first = term
        elif term[0] == first and term != last:
            groups[-1].append(term[1])
        else:
            groups.append([_WITHOUT, term])
            first = term[0]
        last = term
    return " ".join(map("".join, groups))


def _terms(groups: str) -> Iterator[str]:
    for group in groups.split(" "):
        if group[0] == _WITHOUT:
            yield from (group[1] + second for second in group[2:])
        elif _is_han(group[0]):
            yield group[0]
            yield from (group[0] + second for second in group[1:])
        else:
            yield group


def read(text: str, shape: Shape) -> Iterator[tuple[str, str, int]]:
    """Yield each row of such a text as it was written, with its term and its first document."""
    terms, heads, documents, frequencies, packs, firsts, sizes, rest = text.split("\n")
    low, digits = rest.split(" ")
    reader = _Frequencies(frequencies, shape.main_field)
    of_packs = decode_array(packs)[1]
    of_firsts, of_sizes = digits_behind(firsts), digits_behind(sizes)
    pack = first = size = digit = bit = 0
    for term, more, upper in zip(_terms(terms), decode_all(heads), documents.split(" "), strict=True):
        count = len(upper.translate(_CONTINUES))
        width = low_bits(shape.documents, more // KINDS + count)
        bits = low[bit : bit + -(-count * width // DIGIT)]
        bit += len(bits)
        begins = decode_first(upper) << width
        if width:
            begins |= sum(ALPHABET.index(c) << DIGIT * n for n, c in enumerate(bits[::-1])) >> (
                len(bits) * DIGIT - width
            )
        own, occurrences = reader.take(count)
        columns = ["", "", "", ""]
        if more % KINDS == INLINE:
            others = size + occurrences - count
            ends = digit + int(
                of_firsts[first + count] - of_firsts[first] + of_sizes[others] - of_sizes[size]
            )
            columns[1:] = firsts[first : first + count], sizes[size:others], digits[digit:ends]
            first, size, digit = first + count, others, ends
        else:
            columns[0] = packs[of_packs[pack] : of_packs[pack + count]]
            pack += count
        yield term, " ".join([term, encode(more), upper, bits, own, *columns]), begins


class _Frequencies:
    """A column of frequencies, of which some documents' are taken after the other."""

    def __init__(self, text: str, main_field: int) -> None:
        self._text = text
        found, starts = decode_array(text)
        self._numbers, self._starts = found.tolist(), starts.tolist()
        self._main = main_field
        self._at = 0

    def take(self, documents: int) -> tuple[str, int]:
        """Return the codes of the next documents, and how many occurrences they tell."""
        numbers, at, occurrences = self._numbers, self._at, 0
        for _ in range(documents):
            given, odd = divmod(numbers[at], 2)
            at += 1
            if not odd:
                occurrences += given + 1
                continue
            for field in range(given.bit_length()):
                if given >> field & 1:
                    occurrences += numbers[at] + 1
                    at += 1 if field == self._main else 2
        text = self._text[self._starts[self._at] : self._starts[at]]
        self._at = at
        return text, occurrences
