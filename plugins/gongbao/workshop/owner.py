"""Whose the folder is that a build fills: what lies in one that no build filled is somebody's, and stays."""

import contextlib
import os

from gongbao import defaults
from gongbao.messages import _

from . import Failure, checksums, state
from .settings import Folders

# Noted beside what is known of an output, before the first file is put into it.
_CLAIM = ".ours"


def refuse_foreign(place: Folders) -> None:
    """Refuse an output folder that holds files, none of which a build made: they would be removed."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        there = sorted(set(os.listdir(place.output)) - set(place.kept))  # noqa: PTH208 - names alone
        if there and not _is_ours(place):
            raise Failure(
                _(
                    "OUTPUT_PATH in {name} is {output}, which holds {file}, and no build made that: it would be removed — "
                    "give the site a new folder, or an empty one",
                    name=place.settings.name,
                    output=place.output,
                    file=there[0],
                )
            )


def claim(place: Folders) -> None:
    """Note that a build fills the folder from now on; where nothing can be noted, the list of sums says so in the end."""
    with contextlib.suppress(OSError):
        file = state.note(place.home, place.output, _CLAIM)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def _is_ours(place: Folders) -> bool:
    # What settings call it by themselves, in the folder of the archive, is nobody else's.
    if (
        place.output == place.home / defaults.OUTPUT_PATH
        or state.note(place.home, place.output, _CLAIM).exists()
    ):
        return True
    try:
        sums = (place.output / checksums.NAME).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return any(line.endswith("  index.html") for line in sums.splitlines())
