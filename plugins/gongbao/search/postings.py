"""Write each term's postings as rows of printable numbers.

A row is `term head documents low frequencies packs firsts sizes digits`, with blanks between, and some of them empty:
  head         3 times as many fields of documents as hold the term (lunr's n), less the documents of this row, and then
               what kind of row it is: INLINE, APART or SINGLE
  documents    the upper bits of each document's number, less the one before, less 1
  low          the bits below, of which there are as many as `columns.low_bits` says
  frequencies  (frequency - 1)·2 if the term is in the main field alone, else the set of fields·2 + 1 and then for each
               of them the frequency less 1 and, of others than the main field, the number that tells its length
               (`texts.length_code`): a query needs it of the few documents alone that hold a term there
  packs        APART, SINGLE: for each document the first pack of its text that holds the term. Positions are in scripts
               beside that of the row: of a SINGLE Han character, in rows `term documents counts` and positions, only
               those where it stands beside something else than Han, since pairs tell the others; of others in rows
               `term first -` and positions, from the first document on, whose row says how many each has
  firsts sizes digits   INLINE: every position, less the one before in the document, less 1, in halves: how large the
               first of each document is, how large the others are, and the digits of all
A row that would be too long is cut between documents; each piece has rows of positions of its own.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .batch import DOCUMENT_SHIFT, FIELD_MASK, FIELD_SHIFT, POSITION_MASK, POSITION_SHIFT, Ints
from .codes import encode
from .columns import Column, changes, gaps, low_bits, packed_bits
from .tokenizer import is_han

INLINE, APART, SINGLE = 0, 1, 2
KINDS = 3


class Row(NamedTuple):
    """A row of a shard, and the key that shards are ordered by: term, then first document (0 of a term's first row).

    apart: the rows of positions that belong to it, each with its first document.
    """

    term: str
    document: int
    text: str
    apart: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are written: the field of most terms, how long positions in a row and how long a row may be."""

    main_field: int
    inline_bytes: int
    row_bytes: int


class _Postings:
    """Postings of a group of terms: documents, counts and positions, from occurrences that stand in order."""

    def __init__(self, rank: Ints, occurrences: Ints, terms: int) -> None:
        self.rank = rank
        self.document = occurrences >> DOCUMENT_SHIFT
        self.position = (occurrences >> POSITION_SHIFT) & POSITION_MASK
        self.first = changes(rank, self.document)
        self.of_document = self.document[self.first]
        self.counts = np.diff(np.append(self.first, len(rank)))
        self.term_starts = np.searchsorted(rank[self.first], np.arange(terms + 1))
        self.every = np.arange(len(self.first) + 1)

    def gaps(self) -> Ints:
        """Return how far each document is behind the one before; each term begins anew."""
        return gaps(self.of_document, self.term_starts[:-1][np.diff(self.term_starts) > 0])

    def counts_column(self) -> Column:
        """Write how many positions each document has."""
        return Column.of(self.counts - 1, self.every)

    def of_terms(self, terms: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.bool_], Ints]:
        """Tell which occurrences are of some terms; return where those of each posting begin among these, and the end."""
        counts = np.where(terms[self.rank[self.first]], self.counts, 0)
        return terms[self.rank], np.append(0, np.cumsum(counts))

    def positions_column(self, terms: npt.NDArray[np.bool_] | None = None) -> Column:
        """Write the positions, of all terms or of some; each document begins anew."""
        if terms is None:
            return Column.positions(gaps(self.position, self.first), np.append(self.first, len(self.rank)))
        which, firsts = self.of_terms(terms)
        begins = firsts[:-1][firsts[1:] > firsts[:-1]]
        return Column.positions(gaps(self.position[which], begins), firsts)

    def frequencies_column(self, field: Ints, main_field: int, lengths: Ints) -> tuple[Column, Ints]:
        """Write the frequencies by field; return them and the number of fields of documents that hold each term.

        lengths: the number that tells the length of each field of each document.
        """
        run = changes(self.rank, self.document, field)
        run_field = field[run]
        run_frequency = np.diff(np.append(run, len(self.rank)))
        run_posting = np.searchsorted(self.first, run, side="right") - 1
        runs = np.bincount(run_posting, minlength=len(self.first))
        first_run = np.searchsorted(run_posting, self.every[:-1])
        simple = (runs == 1) & (run_field[first_run] == main_field)
        fields = np.add.reduceat(1 << run_field, first_run)
        other = run_field != main_field
        # How many numbers stand before each run's: two for each run of another field, one for that of the main one.
        taken = np.append(0, np.cumsum(1 + other))
        of_posting = np.diff(taken[np.append(first_run, len(run))])
        offset = np.append(0, np.cumsum(np.where(simple, 1, 1 + of_posting)))
        numbers = np.empty(int(offset[-1]), dtype=np.int64)
        numbers[offset[:-1]] = np.where(simple, (self.counts - 1) * 2, fields * 2 + 1)
        written = np.flatnonzero(~simple[run_posting])
        owner = run_posting[written]
        place = offset[owner] + 1 + taken[written] - taken[first_run[owner]]
        numbers[place] = run_frequency[written] - 1
        with_length = written[other[written]]
        numbers[place[other[written]] + 1] = lengths[
            self.of_document[run_posting[with_length]], run_field[with_length]
        ]
        holders = np.bincount(self.rank[run], minlength=len(self.term_starts) - 1)
        return Column.of(numbers, offset), holders


