"""The workbench, killed while it takes files in that a browser handed to it, and at work on a disk that fills up."""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import person
from .kills import whole
from .runs import Often, Sums, Trial, archive, left, run, sums

# Room that is left, in bytes: for nothing, a note, an article, some pages, nearly a site.
_ROOMS = (0, 1 << 10, 6 << 10, 16 << 10, 60 << 10, 300 << 10, 900 << 10)
_DISK = 64 << 20


def workbench(ready: Path, good: Sums, often: Often, chance: random.Random) -> Trial:
    """Kill a workbench, and what it started, at work; the command ingests the rest."""
    trial = Trial("kill -9, workbench taking files in")
    for _ in often:
        with archive(ready) as folder:
            trial.tries += 1
            with _workbench(folder, subprocess.DEVNULL) as (_running, browser):
                trial.hit += _take_in(browser, folder, chance.uniform(0.1, 4))
            trial.check("a folder was half written", whole(folder / "content", good))
            code, said = run(folder, "ingest", "sources")
            trial.check(f"the next run failed: {said[-200:]}", code == 0)
            trial.check("the next run ended with other bytes (content)", sums(folder / "content") == good)
    return trial


@contextmanager
def _workbench(folder: Path, errors: int) -> "Iterator[tuple[subprocess.Popen[str], person.Browser]]":
    """Begin a workbench in a group of its own, enter it, and kill it in the end; errors: where its standard error goes."""
    with subprocess.Popen(
        [sys.executable, "-m", "gongbao", "desk", "--no-browser", "--port", "0"],
        cwd=folder, env={**os.environ, "GONGBAO_LANG": "en", "PYTHONUTF8": "1"}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=errors, encoding="utf-8",
    ) as running:  # fmt: skip
        try:
            assert running.stdout
            found = re.search(r"http://\S+", running.stdout.readline())
            assert found
            yield running, person.Browser(found[0])
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def _take_in(browser: person.Browser, folder: Path, seconds: float) -> bool:
    """Take all sources in, as a page of the workbench does; tell whether it is at it after some seconds."""
    names = sorted(path.name for path in (folder / "sources").iterdir())
    assert json.loads(browser.ask("POST", "/in/take", json.dumps({"names": names}).encode())) == {"fault": ""}
    time.sleep(seconds)
    return not json.loads(browser.ask("GET", "/in/state"))["done"]


def saving(good: Path, often: Often, chance: random.Random) -> Trial:
    """Kill a workbench while articles are saved in it: each is as it was saved last, or as it was being saved, and whole."""
    trial = Trial("kill -9, workbench saving articles")
    for _ in often:
        with archive(good) as folder:
            papers = sorted(folder.glob("content/documents/*/*.md"))
            given = {path: path.read_text(encoding="utf-8") for path in papers}
            may_be = {path: {text} for path, text in given.items()}
            trial.tries += 1
            with _workbench(folder, subprocess.PIPE) as (running, browser):
                timer = threading.Timer(chance.uniform(0.1, 4), os.killpg, (running.pid, signal.SIGKILL))
                timer.start()
                n = 0
                while running.poll() is None:
                    n += 1
                    path = chance.choice(papers)
                    # Long enough for its writing to take a while.
                    text = (
                        given[path]
                        + f"\n第{n}次修改。\n"
                        + "各单位要落实责任。" * chance.choice((1, 20_000))
                        + "\n"
                    )
                    may_be[path].add(text)
                    if browser.save(path, text):
                        may_be[path] = {text}
                trial.hear(running.communicate()[1])
            trial.hit += 1
            for path, texts in may_be.items():
                trial.check(f"{path.name} is half written", path.read_text(encoding="utf-8") in texts)
            for path, text in given.items():
                path.write_text(text, encoding="utf-8")
            code, said = run(folder, "build")
            trial.check(f"the next build failed: {said[-200:]}", code == 0)
            trial.check(
                "the next run ended with other bytes", sums(folder / "output") == sums(good / "output")
            )
            # What was being written stays until the next workbench clears it away (atomic.clear), and git ignores it.
            behind = [name for name in left(folder, good) if "/.part-" not in name]
            trial.check(f"left behind: {behind}", not behind)
    return trial


def full(good: Path, home: Path, often: Often, chance: random.Random) -> Trial:
    """Do a day's work where the disk, that of temporary files too, fills up at some moment of it; then once more with room."""
    trial = Trial("no room, workbench (a disk of its own)")
    worked = Path(shutil.copytree(good, home / "worked", symlinks=True))
    person.day(worked)
    held, before = {part: sums(worked / part) for part in ("content", "output")}, sums(good / "content")
    for n in often:
        with _disk(good) as disk:
            folder, filler = disk / "archive", disk / "filler"
            trial.tries += 1
            free = shutil.disk_usage(disk).free - int(_ROOMS[n % len(_ROOMS)] * chance.uniform(0.5, 1.5))
            with filler.open("wb") as file:
                file.write(bytes(max(0, free)))
            code, said = person.day(folder, ("env", f"TMPDIR={disk / 'tmp'}"))
            filler.unlink()
            trial.hit += bool(code) or "No space left" in said
            trial.hear(said)
            now = sums(folder / "content")
            lost = [name for name, digest in before.items() if now.get(name) != digest]
            trial.check(f"lost or changed: {lost}", not lost)
            shutil.copy2(worked / "sources" / "new.txt", folder / "sources")
            for command in (("ingest", "sources"), ("build",)):
                code, said = run(folder, *command)
                trial.check(f"the next {command[0]} failed: {said[-200:]}", code == 0)
            for part, good_sums in held.items():
                trial.check(f"the next run ended with other bytes ({part})", sums(folder / part) == good_sums)
            trial.check(f"left behind: {left(folder, worked)}", not left(folder, worked))
    return trial


@contextmanager
def _disk(of: Path) -> Iterator[Path]:
    """Give a small disk with a copy of an archive and a folder for temporary files."""
    with archive() as beside:
        disk = beside.parent / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "disk", disk], check=True)
        try:
            shutil.copytree(of, disk / "archive", symlinks=True)
            (disk / "tmp").mkdir()
            yield disk
        finally:
            subprocess.run(["umount", disk], check=True)
