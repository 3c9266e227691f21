"""Write each term's postings as rows of printable numbers.

A row is `term head documents frequencies rest digits`, with blanks between; the last two are the halves of numbers:
  head         how many fields of documents hold the term (lunr's n), and what `rest` is
  documents    each document's number, less the one before, less 1
  frequencies  (frequency - 1)·2 if the term is in the main field alone, else the set of fields·2 + 1 and then for each
               of them the frequency less 1 and, of others than the main field, the number that tells its length
               (`texts.length_code`): a query needs it of the few documents alone that hold a term there
  rest         INLINE: every position, less the one before in the document, less 1;
               APART, SINGLE: for each document the first pack of its text that holds the term. Positions are in
               scripts beside that of the row: of a SINGLE Han character, in rows `term documents counts positions`,
               only those where it stands beside something else than Han, since pairs tell the others; of others in
               rows `term first - positions`, from the first document on, whose row says how many each has. Positions
               are in halves there too.
A row that would be too long is cut between documents; each piece has the whole head, and rows of positions of its own.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .batch import DOCUMENT_SHIFT, FIELD_MASK, FIELD_SHIFT, POSITION_MASK, POSITION_SHIFT, Ints
from .codes import encode, encode_array, encode_halves
from .tokenizer import is_han

INLINE, APART, SINGLE = 0, 1, 2
_KIND = tuple(encode(kind) for kind in (INLINE, APART, SINGLE))


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


class _Column(NamedTuple):
    """Numbers written out, in one text or in halves, and where those of each posting begin in each text."""

    texts: tuple[str, ...]
    cuts: tuple[Ints, ...]

    @classmethod
    def of(cls, numbers: Ints, firsts: Ints) -> "_Column":
        """Write numbers; firsts says which is the first of each posting, and ends with how many there are."""
        written, offsets = encode_array(numbers)
        return cls((written.decode("ascii"),), (offsets[firsts],))

    @classmethod
    def halves(cls, numbers: Ints, firsts: Ints) -> "_Column":
        """Write numbers in halves."""
        written, digits, offsets = encode_halves(numbers)
        return cls((written.decode("ascii"), digits.decode("ascii")), (firsts, offsets[firsts]))

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
        """Return how long each of these is, without the blank between halves."""
        return sum((np.diff(cuts[borders]) for cuts in self.cuts), np.zeros(len(borders) - 1, np.int64))

    def sizes(self, start: int, end: int) -> Ints:
        """Return the bytes before each of some postings, and before the one behind them."""
        return sum((cuts[start : end + 1] for cuts in self.cuts), np.zeros(end + 1 - start, np.int64))


class _Postings:
    """Postings of a group of terms: documents, counts and positions, from occurrences that stand in order."""

    def __init__(self, rank: Ints, occurrences: Ints, terms: int) -> None:
        self.rank = rank
        self.document = occurrences >> DOCUMENT_SHIFT
        self.position = (occurrences >> POSITION_SHIFT) & POSITION_MASK
        self.first = _changes(rank, self.document)
        self.of_document = self.document[self.first]
        self.counts = np.diff(np.append(self.first, len(rank)))
        self.term_starts = np.searchsorted(rank[self.first], np.arange(terms + 1))
        self.every = np.arange(len(self.first) + 1)

    def documents_column(self) -> _Column:
        """Write the documents; each term begins anew."""
        begins = self.term_starts[:-1][np.diff(self.term_starts) > 0]
        return _Column.of(_gaps(self.of_document, begins), self.every)

    def counts_column(self) -> _Column:
        """Write how many positions each document has."""
        return _Column.of(self.counts - 1, self.every)

    def of_terms(self, terms: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.bool_], Ints]:
        """Tell which occurrences are of some terms; return where those of each posting begin among these, and the end."""
        counts = np.where(terms[self.rank[self.first]], self.counts, 0)
        return terms[self.rank], np.append(0, np.cumsum(counts))

    def positions_column(self, terms: npt.NDArray[np.bool_] | None = None) -> _Column:
        """Write the positions, of all terms or of some; each document begins anew."""
        if terms is None:
            return _Column.halves(_gaps(self.position, self.first), np.append(self.first, len(self.rank)))
        which, firsts = self.of_terms(terms)
        begins = firsts[:-1][firsts[1:] > firsts[:-1]]
        return _Column.halves(_gaps(self.position[which], begins), firsts)

    def frequencies_column(self, field: Ints, main_field: int, lengths: Ints) -> tuple[_Column, Ints]:
        """Write the frequencies by field; return them and the number of fields of documents that hold each term.

        lengths: the number that tells the length of each field of each document.
        """
        run = _changes(self.rank, self.document, field)
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
        return _Column.of(numbers, offset), holders


def rows(
    terms: Sequence[str],
    rank: Ints,
    occurrences: Ints,
    layout: Layout,
    packs_of: Callable[[Ints, Ints], Ints],
    lengths: Ints,
) -> Iterator[Row]:
    """Yield the rows of a group of terms, each of which occurs.

    lengths: the number that tells the length of each field of each document.
    """
    all_of = _Postings(rank, occurrences, len(terms))
    single = np.fromiter((len(term) == 1 and is_han(term) for term in terms), bool, len(terms))
    # Those of single characters, half of all, are told by pairs and at edges.
    positions = all_of.positions_column(~single)
    field = (occurrences >> FIELD_SHIFT) & FIELD_MASK
    frequencies, holders = all_of.frequencies_column(field, layout.main_field, lengths)
    documents = all_of.documents_column()
    heads = _Column.of(holders, np.arange(len(terms) + 1))

    at_edge = np.flatnonzero(single[rank] & ((occurrences & 1) == 1))
    edges = _Postings(rank[at_edge], occurrences[at_edge], len(terms))
    edge_columns = (edges.documents_column(), edges.counts_column(), edges.positions_column())

    borders = all_of.term_starts
    of_positions = positions.lengths(borders)
    inline = ~single & (of_positions <= layout.inline_bytes)
    packs = _packs_column(all_of, ~inline, occurrences, packs_of)
    whole = documents.lengths(borders) + frequencies.lengths(borders) + of_positions <= layout.row_bytes
    heads_of = heads.parts(np.arange(len(terms) + 1))
    texts = (heads_of, documents.parts(borders), frequencies.parts(borders), positions.parts(borders))
    parts = zip(terms, *texts, (inline & whole).tolist(), strict=True)
    starts, edge_starts = borders.tolist(), edges.term_starts.tolist()
    for n, (term, holds, of_documents, of_frequencies, of_rest, plain) in enumerate(parts):
        if plain:  # nearly all
            yield Row(term, 0, f"{term} {holds}{_KIND[INLINE]} {of_documents} {of_frequencies} {of_rest}")
            continue
        kind = SINGLE if single[n] else INLINE if inline[n] else APART
        columns = (documents, frequencies, positions if kind == INLINE else packs)
        cut = _Cut(f"{term} {holds}{_KIND[kind]}", columns, all_of.of_document, layout.row_bytes)
        edge = edge_starts[n]
        for row, span in cut.rows(term, starts[n], starts[n + 1]):
            if kind == APART:
                yield row._replace(apart=tuple(_positions(term, positions, span, all_of.of_document, layout)))
            elif kind == SINGLE:
                last = int(all_of.of_document[span[1] - 1])
                end = edge + bisect_right(edges.of_document[edge : edge_starts[n + 1]].tolist(), last)
                of_edges = _Cut(term, edge_columns, edges.of_document, layout.row_bytes)
                yield row._replace(apart=tuple(of_edges.first_documents(term, edge, end)))
                edge = end
            else:
                yield row


def _packs_column(
    postings: _Postings,
    terms: npt.NDArray[np.bool_],
    occurrences: Ints,
    packs_of: Callable[[Ints, Ints], Ints],
) -> _Column:
    """Write the first pack that holds each posting of some terms; of the others, whose rows have positions, nothing counts."""
    which, firsts = postings.of_terms(terms)
    found = np.zeros(len(postings.first), np.int64)
    begins = firsts[:-1][firsts[1:] > firsts[:-1]]
    if len(begins):
        found[firsts[1:] > firsts[:-1]] = packs_of(begins, occurrences[which])
    return _Column.halves(found, postings.every)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Postings that are written as rows, cut where they would grow longer than the limit."""

    head: str
    columns: tuple[_Column, _Column, _Column]
    documents: Ints
    limit: int

    def rows(self, term: str, start: int, end: int) -> Iterator[tuple[Row, tuple[int, int]]]:
        """Yield the rows of a range of postings, each with its own."""
        one, two, three = self.columns
        sizes = sum(int(column.lengths(np.array([start, end]))[0]) for column in self.columns)
        if sizes <= self.limit:
            text = f"{self.head} {one.part(start, end)} {two.part(start, end)} {three.part(start, end)}"
            yield Row(term, 0, text), (start, end)
            return
        for (i, j), row in self._cut(term, start, end):
            yield (row._replace(document=0) if i == start else row), (i, j)

    def first_documents(self, term: str, start: int, end: int) -> Iterator[Row]:
        """Yield the same rows, whole in themselves, under their first documents."""
        return (row for _, row in self._cut(term, start, end))

    def _cut(self, term: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], Row]]:
        one, two, three = self.columns
        sizes = sum((c.sizes(start, end) for c in self.columns), np.zeros(end + 1 - start, np.int64)).tolist()
        i = start
        while i < end:
            j = _border(sizes, i - start, self.limit, self.documents[start:end]) + start
            first = int(self.documents[i])
            # Its document is written in full, since nothing stands before it.
            codes = encode(first) + one.part(i + 1, j)
            yield (i, j), Row(term, first, f"{self.head} {codes} {two.part(i, j)} {three.part(i, j)}")
            i = j


def _positions(
    term: str, positions: _Column, span: tuple[int, int], documents: Ints, layout: Layout
) -> Iterator[Row]:
    """Yield the rows of the positions of a range of postings."""
    start, end = span
    sizes = positions.sizes(start, end).tolist()
    i = start
    while i < end:
        j = _border(sizes, i - start, layout.row_bytes, documents[start:end]) + start
        first = int(documents[i])
        yield Row(term, first, f"{term} {encode(first)} - {positions.part(i, j)}")
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


def _changes(*keys: npt.NDArray[np.int64]) -> Ints:
    """Return where any of the keys changes, the first place included."""
    change = np.zeros(len(keys[0]), dtype=bool)
    change[:1] = True
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(change)


def _gaps(values: Ints, starts: Ints) -> Ints:
    """Return each value less the one before it, less 1; at a start the value itself."""
    gaps = np.empty_like(values)
    gaps[1:] = values[1:] - values[:-1] - 1
    gaps[starts] = values[starts]
    return gaps
