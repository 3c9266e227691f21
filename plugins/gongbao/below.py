"""The files below a folder. pathlib and os pass over folders that may not be read, as if nothing were in them."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from gongbao.messages import DEEPEST

# What systems keep for themselves at the top of a disk or stick, closed to everybody.
_OF_THE_SYSTEM = {"lost+found", "System Volume Information", "$RECYCLE.BIN"}


def files_below(folder: Path) -> list[Path]:
    """Return all files of a folder and its folders, sorted, links among them; links to folders are not followed.

    Raises OSError where one of the folders may not be read: what is in it would be missed in silence.
    """
    return sorted(Path(at, name) for at, _folders, names in walk(folder, unless_gone) for name in names)


def walk(
    folder: Path | str, on_error: Callable[[OSError], object] = lambda _error: None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield what os.walk does, which calls itself for each folder and ends where they lie too deep within each other.

    Raises OSError, whatever on_error does, where they lie more than DEEPEST deep: what is in them would be missed in silence.
    """
    waiting = [(os.fspath(folder), 0)]
    while waiting:
        at, depth = waiting.pop()
        if depth > DEEPEST:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), at)
        folders: list[str] = []
        names: list[str] = []
        links: set[str] = set()
        try:
            with os.scandir(at) as found:
                for entry in found:
                    if not _is_dir(entry):
                        names.append(entry.name)
                        continue
                    folders.append(entry.name)
                    if entry.is_symlink():
                        links.add(entry.name)
        except OSError as error:
            on_error(error)
            continue
        yield at, folders, names
        waiting += [(os.path.join(at, name), depth + 1) for name in reversed(folders) if name not in links]  # noqa: PTH118


def _is_dir(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def unless_gone(error: OSError) -> None:
    """Raise what kept a folder from being read, but for one that is not there (any more), or that is the system's."""
    gone = isinstance(error, (FileNotFoundError, NotADirectoryError))
    if not gone and Path(str(error.filename)).name not in _OF_THE_SYSTEM:
        raise error
