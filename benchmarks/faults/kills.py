"""SIGKILL at a random moment, and what the next run makes of it."""

import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

from .runs import Often, Sums, Trial, archive, kill_at, run, start, sums

# What is compared after the next run; what lies where a site is published beside.
PARTS = ("content", "output", "dist", "published")
# A ZIM has a number by chance, so two undisturbed runs differ in it, and in what says its sum.
BY_CHANCE = re.compile(
    r"(?:downloads/)?archive\.zim|inputs\.json|packages\.json|SHA256SUMS|downloads\.html|offline/[\w.]+\.json"
)


@dataclass(frozen=True)
class Kind:
    """A kind of run: its command, the archive that it begins with, what has to stay whole at the moment of the kill."""

    name: str
    command: tuple[str, ...]
    ready: Path
    good: dict[str, Sums]
    writes: str


def settled(name: str, folder: Path) -> Sums:
    """Return the sums of a folder as it is shown, for packages without what chance decides."""
    # Where a site is published to, sites before it stay beside it.
    held = sums(folder / "current" if (folder / "current").is_dir() else folder)
    return {n: s for n, s in held.items() if not BY_CHANCE.fullmatch(n)} if name == "offline" else held


def whole(content: Path, good: Sums) -> bool:
    """Tell whether each folder that is there is there with all its files, as they should be."""
    held = sums(content)
    folders = {name.rpartition("/")[0] for name in held}
    return held == {name: digest for name, digest in good.items() if name.rpartition("/")[0] in folders}


def undisturbed(name: str, command: tuple[str, ...], ready: Path, writes: str) -> tuple[Kind, float]:
    """Run a command to its end; return what it leaves, and the seconds that it took."""
    with archive(ready) as folder:
        # The first run compiles the program, and takes so much longer that no kill would hit any other.
        run(folder, *command)
    with archive(ready) as folder:
        began = time.monotonic()
        code, said = run(folder, *command)
        took = time.monotonic() - began
        if code:
            raise RuntimeError(f"{command}: {said[-600:]}")
        good = {part: settled(name, folder / part) for part in PARTS if (folder / part).is_dir()}
    return Kind(name, command, ready, good, writes), took


def kills(kind: Kind, longest: float, often: Often, chance: random.Random) -> Trial:
    """Kill a run at random moments; nothing is half there, and the next run ends with the bytes of an undisturbed one."""
    trial = Trial(f"kill -9, {kind.name}")
    for _ in often:
        with archive(kind.ready) as folder:
            before = settled(kind.name, folder / kind.writes)
            trial.tries += 1
            trial.hit += kill_at(start(folder, *kind.command), chance.uniform(0.05, 1) * longest)
            _half(trial, kind, folder, before)
            code, said = run(folder, *kind.command)
            trial.check(f"the next run failed: {said[-200:]}", code == 0)
            trial.check("a trace of Python was shown", "Traceback" not in said)
            for part, good in kind.good.items():
                trial.check(
                    f"the next run ended with other bytes ({part})", settled(kind.name, folder / part) == good
                )
            trial.check("something was left beside the output", not list(folder.glob("output-building-*")))
    return trial


def _half(trial: Trial, kind: Kind, folder: Path, before: Sums) -> None:
    if kind.writes == "content":
        trial.check("a folder was half written", whole(folder / "content", kind.good["content"]))
        return
    trial.check("content changed", sums(folder / "content") == kind.good["content"])
    good = kind.good.get(kind.writes, {})
    now = settled(kind.name, folder / kind.writes)
    mixed = [name for name, digest in now.items() if digest not in (before.get(name), good.get(name))]
    if kind.writes != "published":
        trial.check(f"a file of {kind.writes}/ was half written", not mixed)
