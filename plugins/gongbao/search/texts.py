"""Write what results show: packs of paragraphs for snippets with the cards of their documents, and tables.

A pack holds paragraphs up to some length, of one or several documents of a block, and of each document what a result
shows, so that a result takes one script. A table holds the rows of some thousand documents: field lengths for lunr's
scores, values of filters, keys to sort by, and in which packs of its block each document is, with the position at which
each begins if there are several.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from .batch import POSITION_MASK, Ints
from .codes import encode_all, encode_near
from .document import Document, Schema

# Lengths of fields up to this one are told exactly, longer ones in so many steps to twice the length: 3.2 % off at most,
# 1.6 % in the mean (Lucene: 12.5 % at most). Exact, they would be half of what most queries load of an index.
EXACT_LENGTH = 64
_STEPS = 11


@dataclass(slots=True)
class Packs:
    """The packs of the documents of a block.

    counts: how many each document has; shares: whether its first is that of the document before too; starts: the
    position at which each pack of each document begins.
    """

    packs: list[list[object]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    shares: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def pack(documents: Sequence[Document], positions: Sequence[Sequence[int]], schema: Schema) -> Packs:
    """Arrange the texts of documents in packs; positions: at which each of their paragraphs begins."""
    found = Packs()
    limit = schema.tuning.text_characters
    open_: list[object] = []
    size = 0
    for number, (document, begins) in enumerate(zip(documents, positions, strict=True)):
        shown = [
            (paragraph, position)
            for paragraph, position in zip(document.paragraphs, begins, strict=True)
            if schema.fields[paragraph.field].snippets and paragraph.text
        ]
        # A document that fits into one pack stands in one: its result takes one script.
        if not open_ or size + sum(len(paragraph.text) for paragraph, _ in shown) > limit:
            open_, size = [], 0
            found.packs.append(open_)
        found.shares.append(bool(open_))
        before = len(found.starts)
        part = _part(found, open_, number, document, shown[0][1] if shown else 0)
        for paragraph, position in shown:
            if part and size + len(paragraph.text) > limit:
                open_, size = [], 0
                found.packs.append(open_)
                part = _part(found, open_, number, document, position)
            part.extend((paragraph.anchor, paragraph.field, paragraph.text))
            size += len(paragraph.text)
        found.counts.append(len(found.starts) - before)
    return found


def _part(found: Packs, open_: list[object], number: int, document: Document, position: int) -> list[object]:
    """Open a document's part of a pack."""
    part: list[object] = []
    open_.append([number, [document.url, *document.display], part])
    found.starts.append(position)
    return part


class Places:
    """Which pack of its document a position is in."""

    def __init__(self, counts: Sequence[int], starts: Sequence[int]) -> None:
        self._first = np.concatenate([[0], np.cumsum(np.array(counts, dtype=np.int64))]).astype(np.int64)
        self._starts = np.array([*starts, POSITION_MASK], dtype=np.int64)
        owners = np.repeat(np.arange(len(counts)), np.diff(self._first))
        # Documents and positions in one number, so that one search finds the pack within its document.
        self._keys = (owners << 24) | self._starts[:-1]

    def of(self, posting: Ints, document: Ints, position: Ints) -> Ints:
        """Return for each posting the first pack that an occurrence is in; 0 if none is (it is in the title)."""
        first = self._first
        beginning = self._starts[np.minimum(first[document], len(self._starts) - 1)]
        shown = np.where(position >= beginning, position, POSITION_MASK)
        earliest = np.minimum.reduceat(shown, posting)
        owner = document[posting]
        found = np.searchsorted(self._keys, (owner << 24) | earliest, side="right") - 1 - first[owner]
        return np.where(earliest < POSITION_MASK, np.maximum(found, 0), 0)


def table(
    documents: Sequence[Document], lengths: Sequence[int], places: Packs, schema: Schema
) -> dict[str, object]:
    """Return the table of some documents, from the first of a block on; their packs are given by `places`.

    lengths: of the main field of each; those of the others stand beside their terms.
    """
    filters, lists = [], []
    for number in range(len(schema.filters)):
        values: dict[str, int] = {}
        codes: list[int] = []
        for document in documents:
            chosen = document.filters[number]
            codes.append(len(chosen))
            codes.extend(values.setdefault(value, len(values)) for value in chosen)
        filters.append(encode_all(codes))
        lists.append(list(values))
    return {
        "lengths": encode_near(np.array([length_code(length) for length in lengths])),
        "filters": filters,
        "values": lists,
        "sorts": [[d.sorts[i] for d in documents] for i in range(len(schema.sorts))],
        "packs": encode_all(
            (count - 1) * 2 + share for count, share in zip(places.counts, places.shares, strict=True)
        ),
        "starts": encode_all(_pack_starts(places)),
    }


def length_code(length: int) -> int:
    """Return the number that tables tell the length of a field by."""
    if length <= EXACT_LENGTH:
        return length
    return EXACT_LENGTH + round(_STEPS * math.log2(length / EXACT_LENGTH))


def length_of_code(code: int) -> float:
    """Return the length that scores take for one of these numbers."""
    return code if code <= EXACT_LENGTH else EXACT_LENGTH * 2.0 ** ((code - EXACT_LENGTH) / _STEPS)


def _pack_starts(places: Packs) -> Iterator[int]:
    """Yield where packs begin, of the documents that have several: of others nobody needs to choose."""
    at = 0
    for count in places.counts:
        if count > 1:
            yield from places.starts[at : at + count]
        at += count
