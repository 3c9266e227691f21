"""Those tasks that stay at work (livereload, regenerate, reserve), killed while an article is saved, or without room for it."""

import os
import random
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from .disk import FULL, WORDS, disks, filled
from .runs import Often, Trial, archive, left, run, start, sums

KINDS = {
    "livereload": ("livereload", "--port", "0"),
    "regenerate": ("regenerate",),
    "reserve": ("reserve", "--port", "0"),
}
_LONG = 12.0
# Room that is left, in bytes or names; a build takes some 1,500,000 and 400.
_ROOMS, _NAMES = (0, 2_000, 30_000, 200_000, 900_000), (0, 3, 40, 200)
_PATIENCE = 90.0


def kills(good: Path, home: Path, often: Often, chance: random.Random) -> list[Trial]:
    """Kill each at a random moment, an article saved meanwhile: no article is changed, and the next build ends as ever."""
    held = _corrected(good, home / "edited")
    return [_kills(name, command, good, held, often, chance) for name, command in KINDS.items()]


def _corrected(good: Path, to: Path) -> dict[str, dict[str, str]]:
    """Copy an archive, correct and build it undisturbed; return the sums of its articles and of its site."""
    edited = Path(shutil.copytree(good, to, symlinks=True))
    _save(edited)
    run(edited, "build")
    return {part: sums(edited / part) for part in ("content", "output")}


def _kills(
    name: str,
    command: tuple[str, ...],
    good: Path,
    held: dict[str, dict[str, str]],
    often: Often,
    chance: random.Random,
) -> Trial:
    trial = Trial(f"kill -9, {name}, an article saved meanwhile")
    for _ in often:
        with archive(good) as folder:
            trial.tries += 1
            before = sums(folder / "output")
            running = start(folder, *command)
            time.sleep(chance.uniform(0.2, _LONG / 2))
            _save(folder)
            time.sleep(chance.uniform(0, _LONG / 2))
            trial.hit += running.poll() is None
            os.killpg(running.pid, signal.SIGKILL)
            said = running.communicate()[1].decode("utf-8", "replace")
            trial.hear(said)
            trial.check("content changed", sums(folder / "content") == held["content"])
            now = sums(folder / "output")
            half = [
                n
                for n, digest in now.items()
                if digest not in (before.get(n), held["output"].get(n)) and n != "SHA256SUMS"
            ]
            trial.check(f"a file of output/ was half written: {half[:3]}", not half)
            code, said = run(folder, "build")
            trial.check(f"the next build failed: {said[-200:]}", code == 0)
            for part, sum_ in held.items():
                trial.check(f"the next run ended with other bytes ({part})", sums(folder / part) == sum_)
            trial.check(f"left behind: {left(folder, good)}", not left(folder, good))
    return trial


def full(good: Path, home: Path, often: Often, chance: random.Random) -> list[Trial]:
    """Save an article where there is no room for the build after it: it says so and goes on, and with room it catches up."""
    held = _corrected(good, home / "edited-full")
    return [
        _full(name, command, good, held, often, chance)
        for name, command in KINDS.items()
        if name != "reserve"
    ]


def _full(
    name: str,
    command: tuple[str, ...],
    good: Path,
    held: dict[str, dict[str, str]],
    often: Often,
    chance: random.Random,
) -> Trial:
    trial = Trial(f"no room, {name} (a disk of its own), an article saved meanwhile")
    for n in often:
        with disks(good) as places, tempfile.TemporaryFile() as told:
            _without_room(trial, command, FULL[n % len(FULL)], places, told, held, chance)
            behind = left(places[0] / "archive", good)
            trial.check(f"left behind: {behind}", not behind)
    return trial


def _without_room(
    trial: Trial,
    command: tuple[str, ...],
    what: str,
    places: tuple[Path, Path],
    told: IO[bytes],
    held: dict[str, dict[str, str]],
    chance: random.Random,
) -> None:
    disk, temporary = places
    folder, before = disk / "archive", sums(disk / "archive" / "output")
    room = chance.choice(_NAMES if what == "names" else _ROOMS)
    where = f"{what} with {room}"
    trial.tries += 1
    kept = disk / "tmp" if what == "both" else temporary
    running = start(folder, *command, said=told.fileno(), told=told.fileno(), TMPDIR=str(kept))

    def ends() -> bool:
        return running.poll() is not None

    def good() -> bool:
        return sums(folder / "output") == held["output"]

    _wait(lambda: "Waiting for changes" in _said(told) or ends())
    _save(folder)
    with filled(temporary if what == "temporary" else disk, what, room):
        _wait(lambda: bool(WORDS.search(_said(told))) or good(), 20)
        trial.hit += bool(WORDS.search(_said(told)))
        trial.check(f"{where}: ended: {_said(told)[-300:]}", not ends())
        now = sums(folder / "output")
        trial.check(f"{where}: output/ is of two states", now in (before, held["output"]))
    for word in ("应", "须"):
        _save(folder, word)
        time.sleep(1)
    _wait(lambda: good() or ends())
    trial.check(f"{where}: did not catch up: {_said(told)[-300:]}", good())
    if not ends():
        os.killpg(running.pid, signal.SIGINT)
    running.wait()
    trial.hear(_said(told), where)
    trial.check("content changed", sums(folder / "content") == held["content"])
    behind = sorted(path.name for place in (temporary, disk / "tmp") for path in place.iterdir())
    trial.check(f"{where}: left among temporary files: {behind}", not behind)


def _said(told: IO[bytes]) -> str:
    return os.pread(told.fileno(), 1 << 20, 0).decode("utf-8", "replace")


def _wait(until: Callable[[], bool], longest: float = _PATIENCE) -> None:
    end = time.monotonic() + longest
    while not until() and time.monotonic() < end:
        time.sleep(0.3)


def _save(folder: Path, word: str = "须") -> None:
    """Correct a word of an article, as an editor saves it."""
    path = next(p for p in sorted((folder / "content").rglob("*.md")) if p.name != "issue.md")
    part = path.with_name(".saved~")
    part.write_text(re.sub("[要须应]落实", f"{word}落实", path.read_text(encoding="utf-8")), encoding="utf-8")
    part.replace(path)
