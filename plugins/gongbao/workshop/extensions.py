"""What others add to the program: entry points of installed packages, and lines of EXTENSIONS in an archive's settings.

A group is what is added to: gongbao.publish (targets), gongbao.offline (forms), gongbao.noise, heads, openings,
foot and endings (rules of ingest), gongbao.words (vocabularies of ingest). docs/extending.md shows an example of each.
"""

import contextlib
import hashlib
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _

from . import Failure
from .settings import values

GROUPS = ("publish", "offline", "noise", "words", "heads", "openings", "foot", "endings")


def found(group: str) -> Mapping[str, Any]:
    """Return what is added to a group, by name; what the archive's own settings name goes before packages."""
    return _found(group, places.archive())


@cache
def _found(group: str, home: Path) -> Mapping[str, Any]:
    added: dict[str, Any] = {}
    for point in entry_points(group=f"gongbao.{group}"):
        try:
            added[point.name] = point.load()
        except Exception as error:
            raise _broken(f"{point.name} = {point.value}", error) from error
    for name, place in _own(home).get(group, {}).items():
        added[name] = _load(home, str(place))
    return added


def _own(home: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the setting EXTENSIONS; nothing where no settings are, or none that can be read: others say so."""
    if not (home / places.SETTINGS).is_file():
        return {}
    given: dict[str, dict[str, str]] = {}
    with contextlib.suppress(Failure):
        given = values(str(home / places.SETTINGS)).get("EXTENSIONS") or {}
    if unknown := sorted(set(given) - set(GROUPS)):
        raise Failure(
            _(
                "EXTENSIONS has no group {name!r} — there are {known}",
                name=unknown[0],
                known=", ".join(GROUPS),
            )
        )
    return given


def _load(home: Path, place: str) -> Any:
    module, _sign, attribute = place.partition(":")
    if str(home) not in sys.path:
        sys.path.append(str(home))
    try:
        return getattr(import_module(module), attribute)
    except Exception as error:
        raise _broken(place, error) from error


def _broken(place: str, error: Exception) -> Failure:
    return Failure(_("the extension {place} cannot be loaded: {error}", place=place, error=error))


def digest(extension: Any) -> str:
    """Return the sum of the file that an extension is written in."""
    path = inspect.getsourcefile(extension if inspect.isroutine(extension) else type(extension))
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""
