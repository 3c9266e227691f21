"""What a build writes to is a link: to a device, to itself, to nothing, to a file; or a file, or a pipe."""

import os
import random
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

from . import person
from .kills import settled
from .modes import NEXT
from .runs import Often, Sums, Trial, archive, run, sums

PLACES = ("output", ".cache", "dist", "content", "exported")
COMMANDS: dict[str, tuple[str, ...]] = {
    "ingest": ("ingest", "sources"), "build": ("build",), "offline": ("offline",), "publish": ("publish", "--to", "folder"),
    "export": ("export", "bulk", "--format", "markdown", "--to", "exported"), "check": ("check",), "clean": ("clean",), "workbench": (),
}  # fmt: skip


def _device(path: Path) -> None:
    """Make a device that takes all, in the folder of the try, and lead to it."""
    device = path.parent.parent / "device"
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        os.mkfifo(device)
    path.symlink_to(device)


THINGS: dict[str, Callable[[Path], None]] = {
    "a link to a device": _device,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to a file": lambda path: path.symlink_to("pelicanconf.py"),
    "a link to the archive": lambda path: path.symlink_to("."),
    "a file": lambda path: path.write_text("x", encoding="utf-8") and None,
    "a pipe": os.mkfifo,
}


def leads(good: Path, often: Often, chance: random.Random) -> Trial:
    """Put each thing in each place and run each task: it ends in words or does without, no file is lost, the next run is right."""
    trial = Trial(f"{', '.join(PLACES)} are links to devices, to themselves, to nothing, are files or pipes")
    undisturbed: dict[str, dict[str, Sums]] = {}
    found = [(p, t, c) for p in PLACES for t in THINGS for c in COMMANDS if p != "exported" or c == "export"]
    chance.shuffle(found)
    for _, (place, thing, name) in zip(often, found, strict=False):
        where = f"{place} is {thing}, {name}"
        # Packages are offered on pages, and published addresses are kept, where the task was done.
        for did in ("", name):
            if did not in undisturbed and did in ("", "offline", "publish"):
                undisturbed[did] = _after(good, did)
        with archive(good) as folder:
            at, away = folder / place, folder.parent / "away"
            if at.exists():
                at.rename(away)
            THINGS[thing](at)
            kept = {
                n: s for n, s in sums(folder).items() if not n.startswith(("output/", "content/", "dist/"))
            }
            trial.tries += 1
            code, said = run(folder, *COMMANDS[name]) if name != "workbench" else person.day(folder)
            trial.hit += code != 0
            trial.hear(said, where)
            trial.check(f"{where} ended with {code}: {said[-200:]}", code in (0, 1))
            trial.check(f"{where} ended without words", bool(said.strip()) or not code)
            now = sums(folder)
            lost = [n for n, s in kept.items() if now.get(n) != s and n != place]
            trial.check(f"{where}: lost {lost[:3]}", not lost)
            if at.is_symlink() or not at.is_dir():
                at.unlink(missing_ok=True)
            else:
                shutil.rmtree(at)
            if away.exists():
                away.rename(at)
            did_it = name if not code and name in undisturbed else ""
            for task in NEXT:
                code, said = run(folder, *task)
                trial.check(f"{where}: the next {task[0]} failed: {said[-200:]}", code == 0)
            if name != "workbench":
                for part, sum_ in undisturbed[did_it].items():
                    same = settled("offline", folder / part) == sum_
                    trial.check(f"{where}: the next run ended with other bytes ({part})", same)
    return trial


def _after(good: Path, name: str) -> dict[str, Sums]:
    """Return what is there after a task and the next runs with nothing in the way."""
    with archive(good) as folder:
        for command in ((COMMANDS[name],) if name else ()) + NEXT:
            run(folder, *command)
        return {part: settled("offline", folder / part) for part in ("content", "output")}
