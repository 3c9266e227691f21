"""The sums of what is kept from build to build: what a disk damaged is not given to readers, nor made into anything."""

import hashlib
import json
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path

_FILE = "sums.json"
_SCRIPT = ".js"
# Scripts, and what scripts are made of.
_KINDS = (_SCRIPT, ".npy")
_FACTS = ("facts.json", "positions.json", "packs.json")
_LENGTH = 32
PIECE = 1 << 16


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

    def pieces(self, path: Path) -> "Pieces":
        """Open a file that is read in pieces; raise DamagedError if it cannot be the one that was written."""
        return Pieces(path, self._known.get(path.name, ""))


class Pieces:
    """A file in memory that is not loaded; each piece is checked when it is asked for first."""

    def __init__(self, path: Path, known: str) -> None:
        self._name = path.name
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._known = [known[at : at + _LENGTH] for at in range(0, len(known), _LENGTH)]
        if len(self._known) != -(-len(self.data) // PIECE):
            raise DamagedError(self._name)
        self._unchecked = set(range(len(self._known)))

    def check(self, numbers: Iterable[int]) -> None:
        """Check the pieces of these numbers; raise DamagedError if one has other bytes now."""
        for number in self._unchecked.intersection(numbers):
            if _digest(self.data[number * PIECE : (number + 1) * PIECE]) != self._known[number]:
                raise DamagedError(self._name)
            self._unchecked.discard(number)

    def forget(self) -> None:
        """Give back the memory: what was read of a file counts as ours from then on."""
        if hasattr(self.data, "madvise"):
            self.data.madvise(mmap.MADV_DONTNEED)


def note_sums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Note the sums of the files of a folder, in it; known: of those that lie in another folder, too, and were not read."""
    carried = known or {}
    found = sorted(path for path in folder.iterdir() if path.suffix in _KINDS or path.name in _FACTS)
    made = {path.name: carried.get(path.name) or digest(path.read_bytes()) for path in found}
    (folder / _FILE).write_text(json.dumps(made), encoding="utf-8")


def digest(data: bytes) -> str:
    """Return the sum of some bytes: those of its pieces, one behind the other, so that one piece can be checked by itself."""
    return "".join([_digest(data[at : at + PIECE]) for at in range(0, max(len(data), 1), PIECE)])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_LENGTH]
