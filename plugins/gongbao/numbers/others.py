"""Lists that an archive adds: by any value of an article (LISTS)."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import Any

from gongbao.messages import _

_KIND = re.compile(r"[a-z][a-z0-9-]*")
# Folders that the site has already.
_TAKEN = {"number", "documents", "pages", "theme", "search", "offline", "feeds", "downloads", "data", "year"}


class ListError(ValueError):
    """A setting LISTS that cannot be; str() says which list, what was expected and what to do."""


@dataclass(frozen=True)
class OtherList:
    """A list: the folder of its pages, what people call it, and the names that an article stands under."""

    kind: str
    label: str
    names: Callable[[Any], tuple[str, ...]]


def read(setting: Mapping[str, Mapping[str, str]] | None, taken: Collection[str]) -> tuple[OtherList, ...]:
    """Read the setting LISTS, {folder: {"value": …, "label": …}}."""
    found = []
    for kind, row in (setting or {}).items():
        if not _KIND.fullmatch(kind) or kind in _TAKEN or kind in taken:
            raise ListError(
                _(
                    "LISTS: {kind!r} — name a folder that the site has not, in small letters, digits and hyphens",
                    kind=kind,
                )
            )
        is_complete = isinstance(row, Mapping) and set(row) == {"value", "label"}
        if not is_complete or not all(isinstance(text, str) and text.strip() for text in row.values()):
            raise ListError(
                _("LISTS[{kind!r}] — write {{'value': 'bulletin.byline', 'label': '作者'}}, say", kind=kind)
            )
        found.append(OtherList(kind, row["label"], _names(row["value"])))
    return tuple(found)


def _names(value: str) -> Callable[[Any], tuple[str, ...]]:
    """Return the function that a value is named by: an attribute path, or package.module:function."""
    get = _function(value) if ":" in value else lambda article: reduce(_part, value.split("."), article)

    def names(article: Any) -> tuple[str, ...]:
        found = get(article)
        several = found if isinstance(found, list | tuple) else (found,)
        return tuple(str(name) for name in several if name not in (None, ""))

    return names


def _function(name: str) -> Callable[[Any], Any]:
    module, _sign, attribute = name.partition(":")
    try:
        found: Callable[[Any], Any] = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:  # ValueError: a name of no module
        raise ListError(
            _("LISTS: {name}: no such function — write package.module:function", name=name)
        ) from error
    if not callable(found):
        raise ListError(_("LISTS: {name}: no such function — write package.module:function", name=name))
    return found


def _part(found: Any, name: str) -> Any:
    return found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
