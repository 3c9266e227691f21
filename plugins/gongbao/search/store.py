"""Keep the terms of all batches on disk, and give them back term by term."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .batch import Batch, Ints, Vocabulary
from .tokenizer import utf16_key

# So many at a time: they fit into memory, and the ranks of their terms into 16 bits.
_GROUP_OCCURRENCES = 1_500_000
_GROUP_TERMS = 60_000


@dataclass(frozen=True, slots=True)
class _Stored:
    """A batch whose occurrences are in a file."""

    terms: npt.NDArray[np.uint64]
    bounds: Ints
    path: Path


class Store:
    """Batches of terms, kept on disk until all documents are read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._batches: list[_Stored] = []

    def add(self, batch: Batch) -> None:
        """Take a batch; batches come in the order of their documents."""
        path = self._folder / f"occurrences-{len(self._batches)}"
        batch.occurrences.tofile(path)
        self._batches.append(_Stored(batch.terms, batch.bounds, path))

    def groups(self, vocabulary: Vocabulary) -> Iterator[tuple[list[str], Ints, Ints]]:
        """Yield terms in JavaScript's order, in groups: the terms, the rank of each occurrence, the occurrences."""
        if not self._batches:
            return
        numbers, inverse = np.unique(np.concatenate([b.terms for b in self._batches]), return_inverse=True)
        counts = np.bincount(inverse, np.concatenate([np.diff(b.bounds) for b in self._batches]))
        terms = [vocabulary.term(n) for n in numbers.tolist()]
        order = np.array(sorted(range(len(terms)), key=lambda i: utf16_key(terms[i])), dtype=np.int64)
        at, running = 0, np.cumsum(counts[order])
        while at < len(order):
            done = running[at - 1] if at else 0
            end = max(at + 1, int(np.searchsorted(running, done + _GROUP_OCCURRENCES)))
            group = order[at : min(end, at + _GROUP_TERMS)]
            yield ([terms[i] for i in group], *self._gather(numbers[group]))
            at += len(group)

    def _gather(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Return the occurrences of the terms, and for each the rank of its term."""
        ranks, parts = [], []
        for batch in self._batches:
            found = np.searchsorted(batch.terms, numbers)
            rank = np.flatnonzero(batch.terms[np.minimum(found, len(batch.terms) - 1)] == numbers)
            if not len(rank):
                continue
            starts = batch.bounds[found[rank]]
            counts = batch.bounds[found[rank] + 1] - starts
            ranks.append(np.repeat(rank, counts).astype(np.uint16))
            # Terms of a group stand near each other; read the stretch of the file that holds them all.
            low, high = int(starts.min()), int((starts + counts).max())
            stretch = np.fromfile(batch.path, np.int64, high - low, offset=low * 8)
            parts.append(stretch[_ranges(starts - low, counts)])
        rank_of_each = np.concatenate(ranks)
        # A stable sort of 16-bit numbers is a radix sort; batches stand in the order of documents already.
        order = np.argsort(rank_of_each, kind="stable")
        return rank_of_each[order].astype(np.int64), np.concatenate(parts)[order]


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """Return start, start+1, … for each start, count numbers each."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    ranges: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return ranges
