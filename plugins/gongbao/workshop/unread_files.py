"""Files among the articles that no part of the program reads: their keeper may believe them in the site."""

import errno
import os
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongbao.below import unless_gone, walk
from gongbao.messages import DEEPEST, _, too_deep

from . import Failure

# What an archive has beside its articles: ledgers in its folders, lists and facts at its top.
_BESIDE, _AT_THE_TOP = ("ingest.json", "original.txt", "decisions.toml", "rules.toml"), (".txt", ".toml")
# The lists at its top; the setting SEARCH may name another one for synonyms.
LISTS = ("addresses.txt", "added.txt", "codes.toml", "redirects.txt", "synonyms.toml", "validity.toml")
_BY_NAME = frozenset((*LISTS, *_BESIDE))
# What systems and editors leave lying about.
_LITTER = (".*", "~$*", "*~", "#*#", "*.bak", "*.tmp", "*.swp", "*.part", "Thumbs.db", "desktop.ini")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_MOST = 20
# Bytes: of an article, of which ingest reads 50 MB at most, and of lists, ledgers and pictures.
_LARGEST_ARTICLE, _LARGEST = 64 << 20, 256 << 20


def look_around(
    settings: Mapping[str, Any], content: Path, theme: Path | None
) -> tuple[list[str], list[str]]:
    """Return a line for each thing that cannot be read, of which no build begins, and for each file that nothing reads.

    Looks below the articles, the files for the site's root and the archive's own theme; where anything cannot be read, the
    second list is empty.
    """
    files = settings.get("FILES_PATH")
    folders = [content] + [content.parent / str(files)] * bool(files)
    if found := list(unreadable(*folders, theme=theme)):
        return found, []
    # The list of synonyms may have another name, and an archive's own plugins lists of their own.
    named = dict(settings.get("SEARCH") or {}).get("synonyms")
    return [], warnings(content, [*settings.get("IGNORE_FILES", ()), *([str(named)] if named else [])])


def warnings(content: Path, ignored: Collection[str] = ()) -> list[str]:
    """Return a line for each such file; ignored: patterns of names that Pelican passes over."""
    found = sorted(_strays(content, ignored))
    more = [_("… and {count} more of this kind", count=len(found) - _MOST)] if len(found) > _MOST else []
    messages = [_why(f"{content.name}/{name}") for name in found]
    return messages[:_MOST] + more


def unreadable(*folders: Path, theme: Path | None = None) -> Iterator[str]:
    """Yield a line for each thing below these folders that is no file though its name says so, or not to be read.

    Pipes, sockets and devices may have no end; files larger than any of their kind would take all memory; a link in a
    circle leads nowhere; a name may be no text; where a list or ledger is looked for by its name, a folder or a link to
    nothing would be passed over as if there were none.
    A link that leads out of its folder would publish what somebody else has there, and the rooms do not agree on whether
    folders that are links are read. theme: an archive's own, which is a program, and may have parts elsewhere.
    """
    roots = {folder.name: folder.resolve() for folder in folders}
    all_read = [*folders, *([theme] if theme else [])]
    waiting = [(folder, folder.name) for folder in all_read if folder.is_dir()]
    while waiting:
        at, shown = waiting.pop()
        if shown.count("/") > DEEPEST:
            yield too_deep(OSError(errno.ENAMETOOLONG, "", shown))
            continue
        with os.scandir(at) as found:
            for entry in found:
                name = f"{shown}/{entry.name}"
                if not _is_text(entry.name):
                    yield _("{file} has a name that is no UTF-8 — give it another", file=name)
                elif entry.name in _BY_NAME and not _is_file_or_endless(entry.path):
                    yield _(
                        "{file} is a folder, or a link that leads to no file — make it a file, or take it away",
                        file=name,
                    )
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append((Path(entry.path), name))
                elif entry.is_symlink() and _is_circle(entry.path):
                    yield _("{path} is a link that leads to itself — take it away", path=name)
                elif not entry.is_file() and not entry.is_dir() and os.path.exists(entry.path):  # noqa: PTH110
                    yield _("{file} is a pipe or a device, and no file — take it away", file=name)
                elif entry.is_symlink() and (said := _link(name, entry, roots.get(name.split("/", 1)[0]))):
                    yield said
                elif (most := _most(entry.name)) and entry.is_file() and entry.stat().st_size > most:
                    yield _too_large(name, entry.stat().st_size, most)


