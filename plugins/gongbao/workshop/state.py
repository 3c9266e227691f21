"""What the last build of an output was made of, so that one of which nothing changed is not made again.

Kept in .cache/builds/, two files for each output folder, which can be deleted at any time: the next build is then a whole one.
Files that a build reads are told apart by size, times and inode as Git does it; the time of a change of the inode cannot be set
by hand. Those of the output are by size and time, as pages that stay are.
"""

import contextlib
import errno
import hashlib
import json
import os
import pickle
import re
import shutil
import site
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gongbao import atomic, places
from gongbao.cache import keys, stamps, store
from gongbao.cache.files import Entry, Files, intact
from gongbao.messages import Message, _, catalogue

from . import signature
from .settings import Folders, values

# Of an output that was not built for so long nothing is kept, in seconds.
_KEPT_FOR = 90 * 24 * 3600
_PASSED = ("__pycache__", ".git")
# What the output consists of; as JSON it would take six times as long to read, and a site has tens of thousands of files.
_FILES = ".files"


@dataclass(frozen=True)
class State:
    """A finished build: what it was made of, what it left, and what it warned of."""

    inputs: str
    output: str
    files: int
    warnings: tuple[str, ...] = ()
    # That of the warnings.
    language: str = ""


def inputs(name: str, place: Folders) -> str:
    """Return a digest of all that a build with these settings reads; "" if that cannot be told, or is still changing."""
    found = values(name)
    plugins = found.get("PLUGINS", [])
    # Nobody knows what a plugin from elsewhere reads.
    if not all(isinstance(plugin, str) and plugin.startswith("gongbao.") for plugin in plugins):
        return ""
    given = [str(found[key]) for key in ("SOURCES_PATH", "PACKAGES_PATH", "FILES_PATH") if found.get(key)]
    own = {key: value for key, value in found.items() if key.isupper()}
    try:
        digest = hashlib.sha256(f"{sys.version}\n{keys.settings(own)}\n".encode())
    except keys.NoKey:
        return ""
    latest = 0
    roots = [
        place.content,
        place.theme,
        *([place.own_theme] if place.own_theme else []),
        places.PACKAGE,
        *(place.content.parent / name for name in given),
        *map(Path, site.getsitepackages()),
    ]
    secret = os.environ.get(signature.SECRET_KEY)
    for root in roots + [Path(path) for path in [secret] if path]:
        # Of installed packages the names are enough: they carry the version.
        deep = root not in roots or str(root) not in site.getsitepackages()
        for line, changed in sorted(_look(root, deep)):
            digest.update(line.encode("utf-8", "surrogateescape"))
            latest = max(latest, changed)
    return "" if latest > time.time_ns() else digest.hexdigest()


def unkeyed(error: keys.NoKey) -> str:
    """Say that nobody can tell of a setting, which the error names, whether it changed."""
    return _(
        "the setting {name} holds something of which nobody can tell whether it changed, so that each build makes every "
        "page anew — write it with texts, numbers, lists and tables",
        name=error,
    )


def as_seen(*roots: Path) -> str:
    """Return the digest of what is known of files below folders, without reading them: to see whether one changes meanwhile."""
    lines = sorted(line for root in roots for line, _changed in _look(root, True))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def program(place: Folders, since: int | None = None) -> str:
    """Return the digest of the files of the program and of the themes, to see whether they change while it runs.

    since: when a process began to load them (ns); "", which is the digest of nothing, where one changed in the meantime.
    """
    digest, now = hashlib.sha256(), time.time_ns()
    for root in [places.PACKAGE, place.theme, *([place.own_theme] if place.own_theme else [])]:
        for line, trusted in sorted(_look(root, True)):
            if catalogue.is_made(Path(line.partition("\t")[0])):
                continue
            if since is not None and since <= trusted - stamps.SETTLED <= now:
                return ""
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def keep_nothing(place: Folders) -> None:
    """Drop all that builds kept for the next one."""
    if given := values(str(place.settings)).get("BUILD_CACHE"):
        kept = place.home / given
        store.remove(kept)
        shutil.rmtree(kept.parent / "segments", ignore_errors=True)
    forget(place)
    with contextlib.suppress(OSError):
        note(place.home, place.output, _FILES).unlink()


def outputs(folder: Path, kept: tuple[str, ...]) -> tuple[str, int]:
    """Return the digest of an output folder's files and how many there are; kept: names at its top that no build made."""
    root = len(str(folder)) + 1
    found = ((path[root:], status.st_size, status.st_mtime_ns) for path, status in _walk(folder, kept))
    return _summed([(path.replace(os.sep, "/"), size, changed) for path, size, changed in found])


def _summed(files: list[tuple[str, int, int]]) -> tuple[str, int]:
    lines = "".join([f"{path}\t{size}\t{changed}\n" for path, size, changed in sorted(files)])
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest(), len(files)


