"""The files of a site in the making: what is written anew, and what stays in the output as it is there."""

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from gongbao import digest
from gongbao.below import walk
from gongbao.messages import Message

SETTING = "SITE_FILES"


class Entry(NamedTuple):
    """A file: the key that it was made under ("" if it has none), its SHA-256, its size; when it changed last on disk.

    changed: 0 as long as it is not in its place.
    """

    key: str
    sum: str
    size: int
    changed: int = 0


# A file that was made: its path, its entry, whether it stays as it is; its bytes, where they are not written yet.
Made = tuple[str, Entry, bool, bytes | None]


@dataclass
class Files:
    """Files of a build. before: the output as the last build left it; known: what that build noted of its files.

    A file whose key is the same is not made again, one whose bytes are the same is not written again.
    away: on another machine, where nothing is written.
    """

    folder: Path
    before: Path | None = None
    known: Mapping[str, Entry] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    away: bool = False
    # Those that are not as the last build left them, where somebody looked; else each is looked at when it is asked for.
    touched: Collection[str] | None = None
    # Addresses that earlier builds had, and what is said of them; who knows what readers lose puts there what this one misses.
    missed: dict[str, Message] = field(default_factory=dict)

    def keep(self, path: str, key: str) -> bool:
        """Leave a file as it is if it was made under this key and nobody touched it; tell whether it was."""
        entry = self.known.get(path)
        if not key or entry is None or entry.key != key or not self._intact(path, entry):
            return False
        self.take(path, entry, kept=True)
        return True

    def put(self, path: str, data: bytes, key: str = "", same: Path | None = None) -> Entry:
        """Write a file, unless the output has it with the same bytes.

        same: a file with these bytes that nobody writes into; where the file system can do that, both are one, which is
        many times quicker than a new file.
        """
        entry = Entry(key, hashlib.sha256(data).hexdigest(), len(data))
        old = self.known.get(path)
        if old and old.sum == entry.sum and self._intact(path, old):
            entry = entry._replace(changed=old.changed)
            self.take(path, entry, kept=True)
            return entry
        target = f"{self.folder}/{path}"
        try:
            _write(target, data, same)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - of thousands
            _write(target, data, same)
        self.take(path, entry)
        return entry

    def made(self, path: str, data: bytes, key: str = "") -> Made:
        """Write a file, or have it written where the site is; return what `receive` takes there."""
        if self.away:
            return path, Entry(key, "", len(data)), False, data
        return path, self.put(path, data, key), path in self.kept, None

    def receive(self, made: Made) -> str:
        """Note a file that another process made, and write it if that could not; return its path."""
        path, entry, kept, data = made
        if data is None:
            self.take(path, entry, kept)
        else:
            self.put(path, data, entry.key)
        return path

    def __getstate__(self) -> dict[str, Any]:
        """Stand for a site that is elsewhere."""
        return {
            **vars(self),
            "before": None,
            "known": {},
            "entries": {},
            "kept": set(),
            "missed": {},
            "away": True,
        }

    def size(self, path: str) -> int:
        """Return the bytes of a file that is noted."""
        return self.entries[path].size

    def take(self, path: str, entry: Entry, kept: bool = False) -> None:
        """Note a file that was written, here or by another process, or that it found to be the same."""
        self.entries[path] = entry
        if kept:
            self.kept.add(path)
        else:
            self.kept.discard(path)

    def adopt(self) -> None:
        """Note the files that others wrote into the folder."""
        for path in list(_walk(self.folder)):
            entry = self.entries.get(path)
            if entry is None or path in self.kept:
                place = self.folder / path
                self.take(path, Entry("", digest.of_file(place), place.stat().st_size))

    def place(self, path: str) -> Path:
        """Return where a file of the site is read."""
        return self.before / path if path in self.kept and self.before else self.folder / path

    def _intact(self, path: str, entry: Entry) -> bool:
        if self.before is None:
            return False
        if self.touched is None:
            return intact(f"{self.before}/{path}", entry)
        return path not in self.touched


def intact(place: str, entry: Entry) -> bool:
    """Tell whether a file is as it was when its entry was noted."""
    try:
        status = os.lstat(place)
    except OSError:
        return False
    return status.st_size == entry.size and status.st_mtime_ns == entry.changed


def _write(target: str, data: bytes, same: Path | None) -> None:
    if same is not None:
        with contextlib.suppress(OSError):  # on another disk, say, or there already
            os.link(same, target)
            return
    with open(target, "wb") as file:  # noqa: PTH123 - of thousands
        file.write(data)


def of(settings: Mapping[str, Any]) -> Files:
    """Return the files of the build with these settings; where nothing was prepared, all are written."""
    found = settings.get(SETTING)
    return found if isinstance(found, Files) else Files(Path(settings["OUTPUT_PATH"]))


def _walk(folder: Path) -> Iterator[str]:
    root = str(folder)
    for at, _, names in walk(root):
        below = at[len(root) + 1 :].replace(os.sep, "/")
        for name in names:
            yield f"{below}/{name}" if below else name
