"""Keep what is made of documents from build to build, by name: terms and texts of blocks, postings of segments."""

import hashlib
import json
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

from gongbao import places

from . import segment, sizing
from .blocks import PACKS, Block, Names, make_terms, make_texts, names, terms_name
from .document import Document, Schema
from .folding import Folder
from .segment import Segment
from .sums import Sums

_KEPT_FOR = 30 * 24 * 3600
_VERSION = re.compile("[0-9a-f]{16}")
TERMS, TEXTS, POSTINGS = "terms", "texts", "postings"
# What reading raises that finds other than was written: cut short, overwritten, gone.
DAMAGED = (ValueError, TypeError, KeyError, IndexError, EOFError, FileNotFoundError, zlib.error)

# Makes something of each item, in processes that may be elsewhere; yields it in order.
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of documents: its names, and its terms."""

    documents: Sequence[Document]
    names: Names
    block: Block


@dataclass(frozen=True, slots=True)
class _Cut:
    """A segment to be: its folder, whether it is the last of several, the place of each of its blocks among all documents."""

    folder: str
    young: bool
    blocks: Sequence[slice]


class Store:
    """A folder of what is made of documents; each thing lies under a name that its content decides."""

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
        for kind in (TERMS, TEXTS, POSTINGS):
            (self.home / kind).mkdir(parents=True, exist_ok=True)

    def segments(
        self, documents: Sequence[Document], progress: Callable[[int], None]
    ) -> list[tuple[Segment, list[Part]]]:
        """Return the segments of the documents, and the blocks of each.

        Where what is kept turns out to be damaged, all of it goes, and they are made of the documents alone.
        """
        try:
            return list(self._segments(documents, progress))
        except DAMAGED:
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
    ) -> Iterator[tuple[Segment, list[Part]]]:
        if self._spread:
            self._prepare(documents, self._spread)
        for cut in self._cut(len(documents)):
            parts = []
            for block in cut.blocks:
                parts.append(self.part(documents[block]))
                progress(block.stop)
            terms = [part.names.terms for part in parts]
            yield self._segment(cut, terms, [part.block for part in parts]), parts

    def begin(self, documents: Sequence[Document]) -> None:
        """Make what follows from the words of documents, terms and postings, for `segments` to find.

        Then the texts of the blocks that had to be made; `display` of their documents may be a guess, for it is in the name.
        """
        made = []
        for cut in self._cut(len(documents)):
            parts = [documents[block] for block in cut.blocks]
            terms = [terms_name(part, self._base) for part in parts]
            found = [self._terms(name, part) for name, part in zip(terms, parts, strict=True)]
            blocks = [block for block, _made in found]
            made += [(part, block) for part, (block, new) in zip(parts, found, strict=True) if new]
            self._segment(cut, terms, blocks)
        for part, block in made:
            self._texts(names(part, self._base), part, block)

    def _cut(self, documents: int) -> Iterator[_Cut]:
        """Yield where the segments of so many documents begin and end, and their blocks."""
        tuning, done = self._schema.tuning, 0
        for size in sizing.sizes(documents, tuning.segment_documents):
            end, step = done + size, tuning.block_documents
            blocks = [slice(first, min(first + step, end)) for first in range(done, end, step)]
            # A whole archive that is as small as that is no young segment of one.
            young = done > 0 and size < sizing.YOUNG_UNITS * tuning.segment_documents
            yield _Cut(sizing.folder(size, tuning.segment_documents), young, blocks)
            done = end

    def _prepare(self, documents: Sequence[Document], spread: Spread) -> None:
        """Have the blocks that are missing made side by side, wherever that is."""
        missing = []
        for block in chain.from_iterable(cut.blocks for cut in self._cut(len(documents))):
            some = documents[block]
            named = names(some, self._base)
            if not (
                (self.home / TERMS / named.terms).is_dir() and (self.home / TEXTS / named.texts).is_dir()
            ):
                missing.append((named, [document.whole() for document in some]))
        made = spread(partial(_block, self._schema, self._folding), missing)
        for (named, _documents), (terms, texts) in zip(missing, made, strict=True):
            if not _touched(self.home / TERMS / named.terms):
                self.made += 1
                _beside(self.home / TERMS / named.terms, partial(_lay, terms))
            if not _touched(self.home / TEXTS / named.texts):
                _beside(self.home / TEXTS / named.texts, partial(_lay, texts))

    def part(self, documents: Sequence[Document]) -> Part:
        """Return a block of documents, cut into terms and packed."""
        named = names(documents, self._base)
        block, made = self._terms(named.terms, documents)
        self.made += self._texts(named, documents, block) or made
        for document in documents:
            document.release()
        return Part(documents, named, block)

    def _terms(self, name: str, documents: Sequence[Document]) -> tuple[Block, bool]:
        """Return the terms of a block, which are kept under a name, and whether they were made."""
        terms = self.home / TERMS / name
        if missing := not _touched(terms):
            _beside(terms, lambda folder: make_terms(documents, self._schema, self._folding, folder))
        return Block(terms), missing

    def _texts(self, named: Names, documents: Sequence[Document], block: Block) -> bool:
        """Have the texts of a block, and return whether they were made."""
        texts = self.home / TEXTS / named.texts
        if missing := not _touched(texts):
            _beside(texts, lambda folder: make_texts(named.texts, documents, block, self._schema, folder))
        return missing

    def _segment(self, cut: _Cut, terms: Sequence[str], blocks: Sequence[Block]) -> Segment:
        """Return the postings of some blocks; terms: the names of these."""

        def opened(name: str) -> Block:
            return Block(self.home / TERMS / name)

        home = self.home / POSTINGS
        return segment.make(home, cut.folder, terms, blocks, self._schema, opened, young=cut.young)

    def clean(self) -> None:
        """Remove what no index used for long, and what other versions of the program left."""
        long_ago = time.time() - _KEPT_FOR
        os.utime(self.home)
        # Whatever else lies there, or where a link leads, is somebody's.
        of_others = (path for path in self.home.parent.iterdir() if _VERSION.fullmatch(path.name))
        mine = chain.from_iterable((self.home / kind).iterdir() for kind in (TERMS, TEXTS, POSTINGS))
        for folder in [path for path in (*of_others, *mine) if path.stat().st_mtime < long_ago]:
            shutil.rmtree(folder, ignore_errors=True)


def folder_of(settings: Mapping[str, Any]) -> Path | None:
    """Return where a site keeps all this for its next build: beside other results; None if nothing is kept."""
    given = settings.get("BUILD_CACHE")
    return (places.archive() / given).parent / "segments" if given else None


def packs_of(home: Path | None, texts: str) -> list[list[tuple[int, str]]] | None:
    """Return for each pack of a block of this name which documents it holds, by place in the block and address.

    home: where a site keeps its segments, None if nowhere. None where that is not kept.
    """
    if home is None:
        return None
    folder = home / _program() / TEXTS / texts
    try:
        found = json.loads(Sums(folder).check(folder / PACKS))
    except DAMAGED:
        return None
    return [[(place, url) for place, url in pack] for pack in found]


def _block(
    schema: Schema, folding: Folder, given: tuple[Names, Sequence[Document]]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of a block's terms and of its texts."""
    named, documents = given
    with tempfile.TemporaryDirectory() as temporary:
        terms, texts = Path(temporary, TERMS), Path(temporary, TEXTS)
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
