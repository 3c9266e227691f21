"""Put the terms of blocks together, term by term, and tell in which terms two states of a block differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from .batch import DOCUMENT_SHIFT, FIELD_MASK, FIELD_SHIFT, SECOND_MASK, WORDS, Ints, ranges
from .blocks import Block
from .tokenizer import utf16_key

# So many at a time: they fit into memory, and the ranks of their terms into 16 bits. Of many blocks more at once, each of
# which is asked for its part of each group: as many groups as before, of as many more blocks, would be the square of the archive.
_GROUP_OCCURRENCES = 750_000
_OF_EACH_BLOCK = 6_000
_MOST_OCCURRENCES = 1_500_000
_GROUP_TERMS = 60_000
_SECOND = 21
# So many units of a key in UTF-16 fit into a number; no term of Han characters has more.
_UNITS = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A block in the numbers of the whole: its terms, rising, and the slice of occurrences of each."""

    block: Block
    first: int
    terms: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]

    def ranges(self, chosen: Ints) -> Ints:
        """Return the occurrences of some of its terms, one after the other, as the block counts documents."""
        return _read(self.block, self.starts[chosen], self.counts[chosen])

    def ranked(self, ranks: npt.NDArray[np.int32]) -> "_Ranked":
        """Return its terms in the order of ranks; ranks: of each of them."""
        order = np.argsort(ranks, kind="stable")
        return _Ranked(self.block, self.first, ranks[order], self.starts[order], self.counts[order])


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A block's terms by their ranks in the whole, rising, and the slice of occurrences of each."""

    block: Block
    first: int
    ranks: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]

    def within(self, start: int, end: int, least: int) -> tuple[npt.NDArray[np.uint16], Ints]:
        """Return the occurrences of the terms at some places, and for each its rank, less the least."""
        counts = self.counts[start:end]
        ranks = np.repeat((self.ranks[start:end] - least).astype(np.uint16), counts)
        return ranks, _read(self.block, self.starts[start:end], counts) + (self.first << DOCUMENT_SHIFT)


def _read(block: Block, starts: npt.NDArray[np.int32], counts: npt.NDArray[np.int32]) -> Ints:
    """Return the occurrences in some slices of a block's, one after the other."""
    if not len(starts):
        return np.zeros(0, np.int64)
    low, high = int(starts.min()), int((starts + counts).max())
    total = int(counts.sum(dtype=np.int64))
    if high - low == total and bool((starts[1:] > starts[:-1]).all()):
        return block.occurrences(slice(low, high))
    # Terms that are asked for together stand near each other: read the stretch that holds them all, if it is short.
    if high - low <= 4 * total + 4096:
        return block.occurrences(slice(low, high))[ranges(starts - low, counts)]
    return block.occurrences(ranges(starts, counts))


