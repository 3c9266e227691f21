"""Put the terms of blocks together, term by term, and tell in which terms two states of a block differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .batch import DOCUMENT_SHIFT, WORDS, Ints
from .blocks import Block
from .tokenizer import utf16_key

# So many at a time: they fit into memory, and the ranks of their terms into 16 bits.
_GROUP_OCCURRENCES = 750_000
_GROUP_TERMS = 60_000
_SECOND = 21


@dataclass(frozen=True, slots=True)
class _Part:
    """A block in the numbers of the whole: its terms, rising, and the slice of occurrences of each."""

    block: Block
    first: int
    terms: npt.NDArray[np.uint64]
    starts: Ints
    counts: Ints

    def ranges(self, chosen: Ints) -> Ints:
        """Return the occurrences of some of its terms, one after the other, as the block counts documents."""
        starts, counts = self.starts[chosen], self.counts[chosen]
        if not len(chosen):
            return starts
        # Terms that are asked for together stand near each other: read the stretch that holds them all, if it is short.
        low, high = int(starts.min()), int((starts + counts).max())
        if high - low <= 4 * int(counts.sum()) + 4096:
            return self.block.occurrences(slice(low, high))[_ranges(starts - low, counts)]
        return self.block.occurrences(_ranges(starts, counts))


class Merge:
    """The terms of several blocks, whose documents stand one behind the other."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._parts: list[_Part] = []
        first = 0
        for block in blocks:
            self._parts.append(self._part(block, first))
            first += block.documents

    def _part(self, block: Block, first: int) -> _Part:
        terms, starts = block.terms, block.bounds[:-1]
        counts = np.diff(block.bounds)
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

    def groups(self) -> Iterator[tuple[list[str], Ints, Ints]]:
        """Yield terms in JavaScript's order, in groups: the terms, the rank of each occurrence, the occurrences."""
        if not self._parts:
            return
        numbers, inverse = np.unique(np.concatenate([p.terms for p in self._parts]), return_inverse=True)
        counts = np.bincount(inverse, np.concatenate([p.counts for p in self._parts]))
        yield from self._grouped(numbers, counts)

    def of(self, numbers: npt.NDArray[np.uint64]) -> Iterator[tuple[list[str], Ints, Ints]]:
        """Yield the same for some terms alone, those of them that occur."""
        counts = np.zeros(len(numbers), dtype=np.int64)
        for part in self._parts:
            at, hits = _places(part.terms, numbers)
            counts[hits] += part.counts[at]
        yield from self._grouped(numbers[counts > 0], counts[counts > 0])

    def _grouped(
        self, numbers: npt.NDArray[np.uint64], counts: npt.NDArray[np.float64] | Ints
    ) -> Iterator[tuple[list[str], Ints, Ints]]:
        terms = [self.term(n) for n in numbers.tolist()]
        order = np.array(sorted(range(len(terms)), key=lambda i: utf16_key(terms[i])), dtype=np.int64)
        at, running = 0, np.cumsum(counts[order])
        while at < len(order):
            done = running[at - 1] if at else 0
            end = max(at + 1, int(np.searchsorted(running, done + _GROUP_OCCURRENCES)))
            group = order[at : min(end, at + _GROUP_TERMS)]
            yield ([terms[i] for i in group], *self._gather(numbers[group]))
            at += len(group)

    def _gather(self, numbers: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
        """Return the occurrences of the terms, and for each the rank of its term."""
        ranks, parts = [np.zeros(0, np.uint16)], [np.zeros(0, np.int64)]
        for part in self._parts:
            at, rank = _places(part.terms, numbers)
            if not len(rank):
                continue
            ranks.append(np.repeat(rank, part.counts[at]).astype(np.uint16))
            parts.append(part.ranges(at) + (part.first << DOCUMENT_SHIFT))
        rank_of_each = np.concatenate(ranks)
        # A stable sort of 16-bit numbers is a radix sort; blocks stand in the order of documents already.
        order = np.argsort(rank_of_each, kind="stable")
        return rank_of_each[order].astype(np.int64), np.concatenate(parts)[order]

    def differing(self, number: int, old: Block) -> npt.NDArray[np.uint64]:
        """Return the terms in which a block differs from what it was, and those of documents whose packs begin elsewhere."""
        new = self._parts[number]
        before = self._part(old, new.first)
        both, ours, theirs = np.intersect1d(new.terms, before.terms, assume_unique=True, return_indices=True)
        same = new.counts[ours] == before.counts[theirs]
        ours, theirs = ours[same], theirs[same]
        a, b = new.ranges(ours), before.ranges(theirs)
        differs = a != b
        for document in _moved(new.block, old):
            differs |= (a >> DOCUMENT_SHIFT) == document
        begins = np.cumsum(new.counts[ours]) - new.counts[ours]
        changed = np.logical_or.reduceat(differs, begins) if len(begins) else np.zeros(0, bool)
        unchanged = both[same][~changed]
        return np.setdiff1d(np.union1d(new.terms, before.terms), unchanged, assume_unique=True)


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


def _places(terms: npt.NDArray[np.uint64], wanted: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return where terms that are wanted stand, and which of the wanted ones they are."""
    if not len(terms):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = np.searchsorted(terms, wanted)
    hits = np.flatnonzero(terms[np.minimum(found, len(terms) - 1)] == wanted)
    return found[hits], hits


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """Return start, start+1, … for each start, count numbers each."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    ranges: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return ranges
