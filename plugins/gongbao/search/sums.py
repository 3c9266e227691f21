"""The sums of scripts that are kept from build to build: what a disk damaged is not given to readers."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

_FILE = "sums.json"


class DamagedError(ValueError):
    """A kept script is other than it was written."""


class Sums:
    """What the scripts of a folder were when they were written."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[str, str] = json.loads((folder / _FILE).read_text(encoding="utf-8"))

    def names(self) -> Iterable[str]:
        """Name the scripts."""
        return self._known

    def of(self, name: str) -> str:
        """Return the sum of a script, "" where none was noted."""
        return self._known.get(name, "")

    def check(self, script: Path) -> bytes:
        """Return the bytes of a script; raise DamagedError if they are others now."""
        data = script.read_bytes()
        if self._known.get(script.name) != _sum(data):
            raise DamagedError(script.name)
        return data


def note_sums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Note the sums of the scripts of a folder, in it; known: of those that lie in another folder, too, and were not read."""
    told = known or {}
    found = sorted(path for path in folder.iterdir() if path.suffix == ".js")
    made = {path.name: told.get(path.name) or _sum(path.read_bytes()) for path in found}
    (folder / _FILE).write_text(json.dumps(made), encoding="utf-8")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
