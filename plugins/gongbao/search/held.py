"""Say which scripts of a written index hold the texts of which document, without the postings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import packed
from .blocks import TEXT_NAME
from .build import MANIFEST
from .leaves import NAME


@dataclass(frozen=True)
class Held:
    """A document of an index: its number there, and the scripts that hold its table and its text."""

    number: int
    scripts: tuple[str, ...]


def documents(folder: Path) -> dict[str, Held]:
    """Read the documents of an index, by address."""
    manifest = data(folder, MANIFEST)
    found: dict[str, Held] = {}
    first = 0
    for segment, count, _, _, _, tables, texts in manifest["segments"]:
        for block in range(len(texts) // TEXT_NAME):
            begins = block * manifest["block"]
            table = begins // manifest["rows"] * NAME
            names = (f"{segment}/{tables[table : table + NAME]}",)
            pack = texts[block * TEXT_NAME : (block + 1) * TEXT_NAME]
            for path in sorted((folder / pack).glob("*.js"), key=lambda p: int(p.stem)):
                name = f"{pack}/{path.stem}"
                for place, (url, *_), _ in data(folder, name):
                    number = first + begins + place
                    # An article without an address of its own would hide the one before it.
                    before = found.get(url)
                    if before and before.number == number:
                        found[url] = Held(number, (*before.scripts, name))
                    else:
                        found[url] = Held(number, (*names, name))
        first += count
    return found


def shared(folder: Path) -> tuple[str, ...]:
    """Name the scripts that every search needs, whatever it looks for."""
    manifest = data(folder, MANIFEST)
    synonyms = (manifest["synonyms"],) if "synonyms" in manifest else ()
    return (MANIFEST, "lunr", manifest["variants"], *synonyms)


def data(folder: Path, name: str) -> Any:
    """Return what a script of an index hands over."""
    return packed.read((folder / f"{name}.js").read_bytes())[1]
