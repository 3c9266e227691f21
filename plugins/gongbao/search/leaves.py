"""Write the rows of a segment into shards named by their content, and write anew only those that other rows go into.

A shard is a script with its rows (`shard_text`); rows of positions that are kept apart stand at its end, if they are few,
or in scripts beside it (`<shard>p0` …), which the shard says the first rows of. Where a shard ends depends on its own
rows alone, so that shards fall into place again behind rows that changed.
"""

import bisect
import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from . import packed, shard_text
from .codes import decode_first, encode, encode_all
from .columns import rows_of_columns
from .postings import Row
from .shard_text import Shape
from .shards import Page, content_name, line_length
from .tokenizer import utf16_key

# Of a shard's name, what its content decides; before it stands the first unit of its first term, which the directory has.
NAME = 5
# Scripts of positions may be so many times as large as shards: most shards then have one or none. Less than that part of
# a shard's size is not worth a script.
_APART = 4
_WITHIN = 4
# How many bits may tell a border where a shard is three quarters full, and how many more where it is full.
_LEAST_BITS, _MORE_BITS = 19, 8
Data = list[str]


class Shard(NamedTuple):
    """A shard: the key of its first row, its name, how many scripts of positions it has, the term of its last row."""

    term: str
    document: int
    name: str
    apart: int
    last: str

    @property
    def key(self) -> tuple[bytes, int]:
        """The key that shards are ordered by."""
        return utf16_key(self.term), self.document

    def scripts(self) -> list[str]:
        """Return the names of its scripts."""
        return [self.name, *(f"{self.name}p{n}" for n in range(self.apart))]


def directory(shards: Sequence[Shard]) -> str:
    """Return where each shard begins: no more of a key than tells it from the last one of the shard before.

    A key is in UTF-16, as JavaScript orders strings. Three lines, with a column each: the first unit, less that of the
    key before; the others, their bits in reverse order; the document, where others of the term come before it.
    """
    firsts, others, documents = [], [], []
    before, last = b"", 0
    for shard in shards:
        key = utf16_key(shard.term) if shard.document else _shortest(utf16_key(shard.term), before)
        first, *rest = struct.unpack(f">{len(key) // 2}H", key)
        firsts.append(encode(first - last))
        others.append(encode_all(int(f"{unit:016b}"[::-1], 2) for unit in rest))
        documents.append(encode(shard.document) if shard.document else "")
        before, last = utf16_key(shard.last), first
    return "\n".join(["".join(firsts), " ".join(others), " ".join(documents)])


def _shortest(key: bytes, before: bytes) -> bytes:
    """Return a short key behind one and not behind the other; of its last unit as many of the last bits as can be are 0.

    A directory is half as large with such keys. The first unit stays whole: it is part of the shard's name.
    """
    end = next((n for n in range(2, len(key), 2) if key[:n] > before), len(key))
    if end == 2:
        return key[:2]
    given = before[end - 2 : end] if before[: end - 2] == key[: end - 2] else b""
    least, most = int.from_bytes(given, "big") if given else -1, int.from_bytes(key[end - 2 : end], "big")
    size = next(n for n in range(16, -1, -1) if most >> n << n > least)
    return key[: end - 2] + (most >> size << size).to_bytes(2, "big")


class _Page(Page):
    """The rows of a shard. It ends where few bits tell the next row's key from the last one, since directories hold them.

    Which borders are such ones depends on the rows beside them alone, so they fall into place again behind a change.
    """

    def may_end_before(self, row: Row, length: int, part: float) -> bool:
        """Tell whether a shard may end before a row: the fuller it is, the more bits that may take."""
        if row.document:
            return False
        key = _shortest(utf16_key(row.term), utf16_key(self.last.term))
        as_number = int.from_bytes(key, "big")
        # Zeros at its end are not told.
        bits = 8 * len(key) - (as_number & -as_number).bit_length()
        return bits < _LEAST_BITS + _MORE_BITS * part**2


class SameName(Exception):
    """Two shards of a segment have one name, which one in some thousand large segments will see."""


class Leaves:
    """Rows that come in order, in shards."""

    def __init__(self, write: Callable[[str, object], None], shard_bytes: int) -> None:
        self._write = write
        self._limit = shard_bytes
        self._page = _Page(shard_bytes)
        self._rows: list[Row] = []
        self.shards: list[Shard] = []
        # A name that was taken already has a number behind; then what is known of a segment is not used again.
        self.renamed = False
        self._names: set[str] = set()

    def extend(self, rows: Iterable[Row]) -> None:
        """Take the next rows."""
        for row in rows:
            length = line_length(row.text)
            if self.ends_before(row, length):
                self.end()
            self._page.add(row, row.text, length)
            self._rows.append(row)

    def ends_before(self, row: Row, length: int) -> bool:
        """Tell whether a shard ends before a row."""
        return self._page.ends_before(row, length)

    def end(self) -> None:
        """End a shard."""
        first = self._page.first
        lines = self._page.take()
        rows, self._rows = self._rows, []
        if not lines:
            return
        parts = list(_apart(rows, _APART * self._limit))
        beside = [rows_of_columns([row.text for row in part]) for part in parts]
        if len(parts) == 1 and len(beside[0]) < self._limit // _WITHIN:
            data, beside = [shard_text.write(lines), "", beside[0]], []
        else:
            firsts = (f"{part[0].term} {part[0].document}" for part in parts)
            data = [shard_text.write(lines), "\n".join(firsts)]
        # No row has a zero in it.
        content = "\0".join([str(len(data)), *data, *beside]).encode("utf-8", "surrogatepass")
        name = self._name(first.term, content)
        self._write(name, data)
        for number, columns in enumerate(beside):
            self._write(f"{name}p{number}", columns)
        self.shards.append(Shard(first.term, first.document, name, len(beside), rows[-1].term))

    def _name(self, term: str, content: bytes) -> str:
        digest = hashlib.sha256(bytes([packed.LAYOUT]) + content).digest()
        first = f"{int.from_bytes(utf16_key(term)[:2], 'big'):x}"
        name = f"{first}-{content_name(digest, NAME)}"
        number = 0
        while name in self._names:
            self.renamed = True
            number += 1
            name = f"{first}-{content_name(digest + bytes([number]), NAME)}"
        self._names.add(name)
        return name


