"""A disk that fills up, or that has no room for names left, at a moment by chance of each task."""

import contextlib
import hashlib
import os
import random
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import targets
from .kills import PARTS, settled
from .runs import SETTINGS, Often, Sums, Trial, archive, left, run

_DISK = 256 << 20
_AGENCY = "云岭县人民政府"
_RENAMED = "云岭市人民政府"
# What a person is told of it, in either language.
WORDS = re.compile(r"no room|No space left|disk is full|could not be written|空间|已满|写不|写入|无法写")
# What is full: the disk of the archive and of temporary files, that of the archive alone, that of temporary files alone, names.
FULL = ("both", "archive", "temporary", "names")
_LOOK = 0.005
_LEAST = 40 << 10, 12
# What is put in its place at once.
_WHOLE = ("output", "published", "exported", "searched", "dist")


@dataclass(frozen=True)
class Task:
    """A task, the archive that it begins with by name; before: what is done to that; once: a second run finds nothing to do."""

    command: tuple[str, ...]
    ready: str
    before: Callable[[Path], None] = lambda _folder: None
    once: bool = False


def _named(folder: Path) -> None:
    (folder / "pelicanconf.py").write_text(f"{SETTINGS}SITENAME = '云岭'\n", encoding="utf-8")


def _pinned(folder: Path) -> None:
    (folder / "requirements.txt").write_text("# mine\ngongbao[forms]==0.0.1\npypdf==4.0\n", encoding="utf-8")


def _no_archive(folder: Path) -> None:
    (folder / "pelicanconf.py").unlink()


def _exported(folder: Path) -> None:
    run(folder, *_MARKDOWN)
    run(folder, *_SEARCHED)
    # What is exported next differs.
    path = next(p for p in sorted((folder / "content").rglob("*.md")) if p.name != "issue.md")
    path.write_text(path.read_text(encoding="utf-8").replace("要落实", "须落实"), encoding="utf-8")
    run(folder, "build")


def _sent(folder: Path) -> None:
    run(folder, "publish", "--sent")
    (folder / "content" / "redirects.txt").write_text("old/a.html index.html\n", encoding="utf-8")


_MARKDOWN = ("export", "bulk", "--format", "markdown", "--to", "exported")
_SEARCHED = ("export", "bulk", "--format", "opensearch", "--to", "searched")
TASKS = {
    "ingest": Task(("ingest", "sources"), "fresh"),
    "forms": Task(("ingest", "sources"), "more"),
    "cold": Task(("build",), "cold"),
    "warm": Task(("build",), "good", _named),
    "preview": Task(("preview",), "good", _named),
    "rebuild": Task(("rebuild",), "good", _named),
    "offline": Task(("offline",), "good", _named),
    **{f"publish-{target}": Task(("publish", "--to", target), "public") for target in targets.TARGETS},
    "export": Task(_MARKDOWN, "good", _exported),
    "export-search": Task(_SEARCHED, "good", _exported),
    "rename": Task(("rename", "agency", _AGENCY, _RENAMED, "--yes"), "public", _sent, once=True),
    "upgrade": Task(("upgrade",), "good", _pinned),
    "new": Task(("new", "another", "--yes"), "good", _no_archive, once=True),
    **{name: Task((name,), "good") for name in ("doctor", "check", "clean")},
    "verify": Task(("verify", "output"), "good"),
}


@contextmanager
def disks(of: Path) -> Iterator[tuple[Path, Path]]:
    """Give a small disk with a copy of an archive, and another for temporary files."""
    with archive() as beside:
        places = beside.parent / "disk", beside.parent / "temporary"
        for place in places:
            place.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "disk", place], check=True)
        try:
            shutil.copytree(of, places[0] / "archive", symlinks=True)
            (places[0] / "tmp").mkdir()
            yield places
        finally:
            for place in places:
                subprocess.run(["umount", "-l", place], check=True)


def _state(task: Task, folder: Path) -> dict[str, Sums]:
    """Return the sums of all parts, those files that lie beside them included."""
    kind = task.command[0]
    parts = {
        part: settled(kind, folder / part)
        for part in (*PARTS, "exported", "searched", "another")
        if (folder / part).is_dir()
    }
    files = (p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    return {**parts, "": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}}


class _Most:
    """The most bytes and names that a run takes of disks, looked at again and again."""

    def __init__(self, *places: Path) -> None:
        self._places, self._ended = places, threading.Event()
        self.least = [self._free(place) for place in places]
        self.before = list(self.least)
        self._thread = threading.Thread(target=self._look, daemon=True)

    @staticmethod
    def _free(place: Path) -> tuple[int, int]:
        status = os.statvfs(place)
        return status.f_bavail * status.f_frsize, status.f_ffree

    def _look(self) -> None:
        while not self._ended.wait(_LOOK):
            for n, place in enumerate(self._places):
                now = self._free(place)
                self.least[n] = (min(self.least[n][0], now[0]), min(self.least[n][1], now[1]))

    def __enter__(self) -> "_Most":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def taken(self, n: int) -> tuple[int, int]:
        """Return them of one disk; what a short task takes between two looks is guessed."""
        return tuple(
            max(least, then - now)
            for least, then, now in zip(_LEAST, self.before[n], self.least[n], strict=True)
        )