def rows(
    terms: Sequence[str],
    rank: Ints,
    occurrences: Ints,
    layout: Layout,
    packs_of: Callable[[Ints, Ints], Ints],
    lengths: Ints,
) -> Iterator[Row]:
    """Yield the rows of a group of terms, each of which occurs.

    lengths: the number that tells the length of each field of each document of the segment.
    """
    all_of = _Postings(rank, occurrences, len(terms))
    single = np.fromiter((len(term) == 1 and is_han(term) for term in terms), bool, len(terms))
    # Those of single characters, half of all, are told by pairs and at edges.
    positions = all_of.positions_column(~single)
    field = (occurrences >> FIELD_SHIFT) & FIELD_MASK
    frequencies, holders = all_of.frequencies_column(field, layout.main_field, lengths)
    documents = _Documents(all_of, len(lengths), holders)
    at_edge = np.flatnonzero(single[rank] & ((occurrences & 1) == 1))
    edges = _Edges(rank[at_edge], occurrences[at_edge], len(terms))

    borders = all_of.term_starts
    of_positions = positions.lengths(borders)
    inline = ~single & (of_positions <= layout.inline_bytes)
    packs = _packs_column(all_of, ~inline, occurrences, packs_of)
    of_rest = np.where(inline, of_positions, packs.lengths(borders))
    whole = documents.upper.lengths(borders) + frequencies.lengths(borders) + of_rest <= layout.row_bytes
    kinds = np.where(single, SINGLE, np.where(inline, INLINE, APART))
    heads = Column.of((holders - np.diff(borders)) * KINDS + kinds, np.arange(len(terms) + 1))
    texts = (
        heads.parts(np.arange(len(terms) + 1)),
        documents.upper.parts(borders),
        documents.low(borders),
        frequencies.parts(borders),
        positions.parts(borders),
    )
    starts = borders.tolist()
    parts = zip(terms, *texts, (inline & whole).tolist(), strict=True)
    for n, (term, head, upper, low, of_frequencies, of_positions_, plain) in enumerate(parts):
        if plain:  # nearly all
            yield Row(term, 0, f"{term} {head} {upper} {low} {of_frequencies}  {of_positions_}")
            continue
        kind, begin = int(kinds[n]), starts[n]
        columns = (documents.upper, frequencies, positions if kind == INLINE else packs)
        spans = [(begin, starts[n + 1])]
        if not whole[n]:
            spans = list(_spans(columns, all_of.of_document, layout.row_bytes, begin, starts[n + 1]))
        for i, j in spans:
            head = encode((int(holders[n]) - (j - i)) * KINDS + kind)
            rest = f" {positions.part(i, j)}" if kind == INLINE else f"{packs.part(i, j)}   "
            those = f"{upper} {low}" if whole[n] else documents.part(n, i, j)
            text = f"{term} {head} {those} {frequencies.part(i, j)} {rest}"
            apart: Iterator[Row] = iter(())
            if kind == APART:
                apart = _positions(term, positions, (i, j), all_of.of_document, layout)
            elif kind == SINGLE:
                last = None if j == starts[n + 1] else int(all_of.of_document[j - 1])
                apart = edges.rows(term, n, None if i == begin else int(all_of.of_document[i]), last, layout)
            yield Row(term, 0 if i == begin else int(all_of.of_document[i]), text, tuple(apart))


