"""Write rows into scripts, with directories that say which script holds which rows.

The leaves of a segment are numbered, and their directory stands in the manifest. A tree (references, say) is named by
its content and has three levels: the manifest names the directories, a directory the shards, a shard holds the rows.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from . import packed
from .postings import Row

_NAME_LENGTH = 10
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


class Scripts:
    """Data scripts in one folder. Each hands its name and its data to a function, since file:// knows no fetch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: set[str] = set()
        self.bytes = 0

    def add(self, data: object) -> str:
        """Write a script named by the hash of its data, unless it is there; return its name."""
        name = content_name(script_json(data).encode("utf-8", "surrogatepass"))
        if name not in self.names:
            self.put(name, data)
        return name

    def put(self, name: str, data: object) -> None:
        """Write a script under a name that is given."""
        self.take(name, packed.script(name, data))

    def take(self, name: str, content: bytes) -> None:
        """Write a script that is made already."""
        self.names.add(name)
        self._write(f"{name}.js", content)

    def text(self, name: str, text: str) -> None:
        """Write another script beside the data."""
        self.names.add(name.removesuffix(".js"))
        self._write(name, text.encode("utf-8"))

    def _write(self, file: str, content: bytes) -> None:
        self.bytes += len(content)
        path = self.folder / file
        # What did not change keeps its time stamp, so that a sync has nothing to do.
        if not (path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def prune(self) -> None:
        """Delete the scripts of earlier builds."""
        for path in self.folder.rglob("*.js"):
            if path.relative_to(self.folder).with_suffix("").as_posix() not in self.names:
                path.unlink()
        for folder in self.folder.iterdir():
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def content_name(content: bytes) -> str:
    """Return a name for a content: the same for the same bytes, and for no others."""
    digest = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
    return "".join(_ALPHABET[digest >> (5 * i) & 31] for i in range(_NAME_LENGTH))


def script_json(data: object) -> str:
    """Return JSON that may stand in a script: no line separators, no end of a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    # A lone surrogate cannot be written as UTF-8, but it can be escaped.
    return (
        "".join(c if not 0xD800 <= ord(c) < 0xE000 else f"\\u{ord(c):04x}" for c in text)
        if _lone(text)
        else text
    )


def _lone(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


class Tree:
    """Rows in shards, shards in directories."""

    def __init__(self, scripts: Scripts, shard_bytes: int, directory_bytes: int) -> None:
        self._scripts = scripts
        self._shard = _Page(shard_bytes)
        self._directory = _Page(directory_bytes)
        self._root: list[str] = []
        self.shards = 0

    def extend(self, rows: Iterable[Row]) -> None:
        """Take the next rows; they come in order."""
        for row in rows:
            length = _length(row.text)
            if self._shard.ends_before(row, length):
                self._end_shard()
            self._shard.add(row, row.text, length)

    def close(self) -> list[str]:
        """Write what is left and return the lines of the manifest: `term document name` of each directory."""
        if self._shard.lines:
            self._end_shard()
        if self._directory.lines:
            self._end_directory()
        return self._root

    def _end_shard(self) -> None:
        first = self._shard.first
        name = self._scripts.add("\n".join(self._shard.take()))
        self.shards += 1
        line = f"{first.term} {first.document} {name}"
        length = _length(line)
        if self._directory.ends_before(first, length):
            self._end_directory()
        self._directory.add(first, line, length)

    def _end_directory(self) -> None:
        first = self._directory.first
        name = self._scripts.add("\n".join(self._directory.take()))
        self._root.append(f"{first.term} {first.document} {name}")


class Leaves:
    """Rows in the shards of a segment, which is never rewritten: each is filled, and the manifest says where it begins."""

    def __init__(self, write: Callable[[str, object], None], prefix: str, shard_bytes: int) -> None:
        self._write = write
        self._prefix = prefix
        self._limit = shard_bytes
        self._lines: list[str] = []
        self._size = 0
        self._firsts: list[str] = []

    def extend(self, rows: Iterable[Row]) -> None:
        """Take the next rows; they come in order."""
        for row in rows:
            length = _length(row.text)
            if self._lines and self._size + length > self._limit:
                self._end()
            if not self._lines:
                self._firsts.append(f"{row.term} {row.document}" if row.document else row.term)
            self._lines.append(row.text)
            self._size += length

    def close(self) -> str:
        """Write what is left and return the directory: how each shard's first row begins, a line each."""
        if self._lines:
            self._end()
        return "\n".join(self._firsts)

    def _end(self) -> None:
        # Column by column: numbers of a kind deflate better together.
        columns = zip(*(line.split(" ") for line in self._lines), strict=True)
        self._write(f"{self._prefix}{len(self._firsts) - 1}", "\n".join(map(" ".join, columns)))
        self._lines, self._size = [], 0


def _length(line: str) -> int:
    """Return the bytes of a line with its end."""
    return len(line.encode("utf-8", "surrogatepass")) + 1


class _Page:
    """Lines that are collected until they fill a script."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self.lines: list[str] = []
        self.first = Row("", 0, "")

    def ends_before(self, row: Row, length: int) -> bool:
        """Tell whether the page ends before a row's line.

        If only its size decided, a line more would move the borders of all pages behind it, and no cache would keep
        them. From half the size on the row's key decides, by chance but always alike, so that borders fall into
        place again.
        """
        if not self.lines or self._size + length <= self._limit // 2:
            return False
        chance = zlib.crc32(f"{row.term} {row.document}".encode("utf-8", "surrogatepass")) / 2**32
        return self._size + length > self._limit or chance < 4 * length / self._limit

    def add(self, row: Row, line: str, length: int) -> None:
        if not self.lines:
            self.first = row
        self.lines.append(line)
        self._size += length

    def take(self) -> list[str]:
        lines, self.lines, self._size = self.lines, [], 0
        return lines
