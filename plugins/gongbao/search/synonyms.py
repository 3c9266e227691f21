"""Words for the same thing, from a list that the keeper of the archive writes."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from .folding import Folder

_SHAPE = 'groups = [["医保", "基本医疗保险"], …]'


class SynonymError(ValueError):
    """A list of synonyms that cannot be used; str() says which file, what is wrong and how to write it."""


def read(path: Path, folder: Folder) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a file, folded; none if there is no file."""
    if not path.is_file():
        return ()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SynonymError(f"{path.name}: {error} — write {_SHAPE}") from error
    if unknown := set(tables) - {"groups"}:
        raise SynonymError(f"{path.name} has no {', '.join(sorted(unknown))} — write {_SHAPE}")
    groups = tables.get("groups", [])
    if not isinstance(groups, list):
        raise SynonymError(f"{path.name}: groups is no list — write {_SHAPE}")
    return tuple(_group(path.name, number, group, folder) for number, group in enumerate(groups, 1))


def _group(name: str, number: int, group: object, folder: Folder) -> tuple[str, ...]:
    if not isinstance(group, Sequence) or isinstance(group, str):
        raise SynonymError(f"{name}: group {number} ({group!r}) is no list of words — write {_SHAPE}")
    words: dict[str, None] = {}
    for word in group:
        folded = folder.fold(word).strip() if isinstance(word, str) else ""
        # One character stands in too many words to mean one thing.
        if len(folded) < 2:
            raise SynonymError(
                f"{name}: group {number} has {word!r} — a word of at least two characters is needed"
            )
        words[folded] = None
    if len(words) < 2:
        raise SynonymError(f"{name}: group {number} ({', '.join(words)}) needs two different words")
    return tuple(words)
