"""Write what results show: packs of paragraphs for snippets, cards, and tables for lengths, filters and sorting.

A pack holds paragraphs up to some length, of one or several documents. A card holds what a result shows of a
document, and its packs with the position at which each begins. A table holds the rows of some hundred documents:
field lengths for lunr's scores, values of filters, keys to sort by, and the names of their cards.
"""

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .batch import POSITION_MASK, Ints
from .codes import encode_all
from .document import Document, Schema
from .shards import Scripts


class Texts:
    """Packs, cards and tables of documents, which come in their order."""

    def __init__(self, scripts: Scripts, schema: Schema) -> None:
        self._scripts = scripts
        self._schema = schema
        self._pack: list[list[object]] = []
        self._pack_size = 0
        self._waiting: list[tuple[list[object], int]] = []
        self._packs: list[list[object]] = []
        self._documents: list[Document] = []
        self._lengths: list[Sequence[int]] = []
        self._starts: list[int] = []
        self._first_pack: list[int] = [0]
        self.values: list[dict[str, int]] = [{} for _ in schema.filters]
        self.totals = np.zeros(len(schema.fields), dtype=np.int64)

    def add(self, document: Document, lengths: Sequence[int], positions: Sequence[int]) -> None:
        """Take a document, its number of terms in each field, and the position at which each paragraph begins."""
        # Without its text, which would fill the memory.
        self._documents.append(replace(document, paragraphs=()))
        self._lengths.append(lengths)
        self.totals += np.array(lengths)
        packs: list[object] = []
        self._packs.append(packs)
        limit = self._schema.tuning.text_characters
        part: list[object] | None = None
        # Some documents begin a pack whatever came before, so that a change does not move the borders of all that follow.
        if self._pack and zlib.crc32(document.url.encode("utf-8", "surrogatepass")) % 4 == 0:
            self._end_pack()
        for paragraph, position in zip(document.paragraphs, positions, strict=True):
            if not self._schema.fields[paragraph.field].snippets or not paragraph.text:
                continue
            if self._pack and self._pack_size + len(paragraph.text) > limit:
                self._end_pack()
                part = None
            if part is None:
                part = []
                self._waiting.append((packs, position))
                self._pack.append(part)
                # The name of the pack is known when it is full.
                packs.extend(("", len(self._pack) - 1, position))
                self._starts.append(position)
            part.extend((paragraph.anchor, paragraph.field, paragraph.text))
            self._pack_size += len(paragraph.text)
        self._first_pack.append(len(self._starts))

    def _end_pack(self) -> None:
        name = self._scripts.add(self._pack)
        for packs, position in self._waiting:
            for at in range(0, len(packs), 3):
                if packs[at] == "" and packs[at + 2] == position:
                    packs[at] = name
        self._pack, self._pack_size, self._waiting = [], 0, []

    def packs_of(self, posting: Ints, document: Ints, position: Ints) -> Ints:
        """Return for each posting the first pack that an occurrence is in; 0 if none is (it is in the title)."""
        first = np.array(self._first_pack)
        starts = np.array([*self._starts, POSITION_MASK])
        beginning = starts[np.minimum(first[document], len(starts) - 1)]
        beginning = np.where(first[document] < first[document + 1], beginning, POSITION_MASK)
        shown = np.where(position >= beginning, position, POSITION_MASK)
        earliest = np.minimum.reduceat(shown, posting)
        owner = document[posting]
        # Documents and positions in one number, so that one search finds the pack within its document.
        owners = np.repeat(np.arange(len(first) - 1), np.diff(first))
        keys = (owners << 24) | np.array(self._starts, dtype=np.int64)
        found = np.searchsorted(keys, (owner << 24) | earliest, side="right") - 1 - first[owner]
        return np.where(earliest < POSITION_MASK, np.maximum(found, 0), 0)

    def close(self) -> list[str]:
        """Write what is left, cards and tables; return the names of the tables."""
        if self._pack:
            self._end_pack()
        size = self._schema.tuning.table_documents
        total = len(self._documents)
        return [self._table(start, min(start + size, total)) for start in range(0, total, size)]

    def _cards(self, start: int, end: int) -> str:
        pairs = zip(self._documents[start:end], self._packs[start:end], strict=True)
        return self._scripts.add([[d.url, *d.display, packs] for d, packs in pairs])

    def _table(self, start: int, end: int) -> str:
        documents = self._documents[start:end]
        group = self._schema.tuning.card_documents
        cards = [self._cards(at, min(at + group, end)) for at in range(start, end, group)]
        lengths = self._lengths[start:end]
        filters = []
        for number, values in enumerate(self.values):
            codes: list[int] = []
            for document in documents:
                chosen = document.filters[number]
                codes.append(len(chosen))
                codes.extend(values.setdefault(value, len(values)) for value in chosen)
            filters.append(encode_all(codes))
        return self._scripts.add(
            {
                "lengths": [encode_all(row[f] for row in lengths) for f in range(len(self._schema.fields))],
                "filters": filters,
                "sorts": [[d.sorts[i] for d in documents] for i in range(len(self._schema.sorts))],
                "cards": cards,
            }
        )
