"""Each two tasks at once over one archive."""

import itertools
import random
import re
import signal
import subprocess
import time
from pathlib import Path

from .kills import settled
from .runs import Often, Sums, Trial, archive, run, start

COMMANDS: dict[str, tuple[str, ...]] = {
    "ingest": ("ingest", "sources"), "build": ("build",), "offline": ("offline",), "publish": ("publish", "--to", "folder"),
    "workbench": ("desk", "--no-browser", "--port", "0"), "check": ("check",), "clean": ("clean",), "upgrade": ("upgrade",),
}  # fmt: skip
# What ends when it is told to.
STAYS = ("workbench",)
_LONG = 300
_NEXT = (("ingest", "sources"), ("build",))


def pairs(good: Path, often: Often, chance: random.Random) -> Trial:
    """Start each two of the tasks with a random pause between; nothing is lost, and the next runs end as ever."""
    trial = Trial("each two at once: " + ", ".join(COMMANDS))
    undisturbed: dict[frozenset[str], dict[str, Sums]] = {}
    found = list(itertools.combinations_with_replacement(COMMANDS, 2))
    chance.shuffle(found)
    for _, (one, other) in zip(often, found, strict=False):
        # Packages are offered on pages, and published addresses are kept: what is left depends on whether there are such.
        leaves = frozenset({one, other} & {"offline", "publish"})
        if leaves not in undisturbed:
            undisturbed[leaves] = _after(good, leaves)
        held = undisturbed[leaves]
        with archive(good) as folder:
            trial.tries += 1
            first = start(folder, *COMMANDS[one])
            time.sleep(chance.choice((0, 0, 0.3, 1.5)))
            second = start(folder, *COMMANDS[other])
            trial.hit += first.poll() is None
            for name, running in ((one, first), (other, second)):
                said = _ended(running, name in STAYS)
                trial.check(f"{one} and {other}: no end: {said[-200:]}", running.returncode is not None)
                trial.hear(said, f"by {name} ({one} and {other})")
                fine = (
                    running.returncode == 0
                    or name in (*STAYS, "check")
                    or (
                        # A site that is being cleaned away is none that can be sent or looked through.
                        bool(re.search(r"^error: ", said, re.M)) and "clean" in (one, other)
                    )
                )
                trial.check(f"{one} and {other}: {name} ended with {running.returncode}: {said[-300:]}", fine)
            for command in _NEXT:
                code, said = run(folder, *command)
                trial.check(f"{one} and {other}: the next {command[0]} failed: {said[-200:]}", code == 0)
            for part, now in _held(folder).items():
                differ = sorted(n for n in now.keys() | held[part].keys() if now.get(n) != held[part].get(n))
                trial.check(
                    f"{one} and {other}: the next run ended with other bytes ({part}: {differ[:4]})",
                    not differ,
                )
    return trial


def _after(good: Path, leaves: frozenset[str]) -> dict[str, Sums]:
    """Return what is there where these tasks ran with nothing beside them."""
    with archive(good) as folder:
        for command in (*(COMMANDS[name] for name in sorted(leaves)), *_NEXT):
            run(folder, *command)
        return _held(folder)


def _held(folder: Path) -> dict[str, Sums]:
    return {part: settled("offline", folder / part) for part in ("content", "output")}


def _ended(running: "subprocess.Popen[bytes]", stays: bool) -> str:
    """Wait for the end of a task, or stop it as a person does; return what it said."""
    if stays:
        time.sleep(4)
        running.send_signal(signal.SIGINT)
    try:
        return running.communicate(timeout=_LONG)[1].decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        running.kill()
        said = running.communicate()[1].decode("utf-8", "replace")
        running.returncode = None  # type: ignore[assignment]
        return said
