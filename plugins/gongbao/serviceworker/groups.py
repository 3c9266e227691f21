"""Sort the files of a site into what can be saved: the shell, each issue, documents on their own, search, the rest."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongbao.search import text_locations
from gongbao.search.build import MANIFEST

from .lists import Entry, Group, Shared

SEARCH = "search"
# What a page shows. Data beside the pages, packages and feeds are for programs and are not saved.
_SAVED = (".html", ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff2")
# Pictures that are shown beside shared links, and on no page.
_FOR_OTHERS = "/share.png"
# A host's own page, and folders that are no pages of the archive.
_LEFT_OUT = ("404.html", "service-worker.js")
_LEFT_OUT_FOLDERS = ("downloads/", "offline/")
_SHELL_PAGES = ("index.html", "search.html", "offline.html")


@dataclass(frozen=True)
class Part:
    """A part of the archive that can be saved by itself: its page, and other pages that lead to it."""

    kind: str
    title: str
    url: str
    above: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """Return the folder of its page, which is its name too."""
        return self.url.rpartition("/")[0]


def saved_paths(site: Iterable[str]) -> list[str]:
    """Return the files of a site that can be saved."""
    return sorted(
        path
        for path in site
        if path.endswith(_SAVED)
        and not path.endswith(_FOR_OTHERS)
        and path not in _LEFT_OUT
        and not path.startswith(_LEFT_OUT_FOLDERS)
    )


def sort(
    site: Mapping[str, Entry],
    place: Callable[[str], Path],
    theme: str,
    parts: Sequence[Part],
    packs: Callable[[str], text_locations.Packs | None] = lambda block: None,
) -> tuple[list[Entry], list[Group], Shared]:
    """Return the files of the shell, the groups in the order of the parts, then the rest and the index, and what they share.

    site: those of its files that can be saved; place: says where a file of it can be read; packs: what is known of those of a block
    of the index.
    """
    paths, known = sorted(site), site
    indexed = f"{SEARCH}/{MANIFEST}.js" in site

    def index(name: str) -> Path:
        return place(f"{SEARCH}/{name}")

    searched = (
        text_locations.documents(index, packs, lambda name: f"{SEARCH}/{name}.js" in site) if indexed else {}
    )
    first = {f"{SEARCH}/{name}.js" for name in text_locations.shared(index)} if indexed else set()
    shared = dict(_shared(index, known)) if indexed else {}
    shell = [
        entry
        for path, entry in known.items()
        if path.startswith(f"{theme}/") or path in _SHELL_PAGES or path in first
    ]
    groups = []
    taken = {entry.path for entry in shell}
    for part in parts:
        # Sorted, the paths of a folder stand together; "0" is the character after "/".
        below = paths[bisect_left(paths, f"{part.folder}/") : bisect_left(paths, f"{part.folder}0")]
        documents = [searched[path] for path in below if path in searched]
        used = {*(document.table for document in documents), *((SEARCH,) if documents else ())}
        for path in part.above:
            if path in known:
                shared[path] = (known[path],)
                used.add(path)
        own = {*below, *_scripts(documents)} & known.keys()
        taken |= own
        numbers = tuple(sorted(document.number for document in documents))
        entries = _of(known, own)
        groups.append(
            Group(part.folder, part.kind, part.title, part.url, entries, numbers, tuple(sorted(used)))
        )
    taken |= {entry.path for entries in shared.values() for entry in entries}
    index_paths = {path for path in known if path.startswith(f"{SEARCH}/")}
    rest = known.keys() - taken - index_paths
    groups.append(Group("pages", "rest", "", "", _of(known, rest)))
    groups.append(Group(SEARCH, SEARCH, "", "", _of(known, index_paths)))
    return shell, groups, shared


def _shared(
    index: Callable[[str], Path], known: Mapping[str, Entry]
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield what groups with documents share of the index: its tables, and what no table has."""
    for name, script in text_locations.tables(index).items():
        yield name, _of(known, {f"{SEARCH}/{script}.js"})
    yield SEARCH, _of(known, {f"{SEARCH}/{name}.js" for name in text_locations.beside(index)})


def _scripts(documents: Iterable[text_locations.SavedDocument]) -> Iterator[str]:
    for document in documents:
        for name in document.scripts:
            yield f"{SEARCH}/{name}.js"


def _of(known: Mapping[str, Entry], paths: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(known[path] for path in sorted(paths))
