"""Build the search index of some documents: its segments, and the manifest that holds them together."""

import hashlib
import os
import re
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from gongbao.messages import _

from . import segment
from .blocks import Block, Names, make_terms, make_texts, names
from .codes import encode_all
from .document import Document, Schema
from .folding import Folder
from .segment import Segment
from .shards import Scripts
from .sums import Sums
from .texts import Packs, table
from .variants import coded, common, needed

VERSION = 6
MANIFEST = "manifest"
_KEPT_FOR = 30 * 24 * 3600
_VERSION = re.compile("[0-9a-f]{16}")
_TERMS, _TEXTS, _POSTINGS = "terms", "texts", "postings"
# What reading raises that finds other than was written: cut short, overwritten, gone.
_DAMAGED = (ValueError, TypeError, KeyError, IndexError, EOFError, FileNotFoundError, zlib.error)


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


# Makes something of each item, in processes that may be elsewhere; yields it in order.
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A block of documents: its names, and its terms."""

    documents: Sequence[Document]
    names: Names
    block: Block


class _Kept:
    """What is made of documents, kept by name: terms and texts of blocks, postings of segments."""

    def __init__(
        self, home: Path, schema: Schema, variants: Mapping[str, str], spread: Spread | None = None
    ) -> None:
        self.home = home / _program()
        self._spread = spread
        self.made = 0
        self._schema = schema
        self._base = segment.base(schema, variants)
        self._folding = Folder(variants)
        self._folders()

    def _folders(self) -> None:
        for kind in (_TERMS, _TEXTS, _POSTINGS):
            (self.home / kind).mkdir(parents=True, exist_ok=True)

    def segments(
        self, documents: Sequence[Document], progress: Callable[[int], None]
    ) -> list[tuple[Segment, list[_Part]]]:
        """Return the segments of the documents, and the blocks of each.

        Where what is kept turns out to be damaged, all of it goes, and they are made of the documents alone.
        """
        try:
            return list(self._segments(documents, progress))
        except _DAMAGED:
            self.forget()
            return list(self._segments(documents, progress))

    def forget(self) -> None:
        """Drop all that is kept."""
        # Somebody may be removing it at the same moment.
        shutil.rmtree(self.home, ignore_errors=True)
        self._folders()
        self.made = 0

    def _segments(
        self, documents: Sequence[Document], progress: Callable[[int], None]
    ) -> Iterator[tuple[Segment, list[_Part]]]:
        tuning = self._schema.tuning
        if self._spread:
            self._prepare(documents, self._spread)
        done = 0
        for size in segment.sizes(len(documents), tuning.segment_documents):
            parts = []
            for first in range(done, done + size, tuning.block_documents):
                parts.append(self.part(documents[first : min(first + tuning.block_documents, done + size)]))
                progress(min(first + tuning.block_documents, done + size))
            # A whole archive that is as small as that is no young segment of one.
            young = done > 0 and size < segment.YOUNG_UNITS * tuning.segment_documents
            yield self.segment(segment.folder(size, tuning.segment_documents), parts, young), parts
            done += size

    def _prepare(self, documents: Sequence[Document], spread: Spread) -> None:
        """Have the blocks that are missing made side by side, wherever that is."""
        tuning, missing, done = self._schema.tuning, [], 0
        for size in segment.sizes(len(documents), tuning.segment_documents):
            for first in range(done, done + size, tuning.block_documents):
                some = documents[first : min(first + tuning.block_documents, done + size)]
                named = names(some, self._schema, self._base)
                if not (
                    (self.home / _TERMS / named.terms).is_dir()
                    and (self.home / _TEXTS / named.texts).is_dir()
                ):
                    missing.append((named, [document.whole() for document in some]))
            done += size
        made = spread(partial(_block, self._schema, self._folding), missing)
        for (named, _documents), (terms, texts) in zip(missing, made, strict=True):
            if not _touched(self.home / _TERMS / named.terms):
                self.made += 1
                _beside(self.home / _TERMS / named.terms, partial(_lay, terms))
            if not _touched(self.home / _TEXTS / named.texts):
                _beside(self.home / _TEXTS / named.texts, partial(_lay, texts))

    def part(self, documents: Sequence[Document]) -> _Part:
        """Return a block of documents, cut into terms and packed."""
        named = names(documents, self._schema, self._base)
        terms, texts = self.home / _TERMS / named.terms, self.home / _TEXTS / named.texts
        if not _touched(terms):
            self.made += 1
            _beside(terms, lambda folder: make_terms(documents, self._schema, self._folding, folder))
        block = Block(terms)
        if not _touched(texts):
            _beside(texts, lambda folder: make_texts(named.texts, documents, block, self._schema, folder))
        for document in documents:
            document.release()
        return _Part(documents, named, block)

    def segment(self, folder: str, parts: Sequence[_Part], young: bool) -> Segment:
        """Return the postings of some blocks; young: of the last segment of several."""

        def opened(name: str) -> Block:
            return Block(self.home / _TERMS / name)

        terms = [part.names.terms for part in parts]
        blocks = [part.block for part in parts]
        return segment.make(self.home / _POSTINGS, folder, terms, blocks, self._schema, opened, young=young)

    def clean(self) -> None:
        """Remove what no index used for long, and what other versions of the program left."""
        long_ago = time.time() - _KEPT_FOR
        os.utime(self.home)
        # Whatever else lies there, or where a link leads, is somebody's.
        of_others = (path for path in self.home.parent.iterdir() if _VERSION.fullmatch(path.name))
        mine = chain.from_iterable((self.home / kind).iterdir() for kind in (_TERMS, _TEXTS, _POSTINGS))
        for folder in [path for path in (*of_others, *mine) if path.stat().st_mtime < long_ago]:
            shutil.rmtree(folder, ignore_errors=True)


def _block(
    schema: Schema, folding: Folder, given: tuple[Names, Sequence[Document]]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a block's terms and of its texts."""
    named, documents = given
    with tempfile.TemporaryDirectory() as temporary:
        terms, texts = Path(temporary, _TERMS), Path(temporary, _TEXTS)
        make_terms(documents, schema, folding, terms)
        make_texts(named.texts, documents, Block(terms), schema, texts)
        return _files(terms), _files(texts)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _lay(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


@cache
def _program() -> str:
    """Return what the files of this package decide: no version reads what another one kept."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _touched(folder: Path) -> bool:
    """Tell whether something is kept, and keep it longer."""
    try:
        os.utime(folder)
    except FileNotFoundError:
        return False
    return True


def _beside(place: Path, make: Callable[[Path], None]) -> None:
    """Make something beside its place and move it there, so that what is in place is whole."""
    with tempfile.TemporaryDirectory(dir=place.parent) as beside:
        make(Path(beside) / place.name)
        try:
            (Path(beside) / place.name).rename(place)
        except OSError:
            # Another build was quicker: the same name holds the same.
            if not place.is_dir():
                raise


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
    blocks: list[tuple[_Part, int]] = []
    totals = np.zeros(len(schema.fields), dtype=np.int64)
    characters: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary:
        home = _Kept(kept or Path(temporary), schema, variants, spread)
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
    home: _Kept, documents: Sequence[Document], scripts: Scripts, progress: Callable[[int], None]
) -> list[tuple[object, int, list[_Part]]]:
    """Write the scripts of all segments; return what the manifest says of each, its main field and its blocks.

    Where one that is kept turns out to be damaged, they are written of what is made anew.
    """
    before = scripts.bytes
    found = home.segments(documents, progress)
    try:
        return [(_written(home, made, parts, scripts), made.main, parts) for made, parts in found]
    except _DAMAGED:
        home.forget()
        scripts.bytes = before
    return [
        (_written(home, made, parts, scripts), made.main, parts)
        for made, parts in home.segments(documents, progress)
    ]


def _written(home: _Kept, made: Segment, parts: Sequence[_Part], scripts: Scripts) -> list[object]:
    """Write the scripts of a segment; return what the manifest says of it."""
    _copy(scripts, made.folder, home.home / _POSTINGS / segment.name(made.folder, made.blocks, made.limit))
    for part in parts:
        _copy(scripts, part.names.texts, home.home / _TEXTS / part.names.texts)
    return [made.folder, sum(len(part.documents) for part in parts), made.main, *made.directory()]


def _tables(blocks: Sequence[tuple[_Part, int]], schema: Schema, scripts: Scripts) -> Iterator[list[object]]:
    """Write the tables, of whole blocks each; yield how many documents each has, and its name.

    blocks: each with the main field of its segment.

    They go across segments: a query loads those of nearly all documents that it finds, and a request costs more than
    what a new issue changes.
    """
    some: list[tuple[_Part, int]] = []
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


def _table(blocks: Sequence[tuple[_Part, int]], schema: Schema) -> dict[str, object]:
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
