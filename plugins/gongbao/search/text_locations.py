"""Say which scripts of a written index hold the texts of which document, without the postings."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from . import packed
from .blocks import TEXT_NAME
from .build import MANIFEST
from .codes import decode_all

Place = Callable[[str], Path]


class SavedDocument(NamedTuple):
    """A document of an index: its number there, which table it stands in, and the scripts that hold its text."""

    number: int
    table: str
    scripts: tuple[str, ...]


# What each pack of a block holds: documents, by their places in the block, and their addresses.
Packs = Sequence[Sequence[tuple[int, str]]]


def documents(
    index: Path | Place,
    known: Callable[[str], Packs | None] = lambda block: None,
    there: Callable[[str], bool] | None = None,
) -> dict[str, SavedDocument]:
    """Read the documents of an index, by address; index: its folder, or a function that says where a script of it is.

    known: says what the packs of a block hold, None where they have to be read; there: tells whether there is a script of
    a name.
    """
    there = there or (lambda name: _path(index, name).is_file())
    found: dict[str, SavedDocument] = {}
    first = 0
    for at, table in tables(index).items():
        given = data(index, table)
        for number, size in enumerate(decode_all(given["blocks"])):
            folder = given["texts"][number * TEXT_NAME : (number + 1) * TEXT_NAME]
            packs = known(folder)
            for pack, held in enumerate(_read(index, folder, there) if packs is None else packs):
                name = f"{folder}/{pack}"
                for place, url in held:
                    # An article without an address of its own would hide the one before it.
                    before = found.get(url)
                    if before and before.number == first + place:
                        found[url] = SavedDocument(first + place, at, (*before.scripts, name))
                    else:
                        found[url] = SavedDocument(first + place, at, (name,))
            first += size
    return found


def _read(index: Path | Place, block: str, there: Callable[[str], bool]) -> Iterator[list[tuple[int, str]]]:
    for pack in count(0):
        name = f"{block}/{pack}"
        if not there(name):
            return
        yield [(place, url) for place, (url, *_), _ in data(index, name)]


def tables(index: Path | Place) -> dict[str, str]:
    """Name the scripts of the tables, by names that stay when these are made anew."""
    return {f"table {number}": table for number, (_, table) in enumerate(data(index, MANIFEST)["tables"])}


def shared(index: Path | Place) -> tuple[str, ...]:
    """Name the scripts that every search needs, whatever it looks for."""
    manifest = data(index, MANIFEST)
    synonyms = (manifest["synonyms"],) if "synonyms" in manifest else ()
    return (MANIFEST, "lunr", manifest["variants"], *synonyms)


def beside(index: Path | Place) -> tuple[str, ...]:
    """Name the scripts that corrections and pinyin need where documents are searched without the index."""
    nearby = data(index, MANIFEST).get("nearby", {})
    return tuple(nearby[name] for name in ("sounds", "shapes") if name in nearby)


def data(index: Path | Place, name: str) -> Any:
    """Return what a script of an index hands over."""
    return packed.read(_path(index, name).read_bytes())[1]


def _path(index: Path | Place, name: str) -> Path:
    return index / f"{name}.js" if isinstance(index, Path) else index(f"{name}.js")
