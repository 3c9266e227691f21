"""The sums of scripts that are kept from build to build: what a disk damaged is not given to readers."""

import hashlib
import json
from pathlib import Path

_FILE = "sums.json"


class DamagedError(ValueError):
    """A kept script is other than it was written."""


class Sums:
    """What the scripts of a folder were when they were written."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[str, str] = json.loads((folder / _FILE).read_text(encoding="utf-8"))

    def check(self, script: Path) -> bytes:
        """Return the bytes of a script; raise DamagedError if they are others now."""
        data = script.read_bytes()
        if self._known.get(script.name) != _sum(data):
            raise DamagedError(script.name)
        return data


def note_sums(folder: Path) -> None:
    """Note the sums of the scripts of a folder, in it."""
    made = {path.name: _sum(path.read_bytes()) for path in sorted(folder.glob("*.js"))}
    (folder / _FILE).write_text(json.dumps(made), encoding="utf-8")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
