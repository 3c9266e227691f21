"""Folders that may be read and not written, or not even read."""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import person
from .runs import ANYBODY, Often, Trial, archive, run, sums

FOLDERS = ("content", "sources", "output", ".cache", "dist", "published", ".")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("ingest", "sources"),
    ("build",),
    ("offline",),
    ("publish", "--to", "folder"),
    ("export", "bulk", "--format", "markdown", "--to", "exported"),
    ("workbench",),
    ("clean",),
    ("doctor",),
)
# What comes after each, with all rights again.
NEXT = (("ingest", "sources"), ("build",))


def closed(public: Path, often: Often, chance: random.Random) -> list[Trial]:
    """Take the right to write, and to read, from each folder: each task ends in words or does without, and nothing is lost."""
    trials = []
    with archive(public) as before:
        run(before, "publish", "--to", "folder")
        run(before, "offline")
        # What a build and an ingest leave of that where nobody is in the way.
        with archive(before) as undisturbed:
            for command in NEXT:
                run(undisturbed, *command)
            held = {part: sums(undisturbed / part) for part in ("content", "output")}
        for name, mode in (
            ("folders that may not be written", 0o555),
            ("folders that may not be read", 0o000),
        ):
            trial = Trial(name)
            # A folder that may not be entered runs nothing.
            found = [(f, c) for f in FOLDERS for c in COMMANDS if f != "." or mode]
            chance.shuffle(found)
            for _, (folder, command) in zip(often, found, strict=False):
                _one(trial, before, folder, mode, command, held)
            trials.append(trial)
    return trials


def _one(
    trial: Trial,
    before: Path,
    name: str,
    mode: int,
    command: tuple[str, ...],
    held: dict[str, dict[str, str]],
) -> None:
    where = f"{name}/ {mode:o}, {command[0]}"
    with archive(before) as folder:
        (folder / "pelicanconf.py").write_text(
            (folder / "pelicanconf.py").read_text(encoding="utf-8") + "SITENAME = '云岭'\n", encoding="utf-8"
        )
        shown = sums((folder / "published" / "current").resolve())
        were = {part: sums(folder / part) for part in ("content", "output", "dist")}
        trial.tries += 1
        with _mode(folder / name, mode, whole=bool(mode)):
            if command == ("workbench",):
                code, said = person.day(folder, ANYBODY)
            else:
                code, said = run(folder, *command, before=ANYBODY)
        trial.hit += code != 0
        trial.hear(said, where)
        trial.check(f"{where} ended with {code}: {said[-200:]}", code in (0, 1))
        trial.check(f"{where} ended without words", bool(said.strip()) or not code)
        works = command == ("workbench",)
        trial.check(f"{where}: content changed", works or sums(folder / "content") == were["content"])
        if code and command != ("clean",):
            now = {part: sums(folder / part) for part in were}
            if command == ("offline",):  # packages are whole before the site is built that offers them
                now["dist"] = were["dist"]
            trial.check(
                f"{where}: what was there changed ({code}: {said[-200:]})",
                now == were or command[0] == "publish",
            )
        # Readers have the site before or the new one, whole.
        current = sums((folder / "published" / "current").resolve())
        trial.check(f"{where}: readers lost the site", len(current) >= len(shown) > 0)
        shutil.copy2(before / "pelicanconf.py", folder)
        if works:  # what came in is taken out again
            shutil.rmtree(folder / "content")
            shutil.copytree(before / "content", folder / "content", symlinks=True)
            (folder / "sources" / "new.txt").unlink(missing_ok=True)
        for task in NEXT:
            code, said = run(folder, *task)
        trial.check(f"{where}: the next build failed: {said[-200:]}", code == 0)
        for part, sum_ in held.items():
            trial.check(f"{where}: the next run ended with other bytes ({part})", sums(folder / part) == sum_)


@contextmanager
def _mode(folder: Path, mode: int, whole: bool) -> Iterator[None]:
    """Give a folder, and with whole all that is in it, another mode for a while."""
    paths = [p for p in (folder, *(folder.rglob("*") if whole else ())) if not p.is_symlink()]
    modes = {path: path.stat().st_mode & 0o777 for path in paths}
    for path in reversed(paths):
        path.chmod(mode if path.is_dir() or not mode else mode & 0o444)
    try:
        yield
    finally:
        for path in paths:
            if path.exists():
                path.chmod(modes[path])
        for at, folders, _files in os.walk(folder):
            for name in folders:
                Path(at, name).chmod(0o755)
