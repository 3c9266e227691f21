"""Pages that are found by their names: whatever else than a document has a page, typed into the search box.

A name is reduced to a key as references are (lookup.py), without words that say nothing in a name. A name is also found
by its pinyin, whole or by first letters, and with another word for one of its own that the archive's list of synonyms has
(发改委 for 发展和改革委员会), unless something else is called that. theme/static/js/search/direct.js does the same to what is typed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .folding import Folder
from .lookup import Lookup
from .postings import Row
from .shards import Scripts, Tree, script_json
from .sounds import Sounds
from .tokenizer import utf16_key


@dataclass(frozen=True, slots=True)
class Direct:
    """Where the pages come from (each with .names, .kind, .title, .url, .feed), and what is no part of a name."""

    entries: Callable[[Mapping[str, Any]], Iterable[Any]]
    drop: tuple[str, ...] = ()

    def key(self, name: str, folder: Folder) -> str:
        """Return the key of a name."""
        return Lookup(self.entries, self.drop).key(name, folder)


def write(
    direct: Direct,
    context: Mapping[str, Any],
    folder: Folder,
    scripts: Scripts,
    shard_bytes: int,
    groups: Sequence[Sequence[str]] = (),
    sounds: Sounds | None = None,
) -> dict[str, object]:
    """Write the pages as a tree under the keys of their names; return what the manifest says of it.

    groups: words that stand for each other, folded; sounds: of characters, as far as they are known.
    """
    sounds = sounds or Sounds()
    own: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    for entry in direct.entries(context):
        row = script_json([entry.kind, entry.title, entry.url, entry.feed])
        for name in entry.names:
            own.setdefault(direct.key(name, folder), set()).add(row)
            for other in _in_other_words(folder.fold(name), groups):
                others.setdefault(direct.key(other, folder), set()).add(row)
    rows: set[tuple[str, str]] = set()
    for key, found in (others | own).items():
        keys = {key, _spelled(key, sounds.first), _spelled(key, sounds.letter)}
        rows |= {(k, row) for k in keys if k.strip("/") for row in found}
    tree = Tree(scripts, shard_bytes, shard_bytes)
    tree.extend(Row(k, 0, f"{k} {row}") for k, row in sorted(rows, key=lambda r: (utf16_key(r[0]), r[1])))
    return {"tree": "\n".join(tree.close()), "drop": direct.drop, "dropLast": ()}


def _in_other_words(name: str, groups: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a name with another word for one of its own, the longest of a group that it has."""
    for group in groups:
        word = max((w for w in group if len(w) > 1 and w in name), key=len, default=None)
        if word:
            yield from (name.replace(word, other) for other in group if other != word)


def _spelled(key: str, sound: Callable[[str], str]) -> str:
    """Return a key with its letters in pinyin; numbers stay."""
    letters, *numbers = key.split("/")
    return "/".join(["".join(map(sound, letters)), *numbers])
