"""Atomic writes: files are put in their place at once, and whatever cuts the writing off, a full disk too, what was there is whole."""

import contextlib
import os
import secrets
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from gongbao.below import walk

Data = str | bytes
_BEGINS = ".part-"
# Nothing takes so many seconds to be written.
_FORSAKEN = 600


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
            part = parts[place] = place.with_name(f"{_BEGINS}{secrets.token_hex(6)}")
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


def clear(folder: Path) -> None:
    """Remove what a write that was killed (kill -9, a power cut) left beside the files below a folder, where that can be done."""
    with contextlib.suppress(OSError):
        for at, _folders, names in walk(folder):
            for name in names:
                path = Path(at, name)
                if name.startswith(_BEGINS) and time.time() - path.lstat().st_mtime > _FORSAKEN:
                    path.unlink(missing_ok=True)
