"""Pelican plugin: search over the whole text, read by the scripts of the theme. It knows nothing of what it indexes."""

from typing import Any

from .settings import read

__all__ = ["register"]


def _generator(pelican: Any) -> Any:
    from .generator import SearchGenerator

    return SearchGenerator


def _check(pelican: Any) -> None:
    """Read the setting before any article is, so that a mistake in it is told at once."""
    read(pelican.settings.get("SEARCH") or {})


def register() -> None:
    """Connect the plugin to Pelican."""
    from pelican import signals

    signals.initialized.connect(_check)
    signals.get_generators.connect(_generator)
