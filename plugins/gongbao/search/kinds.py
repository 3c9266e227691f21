"""Of which kind each part of the SEARCH setting has to be, so that a slip is named before anything is made of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongbao.messages import N_, _


class SettingError(ValueError):
    """A SEARCH setting that cannot be; str() says which and what was expected."""


@dataclass(frozen=True)
class Kind:
    """What a value has to be, in words, and the question whether one is that."""

    words: str
    fits: Callable[[Any], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value < 1e9  # neither endless nor no number


_TEXT = Kind(N_("a text in quotes"), _is_text)
_NAME = Kind(N_("a text in quotes that names a value"), lambda value: _is_text(value) and bool(value))
_SWITCH = Kind(N_("True or False"), lambda value: isinstance(value, bool | int))
_NUMBER = Kind(N_("a number that is not below zero"), _is_number)
_COUNT = Kind(
    N_("a whole number above zero"),
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value > 0,
)
_TEXTS = Kind(
    N_("a list of texts, in [ ]"), lambda value: isinstance(value, list | tuple) and all(map(_is_text, value))
)
_TABLE = Kind(N_("a table, in {{ }}"), lambda value: isinstance(value, Mapping) and all(map(_is_text, value)))
_NAMES = Kind(
    N_("a table of texts, in {{ }}"),
    lambda value: _TABLE.fits(value) and all(text and _is_text(text) for text in value.values()),
)

_PARTS: dict[str, Kind] = {
    "fields": _TABLE,
    "filters": _TABLE,
    "sorts": _TABLE,
    "display": _NAMES,
    "lookup": _TABLE,
    "direct": _TABLE,
    "synonyms": _TEXT,
    "range": _TEXT,
    "last": _TABLE,
    "tuning": _TABLE,
    "pages": _SWITCH,
    "order": _TEXT,
}
_WORDS = {"entries": _NAME, "drop": _TEXTS, "drop_last": _TEXTS}
_OPTIONS: dict[str, dict[str, Kind]] = {
    "lookup": _WORDS,
    "direct": _WORDS,
    "last": {"filter": _TEXT, "values": _TEXTS},
}
_COLUMNS: dict[str, dict[str, Kind]] = {
    "fields": {"value": _NAME, "boost": _NUMBER, "label": _TEXT, "snippets": _SWITCH, "html": _SWITCH},
    "filters": {
        "value": _NAME,
        "first": _COUNT,
        "names": _NAMES,
        "label": _TEXT,
        "hidden": _SWITCH,
        "missing": _TEXT,
    },
    "sorts": {"value": _NAME, "label": _TEXT, "descending": _SWITCH},
}


def check(setting: Mapping[str, Any]) -> None:
    """Raise SettingError for the first part of another kind; parts that are unknown, or None, are no concern of this."""
    for where, kind, value in _values(setting):
        if kind and value is not None and not kind.fits(value):
            shown = repr(value)
            raise SettingError(
                _("{where} is {value} — write {kind}", where=where, value=shown[:80] + "…" * (len(shown) > 80), kind=_(kind.words))
            )  # fmt: skip


def _values(setting: Mapping[str, Any]) -> Iterator[tuple[str, Kind | None, Any]]:
    """Give where each part stands, its kind, and what is there: tables before what they hold."""
    for name, value in setting.items():
        where = f"SEARCH[{name!r}]"
        yield where, _PARTS.get(name), value
        for option, given in value.items() if name in _OPTIONS and value else ():
            yield f"{where}[{option!r}]", _OPTIONS[name].get(option), given
        for row, columns in value.items() if name in _COLUMNS and value else ():
            # A row that is no table is told of with what it has to hold.
            for column, given in columns.items() if isinstance(columns, Mapping) else ():
                yield f"{where}[{row!r}][{column!r}]", _COLUMNS[name].get(column), given
