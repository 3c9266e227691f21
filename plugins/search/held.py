"""Say which scripts of a written index hold the texts of which document, without the postings."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .build import MANIFEST


@dataclass(frozen=True)
class Held:
    """A document of an index: its number there, and the scripts that hold its table, its card and its text."""

    number: int
    scripts: tuple[str, ...]


def documents(folder: Path) -> dict[str, Held]:
    """Read the documents of an index, by address."""
    manifest = data(folder, MANIFEST)
    found: dict[str, Held] = {}
    for place, table in enumerate(manifest["tables"]):
        for group, cards in enumerate(data(folder, table)["cards"]):
            first = place * manifest["rows"] + group * manifest["group"]
            for number, (url, *_, packs) in enumerate(data(folder, cards), first):
                # An article without an address of its own would hide the one before it.
                found[url] = Held(number, tuple(dict.fromkeys((table, cards, *packs[::3]))))
    return found


def shared(folder: Path) -> tuple[str, ...]:
    """Name the scripts that every search needs, whatever it looks for."""
    manifest = data(folder, MANIFEST)
    synonyms = (manifest["synonyms"],) if "synonyms" in manifest else ()
    return (MANIFEST, "lunr", manifest["variants"], manifest["values"], *synonyms)


def data(folder: Path, name: str) -> Any:
    """Return what a script of an index hands over."""
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])
