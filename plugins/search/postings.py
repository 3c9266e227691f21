"""Gather the terms of all batches, and write each term's postings as rows of printable numbers.

A row is `term head documents frequencies rest`, with blanks between:
  head         how many fields of documents hold the term (lunr's n), and what `rest` is
  documents    each document's number, less the one before, less 1
  frequencies  (frequency - 1)·2 if the term is in the main field alone, else the set of fields·2 + 1 and then the
               frequency less 1 in each of them
  rest         INLINE: every position, less the one before in the document, less 1;
               APART, SINGLE: for each document the first pack of its text that holds the term. Positions are in the
               second tree, in rows `term documents counts positions`; of a SINGLE Han character only those where it
               stands beside something else than Han, since pairs tell the others.
A row that would be too long is cut between documents; each piece has the whole head.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .batch import (
    DOCUMENT_SHIFT,
    FIELD_MASK,
    FIELD_SHIFT,
    POSITION_MASK,
    POSITION_SHIFT,
    Batch,
    Ints,
    Vocabulary,
)
from .codes import encode, encode_array
from .tokenizer import is_han, utf16_key

INLINE, APART, SINGLE = 0, 1, 2
_GROUP_OCCURRENCES = 1_500_000
_GROUP_TERMS = 60_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a shard, and the key that shards are ordered by: term, then first document."""

    term: str
    document: int
    text: str


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
    return np.arange(total) + np.repeat(starts - (ends - counts), counts)


def _starts(*keys: Ints) -> Ints:
    """Return where any of the keys changes, the first place included."""
    change = np.zeros(len(keys[0]), dtype=bool)
    change[:1] = True
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(change)


class _Codes:
    """Numbers written out, with the slice of text of any range of them."""

    def __init__(self, numbers: Ints) -> None:
        written, self._offsets = encode_array(numbers)
        self._text = written.decode("ascii")

    def slice(self, start: int, end: int) -> str:
        return self._text[self._offsets[start] : self._offsets[end]]

    def cuts(self, at: Ints) -> list[int]:
        cuts: list[int] = self._offsets[at].tolist()
        return cuts

    @property
    def text(self) -> str:
        return self._text


def _gaps(values: Ints, starts: Ints) -> Ints:
    """Return each value less the one before it, less 1; at a start the value itself."""
    gaps = np.empty_like(values)
    gaps[1:] = values[1:] - values[:-1] - 1
    gaps[starts] = values[starts]
    return gaps


