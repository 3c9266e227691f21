"""Keys: digests of everything that a result depends on. What cannot be told has no key, and is made anew each time."""

import dataclasses
import hashlib
import json
import os
import re
import site
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.below import walk


class NoKey(Exception):
    """A value of which nobody can tell whether it is the same as last time."""


_TEXT = {str}


def digest(*values: Any) -> str:
    """Return the key of some values; raise NoKey if one of them is of a kind that cannot be told.

    Containers and dataclasses count with all that they hold. Something that has a page of its own says by its `card`
    what other pages show of it.
    """
    try:
        # Most keys are made of texts; to write these one behind the other costs a fifth of encoding them.
        texts_only = set(map(type, values)) <= _TEXT
        text = (
            "".join([f"{len(value)}:{value}" for value in values]) if texts_only else _ENCODER.encode(values)
        )
    except TypeError:  # a mapping by something that JSON has no names for
        text = _ENCODER.encode(_paired(values))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _encoded(value: Any) -> Any:
    """Return what stands for a value that JSON does not know; what begins with NUL is no text of an archive."""
    kind: type = type(value)
    return _stand_in(kind)(value)


@cache
def _stand_in(kind: type) -> Callable[[Any], Any]:
    """Return what makes something that JSON knows of values of a kind; kinds are few and values tens of thousands."""
    name = f"\0{kind.__name__}"
    if issubclass(kind, bytes | date | Path):
        return lambda value: [name, str(value)]
    if issubclass(kind, set | frozenset):
        return lambda value: ["\0set", *sorted(value)]
    if issubclass(kind, Mapping):
        return dict
    values = _values(kind) if dataclasses.is_dataclass(kind) else None

    def made(value: Any) -> Any:
        if (card := getattr(value, "card", None)) is not None:
            return ["\0card", card]
        if values is None:
            raise NoKey(kind.__name__)
        return [name, *values(value)]

    return made


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


def settings(values: Mapping[str, Any]) -> str:
    """Return the key of settings by their names; raise NoKey, which names the setting, where one cannot be told.

    By its repr, a function or an object would say where in memory it lies: another key each time, or, worse, the same one.
    """
    found = {}
    for name, value in values.items():
        try:
            found[name] = _plain(value)
        except NoKey as error:
            raise NoKey(f"{name} ({error})") from None
    return digest("settings", found)


def _plain(value: Any) -> Any:
    """Return a setting as what JSON knows, the same for the same value."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        pairs = [[_plain(name), _plain(inner)] for name, inner in value.items()]
        return ["\0map", *sorted(pairs, key=_ENCODER.encode)]
    if isinstance(value, set | frozenset):
        return ["\0set", *sorted(map(_plain, value), key=_ENCODER.encode)]
    if isinstance(value, re.Pattern):
        return ["\0pattern", _plain(value.pattern), value.flags]
    if isinstance(value, bytes | date | Path):
        return _encoded(value)
    kind = type(value)
    # A function of the program is what the program's own key tells.
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    if callable(value) and name.startswith("gongbao.") and "<" not in name and not name.endswith("."):
        return ["\0code", name]
    raise NoKey(kind.__name__)


def program(*folders: Path, suffixes: tuple[str, ...] = (".py", ".toml", ".json", ".po")) -> str:
    """Return the key of the code below some folders, of Python and of the installed packages."""
    parts: list[Any] = [sys.version, _packages()]
    for folder in folders:
        top = len(os.path.join(folder, ""))  # noqa: PTH118 - of hundreds, by each build
        for path in sorted(_code(folder, suffixes)):
            with open(path, "rb") as file:  # noqa: PTH123
                parts += [path[top:].replace(os.sep, "/"), hashlib.sha256(file.read()).hexdigest()]
    return digest(*parts)


def _code(folder: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Yield the files of a folder that end so, but for what Python compiled of them."""
    for at, folders, names in walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(at, name) for name in names if name.endswith(suffixes))  # noqa: PTH118


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
