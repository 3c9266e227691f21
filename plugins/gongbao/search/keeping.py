"""What a build keeps for the next one: the part of it that the index asks."""

from typing import Any, Protocol


class Kept(Protocol):
    """Results by key: the part of what a build keeps that the index asks."""

    def get(self, key: str) -> Any:
        """Return a result, None if there is none; "" is no key."""

    def put(self, key: str, result: Any) -> None:
        """Keep a result."""

    def save(self) -> None:
        """Write what is new."""


class Keeping(Protocol):
    """What a build knows of the one before."""

    def tells(self, name: str) -> bool:
        """Tell whether a value of an article, named as in the settings, follows from its key."""

    def key(self, article: Any, *more: Any) -> str:
        """Return the key of an article and more, "" if it has none."""

    def settings(self, name: str, value: Any) -> str:
        """Return the key of a setting, "" if it has none."""

    def derived(self, kind: str) -> Kept:
        """Return the results of a kind."""
