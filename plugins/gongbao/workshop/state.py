"""What the last build of an output was made of, so that one of which nothing changed is not made again.

Kept in .cache/builds/, a file for each output folder, which can be deleted at any time: the next build is then a whole one.
Files are told apart by size, times and inode as Git does it; the time of a change of the inode cannot be set by hand.
"""

import contextlib
import hashlib
import json
import os
import shutil
import site
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.cache import stamps, store
from gongbao.cache.files import Entry, Files

from . import signature
from .settings import Folders, values

# Of an output that was not built for so long nothing is kept, in seconds.
_KEPT_FOR = 90 * 24 * 3600
_PASSED = ("__pycache__", ".git")


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
    digest = hashlib.sha256(f"{sys.version}\n{sorted(own.items())!r}\n".encode())
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


def program(place: Folders) -> str:
    """Return the digest of the files of the program and of the themes, to see whether they change while it runs."""
    digest = hashlib.sha256()
    for root in [places.PACKAGE, place.theme, *([place.own_theme] if place.own_theme else [])]:
        for line, _ in sorted(_look(root, True)):
            # What it compiled of a catalogue is no change.
            if ".mo\t" not in line and ".tmp\t" not in line:
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
        _file(place.home, place.output, ".files.json").unlink()


def outputs(folder: Path, kept: tuple[str, ...]) -> tuple[str, int]:
    """Return the digest of an output folder's files and how many there are; kept: names at its top that no build made."""
    digest = hashlib.sha256()
    count = 0
    for line, _ in sorted(_look(folder, True, kept)):
        digest.update(line.encode("utf-8", "surrogateescape"))
        count += 1
    return digest.hexdigest(), count


def recall(place: Folders) -> State | None:
    """Return what the last build of an output folder left behind; None if nothing is known of it."""
    try:
        row = json.loads(_file(place.home, place.output).read_text(encoding="utf-8"))
        return State(row["inputs"], row["output"], row["files"], tuple(row["warnings"]), row["language"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(place: Folders, state: State) -> None:
    """Keep what a build left; where nothing can be written, nothing is kept."""
    file = _file(place.home, place.output)
    _write(file, vars(state))
    with contextlib.suppress(OSError):
        for other in file.parent.iterdir():
            if other.stat().st_mtime < time.time() - _KEPT_FOR:
                other.unlink()


def forget(place: Folders) -> None:
    """Drop what is known of an output folder, before it is changed."""
    _file(place.home, place.output).unlink(missing_ok=True)


def _file(home: Path, output: Path, ending: str = ".json") -> Path:
    # Below the folder of the settings: whoever builds stands anywhere, and the process that he starts stands there.
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:16]
    return places.cache("builds", f"{name}{ending}", start=home)


def _look(root: Path, deep: bool, passed: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """Yield a line for each file below a folder, or for the file itself, and when it changed last."""
    if root.is_file():
        yield _line(str(root), root.stat())
        return
    waiting = [str(root)] if root.is_dir() else []
    while waiting:
        at = waiting.pop()
        with os.scandir(at) as found:
            for entry in found:
                if entry.name in _PASSED or (at == str(root) and entry.name in passed):
                    continue
                if not deep:
                    yield f"{entry.name}\n", 0
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield _line(entry.path, _stat(entry))


def _stat(entry: "os.DirEntry[str]") -> os.stat_result:
    """Return what is known of a file; of a link that leads nowhere, of the link."""
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


def _line(path: str, status: os.stat_result) -> tuple[str, int]:
    line = f"{path}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_ctime_ns}\t{status.st_ino}\n"
    return line, stamps.trusted_from(status)


def report(path: Path, warnings: list[str], made: Files | None) -> None:
    """Write what the process that runs Pelican has to say to the one that started it."""
    rows = made.entries if made else {}
    found = {"warnings": warnings, "files": rows, "kept": sorted(made.kept) if made else []}
    # In ASCII: a warning may name a file whose name is no text.
    path.write_text(json.dumps(found), encoding="utf-8")


def read_report(path: Path) -> tuple[tuple[str, ...], dict[str, Entry], set[str]]:
    """Read a report: the warnings, the site's files, and which of them stay as they are in the output."""
    found: Any = json.loads(path.read_text(encoding="utf-8"))
    made = {name: Entry(*row) for name, row in found["files"].items()}
    return tuple(found["warnings"]), made, set(found["kept"])


def note_files(place: Folders, made: Mapping[str, Entry]) -> None:
    """Note under which keys the files of an output were made, and when each changed, to see whether somebody did."""
    rows = []
    for name, entry in made.items():
        with contextlib.suppress(OSError):
            # What stayed in its place was looked at before it was left there.
            changed = entry.changed or os.lstat(f"{place.output}/{name}").st_mtime_ns
            rows.append([name, entry.key, entry.sum, entry.size, changed])
    _write(_file(place.home, place.output, ".files.json"), rows)


def files_of(home: Path, output: Path) -> dict[str, Entry]:
    """Return what the last build noted of an output's files; home: the folder of the settings."""
    try:
        rows = json.loads(_file(home, output, ".files.json").read_text(encoding="utf-8"))
        return {name: Entry(*row) for name, *row in rows}
    except (OSError, ValueError, TypeError):
        return {}


def _write(path: Path, data: object) -> None:
    """Write in one step; where nothing can be written, nothing is kept."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_text(json.dumps(data), encoding="utf-8")
        part.replace(path)