class Merge:
    """The terms of several blocks, whose documents stand one behind the other."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._blocks = blocks
        self._firsts = [0, *accumulate(block.documents for block in blocks)]
        self._known: dict[int, _Part] = {}

    def _at(self, number: int) -> _Part:
        """Return a block in the numbers of the whole; read when it is asked for, since where no term changed most are not."""
        if number not in self._known:
            self._known[number] = self._part(self._blocks[number], self._firsts[number])
        return self._known[number]

    def _all(self) -> list[_Part]:
        return [self._at(number) for number in range(len(self._blocks))]

    def _part(self, block: Block, first: int) -> _Part:
        terms, bounds = block.terms, block.bounds
        starts, counts = bounds[:-1], np.diff(bounds)
        if block.words:
            # Words are numbered as a block comes upon them; here they get the numbers of the whole.
            at = int(np.searchsorted(terms, WORDS))
            own = (terms[at:] - np.uint64(WORDS)).astype(np.int64).tolist()
            words = np.array([self._number(block.words[i]) for i in own], dtype=np.uint64)
            order = np.concatenate([np.arange(at), at + np.argsort(words)]).astype(np.int64)
            terms = np.concatenate([terms[:at], words])[order]
            starts, counts = starts[order], counts[order]
        return _Part(block, first, terms, starts, counts)

    def _number(self, word: str) -> int:
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = WORDS + len(self._words)
            self._words.append(word)
        return known

    def term(self, number: int) -> str:
        """Return the term of a number."""
        if number >= WORDS:
            return self._words[number - WORDS]
        first, second = divmod(number, 1 << _SECOND)
        return chr(first) + (chr(second) if second else "")

    def _terms(self, numbers: npt.NDArray[np.uint64]) -> list[str]:
        """Return the terms of numbers."""
        han = np.where(numbers < WORDS, numbers, 0)
        codes = np.stack([han >> np.uint64(_SECOND), han & np.uint64(SECOND_MASK)], axis=1).astype("<u4")
        text = codes.tobytes().decode("utf-32-le", "surrogatepass")
        terms = [text[at : at + 2] for at in range(0, len(text), 2)]
        for place in np.flatnonzero(codes[:, 1] == 0).tolist():
            terms[place] = self.term(int(numbers[place]))
        return terms

    def groups(self) -> Iterator[tuple[list[str], Ints, Ints]]:
        """Yield terms in JavaScript's order, in groups: the terms, the rank of each occurrence, the occurrences.

        Afterwards it knows no more than terms by their numbers.
        """
        parts = self._all()
        if not parts:
            return
        numbers = _different(np.concatenate([part.terms for part in parts]))
        order = self._order(numbers)
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        # Once for all groups: to look for the terms of each group in each part would take the square of the archive.
        self._blocks, self._known = (), {}
        ranked = [part.ranked(rank[np.searchsorted(numbers, part.terms)]) for part in parts]
        del parts, rank
        counts = np.zeros(len(order), np.int64)
        for part in ranked:
            counts[part.ranks] += part.counts
        borders = np.array(list(_borders(counts, len(ranked))), np.int32)
        places = [np.searchsorted(part.ranks, borders).tolist() for part in ranked]
        for at, (least, end) in enumerate(pairwise(borders.tolist())):
            found = [
                part.within(place[at], place[at + 1], least)
                for part, place in zip(ranked, places, strict=True)
                if place[at] < place[at + 1]
            ]
            yield self._terms(numbers[order[least:end]]), *_together(found)

    def of(self, numbers: npt.NDArray[np.uint64]) -> Iterator[tuple[list[str], Ints, Ints]]:
        """Yield the same for some terms alone, those of them that occur."""
        if not len(numbers):
            return
        counts, parts = np.zeros(len(numbers), dtype=np.int64), self._all()
        for part in parts:
            at, hits = _places(part.terms, numbers)
            counts[hits] += part.counts[at]
        numbers, counts = numbers[counts > 0], counts[counts > 0]
        order = self._order(numbers)
        for least, end in pairwise(_borders(counts[order], len(parts))):
            group = numbers[order[least:end]]
            yield self._terms(group), *_gather(parts, group)

    def _order(self, numbers: npt.NDArray[np.uint64]) -> Ints:
        """Return the places of numbers, rising, in the order that JavaScript has of their terms."""
        at = int(np.searchsorted(numbers, WORDS))
        words = [self.term(n) for n in numbers[at:].tolist()]
        by_word = sorted(range(len(words)), key=lambda i: utf16_key(words[i]))
        heads = [utf16_key(words[i])[: 2 * _UNITS].ljust(2 * _UNITS, b"\x00") for i in by_word]
        keys = np.concatenate([_keys(numbers[:at]), np.frombuffer(b"".join(heads), ">u8")]).astype(np.uint64)
        places = np.concatenate([np.arange(at), at + np.array(by_word, np.int64)]).astype(np.int64)
        # Words of the same beginning stay as they are; no other term begins as one does.
        return places[np.argsort(keys, kind="stable")]

    def differing(self, number: int, old: Block) -> npt.NDArray[np.uint64]:
        """Return the terms in which a block differs from what it was.

        Also those of documents whose packs begin elsewhere, and of their fields that have another length.
        """
        new = self._at(number)
        before = self._part(old, new.first)
        both, ours, theirs = np.intersect1d(new.terms, before.terms, assume_unique=True, return_indices=True)
        same = new.counts[ours] == before.counts[theirs]
        ours, theirs = ours[same], theirs[same]
        a, b = new.ranges(ours), before.ranges(theirs)
        differs = a != b
        for document in _moved(new.block, old):
            differs |= (a >> DOCUMENT_SHIFT) == document
        differs |= _resized(new.block, old)[a >> DOCUMENT_SHIFT, (a >> FIELD_SHIFT) & FIELD_MASK]
        begins = np.cumsum(new.counts[ours], dtype=np.int64) - new.counts[ours]
        changed = np.logical_or.reduceat(differs, begins) if len(begins) else np.zeros(0, bool)
        unchanged = both[same][~changed]
        return np.setdiff1d(union(new.terms, before.terms), unchanged, assume_unique=True)


def union(some: npt.NDArray[np.uint64], more: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return numbers that stand in one or the other, rising, each once; numpy's own function would load what it has for masked arrays."""
    return _different(np.concatenate([some, more]))


