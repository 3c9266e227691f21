"""Keys: digests of everything that a result depends on. What cannot be told has no key, and is made anew each time."""

import dataclasses
import hashlib
import json
import site
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from gongbao import places


class NoKey(Exception):
    """A value of which nobody can tell whether it is the same as last time."""


def digest(*values: Any) -> str:
    """Return the key of some values; raise NoKey if one of them is of a kind that cannot be told.

    Containers and dataclasses count with all that they hold. Something that has a page of its own says by its `card`
    what other pages show of it.
    """
    try:
        if all(type(value) is str for value in values):
            # As most keys are made of; to write texts one behind the other costs a fifth of encoding them.
            text = "".join([f"{len(value)}:{value}" for value in values])
        else:
            text = _ENCODER.encode(values)
    except TypeError:  # a mapping by something that JSON has no names for
        text = _ENCODER.encode(_paired(values))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _encoded(value: Any) -> Any:
    """Return what stands for a value that JSON does not know; what begins with NUL is no text of an archive."""
    if isinstance(value, bytes | date | Path):
        return [f"\0{type(value).__name__}", str(value)]
    if isinstance(value, set | frozenset):
        return ["\0set", *sorted(value)]
    if isinstance(value, Mapping):
        return dict(value)
    if (card := getattr(value, "card", None)) is not None:
        return ["\0card", card]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return [f"\0{kind.__name__}", *_values(kind)(value)]
    raise NoKey(type(value).__name__)


def _paired(value: Any) -> Any:
    if isinstance(value, Mapping):
        return ["\0map", *sorted([name, _paired(inner)] for name, inner in value.items())]
    return [_paired(part) for part in value] if isinstance(value, list | tuple) else value


# Its loop over texts, numbers and containers is compiled; walking them here took a sixth of a build after a correction.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"), default=_encoded
)


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in dataclasses.fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def program(*folders: Path, suffixes: tuple[str, ...] = (".py", ".toml", ".json", ".po")) -> str:
    """Return the key of the code below some folders, of Python and of the installed packages."""
    parts: list[Any] = [sys.version, _packages()]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and "__pycache__" not in path.parts:
                parts += [path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]
    return digest(*parts)


@cache
def own_program() -> str:
    """Return the key of the program as this process began with it, templates of its theme aside."""
    return program(places.PACKAGE)


def _packages() -> list[str]:
    """Name the installed packages; their folders carry the version."""
    places = (Path(place) for place in site.getsitepackages())
    return sorted(
        p.name for place in places if place.is_dir() for p in place.iterdir() if p.suffix == ".dist-info"
    )
