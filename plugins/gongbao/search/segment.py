"""Build one segment of the index: the scripts of some documents, which depend on nothing but these documents.

So segments can be built in any order, in processes and on machines of their own, and kept: `segment_name` says under
which name before anything is built. `build_segment` is a plain function of picklable arguments; it knows no Pelican.
Documents are numbered from 0 in each segment; what adds up over segments (documents, lengths, how many hold a term) is
added up by the client.
"""

import hashlib
import json
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from . import packed
from .batch import DOCUMENT_SHIFT, POSITION_MASK, POSITION_SHIFT, Ints, Vocabulary, tokenize
from .document import Document, Schema
from .folding import Folder
from .postings import Layout, rows
from .shards import Leaves, content_name
from .store import Store
from .texts import Texts

# Part of every name: raise it when the same documents give other scripts than before.
FORMAT = 3
DESCRIPTION = "segment.json"
# A segment with so many terms has shards as large as the settings say.
_FULL_TERMS = 20_000_000
# Smaller ones would save little, and a new issue writes all those of the young segment.
_LEAST_BYTES = 8_000


@dataclass(frozen=True, slots=True)
class Segment:
    """What is known of a segment that is built.

    `terms` and `positions` are the directories of its shards, `lengths` the terms in each field, `main` the field of
    most of them, `characters` all that stand in its terms.
    """

    name: str
    documents: int
    main: int
    lengths: tuple[int, ...]
    terms: str
    positions: str
    characters: str

    def entry(self) -> list[object]:
        """Return what the manifest says of it."""
        return [self.name, self.documents, self.main, self.terms, self.positions]


def segment_name(documents: Sequence[Document], schema: Schema, variants: Mapping[str, str]) -> str:
    """Return the name of a segment: a hash of all that its scripts depend on."""
    # Another version of the library may deflate the same data to other bytes.
    total = hashlib.sha256(repr((FORMAT, zlib.ZLIB_RUNTIME_VERSION, schema)).encode())
    total.update(repr(sorted(variants.items())).encode())
    for document in documents:
        total.update(repr(document).encode("utf-8", "surrogatepass"))
    return content_name(total.digest())


def build_segment(
    name: str, documents: Sequence[Document], schema: Schema, variants: Mapping[str, str], folder: Path
) -> Segment:
    """Write the scripts of a segment, and its description, into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)

    def write(script: str, data: object) -> None:
        (folder / f"{script}.js").write_bytes(packed.script(f"{name}/{script}", data))

    tuning = schema.tuning
    folding, vocabulary = Folder(variants), Vocabulary()
    texts = Texts(write, schema)
    count = 0
    characters: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary:
        store = Store(Path(temporary))
        for batch in _batches(documents, tuning.batch_characters):
            done = tokenize(batch, count, len(schema.fields), folding, vocabulary)
            store.add(done.batch)
            for document, lengths, positions in zip(
                batch, done.lengths.tolist(), done.paragraph_positions, strict=True
            ):
                texts.add(document, lengths, positions)
            count += len(batch)
        texts.close()

        def packs_of(posting: Ints, occurrences: Ints) -> Ints:
            position = (occurrences >> POSITION_SHIFT) & POSITION_MASK
            return texts.packs_of(posting, occurrences >> DOCUMENT_SHIFT, position)

        limit = shard_size(int(texts.totals.sum()), tuning.shard_bytes)
        terms = Leaves(write, "t", limit)
        apart = Leaves(write, "p", limit)
        layout = Layout(int(np.argmax(texts.totals)), tuning.inline_bytes, limit // 2)
        for group, rank, occurrences in store.groups(vocabulary):
            characters.update(chain.from_iterable(group))
            of_terms, of_positions = rows(group, rank, occurrences, layout, packs_of)
            terms.extend(of_terms)
            apart.extend(of_positions)
    built = Segment(
        name,
        count,
        layout.main_field,
        tuple(texts.totals.tolist()),
        terms.close(),
        apart.close(),
        "".join(sorted(characters)),
    )
    # Last, so that a folder with a description is whole.
    (folder / DESCRIPTION).write_text(json.dumps(asdict(built)), encoding="utf-8")
    return built


def read_segment(folder: Path) -> Segment:
    """Read the description of a segment that was built into a folder."""
    given = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    return Segment(**{**given, "lengths": tuple(given["lengths"])})


def _batches(documents: Sequence[Document], characters: int) -> list[list[Document]]:
    """Cut documents into lists whose texts have about so many characters."""
    batches: list[list[Document]] = []
    size = characters
    for document in documents:
        if size >= characters:
            batches.append([])
            size = 0
        batches[-1].append(document)
        size += sum(len(p.text) for p in document.paragraphs)
    return batches


def shard_size(terms: int, most: int) -> int:
    """Return how many bytes the shards of a segment may have that holds so many terms; `most` in a large one.

    A query loads a shard of every segment for each of its terms. The bytes of all segments are the least, for as many
    files, where a shard grows as the square root of its segment.
    """
    return min(most, max(_LEAST_BYTES, int(most * (terms / _FULL_TERMS) ** 0.5)))


def sizes(documents: int, unit: int) -> list[int]:
    """Return how many documents each segment has, the oldest first: a function of their number alone.

    Counted in units, the first segment takes the three leading binary digits of the number, the next those of what is
    left, and less than four units are the young one. So a large segment is rewritten when the archive has grown by an
    eighth to a quarter, a small one as seldom for its size, and there are few of them, however many documents there are.
    """
    found = []
    while documents >= 4 * unit:
        units = documents // unit
        taken = (units >> (units.bit_length() - 3) << (units.bit_length() - 3)) * unit
        found.append(taken)
        documents -= taken
    return [*found, documents] if documents else found
