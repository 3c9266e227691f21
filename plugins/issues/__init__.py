"""Pelican plugin: issues with tables of contents, typed articles with outlines, previous and next."""

from typing import Any

from .contents import Entry, IssuePage, Publication, Section
from .rendered import Block, OutlineEntry

__all__ = ["Block", "Entry", "IssuePage", "OutlineEntry", "Publication", "Section", "register"]


def _use_reader(readers: Any) -> None:
    from .reader import BulletinReader

    readers.reader_classes["md"] = BulletinReader


def _add_filters(pelican: Any) -> None:
    from .wording import FILTERS

    pelican.settings["JINJA_FILTERS"] = {**FILTERS, **pelican.settings["JINJA_FILTERS"]}


def _tie(generator: Any) -> None:
    from .generator import tie

    tie(generator)


def _generators(pelican: Any) -> Any:
    from .generator import IssuesGenerator

    return IssuesGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    from pelican import signals

    signals.initialized.connect(_add_filters)
    signals.readers_init.connect(_use_reader)
    signals.article_generator_finalized.connect(_tie)
    signals.get_generators.connect(_generators)
