"""The words that ingest knows things by, as data: one TOML file for each vocabulary, read once, when first asked for."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from gongbao.workshop import extensions


@cache
def table(name: str) -> dict[str, Any]:
    """Return the vocabulary NAME.toml of this folder."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    for added in extensions.found("words").values():
        words = _with(words, added.get(name, {}))
    return words


def _with(words: dict[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """Return a vocabulary with what others add to it: lists grow, tables are filled, words that are there stay."""
    merged = dict(words)
    for key, value in added.items():
        present = words.get(key)
        if isinstance(present, dict) and isinstance(value, Mapping):
            merged[key] = _with(present, value)
        elif isinstance(present, list):
            merged[key] = [*present, *value]
        else:
            merged.setdefault(key, value)
    return merged


def labels_of(field: str) -> frozenset[str]:
    """Return the labels of index cards that state a field."""
    return frozenset(label for label, stated in card_fields().items() if stated == field)


@cache
def card_fields() -> dict[str, str]:
    """Return the labels of index cards that state a field: label → field."""
    words = table("card")
    composed = {
        first + second: name
        for name, parts in words["composed"].items()
        for first in parts["of"]
        for second in parts["and"]
    }
    return composed | {label: name for name, labels in words["fields"].items() for label in labels}


@cache
def stated_fields() -> dict[str, str]:
    """Return label → field of all labels that state one where they stand in a card."""
    stated = {label: name for name, labels in table("card")["stated"].items() for label in labels}
    return card_fields() | stated


@cache
def card_labels() -> frozenset[str]:
    """Return every label that an index card may have."""
    words = table("card")
    return frozenset([*card_fields(), *words["other"]["labels"], *words["page"]["labels"]])
