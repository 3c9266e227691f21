"""The sums of what is kept from build to build: what a disk damaged is not given to readers, nor made into anything."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

_FILE = "sums.json"
_SCRIPT = ".js"
# Scripts, and what scripts are made of.
_KINDS = (_SCRIPT, ".npy")
_FACTS = "facts.json"
_LENGTH = 32


class DamagedError(ValueError):
    """A kept file is other than it was written."""


class Sums:
    """What the files of a folder were when they were written."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[str, str] = dict(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def names(self) -> Iterable[str]:
        """Name the scripts."""
        return (name for name in self._known if name.endswith(_SCRIPT))

    def of(self, name: str) -> str:
        """Return the sum of a file, "" where none was noted."""
        return self._known.get(name, "")

    def check(self, path: Path) -> bytes:
        """Return the bytes of a file; raise DamagedError if they are others now."""
        data = path.read_bytes()
        if self._known.get(path.name) != digest(data):
            raise DamagedError(path.name)
        return data

    def verify(self, path: Path) -> Path:
        """Return the path of a file that need not fit into memory; raise DamagedError if it is another now."""
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()[:_LENGTH]
        if self._known.get(path.name) != found:
            raise DamagedError(path.name)
        return path


def note_sums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Note the sums of the files of a folder, in it; known: of those that lie in another folder, too, and were not read."""
    carried = known or {}
    found = sorted(path for path in folder.iterdir() if path.suffix in _KINDS or path.name == _FACTS)
    made = {path.name: carried.get(path.name) or digest(path.read_bytes()) for path in found}
    (folder / _FILE).write_text(json.dumps(made), encoding="utf-8")


def digest(data: bytes) -> str:
    """Return the sum of some bytes."""
    return hashlib.sha256(data).hexdigest()[:_LENGTH]
