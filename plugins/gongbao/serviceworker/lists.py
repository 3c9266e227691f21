"""List the files of a site for the service worker: path, hash and size, in groups that a reader can save.

`offline/build.json` names the build, the files of the shell, and the groups; each group has a list of its own, named by
its content. So the first is small however large the archive is, and a hash in it fixes every file below. What many groups
have and a correction changes, such as the tables of the index, stands in the first alone: else each list would get a new name.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = "offline"
BUILD = "build.json"
VERSION = 2
# 128 bits of SHA-256: nobody can make another file for one, and lists stay half as long.
DIGITS = 32


class Entry(NamedTuple):
    """A file of the site."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True)
class Group:
    """What a reader saves at once; documents are their numbers in the search index, shared names what others have, too."""

    id: str
    kind: str
    title: str
    url: str
    entries: tuple[Entry, ...]
    documents: tuple[int, ...] = ()
    shared: tuple[str, ...] = ()


# Files that several groups have, by a name.
Shared = Mapping[str, tuple[Entry, ...]]


def digest(data: bytes) -> str:
    """Return the name of a content."""
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def entries(site: Path, paths: Iterable[str]) -> dict[str, Entry]:
    """Read files of a site, path → entry, sorted."""
    found = {}
    for path in sorted(paths):
        data = (site / path).read_bytes()
        found[path] = Entry(path, digest(data), len(data))
    return found


def files(shell: Sequence[Entry], groups: Sequence[Group], shared: Shared) -> Mapping[str, bytes]:
    """Return the lists, name → bytes; the build's name is the hash of all that they say."""
    lists: dict[str, bytes] = {}
    rows = []
    for group in groups:
        content = _json({"files": _rows(group.entries), "documents": list(group.documents)})
        name = digest(content)
        lists[f"{name}.json"] = content
        saved = [*group.entries, *(entry for one in group.shared for entry in shared[one])]
        rows.append(
            {
                "id": group.id,
                "kind": group.kind,
                "title": group.title,
                "url": group.url,
                "list": name,
                "shared": list(group.shared),
                "files": len(saved),
                "bytes": _bytes(saved),
            }
        )
    below = (entry for group in (*(g.entries for g in groups), *shared.values()) for entry in group)
    manifest = {
        "version": VERSION,
        "bytes": _bytes([*shell, *below]),
        "shell": _rows(shell),
        "shared": {name: _rows(entries) for name, entries in shared.items()},
        "groups": rows,
    }
    lists[BUILD] = _json({"build": digest(_json(manifest)), **manifest})
    return lists


def _bytes(found: Iterable[Entry]) -> int:
    """Return the size of some files, of which equal ones are kept once."""
    return sum({e.digest: e.size for e in found}.values())


def _rows(found: Iterable[Entry]) -> list[list[object]]:
    return [list(entry) for entry in found]


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
