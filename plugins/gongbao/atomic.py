"""Atomic writes: files are put in their place at once, and whatever cuts the writing off, a full disk too, what was there is whole."""

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

Data = str | bytes


def write(path: Path, data: Data, lasting: bool = True) -> None:
    """Write a text (UTF-8, ends of lines as they are in it) or bytes to a file.

    A file that is there keeps its mode; of a link, what it leads to is written. lasting: wait until it is on the disk, which
    what can be made anew at any time need not. Raise OSError where that cannot be done; then all is as before.
    """
    write_all({path: data}, lasting)


def write_all(files: Mapping[Path, Data], lasting: bool = True) -> None:
    """Write several files, none before there was room for all; as `write` else."""
    parts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            place = Path(os.path.realpath(path))
            part = parts[place] = place.with_name(f".part-{secrets.token_hex(6)}")
            with part.open("wb") as file:
                file.write(data if isinstance(data, bytes) else data.encode())
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            if place.exists():
                part.chmod(stat.S_IMODE(place.stat().st_mode))
        for place, part in parts.items():
            part.replace(place)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