class _Documents:
    """The documents of postings, told by gaps: their upper bits, and those below."""

    def __init__(self, postings: _Postings, documents: int, holders: Ints) -> None:
        self._all = postings.of_document
        self._gaps = postings.gaps()
        self._of_terms = np.array([low_bits(documents, held) for held in holders.tolist()], np.int64)
        self._widths = np.repeat(self._of_terms, np.diff(postings.term_starts))
        self.upper = Column.of(self._gaps >> self._widths, postings.every)

    def low(self, borders: Ints) -> list[str]:
        """Return the bits below of each range of postings between two borders."""
        return packed_bits(self._gaps, self._widths, borders)

    def part(self, term: int, start: int, end: int) -> str:
        """Return both parts of a term's postings in a range. Of its first document all of the number is told, since
        nothing stands before it.
        """
        found = self._gaps[start:end].copy()
        found[0] = self._all[start]
        [low] = packed_bits(found, self._widths[start:end], np.array([0, end - start]))
        upper = encode(int(found[0]) >> int(self._of_terms[term]))
        return f"{upper}{self.upper.part(start + 1, end)} {low}"


class _Edges(_Postings):
    """Where single characters stand beside something else than Han."""

    def __init__(self, rank: Ints, occurrences: Ints, terms: int) -> None:
        super().__init__(rank, occurrences, terms)
        self._documents = Column.of(self.gaps(), self.every)
        self._columns = (self._documents, self.counts_column(), self.positions_column())

    def rows(
        self, term: str, number: int, first: int | None, last: int | None, layout: Layout
    ) -> Iterator[Row]:
        """Yield the rows of a term's positions from one document to another, of all where there is none."""
        start, end = (int(n) for n in self.term_starts[number : number + 2])
        own = self.of_document[start:end]
        end = start + (len(own) if last is None else int(np.searchsorted(own, last, side="right")))
        start += 0 if first is None else int(np.searchsorted(own, first))
        _documents, counts, positions = self._columns
        for i, j in _spans(self._columns, self.of_document, layout.row_bytes, start, end):
            begins = int(self.of_document[i])
            # Its document is written in full, since nothing stands before it.
            documents = encode(begins) + self._documents.part(i + 1, j)
            yield Row(term, begins, f"{term} {documents} {counts.part(i, j)} {positions.part(i, j)}")


def _packs_column(
    postings: _Postings,
    terms: npt.NDArray[np.bool_],
    occurrences: Ints,
    packs_of: Callable[[Ints, Ints], Ints],
) -> Column:
    """Write the first pack that holds each posting of some terms; of the others, whose rows have positions, nothing counts."""
    which, firsts = postings.of_terms(terms)
    found = np.zeros(len(postings.first), np.int64)
    begins = firsts[:-1][firsts[1:] > firsts[:-1]]
    if len(begins):
        found[firsts[1:] > firsts[:-1]] = packs_of(begins, occurrences[which])
    return Column.of(found, postings.every)


def _positions(
    term: str, positions: Column, span: tuple[int, int], documents: Ints, layout: Layout
) -> Iterator[Row]:
    """Yield the rows of the positions of a range of postings."""
    for i, j in _spans((positions,), documents, layout.row_bytes, *span):
        first = int(documents[i])
        yield Row(term, first, f"{term} {encode(first)} - {positions.part(i, j)}")


def _spans(
    columns: Sequence[Column], documents: Ints, limit: int, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges of postings whose columns have at most so many bytes together."""
    sizes = sum((c.sizes(start, end) for c in columns), np.zeros(end + 1 - start, np.int64)).tolist()
    i = start
    while i < end:
        j = _border(sizes, i - start, limit, documents[start:end]) + start
        yield i, j
        i = j


def _border(sizes: Sequence[int], start: int, limit: int, documents: Ints) -> int:
    """Return where a piece ends that begins at a place and is to have at most so many bytes, but at least one posting.

    sizes: bytes before each posting. Of the places in the last half it is that before the document whose number is
    divisible by two most often, so that a posting that grows moves the borders near to it and not all behind.
    """
    last = max(bisect_right(sizes, sizes[start] + limit) - 1, start + 1)
    if last >= len(documents):
        return len(documents)
    least = max(bisect_right(sizes, sizes[start] + limit // 2), start + 1)
    if least >= last:
        return last
    numbers = documents[least : last + 1]
    return least + int(np.argmax(numbers & -numbers))
