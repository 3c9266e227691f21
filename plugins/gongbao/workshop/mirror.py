"""Make one folder the same as another by touching only what differs."""

import contextlib
import filecmp
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from gongbao.below import walk


@dataclass(frozen=True)
class Changes:
    """What a mirroring did, as paths relative to the folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True)
class Seen:
    """What a folder holds: its files and its empty folders, as paths relative to it."""

    files: tuple[str, ...]
    empty: tuple[str, ...]


def look(folder: Path) -> Seen:
    """Look through a folder."""
    empty: list[str] = []
    files = tuple(_files(folder, empty))
    return Seen(files, tuple(empty))


def mirror(
    source: Path,
    target: Path,
    keep: Iterable[str] = (),
    stay: Collection[str] = (),
    move: bool = False,
    seen: Seen | None = None,
) -> Changes:
    """Make target hold exactly source's files; a file whose bytes are the same is not touched.

    keep: names at target's top level that are left alone although source has none of them; stay: files of target that
    belong to it as they are, and are not in source; move: source is not needed any more; seen: what target holds, where
    somebody looked.
    A file is replaced in one step, so that a reader of the site never meets half a page.
    """
    wanted = set(_files(source))
    there = seen or look(target)
    _make_folders(target, {path.rpartition("/")[0] for path in wanted})
    # Before anything is put there, since a file may stand where a folder is wanted.
    removed = remove(target, keep, {*wanted, *stay}, there)
    written = []
    for path in sorted(wanted):
        new, old = source / path, target / path
        if old.is_file() and not old.is_symlink() and filecmp.cmp(new, old, shallow=False):
            continue
        old.parent.mkdir(parents=True, exist_ok=True)
        _replace(old, new, move)
        written.append(path)
    return Changes(tuple(written), tuple(removed), len(wanted) - len(written) + len(stay))


def remove(
    target: Path, keep: Iterable[str] = (), stay: Collection[str] = (), seen: Seen | None = None
) -> list[str]:
    """Remove all files of a folder but those that stay, and the folders that they leave empty; return what went."""
    kept = set(keep)
    there = seen or look(target)
    # Nearly all of tens of thousands stay.
    removed = sorted(path for path in {*there.files}.difference(stay) if path.split("/", 1)[0] not in kept)
    for path in removed:
        (target / path).unlink(missing_ok=True)
    _drop_empty_folders(target, kept, {*there.empty, *(path.rpartition("/")[0] for path in removed)})
    return removed


def _make_folders(target: Path, wanted: Iterable[str]) -> None:
    """Make the folders that files will be put into, unless something is in their way; where there is no room, none is made."""
    made: list[Path] = []
    try:
        for below in sorted(wanted):
            chain = [
                path for path in ((target / below), *(target / below).parents) if path.is_relative_to(target)
            ]
            missing = [path for path in chain if path.is_symlink() or not path.is_dir()]
            if not any(path.is_symlink() or path.exists() for path in missing):
                for path in reversed(missing):
                    path.mkdir(parents=path == target)
                    made.append(path)
    except OSError:
        for path in reversed(made):
            path.rmdir()
        raise


def _replace(old: Path, new: Path, move: bool) -> None:
    if move:
        with contextlib.suppress(OSError):  # it lies on another disk
            new.replace(old)
            return
    part = old.with_name(old.name + ".part")
    try:
        shutil.copyfile(new, part)
        part.replace(old)
    finally:
        part.unlink(missing_ok=True)


def _files(folder: Path, empty: list[str] | None = None) -> Iterable[str]:
    """Yield the files below a folder; empty: takes up folders with nothing in them."""
    root = str(folder)
    for at, folders, names in walk(root):
        below = at[len(root) + 1 :].replace(os.sep, "/")
        links = [name for name in folders if os.path.islink(f"{at}/{name}")]  # noqa: PTH114 - of thousands
        for name in names + links:
            yield f"{below}/{name}" if below else name
        if empty is not None and not folders and not names:
            empty.append(below)


def _drop_empty_folders(folder: Path, kept: set[str], looked: Iterable[str]) -> None:
    """Drop folders in which nothing is left, and those above that had nothing else."""
    for below in looked:
        at = below
        while at and at.split("/", 1)[0] not in kept and (folder / at).is_dir():
            if any((folder / at).iterdir()):
                break
            (folder / at).rmdir()
            at = at.rpartition("/")[0]