@dataclass(frozen=True)
class _Ended:
    """An archive on which a task ended well: what it was before and is now, and the most that it took, in bytes and names."""

    folder: Path
    needs: tuple[tuple[int, int], tuple[int, int]]
    before: dict[str, Sums]
    good: dict[str, Sums]


def full(task: Task, ready: Path, endpoint: str, often: Often, chance: random.Random) -> Trial:
    """Run a task where it finds no room: it says so, nothing is lost, and with room it ends as ever."""
    trial = Trial(f"no room, {' '.join(part for part in task.command if part.isascii())} (a disk of its own)")

    def before(folder: Path) -> None:
        if task.command[0] == "publish":
            targets.open_place(folder, task.command[-1], endpoint)
        task.before(folder)

    with disks(ready) as (disk, temporary):
        before(disk / "archive")
        held = _state(task, disk / "archive")
        with _Most(disk, temporary) as most:
            code, said = run(disk / "archive", *task.command, TMPDIR=str(temporary))
        if code:
            raise RuntimeError(f"{task.command}: {said[-600:]}")
        needs = most.taken(0), most.taken(1)
        ended = _Ended(disk / "archive", needs, held, _state(task, disk / "archive"))
        for n in often:
            with disks(ready) as places:
                before(places[0] / "archive")
                _one(trial, task, FULL[n % len(FULL)], ended, chance, places)
    return trial


def _one(
    trial: Trial, task: Task, what: str, ended: _Ended, chance: random.Random, places: tuple[Path, Path]
) -> None:
    disk, temporary = places
    folder = disk / "archive"
    share = chance.choice(
        (0, chance.uniform(0, 0.1), chance.random(), chance.random(), chance.uniform(0.9, 1))
    )
    need = ended.needs[what == "temporary"] if what != "both" else (ended.needs[0][0] + ended.needs[1][0], 0)
    language = chance.choice(("en", "zh"))
    where = f"{what} with {share:.3f} of {need}, {language}"
    trial.tries += 1
    with filled(temporary if what == "temporary" else disk, what, int(share * need[what == "names"])):
        code, said = run(
            folder,
            *task.command,
            TMPDIR=str(disk / "tmp" if what == "both" else temporary),
            GONGBAO_LANG=language,
        )
    trial.hit += code != 0
    trial.hear(said, where)
    trial.check(f"{where} ended with {code}", code in (0, 1))
    trial.check(f"{where} named no reason: {said[-300:]}", not code or bool(WORDS.search(said)))
    _kept(trial, task, where, _state(task, folder), ended)
    # What a task that failed halfway leaves is taken by the next run.
    trial.check(f"{where}: left behind: {left(folder, ended.folder)}", not left(folder, ended.folder))
    temporaries = sorted(p.name for p in (*temporary.iterdir(), *(disk / "tmp").iterdir()))
    trial.check(f"{where}: left among temporary files: {temporaries}", not temporaries)
    if task.once and not code:
        return
    code, said = run(folder, *task.command)
    trial.check(f"{where}: the next run failed: {said[-300:]}", code == 0)
    then = _state(task, folder)
    for part, good in ended.good.items():
        names = [
            n for n in then.get(part, {}).keys() | good.keys() if then.get(part, {}).get(n) != good.get(n)
        ]
        trial.check(f"{where}: the next run ended with other bytes ({part}/: {names[:3]})", not names)
    trial.check(
        f"{where}: left behind after the next run: {left(folder, ended.folder)}",
        not left(folder, ended.folder),
    )


@contextmanager
def filled(place: Path, what: str, room: int) -> Iterator[None]:
    """Fill a disk up but for so many bytes or names for a while."""
    status = os.statvfs(place)
    if what == "names":
        taken = status.f_files - status.f_ffree + room
        subprocess.run(["mount", "-o", f"remount,nr_inodes={taken}", place], check=True)
        yield
        subprocess.run(["mount", "-o", f"remount,nr_inodes={status.f_files}", place], check=True)
        return
    # What is at work there may be quicker.
    with contextlib.suppress(OSError), (place / "filler").open("wb") as file:
        file.write(bytes(max(0, status.f_bavail * status.f_frsize - room)))
    yield
    (place / "filler").unlink()


def _kept(trial: Trial, task: Task, where: str, now: dict[str, Sums], ended: _Ended) -> None:
    """Check that each file is as it was or as it should be, and sites and what is exported whole."""
    taken_away = task.command[0] == "clean"
    for part, held in ended.before.items():
        mine, new = now.get(part, {}), ended.good.get(part, {})
        wrong = [name for name, digest in held.items() if mine.get(name) not in (digest, new.get(name))]
        wrong += [name for name in mine.keys() - held.keys() if mine[name] != new.get(name)]
        if part in _WHOLE and not taken_away and mine not in (held, new):
            wrong.append("some of both")
        trial.check(
            f"{where}: {part}/ is neither as before nor as it should be: {wrong[:3]}", not wrong or taken_away
        )
    if task.command[0] == "ingest" and "content" in now:
        folders = {name.rpartition("/")[0] for name in now["content"]}
        due = {
            name: digest
            for name, digest in ended.good["content"].items()
            if name.rpartition("/")[0] in folders
        }
        trial.check(f"{where}: a folder of content/ is half written", now["content"] == due)
