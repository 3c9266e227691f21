"""The files below a folder. pathlib and os pass over folders that may not be read, as if nothing were in them."""

import os
from pathlib import Path

# What systems keep for themselves at the top of a disk or stick, closed to everybody.
_OF_THE_SYSTEM = {"lost+found", "System Volume Information", "$RECYCLE.BIN"}


def files_below(folder: Path) -> list[Path]:
    """Return all files of a folder and its folders, sorted, links among them; links to folders are not followed.

    Raises OSError where one of the folders may not be read: what is in it would be missed in silence.
    """
    walk = os.walk(folder, onerror=unless_gone)
    return sorted(Path(at, name) for at, _folders, names in walk for name in names)


def unless_gone(error: OSError) -> None:
    """Raise what kept a folder from being read, but for one that is not there (any more), or that is the system's."""
    gone = isinstance(error, (FileNotFoundError, NotADirectoryError))
    if not gone and Path(str(error.filename)).name not in _OF_THE_SYSTEM:
        raise error
