"""What a build is told of the one before, in one object among its settings: for rooms that import nothing of others."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from . import articles, keys
from .derived import Derived
from .store import Store

SETTING = "SITE_KEEPING"
# What an issue's card says of it; by the other attributes one comes to other articles.
_OF_ISSUE = {"meta", "title", "title_short", "label", "label_short", "date", "url"}
_NEAR = {"previous", "next", "line", "received", "facsimile"}
_OF_TEXT = {"blocks", "outline", "_content"}


class Keeping:
    """Keys of articles, and what was derived of them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tells(self, name: str) -> bool:
        """Tell whether a value of an article, an attribute path or package.module:function, follows from its key."""
        if ":" in name:
            return name.startswith("gongbao.")
        first, *rest = name.split(".")
        if first == "issue_page":
            return bool(rest) and rest[0] in _OF_ISSUE
        return first in _OF_TEXT or not (first in _NEAR or first in articles.PASSED)

    def key(self, article: Any, *more: Any) -> str:
        """Return the key of an article and more, "" if it has none."""
        known = articles.key(article)
        # One behind the other: what more there is, is the same for thousands of articles.
        return f"{known}{_digest(more)}" if known else ""

    @staticmethod
    def settings(name: str, value: Any) -> str:
        """Return the key of a setting, "" where nobody can tell whether it is the same as last time."""
        try:
            return keys.settings({name: value})
        except keys.NoKey:
            return ""

    def derived(self, kind: str) -> Derived:
        """Return the results of a kind."""
        return Derived(self._store, kind)


@cache
def _digest(more: tuple[Any, ...]) -> str:
    return keys.digest(*more)


def of(settings: Mapping[str, Any]) -> Keeping | None:
    """Return what a build keeps, None where nothing was prepared."""
    found = settings.get(SETTING)
    return found if isinstance(found, Keeping) else None
