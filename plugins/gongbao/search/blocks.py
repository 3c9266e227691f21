"""Cut a few documents into terms and packs, once: what segments are put together of.

A block is a bounded number of documents. What is made of it depends on nothing else, so blocks are made in any order, in
processes and on machines of their own, and kept by name: a corrected document costs its own block.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from . import packed
from .batch import (
    DOCUMENT_SHIFT,
    POSITION_MASK,
    POSITION_SHIFT,
    SECOND_MASK,
    WORDS,
    Ints,
    Vocabulary,
    tokenize,
)
from .document import Document, Schema
from .folding import Folder
from .shards import content_name
from .sums import PIECE, Pieces, Sums, note_sums
from .texts import Packs, columns, pack

# So many documents and positions fit into an occurrence of 32 bits.
MOST_DOCUMENTS = 64
_NARROW_POSITION = 20
_NARROW_DOCUMENT = 26
_TERMS, _BOUNDS, _OCCURRENCES = "terms.npy", "bounds.npy", "occurrences.npy"
_FACTS, _POSITIONS, PACKS = "facts.json", "positions.json", "packs.json"
TEXT_NAME = 8


@dataclass(frozen=True, slots=True)
class Names:
    """What the parts of a block are kept under: its terms, and its texts with what results show."""

    terms: str
    texts: str


def names(documents: Sequence[Document], base: bytes) -> Names:
    """Return the names of a block; base: a hash of all that its parts depend on besides the documents."""
    texts = hashlib.sha256(base)
    for document in documents:
        texts.update(document.shown)
    own = _of_words(documents, base)
    texts.update(own)
    return Names(content_name(own), content_name(texts.digest(), TEXT_NAME))


def terms_name(documents: Sequence[Document], base: bytes) -> str:
    """Return what the terms of a block are kept under, for which no more than the words of its documents is known."""
    return content_name(_of_words(documents, base))


def _of_words(documents: Sequence[Document], base: bytes) -> bytes:
    return hashlib.sha256(b"".join([base, *(document.words for document in documents)])).digest()


class Block:
    """The terms of a block that are made, and where its documents' packs begin."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sums = Sums(folder)
        self._facts: dict[str, Any] = json.loads(self._sums.check(folder / _FACTS))
        self.documents = len(self._facts["lengths"])
        self.lengths: list[list[int]] = self._facts["lengths"]
        self.words: list[str] = self._facts["words"]
        self.characters: str = self._facts["characters"]
        self.places = Packs([], self._facts["counts"], self._facts["shares"], self._facts["starts"])

    # Not kept: a segment is made of hundreds of blocks, and asks each once.
    @property
    def terms(self) -> npt.NDArray[np.uint64]:
        """The numbers of its terms, rising."""
        return self._array(_TERMS)

    @property
    def bounds(self) -> npt.NDArray[np.int32]:
        """The slice of the occurrences that each term has begins here and ends where the next begins."""
        return self._array(_BOUNDS)

    def _array(self, name: str) -> npt.NDArray[Any]:
        data = self._sums.check(self._folder / name)
        begin, kind = _head(data)
        return np.frombuffer(data, kind, offset=begin)

    @cached_property
    def _occurrences(self) -> tuple[Pieces, int, npt.NDArray[Any]]:
        """The occurrences, of which most are not read where few terms changed: the file, where they begin in it, they."""
        file = self._sums.pieces(self._folder / _OCCURRENCES)
        file.check((0,))
        begin, kind = _head(file.data)
        return file, begin, np.frombuffer(file.data, kind, offset=begin)

    def occurrences(self, places: Ints | slice) -> Ints:
        """Return occurrences as `batch` writes them, with documents counted from the first of the block."""
        file, begin, known = self._occurrences
        size = known.itemsize
        if isinstance(places, slice):
            file.check(
                range((begin + places.start * size) // PIECE, (begin + places.stop * size) // PIECE + 1)
            )
        else:
            file.check(np.flatnonzero(np.bincount((begin + places * size) // PIECE)).tolist())
        found = known[places].astype(np.int64)
        file.forget()
        narrow = known.dtype != np.int64
        return ((found >> _NARROW_DOCUMENT) << DOCUMENT_SHIFT) | _widened(found) if narrow else found

    def positions(self) -> list[list[int]]:
        """Return the position at which each paragraph of each document begins."""
        found: list[list[int]] = json.loads(self._sums.check(self._folder / _POSITIONS))
        return found


def _head(data: Any) -> tuple[int, npt.DTypeLike]:
    """Return where the numbers of a file begin, and their type; numpy compiles a head as Python, once for each file."""
    begin = 10 + int.from_bytes(data[8:10], "little")
    return begin, data[10:begin].split(b"'descr': '", 1)[1].split(b"'", 1)[0].decode()


def _widened(found: Ints) -> Ints:
    low = found & ((1 << _NARROW_DOCUMENT) - 1)
    return ((low >> (_NARROW_POSITION + 1)) << 25) | (low & ((1 << (_NARROW_POSITION + 1)) - 1))


def _narrowed(occurrences: Ints, documents: int) -> npt.NDArray[Any]:
    position = (occurrences >> POSITION_SHIFT) & POSITION_MASK
    if documents > MOST_DOCUMENTS or (len(position) and position.max() >> _NARROW_POSITION):
        return occurrences
    field = (occurrences >> 25) & 31
    document = occurrences >> DOCUMENT_SHIFT
    narrow = (document << _NARROW_DOCUMENT) | (field << (_NARROW_POSITION + 1)) | (position << 1)
    return (narrow | (occurrences & 1)).astype(np.uint32)


def make_terms(documents: Sequence[Document], schema: Schema, folding: Folder, folder: Path) -> None:
    """Cut a block into terms, and write them into a folder of its own."""
    folder.mkdir(parents=True)
    vocabulary = Vocabulary()
    done = tokenize(documents, 0, len(schema.fields), folding, vocabulary)
    batch = done.batch
    np.save(folder / _TERMS, batch.terms)
    np.save(folder / _BOUNDS, batch.bounds.astype(np.int32))
    np.save(folder / _OCCURRENCES, _narrowed(batch.occurrences, len(documents)))
    # Each Han character is a term by itself, too.
    singles = batch.terms[(batch.terms < WORDS) & (batch.terms & SECOND_MASK == 0)]
    terms = {vocabulary.term(number) for number in singles.tolist()}.union(*vocabulary.words)
    places = pack(documents, done.paragraph_positions, schema)
    facts = {
        "lengths": done.lengths.tolist(),
        "words": vocabulary.words,
        "characters": "".join(sorted(terms)),
        "counts": places.counts,
        "shares": places.shares,
        "starts": places.starts,
    }
    (folder / _FACTS).write_bytes(json.dumps(facts, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    (folder / _POSITIONS).write_text(json.dumps(done.paragraph_positions), encoding="utf-8")
    note_sums(folder)


def make_texts(name: str, documents: Sequence[Document], block: Block, schema: Schema, folder: Path) -> None:
    """Write the packs of a block into a folder of its own."""
    folder.mkdir(parents=True)
    packs = pack(documents, block.positions(), schema).packs
    for number, content in enumerate(packs):
        (folder / f"{number}.js").write_bytes(packed.script(f"{name}/{number}", columns(content)))
    # Who asks which documents a pack holds has not to open all texts for that.
    held = [[(place, card[0]) for place, card, _ in content] for content in packs]
    (folder / PACKS).write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
    note_sums(folder)