def _gather(parts: Sequence[_Part], numbers: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return the occurrences of the terms, and for each the rank of its term."""
    found = []
    for part in parts:
        at, rank = _places(part.terms, numbers)
        if len(rank):
            ranks = np.repeat(rank, part.counts[at]).astype(np.uint16)
            found.append((ranks, part.ranges(at) + (part.first << DOCUMENT_SHIFT)))
    return _together(found)


def _different(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return each number once, rising; numpy's own function looks each up in a table, which takes four times as long."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _keys(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return the keys in UTF-16 of terms of one or two code points, filled up with zeros, as numbers."""
    keys = np.zeros(len(numbers), np.uint64)
    room = np.full(len(numbers), 16 * _UNITS, np.uint64)
    for code in (numbers >> np.uint64(_SECOND), numbers & np.uint64(SECOND_MASK)):
        wide = code >= 0x10000
        beyond = code - np.uint64(0x10000)
        pair = ((beyond >> np.uint64(10)) + np.uint64(0xD800) << np.uint64(16)) | (
            (beyond & np.uint64(0x3FF)) + np.uint64(0xDC00)
        )
        room -= np.where(wide, np.uint64(32), np.uint64(16))
        keys |= np.where(wide, pair, code) << room
    return keys


def _borders(counts: Ints, blocks: int) -> Iterator[int]:
    """Yield where groups of terms begin, and where the last ends; counts: the occurrences of each term in so many blocks."""
    most = min(max(_GROUP_OCCURRENCES, _OF_EACH_BLOCK * blocks), _MOST_OCCURRENCES)
    running = np.cumsum(counts)
    at = 0
    while at < len(counts):
        yield at
        done = running[at - 1] if at else 0
        end = max(at + 1, int(np.searchsorted(running, done + most)))
        at = min(end, at + _GROUP_TERMS)
    yield len(counts)


def _together(found: Sequence[tuple[npt.NDArray[np.uint16], Ints]]) -> tuple[Ints, Ints]:
    """Put what parts have of a group in the order of ranks."""
    ranks = np.concatenate([np.zeros(0, np.uint16), *(ranks for ranks, _ in found)])
    # A stable sort of 16-bit numbers is a radix sort; blocks stand in the order of documents already.
    order = np.argsort(ranks, kind="stable")
    occurrences = np.concatenate([np.zeros(0, np.int64), *(occurrences for _, occurrences in found)])
    return ranks[order].astype(np.int64), occurrences[order]


def _moved(new: Block, old: Block) -> list[int]:
    """Return the documents of a block whose packs do not begin where they did."""

    def begins(block: Block) -> list[list[int]]:
        found, at = [], 0
        for count in block.places.counts:
            found.append(block.places.starts[at : at + count])
            at += count
        return found

    pairs = zip(begins(new), begins(old), strict=True)
    # Where a document has one pack there is no other that a term could be in.
    return [n for n, (a, b) in enumerate(pairs) if a != b and max(len(a), len(b)) > 1]


def _resized(new: Block, old: Block) -> npt.NDArray[np.bool_]:
    """Return which fields of which documents have another length than they had."""
    differs: npt.NDArray[np.bool_] = np.array(new.lengths) != np.array(old.lengths)
    return differs


def _places(terms: npt.NDArray[np.uint64], wanted: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return where terms that are wanted stand, and which of the wanted ones they are."""
    if not len(terms):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = np.searchsorted(terms, wanted)
    hits = np.flatnonzero(terms[np.minimum(found, len(terms) - 1)] == wanted)
    return found[hits], hits
