"""List the files of a site for the service worker: path, hash and size, in groups that a reader can save.

`offline/build.json` names the build, the files of the shell, and the groups; each group has a list of its own, named by
its content. So the first is small however large the archive is, and a hash in it fixes every file below.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = "offline"
BUILD = "build.json"
VERSION = 1
# 128 bits of SHA-256: nobody can make another file for one, and lists stay half as long.
DIGITS = 32


class Entry(NamedTuple):
    """A file of the site."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True)
class Group:
    """What a reader saves at once; documents are their numbers in the search index."""

    id: str
    kind: str
    title: str
    url: str
    entries: tuple[Entry, ...]
    documents: tuple[int, ...] = ()


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


def files(shell: Sequence[Entry], groups: Sequence[Group]) -> Mapping[str, bytes]:
    """Return the lists, name → bytes; the build's name is the hash of all that they say."""
    lists: dict[str, bytes] = {}
    rows = []
    for group in groups:
        content = _json({"files": _rows(group.entries), "documents": list(group.documents)})
        name = digest(content)
        lists[f"{name}.json"] = content
        rows.append(
            {
                "id": group.id,
                "kind": group.kind,
                "title": group.title,
                "url": group.url,
                "list": name,
                "files": len(group.entries),
                "bytes": _bytes(group.entries),
            }
        )
    whole = _bytes([*shell, *(entry for group in groups for entry in group.entries)])
    manifest = {"version": VERSION, "bytes": whole, "shell": _rows(shell), "groups": rows}
    lists[BUILD] = _json({"build": digest(_json(manifest)), **manifest})
    return lists


def _bytes(found: Iterable[Entry]) -> int:
    """Return the size of some files, of which equal ones are kept once."""
    return sum({e.digest: e.size for e in found}.values())


def _rows(found: Iterable[Entry]) -> list[list[object]]:
    return [list(entry) for entry in found]


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
