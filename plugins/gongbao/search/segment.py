"""Make the postings of one segment of the index: shards that depend on nothing but the segment's documents.

So segments can be made in any order, in processes and on machines of their own, and kept. `make` is given blocks and
knows no Pelican. Documents are numbered from 0 in each segment; what adds up over segments (documents, lengths, how many
hold a term) is added up by the client.
"""

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import packed
from .batch import DOCUMENT_SHIFT, POSITION_MASK, POSITION_SHIFT, Ints
from .blocks import Block
from .document import Schema
from .leaves import NAME, Leaves, Mender, SameName, Shard, directory
from .merge import Merge, union
from .postings import Layout, Row, rows
from .shard_text import Shape
from .shards import content_name
from .sizing import shard_size
from .sums import DamagedError, Sums, digest, note_sums
from .texts import Places, length_code

# Part of every name: raise it when the same documents give other scripts than before.
FORMAT = 19
DESCRIPTION = "segment.json"
_WRITERS = 2
# Where more of the blocks differ, mending shard by shard is no quicker than making all anew.
_MENDED_PART = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """What is known of the postings of a segment.

    `folder` is what its scripts stand under, `blocks` the names of its blocks' terms, `main` the field of most terms,
    `limit` the bytes of a shard, `renamed` whether the names of shards depend on their order, `begins` where each begins
    as the manifest says it.
    """

    folder: str
    blocks: tuple[str, ...]
    sizes: tuple[int, ...]
    main: int
    limit: int
    shards: tuple[Shard, ...]
    renamed: bool = False
    begins: str = ""

    def directory(self) -> list[str]:
        """Return where each shard begins, and their names, one behind the other."""
        return [self.begins, "".join(s.name[-NAME:] for s in self.shards)]


def base(schema: Schema, variants: Mapping[str, str]) -> bytes:
    """Return a hash of all that scripts depend on besides documents."""
    # Another version of the library may deflate the same data to other bytes.
    total = hashlib.sha256(repr((FORMAT, zlib.ZLIB_RUNTIME_VERSION, schema)).encode())
    total.update(repr(sorted(variants.items())).encode("utf-8", "surrogatepass"))
    return total.digest()


def name(folder: str, blocks: Sequence[str], limit: int) -> str:
    """Return what a segment is kept under."""
    return content_name(" ".join([folder, str(limit), *blocks]).encode())


def make(
    home: Path,
    folder: str,
    names: Sequence[str],
    blocks: Sequence[Block],
    schema: Schema,
    open_: Callable[[str], Block],
    *,
    young: bool = False,
) -> Segment:
    """Make a segment into a folder of its own below `home`, unless it is there; young: whether it is the last of several.

    A segment beside it that differs in few blocks is mended, which gives the same scripts; open_ gives a block by name.
    """
    totals = np.array([row for b in blocks for row in b.lengths]).reshape(-1, len(schema.fields)).sum(axis=0)
    limit = shard_size(int(totals.sum()), schema.tuning.shard_bytes, young=young)
    place = home / name(folder, names, limit)
    if (place / DESCRIPTION).is_file():
        os.utime(place)
        return read(place)
    wanted = Segment(
        folder, tuple(names), tuple(b.documents for b in blocks), int(np.argmax(totals)), limit, ()
    )
    beside = home / f"{place.name}.new-{os.getpid()}"
    try:
        done = None
        sums: dict[str, str] = {}
        if found := _nearest(home, wanted):
            done = _mended(found, wanted, blocks, schema, open_, beside, sums)
        if done is None:
            shutil.rmtree(beside, ignore_errors=True)
            done, sums = _whole(wanted, blocks, schema, beside), {}
        # Last, so that a folder with a description is whole.
        _describe(beside, done, sums)
        try:
            beside.rename(place)
        except OSError:
            # Another build was quicker: the same name holds the same scripts.
            if not (place / DESCRIPTION).is_file():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return done


