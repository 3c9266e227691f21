"""What builds missed that earlier ones had: said at each build until it is back, leads on, or the site is published.

Kept in .cache/builds/, a file for each output folder that misses something; `inv clean` forgets it.
"""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from gongbao.messages import Message, _, from_data

from . import state
from .settings import Folders

_ENDING = ".missed"
_MOST = 20


def load(home: Path, output: Path) -> dict[str, Message]:
    """Return what the last build of an output folder missed, address → what is said of it; home: of the settings."""
    try:
        kept = json.loads(state.read(state.note(home, output, _ENDING)))
        return {address: from_data(**data) for address, data in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def save(place: Folders, missed: Mapping[str, Message]) -> None:
    """Keep what a build missed."""
    file = state.note(place.home, place.output, _ENDING)
    if missed:
        kept = {address: message.data() for address, message in missed.items()}
        state.write(file, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return
    with contextlib.suppress(OSError):
        file.unlink()


def forget(place: Folders) -> None:
    """Drop what is missed, since a person knows it: the next build says nothing of it."""
    if load(place.home, place.output):
        save(place, {})
        state.forget(place)  # which would be said again


def said(missed: Mapping[str, Message]) -> list[str]:
    """Word what is missed, up to twenty lines, and how it comes to an end."""
    if not missed:
        return []
    lines = [str(message) for message in missed.values()]
    more = len(lines) - _MOST
    return [
        *lines[:_MOST],
        *([_("… and {count} more of this kind", count=more)] if more > 0 else []),
        _("this is said at each build until it is mended, the site is published, or inv clean forgets it"),
    ]
