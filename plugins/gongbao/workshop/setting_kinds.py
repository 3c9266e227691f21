"""Of which kind a setting has to be, told by the default of the same name: a slip is named before anything is made of it."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from gongbao import defaults
from gongbao.messages import N_, _

from . import Failure

_TEXT = N_("a text in quotes")
_TEXT_OR_NONE = N_("a text in quotes, or None")
_SWITCH = N_("True or False")
_NUMBER = N_("a number that is not below zero")
_TEXTS = N_("a list of texts, in [ ]")
_TABLE = N_("a table, in {{ }}")
_TABLES = N_("a table of tables, in {{ }}")
_ROWS_OF_2 = N_("a list of rows of two texts, (words, address)")
_ROWS_OF_3 = N_('a list of rows of three texts, (words, value, address or "")')
_DAY = N_("a day as three numbers, (1900, 1, 1)")
_PATTERN = N_("a regular expression in quotes")
# A table of tables of lists, as SEARCH has them, is four levels; what refers to itself has no end.
_DEEPEST = 20
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
# What names files, and how long a part of such a name may be, in bytes.
_NAMES_FILES = ("_SAVE_AS", "_URL", "_ATOM", "_RSS", "_PATH", "_PATHS")
_LONGEST_NAME = 255
# Where the default alone does not tell.
_KINDS = {
    "MENUITEMS": _ROWS_OF_2,
    "FOOT_MENUITEMS": _ROWS_OF_2,
    "SITE_PARTICULARS": _ROWS_OF_3,
    "DEFAULT_DATE": _DAY,
    "FILENAME_METADATA": _PATTERN,
    "PATH_METADATA": _PATTERN,
    "FIELDS": _TABLES,
    "LISTS": _TABLES,
    "EXTENSIONS": _TABLES,
    "SEARCH": _TABLE,
    "PUBLISH": _TABLES,
    "PUBLIC_KEY": _TEXT,
    "SITEURL": _TEXT,
}


def check(name: str, settings: Mapping[str, Any]) -> None:
    """Refuse a settings file with a value of another kind than the program asks for; name: of the file."""
    for setting, value in settings.items():
        if setting.isupper() and _deeper(value, _DEEPEST):
            raise Failure(
                _(
                    "{name}: {setting} nests more than {count} levels",
                    name=name,
                    setting=setting,
                    count=_DEEPEST,
                )
            )
        kind = _kind(setting)
        if kind and not _FITS[kind](value):
            raise Failure(
                _(
                    "{name}: {setting} is {value}, and has to be {kind}",
                    name=name,
                    setting=setting,
                    value=_shown(value),
                    kind=_(kind),
                )
            )
        if setting.endswith(_NAMES_FILES) and _is_too_long(value):
            raise Failure(
                _(
                    "{name}: {setting} is {value}, a name of more than {most} bytes, which no folder takes",
                    name=name,
                    setting=setting,
                    value=_shown(value),
                    most=_LONGEST_NAME,
                )
            )


def _kind(setting: str) -> str:
    """Return of which kind a setting has to be; "" where the program does not ask."""
    if setting in _KINDS or not setting.isupper() or not hasattr(defaults, setting):
        return _KINDS.get(setting, "")
    return _of_default(getattr(defaults, setting))


def _of_default(value: object) -> str:
    if isinstance(value, bool):
        return _SWITCH
    if value is None or value == "":
        return _TEXT_OR_NONE
    kinds: tuple[tuple[type, str], ...] = ((str, _TEXT), (int, _NUMBER), (list, _TEXTS), (dict, _TABLE))
    return next((kind for of, kind in kinds if isinstance(value, of)), "")


def _is_text(value: object) -> bool:
    # A path may be made with pathlib; a NUL, or half a character, is in no name and no page.
    return isinstance(value, str | os.PathLike) and not _NO_TEXT.search(str(value))


def _is_pattern(value: object) -> bool:
    try:
        return value is None or (isinstance(value, str) and _is_text(value) and bool(re.compile(value)))
    except (re.error, RecursionError, OverflowError):
        return False


def _are(value: object, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, list | tuple | set | frozenset) and all(map(fits, value))


def _rows(value: object, of: int) -> bool:
    return _are(value, lambda row: isinstance(row, list | tuple) and len(row) == of and _are(row, _is_text))


def _is_too_long(value: object) -> bool:
    names = (
        [value] if isinstance(value, str | os.PathLike) else value if isinstance(value, list | tuple) else ()
    )
    return any(
        len(part.encode("utf-8", "replace")) > _LONGEST_NAME
        for name in names
        for part in str(name).split("/")
    )


def _is_table(value: object, fits: Callable[[Any], bool] = lambda _value: True) -> bool:
    return isinstance(value, Mapping) and _are(list(value), _is_text) and all(map(fits, value.values()))


def _deeper(value: object, levels: int) -> bool:
    """Tell whether a value nests more than so many levels."""
    within: Iterable[Any] = ()
    if isinstance(value, Mapping):
        within = value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        within = value
    return any(not levels or _deeper(one, levels - 1) for one in within)


def _is_day(value: object) -> bool:
    try:
        if isinstance(value, str):  # Pelican takes the time of the file, and a day as text, too
            return value == "fs" or bool(date.fromisoformat(value))
        return isinstance(value, list | tuple) and bool(datetime(*value))
    except (TypeError, ValueError, OverflowError):
        return False


_FITS: dict[str, Callable[[Any], bool]] = {
    _TEXT: _is_text,
    _PATTERN: _is_pattern,
    _TEXT_OR_NONE: lambda value: value is None or _is_text(value),
    _SWITCH: lambda value: value is None or isinstance(value, int),
    _NUMBER: lambda value: isinstance(value, int | float) and value >= 0,
    _TEXTS: lambda value: _are(value, _is_text),
    _TABLE: _is_table,
    _TABLES: lambda value: _is_table(value, _is_table),
    _ROWS_OF_2: lambda value: _rows(value, 2),
    _ROWS_OF_3: lambda value: _rows(value, 3),
    _DAY: _is_day,
}


def _shown(value: object, most: int = 80) -> str:
    shown = repr(value)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
