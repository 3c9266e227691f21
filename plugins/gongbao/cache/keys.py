"""Keys: digests of everything that a result depends on. What cannot be told has no key, and is made anew each time."""

import dataclasses
import hashlib
import site
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gongbao import places

_PLAIN = (str, int, float, bool, bytes, type(None), date)


class NoKey(Exception):
    """A value of which nobody can tell whether it is the same as last time."""


def digest(*values: Any) -> str:
    """Return the key of some values; raise NoKey if one of them is of a kind that cannot be told.

    Containers and dataclasses count with all that they hold. Something that has a page of its own says by its `card`
    what other pages show of it.
    """
    parts: list[str] = []
    for value in values:
        _feed(value, parts)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _feed(value: Any, parts: list[str]) -> None:
    if isinstance(value, str):
        # The length keeps two texts from being taken for two others.
        parts.append(f"s{len(value)}:{value}")
    elif isinstance(value, _PLAIN):
        parts.append(repr(value))
    elif isinstance(value, tuple | list):
        parts.append(f"[{len(value)}")
        for part in value:
            _feed(part, parts)
    elif isinstance(value, Mapping):
        parts.append(f"{{{len(value)}")
        for name in sorted(value):
            _feed(name, parts)
            _feed(value[name], parts)
    elif isinstance(value, set | frozenset):
        _feed(sorted(value), parts)
    elif (card := getattr(value, "card", None)) is not None:
        parts.append(f"c{card}")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts.append(f"<{type(value).__name__}")
        for name in _fields(type(value)):
            _feed(getattr(value, name), parts)
    elif isinstance(value, Path):
        parts.append(f"p{value}")
    else:
        raise NoKey(type(value).__name__)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def program(*folders: Path, suffixes: Iterable[str] = (".py", ".toml", ".json", ".po")) -> str:
    """Return the key of the code below some folders, of Python and of the installed packages."""
    taken = tuple(suffixes)
    parts: list[Any] = [sys.version, _packages()]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in taken and "__pycache__" not in path.parts:
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
