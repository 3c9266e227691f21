"""Build the search index of some documents: its segments, and the manifest that holds them together."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from gongbao.messages import _

from . import segment
from .codes import encode_all
from .document import Document, Schema
from .segment import Segment
from .shards import Scripts
from .store import DAMAGED, POSTINGS, TEXTS, Part, Spread, Store
from .sums import Sums
from .texts import Packs, table
from .variants import coded, common, needed

# Raise it, and that in theme/static/js/search/engine.js, when the client reads scripts in another way.
VERSION = 10
MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an index, printed at the end of a build; built: blocks of documents that were not kept."""

    documents: int
    segments: int
    built: int
    scripts: int
    bytes: int

    def __str__(self) -> str:
        """Return one line."""
        return _(
            "search: {documents} documents in {segments} segments, {built} blocks of them read anew, {scripts} scripts, "
            "{size:.2f} MB",
            documents=self.documents,
            segments=self.segments,
            built=self.built,
            scripts=self.scripts,
            size=self.bytes / 1e6,
        )


def build(
    documents: Sequence[Document],
    schema: Schema,
    scripts: Scripts,
    variants: Mapping[str, str],
    *,
    extra: Mapping[str, object] | None = None,
    kept: Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
    spread: Spread | None = None,
) -> Report:
    """Write the index of the documents; `extra` goes into the manifest as it is.

    `kept` is a folder in which blocks and segments are kept from build to build, by name; with it and without it the
    index is the same, byte for byte. Several indexes may share it; what none of them used for a month is removed.
    `spread` makes blocks side by side.
    """
    entries: list[object] = []
    blocks: list[tuple[Part, int]] = []
    totals = np.zeros(len(schema.fields), dtype=np.int64)
    characters: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary:
        home = Store(kept or Path(temporary), schema, variants, spread)
        for written, main, parts in _write(home, documents, scripts, progress):
            entries.append(written)
            blocks += [(part, main) for part in parts]
            for part in parts:
                totals += np.array(part.block.lengths).sum(axis=0)
                characters.update(part.block.characters)
        home.clean()
    known = needed(variants, characters)
    scripts.put(
        MANIFEST,
        {
            "version": VERSION,
            "documents": len(documents),
            "fields": [
                {"name": f.name, "boost": f.boost, "label": f.label, "terms": total}
                for f, total in zip(schema.fields, totals.tolist(), strict=True)
            ],
            "filters": [{"name": f.name, "label": f.label, "hidden": f.hidden} for f in schema.filters],
            "sorts": [{"name": s.name, "label": s.label, "descending": s.descending} for s in schema.sorts],
            "display": schema.display,
            "segments": entries,
            "tables": list(_tables(blocks, schema, scripts)),
            "common": common(known),
            "variants": scripts.add(coded(known), numbers=True),
            **(extra or {}),
        },
        numbers=True,
    )
    return Report(len(documents), len(entries), home.made, len(scripts.names), scripts.bytes)


def _write(
    home: Store, documents: Sequence[Document], scripts: Scripts, progress: Callable[[int], None]
) -> list[tuple[object, int, list[Part]]]:
    """Write the scripts of all segments; return what the manifest says of each, its main field and its blocks.

    Where one that is kept turns out to be damaged, they are written of what is made anew.
    """
    before = scripts.bytes
    found = home.segments(documents, progress)
    try:
        return [(_written(home, made, parts, scripts), made.main, parts) for made, parts in found]
    except DAMAGED:
        home.forget()
        scripts.bytes = before
    return [
        (_written(home, made, parts, scripts), made.main, parts)
        for made, parts in home.segments(documents, progress)
    ]


def _written(home: Store, made: Segment, parts: Sequence[Part], scripts: Scripts) -> list[object]:
    """Write the scripts of a segment; return what the manifest says of it."""
    _copy(scripts, made.folder, home.home / POSTINGS / segment.name(made.folder, made.blocks, made.limit))
    for part in parts:
        _copy(scripts, part.names.texts, home.home / TEXTS / part.names.texts)
    return [made.folder, sum(len(part.documents) for part in parts), made.main, *made.directory()]


def _tables(blocks: Sequence[tuple[Part, int]], schema: Schema, scripts: Scripts) -> Iterator[list[object]]:
    """Write the tables, of whole blocks each; yield how many documents each has, and its name.

    blocks: each with the main field of its segment.

    They go across segments: a query loads those of nearly all documents that it finds, and a request costs more than
    what a new issue changes.
    """
    some: list[tuple[Part, int]] = []
    for number, block in enumerate(blocks, 1):
        some.append(block)
        documents = sum(len(part.documents) for part, _main in some)
        if documents >= schema.tuning.table_documents or number == len(blocks):
            yield [documents, scripts.add(_table(some, schema), numbers=True)]
            some = []


def _copy(scripts: Scripts, folder: str, place: Path) -> None:
    sums, kept = Sums(place), str(place)
    for name in sorted(sums.names()):
        scripts.copy(f"{folder}/{name.removesuffix('.js')}", f"{kept}/{name}", sums.check)


def _table(blocks: Sequence[tuple[Part, int]], schema: Schema) -> dict[str, object]:
    parts = [part for part, _main in blocks]
    places = [part.block.places for part in parts]
    joined = Packs(
        [],
        list(chain.from_iterable(p.counts for p in places)),
        list(chain.from_iterable(p.shares for p in places)),
        list(chain.from_iterable(p.starts for p in places)),
    )
    documents = [document for part in parts for document in part.documents]
    lengths = [row[main] for part, main in blocks for row in part.block.lengths]
    of_blocks = {
        "blocks": encode_all(len(part.documents) for part in parts),
        "texts": "".join(part.names.texts for part in parts),
    }
    return {**table(documents, lengths, joined, schema), **of_blocks}
