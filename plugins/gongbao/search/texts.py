"""Write what results show: packs of paragraphs for snippets with the cards of their documents, and tables.

A pack holds paragraphs up to some length, of one or several documents, and of each document what a result shows, so
that a result takes one script. A table holds the rows of some thousand documents: field lengths for lunr's scores,
values of filters, keys to sort by, and in which packs each document is, with the position at which each begins.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from .batch import POSITION_MASK, Ints
from .codes import encode_all
from .document import Document, Schema


class Texts:
    """Packs and tables of the documents of a segment, which come in their order."""

    def __init__(self, write: Callable[[str, object], None], schema: Schema) -> None:
        self._write = write
        self._schema = schema
        self._pack: list[list[object]] = []
        self._pack_size = 0
        self._packs = 0
        self._documents: list[Document] = []
        self._lengths: list[Sequence[int]] = []
        self._starts: list[int] = []
        self._first_pack: list[int] = [0]
        self._shares: list[bool] = []
        self.totals = np.zeros(len(schema.fields), dtype=np.int64)

    def add(self, document: Document, lengths: Sequence[int], positions: Sequence[int]) -> None:
        """Take a document, its number of terms in each field, and the position at which each paragraph begins."""
        number = len(self._documents)
        # Without its text, which would fill the memory.
        self._documents.append(replace(document, paragraphs=()))
        self._lengths.append(lengths)
        self.totals += np.array(lengths)
        shown = [
            (paragraph, position)
            for paragraph, position in zip(document.paragraphs, positions, strict=True)
            if self._schema.fields[paragraph.field].snippets and paragraph.text
        ]
        limit = self._schema.tuning.text_characters
        size = sum(len(paragraph.text) for paragraph, _ in shown)
        # A document that fits into one pack stands in one: its result takes one script.
        if self._pack and self._pack_size + size > limit:
            self._end_pack()
        self._shares.append(bool(self._pack))
        part = self._part(number, document, shown[0][1] if shown else 0)
        for paragraph, position in shown:
            if part and self._pack_size + len(paragraph.text) > limit:
                self._end_pack()
                part = self._part(number, document, position)
            part.extend((paragraph.anchor, paragraph.field, paragraph.text))
            self._pack_size += len(paragraph.text)
        self._first_pack.append(len(self._starts))

    def _part(self, number: int, document: Document, position: int) -> list[object]:
        part: list[object] = []
        self._pack.append([number, [document.url, *document.display], part])
        self._starts.append(position)
        return part

    def _end_pack(self) -> None:
        self._write(f"x{self._packs}", self._pack)
        self._packs += 1
        self._pack, self._pack_size = [], 0

    def packs_of(self, posting: Ints, document: Ints, position: Ints) -> Ints:
        """Return for each posting the first pack that an occurrence is in; 0 if none is (it is in the title)."""
        first = np.array(self._first_pack)
        starts = np.array([*self._starts, POSITION_MASK])
        beginning = starts[np.minimum(first[document], len(starts) - 1)]
        shown = np.where(position >= beginning, position, POSITION_MASK)
        earliest = np.minimum.reduceat(shown, posting)
        owner = document[posting]
        # Documents and positions in one number, so that one search finds the pack within its document.
        owners = np.repeat(np.arange(len(first) - 1), np.diff(first))
        keys = (owners << 24) | np.array(self._starts, dtype=np.int64)
        found = np.searchsorted(keys, (owner << 24) | earliest, side="right") - 1 - first[owner]
        return np.where(earliest < POSITION_MASK, np.maximum(found, 0), 0)

    def close(self) -> int:
        """Write what is left, and the tables; return how many packs there are."""
        if self._pack:
            self._end_pack()
        size = self._schema.tuning.table_documents
        total = len(self._documents)
        pack = 0
        for number, start in enumerate(range(0, total, size)):
            end = min(start + size, total)
            self._write(f"d{number}", {"pack": pack, **self._table(start, end)})
            pack += sum(
                self._first_pack[i + 1] - self._first_pack[i] - self._shares[i] for i in range(start, end)
            )
        return self._packs

    def _table(self, start: int, end: int) -> dict[str, object]:
        """Return a table. Its packs are counted from that before its first document's own."""
        documents = self._documents[start:end]
        lengths = self._lengths[start:end]
        filters, lists = [], []
        for number in range(len(self._schema.filters)):
            values: dict[str, int] = {}
            codes: list[int] = []
            for document in documents:
                chosen = document.filters[number]
                codes.append(len(chosen))
                codes.extend(values.setdefault(value, len(values)) for value in chosen)
            filters.append(encode_all(codes))
            lists.append(list(values))
        first = self._first_pack[start : end + 1]
        counts = [b - a - 1 for a, b in pairwise(first)]
        return {
            "lengths": [encode_all(row[f] for row in lengths) for f in range(len(self._schema.fields))],
            "filters": filters,
            "values": lists,
            "sorts": [[d.sorts[i] for d in documents] for i in range(len(self._schema.sorts))],
            "packs": encode_all(
                count * 2 + share for count, share in zip(counts, self._shares[start:end], strict=True)
            ),
            "starts": encode_all(self._starts[first[0] : first[-1]]),
        }
