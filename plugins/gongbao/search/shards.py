"""Write rows into scripts, with directories that say which script holds which rows.

A tree (references, say) is named by its content and has three levels: the manifest names the directories, a directory the
shards, a shard holds the rows. `leaves` writes those of segments.
"""

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from . import packed
from .postings import Row

_NAME_LENGTH = 10
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


class Made(Protocol):
    """What a build knows of the files that it made before: the part of it that scripts ask."""

    def keep(self, path: str, key: str) -> bool:
        """Leave a file as it is if it was made under this key; tell whether it was."""

    def put(self, path: str, data: bytes, key: str, same: Path | None = None) -> object:
        """Write a file under a key; same: one with these bytes, which may become the same file."""

    def size(self, path: str) -> int:
        """Return the bytes of a file that was kept or written."""


class Scripts:
    """Data scripts in one folder. Each hands its name and its data to a function, since file:// knows no fetch.

    made: of a site that is built anew beside the old one, what stays there.
    """

    def __init__(self, folder: Path, made: Made | None = None) -> None:
        self.folder, self._folder = folder, folder.name
        self._made = made
        self.names: set[str] = set()
        # Those named by their content, in the order in which they were added, again each time.
        self.added: list[str] = []
        self.bytes = 0

    def add(self, data: object, *, numbers: bool = False) -> str:
        """Write a script named by the hash of its data, unless it is there; return its name."""
        name = data_name(data)
        self.added.append(name)
        if name not in self.names:
            self.names.add(name)
            if self._made is None:
                self._write(f"{name}.js", packed.script(name, data, numbers=numbers))
                return name
            path, key = self._key(name)
            # To deflate what is there would take longer than all else.
            if not self._made.keep(path, key):
                self._made.put(path, packed.script(name, data, numbers=numbers), key)
            self.bytes += self._made.size(path)
        return name

    def keep(self, names: Iterable[str]) -> bool:
        """Leave scripts that are named by their content as they are; tell whether all of them are there."""
        found = list(names)
        if not self._made or not all(self._made.keep(*self._key(name)) for name in found):
            return False
        self.bytes += sum(self._made.size(self._key(name)[0]) for name in set(found) - self.names)
        self.names.update(found)
        return True

    def _key(self, name: str) -> tuple[str, str]:
        """Return where a script named by its content lies in the site, and the key that it is made under."""
        return f"{self._folder}/{name}.js", f"{zlib.ZLIB_RUNTIME_VERSION} {name}"

    def put(self, name: str, data: object, *, numbers: bool = False) -> None:
        """Write a script under a name that is given; numbers: whether most of its data is numbers."""
        self.take(name, packed.script(name, data, numbers=numbers))

    def take(self, name: str, content: bytes) -> None:
        """Write a script that is made already."""
        self.names.add(name)
        self._write(f"{name}.js", content)

    def copy(self, name: str, kept: str, read: Callable[[Path], bytes] = Path.read_bytes) -> None:
        """Write a script that is kept under a name of its content: nothing is read where it lies there already."""
        self.names.add(name)
        if self._made:
            path, key = self._key(name)
            if not self._made.keep(path, key):
                self._made.put(path, read(Path(kept)), key, Path(kept))
            self.bytes += self._made.size(path)
            return
        source = Path(kept)
        there, wanted = self.folder / f"{name}.js", source.stat()
        with contextlib.suppress(FileNotFoundError):
            status = there.stat()
            if status.st_size == wanted.st_size and status.st_mtime_ns == wanted.st_mtime_ns:
                self.bytes += status.st_size
                return
        self.take(name, read(source))
        # What lies there has this content now; the same time on both says so the next time.
        status = there.stat()
        os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))

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
        for folder in [path for path in self.folder.iterdir() if path.is_dir()]:
            if not _prune(folder, f"{folder.name}/", self.names):
                folder.rmdir()
        _prune(self.folder, "", self.names)


def _prune(folder: Path, prefix: str, names: set[str]) -> int:
    """Delete the scripts of a folder that have none of the names; return how many files are left."""
    left = 0
    for path in list(folder.iterdir()):
        if path.suffix == ".js" and prefix + path.stem not in names:
            path.unlink()
        else:
            left += 1
    return left


def content_name(content: bytes, length: int = _NAME_LENGTH) -> str:
    """Return a name for a content: the same for the same bytes, and for no others."""
    digest = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
    return "".join(_ALPHABET[digest >> (5 * i) & 31] for i in range(length))


def data_name(data: object, length: int = _NAME_LENGTH) -> str:
    """Return the name of a script: its data decide it, and how they are packed, since browsers keep it for good."""
    text = script_json(data).encode("utf-8", "surrogatepass")
    return content_name(bytes([packed.LAYOUT]) + text, length)


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
        self._shard = Page(shard_bytes)
        self._directory = Page(directory_bytes)
        self._root: list[str] = []
        self.shards = 0

    def extend(self, rows: Iterable[Row]) -> None:
        """Take the next rows; they come in order."""
        for row in rows:
            length = line_length(row.text)
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
        length = line_length(line)
        if self._directory.ends_before(first, length):
            self._end_directory()
        self._directory.add(first, line, length)

    def _end_directory(self) -> None:
        first = self._directory.first
        name = self._scripts.add("\n".join(self._directory.take()))
        self._root.append(f"{first.term} {first.document} {name}")


def line_length(line: str) -> int:
    """Return the bytes of a line with its end."""
    return len(line.encode("utf-8", "surrogatepass")) + 1


class Page:
    """Lines that are collected until they fill a script."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self.lines: list[str] = []
        self.first = self.last = Row("", 0, "")

    def ends_before(self, row: Row, length: int) -> bool:
        """Tell whether the page ends before a row's line.

        If only its size decided, a line more would move the borders of all pages behind it, and no cache would keep
        them. From three quarters of the size on the row's key decides, by chance but always alike, so that borders fall
        into place again.
        """
        if not self.lines or self._size + length <= self._limit * 3 // 4:
            return False
        if self._size + length > self._limit:
            return True
        return self.may_end_before(row, length, (self._size + length) / self._limit * 4 - 3)

    def may_end_before(self, row: Row, length: int, part: float) -> bool:
        """Tell whether it may end before a row, by the row alone; part: how full the last quarter of it is."""
        chance = zlib.crc32(f"{row.term} {row.document}".encode("utf-8", "surrogatepass")) / 2**32
        return chance < 8 * length / self._limit

    def add(self, row: Row, line: str, length: int) -> None:
        """Take a row's line."""
        if not self.lines:
            self.first = row
        self.last = row
        self.lines.append(line)
        self._size += length

    def take(self) -> list[str]:
        """Return the lines and begin anew."""
        lines, self.lines, self._size = self.lines, [], 0
        return lines
