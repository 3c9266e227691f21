"""The files of an archive: what lies in its folders, without what hides there."""

import re
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path

from gongbao.below import unless_gone, walk


def shown(path: Path) -> str:
    """Return a path below the content folder as messages name it."""
    return f"content/{path.as_posix()}"


def files(content: Path, pattern: str = "*") -> list[Path]:
    """Return the files of an archive whose names fit a pattern, sorted; hidden files and folders are no part of it.

    What is hidden is a system's or an editor's, or half of an ingest that was killed. Raises OSError where a folder may not be
    read: its articles would be missing in silence.
    """
    return sorted(_walk(content, pattern))


def _walk(content: Path, pattern: str) -> Iterator[Path]:
    # Compiled once: an archive has thousands of names.
    fits = re.compile(translate(pattern)).match
    for at, folders, names in walk(content, unless_gone):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and fits(name):
                yield Path(at, name)