def _most(name: str) -> int:
    """Return how many bytes of a file of this name are read; 0 where nothing reads it."""
    if name.endswith(".md"):
        return _LARGEST_ARTICLE
    # The list of synonyms may have another name.
    return _LARGEST if name in _BY_NAME or name.lower().endswith((*_PICTURES, ".toml")) else 0


def _too_large(name: str, size: int, most: int) -> str:
    return _(
        "{path}: {size} MB, more than the {most} MB that are read — make it smaller",
        path=name,
        size=size >> 20,
        most=most >> 20,
    )


def _is_file_or_endless(path: str) -> bool:
    return os.path.exists(path) and not os.path.isdir(path)  # noqa: PTH110, PTH112 - these ask of circles without an error


def _is_circle(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _link(name: str, entry: "os.DirEntry[str]", root: Path | None) -> str:
    """Say why a link below a folder is not followed; "" for one to a file of the same folder, and where there is no root."""
    # An editor marks by a link that leads nowhere what it has open.
    if root is None or (entry.name.startswith(".#") and not os.path.exists(entry.path)):  # noqa: PTH110
        return ""
    if not Path(entry.path).resolve().is_relative_to(root):
        return _(
            "{path} is a link that leads out of {folder}/ — put there what it leads to, or take it away",
            path=name,
            folder=name.split("/", 1)[0],
        )
    if not os.path.exists(entry.path):  # noqa: PTH110
        return _(
            "{file} is a folder, or a link that leads to no file — make it a file, or take it away", file=name
        )
    if entry.is_dir():
        return _(
            "{path} is a link to a folder, and what is in that would be missed here — make it a folder, or take it away",
            path=name,
        )
    return ""


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def refuse_unreadable(*folders: Path) -> None:
    """Refuse to begin where there are any."""
    if found := list(unreadable(*folders)):
        raise Failure("\n".join(found))


def _why(name: str) -> str:
    if name.endswith(_AT_THE_TOP) and name.count("/") == 1 and ".md." not in name:
        return _(
            "{file}: nothing reads a file of this name here — the lists are {lists}",
            file=name,
            lists=", ".join(LISTS),
        )
    if name.lower().endswith(_PICTURES):
        return _(
            "{file}: no article shows it; name it in one as ![what it shows](file), or take it away",
            file=name,
        )
    return _("{file}: no page is made of it, since its name does not end in .md", file=name)


def _strays(content: Path, ignored: Collection[str]) -> Iterator[str]:
    passed = (*_BESIDE, *_LITTER, *ignored)
    for at, folders, names in walk(content, unless_gone):
        folders[:] = [name for name in folders if not name.startswith(".")]
        place = Path(at).relative_to(content)
        shown = _shown_in(Path(at), names)
        for name in names:
            if name.endswith(".md") or name in shown or any(fnmatch(name, pattern) for pattern in passed):
                continue
            if place.parts or name not in LISTS:
                yield (place / name).as_posix()


def _shown_in(folder: Path, names: Collection[str]) -> set[str]:
    """Return the pictures of a folder that an article in it, or in the folder above, names."""
    pictures = {name for name in names if name.lower().endswith(_PICTURES)}
    if not pictures:
        return set()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*.md")]
    texts += [path.read_text(encoding="utf-8", errors="replace") for path in folder.parent.glob("*.md")]
    return {name for name in pictures if any(name in text or quote(name) in text for text in texts)}
