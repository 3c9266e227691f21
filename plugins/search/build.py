"""Build the search index of some documents."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from .batch import DOCUMENT_SHIFT, POSITION_MASK, POSITION_SHIFT, Ints, Vocabulary, tokenize
from .document import Document, Schema
from .folding import Folder
from .postings import Layout, rows
from .shards import Scripts, Tree
from .store import Store
from .texts import Texts
from .variants import coded, needed

VERSION = 1
MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an index, printed at the end of a build."""

    documents: int
    terms: int
    shards: int
    scripts: int
    bytes: int

    def __str__(self) -> str:
        """Return one line."""
        return (
            f"search: {self.documents} documents, {self.terms} terms, {self.shards} shards, "
            f"{self.scripts} scripts, {self.bytes / 1e6:.2f} MB"
        )


def build(
    documents: Iterable[Document],
    schema: Schema,
    scripts: Scripts,
    variants: Mapping[str, str],
    *,
    extra: Mapping[str, object] | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Write the index of the documents; `extra` goes into the manifest as it is."""
    tuning = schema.tuning
    folder, vocabulary = Folder(variants), Vocabulary()
    texts = Texts(scripts, schema)
    count = 0
    characters: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary:
        store = Store(Path(temporary))
        for batch in _batches(documents, tuning.batch_characters):
            done = tokenize(batch, count, len(schema.fields), folder, vocabulary)
            store.add(done.batch)
            for document, lengths, positions in zip(
                batch, done.lengths.tolist(), done.paragraph_positions, strict=True
            ):
                texts.add(document, lengths, positions)
            count += len(batch)
            progress(count)
        tables = texts.close()
        terms = Tree(scripts, tuning.shard_bytes, tuning.directory_bytes)
        apart = Tree(scripts, tuning.shard_bytes, tuning.directory_bytes)

        def packs_of(posting: Ints, occurrences: Ints) -> Ints:
            position = (occurrences >> POSITION_SHIFT) & POSITION_MASK
            return texts.packs_of(posting, occurrences >> DOCUMENT_SHIFT, position)

        layout = Layout(int(np.argmax(texts.totals)), tuning.inline_bytes, tuning.shard_bytes // 2)
        number = 0
        for group, rank, occurrences in store.groups(vocabulary):
            number += len(group)
            characters.update(chain.from_iterable(group))
            of_terms, of_positions = rows(group, rank, occurrences, layout, packs_of)
            terms.extend(of_terms)
            apart.extend(of_positions)
    scripts.manifest(
        MANIFEST,
        {
            "version": VERSION,
            "documents": count,
            "main": layout.main_field,
            "fields": [
                {"name": f.name, "boost": f.boost, "label": f.label, "terms": int(total)}
                for f, total in zip(schema.fields, texts.totals, strict=True)
            ],
            "filters": [{"name": f.name, "label": f.label, "hidden": f.hidden} for f in schema.filters],
            "values": scripts.add([list(values) for values in texts.values]),
            "sorts": [{"name": s.name, "label": s.label, "descending": s.descending} for s in schema.sorts],
            "display": schema.display,
            "rows": tuning.table_documents,
            "group": tuning.card_documents,
            "tables": tables,
            "terms": "\n".join(terms.close()),
            "positions": "\n".join(apart.close()),
            "variants": scripts.add(coded(needed(variants, characters))),
            **(extra or {}),
        },
    )
    return Report(count, number, terms.shards + apart.shards, len(scripts.names), scripts.bytes)


def _batches(documents: Iterable[Document], characters: int) -> Iterator[list[Document]]:
    """Collect documents until their texts have about so many characters."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(len(p.text) for p in document.paragraphs)
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
