"""Pages that are found by their names: whatever else than a document has a page, typed into the search box.

A name is reduced to a key as references are (lookup.py), without words that say nothing in a name. A name is also found
by its pinyin, whole or by first letters. theme/static/js/search/direct.js does the same to what is typed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import sounds
from .folding import Folder
from .lookup import Lookup
from .postings import Row
from .shards import Scripts, Tree, script_json
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
    direct: Direct, context: Mapping[str, Any], folder: Folder, scripts: Scripts, shard_bytes: int
) -> dict[str, object]:
    """Write the pages as a tree under the keys of their names; return what the manifest says of it."""
    rows: set[tuple[str, str]] = set()
    for entry in direct.entries(context):
        row = script_json([entry.kind, entry.title, entry.url, entry.feed])
        for name in entry.names:
            key = direct.key(name, folder)
            keys = {key, _spelled(key, sounds.first), _spelled(key, sounds.letter)}
            rows |= {(k, row) for k in keys if k.strip("/")}
    tree = Tree(scripts, shard_bytes, shard_bytes)
    tree.extend(Row(k, 0, f"{k} {row}") for k, row in sorted(rows, key=lambda r: (utf16_key(r[0]), r[1])))
    return {"tree": "\n".join(tree.close()), "drop": direct.drop, "dropLast": ()}


def _spelled(key: str, sound: Callable[[str], str]) -> str:
    """Return a key with its letters in pinyin; numbers stay."""
    letters, *numbers = key.split("/")
    return "/".join(["".join(map(sound, letters)), *numbers])
