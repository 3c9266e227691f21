"""The files below a folder. pathlib and os pass over folders that may not be read, as if nothing were in them."""

import os
from pathlib import Path


def files_below(folder: Path) -> list[Path]:
    """Return all files of a folder and its folders, sorted, links among them; links to folders are not followed.

    Raises OSError where one of the folders may not be read: what is in it would be missed in silence.
    """
    walk = os.walk(folder, onerror=unless_gone)
    return sorted(Path(at, name) for at, _folders, names in walk for name in names)


def unless_gone(error: OSError) -> None:
    """Raise what kept a folder from being read, but for one that is not there (any more)."""
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        raise error
