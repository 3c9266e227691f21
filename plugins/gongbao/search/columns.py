"""Numbers of postings written out, one text or several for all of them, of which each row has a part.

Documents are told by the gaps between them, and a gap by two parts: the upper bits as a code, and its last bits, six in a
character. How many bits are last ones follows from how many fields of documents hold the term (`low_bits`), so that upper
parts are alike whether a term is common or rare, and one code serves all of them: a sixth less than whole gaps take.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .batch import Ints
from .codes import DIGIT, digits_of, encode_array, encode_halves

# Segments of fewer documents have too short gaps.
_FEW = 256


class Column(NamedTuple):
    """Numbers written out, and where those of each posting begin in each text, with the end of the last one added."""

    texts: tuple[str, ...]
    cuts: tuple[Ints, ...]

    @classmethod
    def of(cls, numbers: Ints, firsts: Ints) -> "Column":
        """Write numbers; firsts says which is the first of each posting, and ends with how many there are."""
        written, offsets = encode_array(numbers)
        return cls((written.decode("ascii"),), (offsets[firsts],))

    @classmethod
    def positions(cls, numbers: Ints, firsts: Ints) -> "Column":
        """Write numbers in halves, and apart from the others how large the first of each posting is: a posting's first
        position says where it begins, the others how far from one to the next.
        """
        written, digits, offsets = encode_halves(numbers)
        sizes = np.frombuffer(written, np.uint8)
        filled = firsts[1:] > firsts[:-1]
        first = np.zeros(len(sizes), bool)
        first[firsts[:-1][filled]] = True
        cuts = np.append(0, np.cumsum(filled))
        texts = (sizes[first].tobytes(), sizes[~first].tobytes(), digits)
        one, two, three = (text.decode("ascii") for text in texts)
        return cls((one, two, three), (cuts, firsts - cuts, offsets[firsts]))

    def part(self, start: int, end: int) -> str:
        """Return the codes of a range of postings."""
        return " ".join(
            text[cuts[start] : cuts[end]] for text, cuts in zip(self.texts, self.cuts, strict=True)
        )

    def parts(self, borders: Ints) -> list[str]:
        """Return the codes of each range of postings between two borders."""
        columns = (
            [text[a:b] for a, b in pairwise(cuts[borders].tolist())]
            for text, cuts in zip(self.texts, self.cuts, strict=True)
        )
        return list(map(" ".join, zip(*columns, strict=True))) if len(self.texts) > 1 else next(columns)

    def lengths(self, borders: Ints) -> Ints:
        """Return how long each of these is, without the blanks between texts."""
        return sum((np.diff(cuts[borders]) for cuts in self.cuts), np.zeros(len(borders) - 1, np.int64))

    def sizes(self, start: int, end: int) -> Ints:
        """Return the bytes before each of some postings, and before the one behind them."""
        return sum((cuts[start : end + 1] for cuts in self.cuts), np.zeros(end + 1 - start, np.int64))


def low_bits(documents: int, holders: int) -> int:
    """Return how many bits of its gaps are apart for a term of a segment of so many documents.

    holders: how many fields of documents hold the term. theme/static/js/search/rows.js does the same.
    """
    # So that upper parts are three or four in the mean.
    return max(0, (documents * 3 // (holders * 8)).bit_length() - 1) if documents >= _FEW else 0


def packed_bits(values: Ints, widths: Ints, borders: Ints) -> list[str]:
    """Return the last bits of some values, the highest first, as characters of six; each row begins a character anew.

    widths: how many of each; borders: where rows of them begin, and where the last ends.
    """
    rows = len(borders) - 1
    if not widths.any():
        return [""] * rows
    before = np.append(0, np.cumsum(widths))
    characters = -(-np.diff(before[borders]) // DIGIT)
    ends = np.append(0, np.cumsum(characters))
    place = before[:-1] + np.repeat(ends[:-1] * DIGIT - before[borders[:-1]], np.diff(borders))
    bits = np.zeros(int(ends[-1]) * DIGIT, np.uint8)
    for low in range(int(widths.max())):
        which = np.flatnonzero(widths > low)
        bits[place[which] + widths[which] - 1 - low] = values[which] >> low & 1
    weights = 1 << np.arange(DIGIT - 1, -1, -1)
    text = digits_of(bits.reshape(-1, DIGIT) @ weights.astype(np.uint8))
    return [text[a:b] for a, b in pairwise(ends.tolist())]


def changes(*keys: npt.NDArray[np.int64]) -> Ints:
    """Return where any of the keys changes, the first place included."""
    change = np.zeros(len(keys[0]), dtype=bool)
    change[:1] = True
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(change)


def gaps(values: Ints, starts: Ints) -> Ints:
    """Return each value less the one before it, less 1; at a start the value itself."""
    found = np.empty_like(values)
    found[1:] = values[1:] - values[:-1] - 1
    found[starts] = values[starts]
    return found


def rows_of_columns(lines: Sequence[str]) -> str:
    """Return rows of parts with blanks between them as columns, a line each."""
    columns = zip(*(line.split(" ") for line in lines), strict=True)
    return "\n".join(map(" ".join, columns))
