"""Write what results show: packs of paragraphs for snippets with the cards of their documents, and tables.

A pack holds paragraphs up to some length, of one or several documents of a block, and of each document what a result
shows, so that a result takes one script: [place in the block, what a result shows, [anchors, fields, texts]] of each.
Paragraphs stand there column by column, anchors and fields in runs; between the texts they were a sixteenth of a pack.
A table holds the rows of some thousand documents: field lengths for lunr's
scores, values of filters, keys to sort by, and in which packs of its block each document is, with the position at which
each begins if there are several.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import numpy as np

from .batch import POSITION_MASK, Ints
from .codes import encode_all, encode_near, zigzag
from .document import Document, Paragraph, Schema

# Lengths of fields up to this one are told exactly, longer ones in so many steps to twice the length: 6 % off at most,
# 2.9 % in the mean (Lucene: 12.5 % at most). Exact, they would be half of what most queries load of an index.
EXACT_LENGTH = 64
_STEPS = 6
# The number that an anchor ends in; more digits may be no whole number to JavaScript.
_LAST_NUMBER = re.compile(r"[0-9]{1,9}\Z")
# A date as a key to sort by (settings.natural).
_DATE_KEY = re.compile(r"([0-9]{6})-0000(0[1-9]|1[0-2])-0000(0[1-9]|[12][0-9]|3[01])")

# A document's part of a pack: its place in the block, what a result shows of it, its paragraphs.
Part = tuple[int, list[str], list[Paragraph]]


@dataclass(slots=True)
class Packs:
    """The packs of the documents of a block.

    counts: how many each document has; shares: whether its first is that of the document before too; starts: the
    position at which each pack of each document begins.
    """

    packs: list[list[Part]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    shares: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def pack(documents: Sequence[Document], positions: Sequence[Sequence[int]], schema: Schema) -> Packs:
    """Arrange the texts of documents in packs; positions: at which each of their paragraphs begins."""
    found = Packs()
    limit = schema.tuning.text_characters
    open_: list[Part] = []
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
            part.append(paragraph)
            size += len(paragraph.text)
        found.counts.append(len(found.starts) - before)
    return found


def _part(found: Packs, open_: list[Part], number: int, document: Document, position: int) -> list[Paragraph]:
    """Open a document's part of a pack."""
    part: list[Paragraph] = []
    open_.append((number, [document.url, *document.display], part))
    found.starts.append(position)
    return part


def columns(parts: Sequence[Part]) -> list[object]:
    """Return a pack as its script has it."""
    return [
        [number, card, [anchor_runs(p.anchor for p in part), _field_runs(part), [p.text for p in part]]]
        for number, card, part in parts
    ]


def anchor_runs(anchors: Iterable[str]) -> list[str | int]:
    """Return anchors, and instead of those that count on from the one before, how many they are: p1, 2 is p1, p2, p3."""
    found: list[str | int] = []
    last = None
    for anchor in anchors:
        if last is None or anchor != _next(last):
            found.append(anchor)
        elif isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
        last = anchor
    return found


def _next(anchor: str) -> str | None:
    """Return the anchor whose number is one higher; None where an anchor has none."""
    number = _LAST_NUMBER.search(anchor)
    return f"{anchor[: number.start()]}{int(number[0]) + 1}" if number else None


def _field_runs(part: Sequence[Paragraph]) -> list[int]:
    """Return the field of paragraphs and how many have it, run by run."""
    return [n for of, run in groupby(p.field for p in part) for n in (of, sum(1 for _ in run))]


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
    counts, filters, lists = [], [], []
    for number in range(len(schema.filters)):
        values: dict[str, int] = {}
        chosen = [document.filters[number] for document in documents]
        # Apart: nearly all documents have one value, and each column deflates by a code of its own.
        counts.append(encode_all(map(len, chosen)))
        filters.append(encode_all(values.setdefault(value, len(values)) for some in chosen for value in some))
        lists.append(list(values))
    return {
        "lengths": encode_near(np.array([length_code(length) for length in lengths])),
        "counts": counts,
        "filters": filters,
        "values": lists,
        "sorts": [_sort_column([d.sorts[i] for d in documents]) for i in range(len(schema.sorts))],
        "packs": encode_all(
            (count - 1) * 2 + share for count, share in zip(places.counts, places.shares, strict=True)
        ),
        "starts": encode_all(_pack_starts(places)),
    }


def _sort_column(keys: Sequence[str]) -> Sequence[object]:
    """Return keys to sort by: dates as a year and the code of how far each is from the one before, others as they are.

    Each month has 31 days here, the first of that year is 1, and 0 is no date. Most documents are near to the one before.
    """
    # Each date once: of all documents there are far fewer.
    dates = {key: tuple(map(int, match.groups())) for key in {*keys} if (match := _DATE_KEY.fullmatch(key))}
    if not dates or not dates.keys() | {""} >= {*keys}:
        return keys
    first = min(year for year, _month, _day in dates.values())
    day_of = {key: ((year - first) * 12 + month - 1) * 31 + day for key, (year, month, day) in dates.items()}
    days = [0, *(day_of.get(key, 0) for key in keys)]
    return first, encode_all(zigzag(day - before) for before, day in pairwise(days))


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