def recall(place: Folders) -> State | None:
    """Return what the last build of an output folder left behind; None if nothing is known of it."""
    try:
        row = json.loads(read(note(place.home, place.output)))
        return State(row["inputs"], row["output"], row["files"], tuple(row["warnings"]), row["language"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


_NOTE = re.compile(r"[0-9a-f]{16}\.[a-z]+")


def remember(place: Folders, state: State) -> None:
    """Keep what a build left; where nothing can be written, nothing is kept."""
    file = note(place.home, place.output)
    write(file, json.dumps(vars(state)).encode())
    with contextlib.suppress(OSError):
        for other in file.parent.iterdir():
            # Whatever else lies there, or where a link leads, is somebody's.
            if _NOTE.fullmatch(other.name) and other.stat().st_mtime < time.time() - _KEPT_FOR:
                other.unlink()


def forget(place: Folders) -> None:
    """Drop what is known of an output folder, before it is changed."""
    with contextlib.suppress(NotADirectoryError):  # then there is nothing either
        note(place.home, place.output).unlink(missing_ok=True)


def note(home: Path, output: Path, ending: str = ".json") -> Path:
    """Return the file of what is known of an output folder; home: the folder of the settings."""
    # Below the folder of the settings: whoever builds stands anywhere, and the process that he starts stands there.
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:16]
    return places.cache("builds", f"{name}{ending}", start=home)


def _look(root: Path, deep: bool) -> Iterator[tuple[str, int]]:
    """Yield a line for each file below a folder, or for the file itself, and when it changed last."""
    if root.is_file():
        yield _line(str(root), root.stat())
    elif root.is_dir() and deep:
        for path, status in _walk(root):
            yield _line(path, status)
    elif root.is_dir():
        for name in os.listdir(root):  # noqa: PTH208 - names alone
            if name not in _PASSED:
                yield f"{name}\n", 0


def _walk(root: Path, passed: Collection[str] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """Yield each file below a folder and what is known of it; passed: names at its top that do not count."""
    waiting = [str(root)] if root.is_dir() else []
    while waiting:
        at = waiting.pop()
        with os.scandir(at) as found:
            for entry in found:
                if entry.name in _PASSED or (at == str(root) and entry.name in passed):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path, _stat(entry)


def _stat(entry: "os.DirEntry[str]") -> os.stat_result:
    """Return what is known of a file; of a link that leads nowhere, of the link."""
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


def _line(path: str, status: os.stat_result) -> tuple[str, int]:
    line = f"{path}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_ctime_ns}\t{status.st_ino}\n"
    return line, stamps.trusted_from(status)


# A file of the site: its path, and its Entry.
Row = tuple[str, str, str, int, int]


def report(path: Path, warnings: list[str], made: Files | None, shared: bool = False) -> None:
    """Write what the process that runs Pelican has to say to the one that started it.

    shared: that one has read what the last build noted, too: then only files of which other things are to be noted are named.
    """
    entries = made.entries if made else {}
    known = made.known if made and shared else {}
    rows = [(name, *entry) for name, entry in entries.items() if known.get(name) is not entry]
    gone = [name for name in known if name not in entries]
    written = entries.keys() - (made.kept if made else set())
    contents = (tuple(warnings), shared, rows, gone, written, made.missed if made else {})
    path.write_bytes(pickle.dumps(contents, pickle.HIGHEST_PROTOCOL))


class Report(NamedTuple):
    """The warnings, the site's files, which of them stay as they are in the output, and what it misses of earlier builds."""

    warnings: tuple[str, ...]
    rows: list[Row]
    stay: set[str]
    missed: dict[str, Message]


def read_report(path: Path, noted: Mapping[str, Entry]) -> Report:
    """Read a report; noted: what the last build noted of the output's files."""
    # Of a process that this one started.
    warnings, shared, rows, gone, written, missed = pickle.loads(path.read_bytes())  # noqa: S301
    if shared:
        other = {*gone, *(row[0] for row in rows)}
        rows += [(name, *entry) for name, entry in noted.items() if name not in other]
    return Report(warnings, rows, {row[0] for row in rows} - written, missed)


def note_files(place: Folders, made: Iterable[Row], also: Iterable[str] = ()) -> tuple[str, int]:
    """Note under which keys the files of an output were made, and when each changed, to see whether somebody did.

    also: names of other files of it. Return what `outputs` does.
    """
    rows: list[Row] = []
    for row in made:
        if row[-1]:  # what stayed in its place was looked at before it was left there
            rows.append(row)
            continue
        with contextlib.suppress(OSError):
            rows.append((*row[:-1], os.lstat(f"{place.output}/{row[0]}").st_mtime_ns))
    write(note(place.home, place.output, _FILES), pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))
    below = tuple(f"{name}/" for name in place.kept)
    found_now = [
        (name, size, changed)
        for name, _key, _sum, size, changed in rows
        if not (name.startswith(below) or name in place.kept)
    ]
    for name in also:
        if name in place.kept:
            continue
        status = os.lstat(f"{place.output}/{name}")
        found_now.append((name, status.st_size, status.st_mtime_ns))
    return _summed(found_now)


def files_of(home: Path, output: Path) -> dict[str, Entry]:
    """Return what the last build noted of an output's files; home: the folder of the settings."""
    try:
        rows = pickle.loads(read(note(home, output, _FILES)))  # noqa: S301 - our own notes
        return {name: Entry(*row) for name, *row in rows}
    except Exception:  # a damaged file, which may raise whatever it likes
        return {}


def touched(output: Path, known: Mapping[str, Entry]) -> list[str]:
    """Name the files of an output that are not as the last build left them; known: as it noted them."""
    place = str(output)
    return [name for name, entry in known.items() if not intact(f"{place}/{name}", entry)]


def read(path: Path) -> bytes:
    """Return the bytes of a note; raise OSError for what is no file, since a pipe would be waited for without end."""
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.read_bytes()


def write(path: Path, data: bytes) -> None:
    """Write a note in one step; where nothing can be written, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, data, lasting=False)
