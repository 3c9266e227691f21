"""Say which scripts of a written index hold the texts of which document, without the postings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import packed
from .build import MANIFEST


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
    for segment, count, *_ in manifest["segments"]:
        for path in sorted((folder / segment).glob("x*.js"), key=lambda p: int(p.stem[1:])):
            name = f"{segment}/{path.stem}"
            for number, (url, *_), _ in data(folder, name):
                # An article without an address of its own would hide the one before it.
                before = found.get(url)
                if before and before.number == first + number:
                    found[url] = Held(before.number, (*before.scripts, name))
                else:
                    table = f"{segment}/d{number // manifest['rows']}"
                    found[url] = Held(first + number, (table, name))
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