def _layout(wanted: Segment, schema: Schema) -> Layout:
    return Layout(wanted.main, schema.tuning.inline_bytes, wanted.limit // 2)


def _rows_of(
    merge: Merge, blocks: Sequence[Block], layout: Layout, numbers: npt.NDArray[np.uint64] | None = None
) -> Iterator[Row]:
    """Return the rows of all terms, or of some."""
    places = Places(
        list(chain.from_iterable(b.places.counts for b in blocks)),
        list(chain.from_iterable(b.places.starts for b in blocks)),
    )
    lengths = np.array([[length_code(n) for n in row] for b in blocks for row in b.lengths], np.int64)
    groups = merge.groups() if numbers is None else merge.of(numbers)

    def of_group(group: list[str], rank: Ints, occurrences: Ints) -> list[Row]:
        def packs_of(posting: Ints, of: Ints) -> Ints:
            return places.of(posting, of >> DOCUMENT_SHIFT, (of >> POSITION_SHIFT) & POSITION_MASK)

        return list(rows(group, rank, occurrences, layout, packs_of, lengths))

    return chain.from_iterable(of_group(*group) for group in groups)


def _writer(place: Path, folder: str) -> Callable[[str, object], None]:
    place.mkdir(parents=True, exist_ok=True)

    def write(script: str, data: object) -> None:
        (place / f"{script}.js").write_bytes(packed.script(f"{folder}/{script}", data, numbers=True))

    return write


def _whole(wanted: Segment, blocks: Sequence[Block], schema: Schema, place: Path) -> Segment:
    write = _writer(place, wanted.folder)
    # Deflating and writing leave the interpreter free for the next rows.
    with ThreadPoolExecutor(_WRITERS) as pool:
        written: list[Future[None]] = []
        leaves = Leaves(lambda script, data: written.append(pool.submit(write, script, data)), wanted.limit)
        leaves.extend(_rows_of(Merge(blocks), blocks, _layout(wanted, schema)))
        leaves.end()
        for one in written:
            one.result()
    return _with(wanted, leaves.shards, leaves.renamed)


def _with(wanted: Segment, shards: Sequence[Shard], renamed: bool = False) -> Segment:
    return replace(wanted, shards=tuple(shards), renamed=renamed, begins=directory(shards))


def _nearest(home: Path, wanted: Segment) -> Path | None:
    """Return the segment that has most blocks in common with one to be made, if it can be mended."""
    best, most = None, max(1, len(wanted.blocks) // _MENDED_PART)
    for place in sorted(home.iterdir()):
        try:
            given = json.loads((place / _BLOCKS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if given["like"] != _like(wanted) or not (place / DESCRIPTION).is_file():
            continue
        differing = sum(a != b for a, b in zip(given["blocks"], wanted.blocks, strict=True))
        if differing <= most:
            best, most = place, differing - 1
    return best


# The blocks alone, to be looked through quickly.
_BLOCKS = "blocks.json"


def _like(wanted: Segment) -> list[object]:
    return [wanted.folder, list(wanted.sizes), wanted.main, wanted.limit]


def _mended(
    place: Path,
    wanted: Segment,
    blocks: Sequence[Block],
    schema: Schema,
    open_: Callable[[str], Block],
    beside: Path,
    sums: dict[str, str],
) -> Segment | None:
    """Make a segment from one that differs in few blocks; None where that cannot be.

    sums: takes up those of the scripts that stay as they are. They are not read here: one that a disk damaged since is
    found by its sum when it is read.
    """
    old = read(place)
    if old.renamed or not old.shards:
        return None
    merge = Merge(blocks)
    numbers = np.zeros(0, np.uint64)
    try:
        for number, (now, before) in enumerate(zip(wanted.blocks, old.blocks, strict=True)):
            if now != before:
                numbers = union(numbers, merge.differing(number, open_(before)))
    except OSError:
        # Its terms are not kept any more.
        return None
    changed: dict[str, list[Row]] = {merge.term(n): [] for n in numbers.tolist()}
    for row in _rows_of(merge, blocks, _layout(wanted, schema), numbers):
        changed[row.term].append(row)

    def read_script(script: str) -> object:
        return packed.read((place / f"{script}.js").read_bytes())[1]

    try:
        shape = Shape(sum(wanted.sizes), wanted.main)
        mender = Mender(old.shards, read_script, _writer(beside, wanted.folder), wanted.limit, shape)
        shards = mender.mend(changed)
    except SameName:
        return None
    new, kept = {path.name for path in beside.iterdir()}, Sums(place)
    for shard in shards:
        for script in shard.scripts():
            file = f"{script}.js"
            if file not in new:
                sums[file] = kept.of(file)
                _link(f"{place}/{file}", f"{beside}/{file}")
    return _with(wanted, shards)


def _link(source: str, target: str) -> None:
    """Let two folders have one file, where the file system can do that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _describe(place: Path, segment: Segment, sums: Mapping[str, str]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    blocks = {"like": _like(segment), "blocks": segment.blocks}
    (place / _BLOCKS).write_text(json.dumps(blocks), encoding="utf-8")
    note_sums(place, sums)
    # Where shards begin takes longer to say than to read.
    facts = json.dumps({"shards": segment.shards, "renamed": segment.renamed, "begins": segment.begins})
    # Its own sum stands above it: where shards begin is told by nothing else.
    (place / DESCRIPTION).write_text(f"{digest(facts.encode())}\n{facts}", encoding="utf-8")


def read(place: Path) -> Segment:
    """Read the description of a segment that was made into a folder."""
    blocks = json.loads((place / _BLOCKS).read_text(encoding="utf-8"))
    known, _line, text = (place / DESCRIPTION).read_text(encoding="utf-8").partition("\n")
    if digest(text.encode()) != known:
        raise DamagedError(DESCRIPTION)
    facts = json.loads(text)
    folder, sizes_, main, limit = blocks["like"]
    shards = tuple(Shard(*shard) for shard in facts["shards"])
    return Segment(
        folder, tuple(blocks["blocks"]), tuple(sizes_), main, limit, shards, facts["renamed"], facts["begins"]
    )