def rows(
    terms: Sequence[str],
    rank: Ints,
    occurrences: Ints,
    *,
    main_field: int,
    inline_bytes: int,
    row_bytes: int,
    packs_of: Callable[[Ints, Ints], Ints],
    apart: Callable[[Row], None],
) -> Iterator[Row]:
    """Yield the rows of a group of terms; rows of positions kept apart go to `apart`."""
    document = occurrences >> DOCUMENT_SHIFT
    position = (occurrences >> POSITION_SHIFT) & POSITION_MASK
    field = (occurrences >> FIELD_SHIFT) & FIELD_MASK

    posting = _starts(rank, document)
    posting_rank, posting_document = rank[posting], document[posting]
    frequency = np.diff(np.append(posting, len(rank)))
    term_starts = np.searchsorted(posting_rank, np.arange(len(terms) + 1))

    run = _starts(rank, document, field)
    run_field = field[run]
    run_frequency = np.diff(np.append(run, len(rank)))
    run_posting = np.searchsorted(posting, run, side="right") - 1
    runs_of_posting = np.bincount(run_posting, minlength=len(posting))
    holders = np.bincount(rank[run], minlength=len(terms)).tolist()

    first_run = np.searchsorted(run_posting, np.arange(len(posting)))
    simple = (runs_of_posting == 1) & (run_field[first_run] == main_field)
    mask = np.add.reduceat(1 << run_field, first_run)
    width = np.where(simple, 1, 1 + runs_of_posting)
    offset = np.append(0, np.cumsum(width))
    stream = np.empty(int(offset[-1]), dtype=np.int64)
    stream[offset[:-1]] = np.where(simple, (frequency - 1) * 2, mask * 2 + 1)
    others = np.flatnonzero(~simple[run_posting])
    owner = run_posting[others]
    stream[offset[owner] + 1 + others - first_run[owner]] = run_frequency[others] - 1

    documents = _Codes(_gaps(posting_document, term_starts[:-1][np.diff(term_starts) > 0]))
    frequencies = _Codes(stream)
    positions = _Codes(_gaps(position, posting))
    packs = _Codes(packs_of(posting, occurrences))

    document_cuts = documents.cuts(np.arange(len(posting) + 1))
    frequency_cuts = frequencies.cuts(offset)
    position_cuts = positions.cuts(np.append(posting, len(rank)))
    pack_cuts = packs.cuts(np.arange(len(posting) + 1))
    starts = term_starts.tolist()
    for number, term in enumerate(terms):
        a, b = starts[number], starts[number + 1]
        whole = position_cuts[b] - position_cuts[a]
        kind = SINGLE if is_han(term) else INLINE if whole <= inline_bytes else APART
        head = encode(holders[number]) + encode(kind)
        rest, rest_cuts = (positions, position_cuts) if kind == INLINE else (packs, pack_cuts)
        for i, j in _pieces(a, b, row_bytes, document_cuts, frequency_cuts, rest_cuts):
            first = int(posting_document[i])
            codes = encode(first) + documents.text[document_cuts[i + 1] : document_cuts[j]]
            yield Row(
                term,
                0 if i == a else first,
                f"{term} {head} {codes} {frequencies.text[frequency_cuts[i] : frequency_cuts[j]]}"
                f" {rest.text[rest_cuts[i] : rest_cuts[j]]}",
            )
        if kind == APART:
            _apart(
                term,
                posting_document[a:b],
                frequency[a:b],
                position_cuts[a : b + 1],
                positions,
                row_bytes,
                apart,
            )
        elif kind == SINGLE:
            low = int(posting[a])
            high = int(posting[b]) if b < len(posting) else len(rank)
            edges = np.flatnonzero(occurrences[low:high] & 1) + low
            if len(edges):
                edge_posting = _starts(document[edges])
                codes_of = _Codes(_gaps(position[edges], edge_posting))
                _apart(
                    term,
                    document[edges][edge_posting],
                    np.diff(np.append(edge_posting, len(edges))),
                    codes_of.cuts(np.append(edge_posting, len(edges))),
                    codes_of,
                    row_bytes,
                    apart,
                )


def _pieces(start: int, end: int, limit: int, *cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Cut a range of postings where its codes would grow longer than the limit."""
    if sum(c[end] - c[start] for c in cuts) <= limit:
        yield start, end
        return
    sizes = [sum(parts) for parts in zip(*(c[start : end + 1] for c in cuts), strict=True)]
    first = 0
    while first < end - start:
        # At least one posting, however long it is.
        last = max(bisect_right(sizes, sizes[first] + limit) - 1, first + 1)
        yield start + first, start + last
        first = last


def _apart(
    term: str,
    documents: Ints,
    counts: Ints,
    cuts: list[int],
    positions: _Codes,
    row_bytes: int,
    apart: Callable[[Row], None],
) -> None:
    """Hand over the rows of a term's positions."""
    gaps = _Codes(_gaps(documents, np.zeros(1, dtype=np.int64)))
    numbers = _Codes(counts - 1)
    every = np.arange(len(documents) + 1)
    gap_cuts, number_cuts = gaps.cuts(every), numbers.cuts(every)
    for i, j in _pieces(0, len(documents), row_bytes, gap_cuts, number_cuts, cuts):
        first = int(documents[i])
        codes = encode(first) + gaps.text[gap_cuts[i + 1] : gap_cuts[j]]
        apart(
            Row(
                term,
                0 if i == 0 else first,
                f"{term} {codes} {numbers.text[number_cuts[i] : number_cuts[j]]} {positions.text[cuts[i] : cuts[j]]}",
            )
        )