def _apart(rows: Sequence[Row], limit: int) -> Iterator[list[Row]]:
    """Cut the rows of positions of some rows into scripts."""
    part: list[Row] = []
    size = 0
    for row in rows:
        for one in row.apart:
            length = line_length(one.text)
            if part and size + length > limit:
                yield part
                part, size = [], 0
            part.append(one)
            size += length
    if part:
        yield part


def rows_of(shard: Shard, read: Callable[[str], object], shape: Shape) -> list[Row]:
    """Return the rows that went into a shard; read gives the data of a script, shape is that of its segment."""
    data = read(shard.name)
    assert isinstance(data, list)  # noqa: S101 - what `end` wrote
    apart: dict[str, list[Row]] = {}
    beside = [*data[2:], *(str(read(f"{shard.name}p{number}")) for number in range(shard.apart))]
    for columns in beside:
        for text in _lines(columns):
            term, documents = text.split(" ", 2)[:2]
            apart.setdefault(term, []).append(Row(term, decode_first(documents), text))
    found: list[tuple[str, int, str, int]] = []
    for term, text, begins in shard_text.read(data[0], shape):
        # Of the first row it stands in the directory alone whether others of its term come before it.
        key = shard.document if not found else begins if found[-1][0] == term else 0
        found.append((term, key, text, begins))
    return list(_joined(found, apart))


def _lines(columns: str) -> Iterator[str]:
    yield from map(" ".join, zip(*(column.split(" ") for column in columns.split("\n")), strict=True))


def _joined(found: Sequence[tuple[str, int, str, int]], apart: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Give each row the rows of positions from its first document on, up to the next row of its term."""
    for place, (term, key, text, begins) in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        end = following[3] if following and following[0] == term else 1 << 62
        own = apart.get(term, ())
        yield Row(term, key, text, tuple(row for row in own if begins <= row.document < end))


class Mender:
    """Makes the shards anew that other rows go into.

    old: the shards as they are; read: gives the data of one of their scripts; write: takes that of a new one; shape: that
    of the segment.
    """

    def __init__(
        self,
        old: Sequence[Shard],
        read: Callable[[str], object],
        write: Callable[[str, object], None],
        shard_bytes: int,
        shape: Shape,
    ) -> None:
        self._shape = shape
        self._old = old
        self._keys = [shard.key for shard in old]
        self._read = read
        self._write = write
        self._limit = shard_bytes

    def mend(self, changed: Mapping[str, Sequence[Row]]) -> list[Shard]:
        """Return the shards where some terms have other rows than before, () if none, and all others those they had.

        What comes out is what `Leaves` would make of all rows. Raises SameName where that cannot be known.
        """
        rows = sorted((row for of_term in changed.values() for row in of_term), key=_key)
        places = {self._place(row) for row in rows}
        for term in changed:
            # Rows that go are in shards from that before the term's first row on: where it ends depends on that row.
            first = max(0, bisect.bisect_left(self._keys, (utf16_key(term), 0)) - 1)
            places.update(range(first, bisect.bisect_right(self._keys, (utf16_key(term), 1 << 62))))
        found: list[Shard] = []
        at = 0
        for place in sorted(places):
            if place < at:
                continue
            found += self._old[at:place]
            at, made = self._from(place, places, changed, rows)
            found += made
        found += self._old[at:]
        if len({shard.name for shard in found}) != len(found):
            raise SameName
        return found

    def _place(self, row: Row) -> int:
        return max(0, bisect.bisect_right(self._keys, _key(row)) - 1)

    def _from(
        self, place: int, places: set[int], changed: Mapping[str, Sequence[Row]], rows: Sequence[Row]
    ) -> tuple[int, list[Shard]]:
        """Make shards anew from one on, until they end where one ended; return the place of the next, and the shards."""
        leaves = Leaves(self._write, self._limit)
        at = place
        while at < len(self._old):
            own_rows = rows_of(self._old[at], self._read, self._shape)
            if at not in places and leaves.ends_before(own_rows[0], line_length(own_rows[0].text)):
                break
            low = bisect.bisect_left(rows, self._keys[at], key=_key) if at else 0
            end = at + 1
            high = bisect.bisect_left(rows, self._keys[end], key=_key) if end < len(self._old) else len(rows)
            kept = [row for row in own_rows if row.term not in changed]
            leaves.extend(sorted([*kept, *rows[low:high]], key=_key))
            at += 1
        leaves.end()
        if leaves.renamed:
            raise SameName
        return at, leaves.shards


def _key(row: Row) -> tuple[bytes, int]:
    return utf16_key(row.term), row.document
