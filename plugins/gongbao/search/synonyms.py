"""Words for the same thing, from a list that the keeper of the archive writes."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from gongbao.messages import _, few

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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SynonymError(
            _("{file}: {error} — write {shape}", file=path.name, error=error, shape=_SHAPE)
        ) from error
    if unknown := set(tables) - {"groups"}:
        raise SynonymError(
            _(
                "{file} has no {unknown} — write {shape}",
                file=path.name,
                unknown=few(sorted(unknown)),
                shape=_SHAPE,
            )
        )
    groups = tables.get("groups", [])
    if not isinstance(groups, list):
        raise SynonymError(_("{file}: groups is no list — write {shape}", file=path.name, shape=_SHAPE))
    return tuple(_group(path.name, number, group, folder) for number, group in enumerate(groups, 1))


def _group(name: str, number: int, group: object, folder: Folder) -> tuple[str, ...]:
    if not isinstance(group, Sequence) or isinstance(group, str):
        raise SynonymError(
            _(
                "{name}: group {number} ({group!r}) is no list of words — write {shape}",
                name=name,
                number=number,
                group=group,
                shape=_SHAPE,
            )
        )
    words: dict[str, None] = {}
    for word in group:
        folded = folder.fold(word).strip() if isinstance(word, str) else ""
        # One character counts only where it stands alone: the client says when.
        if not folded:
            raise SynonymError(
                _(
                    "{name}: group {number} has {word!r} — a word is needed",
                    name=name,
                    number=number,
                    word=word,
                )
            )
        words[folded] = None
    if len(words) < 2:
        raise SynonymError(
            _(
                "{name}: group {number} ({words}) needs two different words",
                name=name,
                number=number,
                words=", ".join(words),
            )
        )
    return tuple(words)
