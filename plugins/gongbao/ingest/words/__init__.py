"""The words that ingest knows things by, as data: one TOML file for each vocabulary, read once, when first asked for."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the vocabulary NAME.toml of this folder."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def card_fields() -> dict[str, str]:
    """Return the labels of index cards that state a field: label → field."""
    return {label: name for name, labels in table("card")["fields"].items() for label in labels}


@cache
def card_labels() -> frozenset[str]:
    """Return every label that an index card may have."""
    words = table("card")
    return frozenset([*card_fields(), *words["other"]["labels"], *words["page"]["labels"]])
