"""What a kill, a full disk or a damaged file costs: `inv bench faults`, with -a "--tries 200" for so many kills in all.

A small archive is ingested (LibreOffice and the recognition of characters included), built, packed, published and worked
on in the workbench while it is killed (SIGKILL, all its processes) at a random moment; sources and articles change
meanwhile, the limit of a file's size is reached, disks fill up, ledgers and caches are damaged, clocks are wrong, two runs are at it at
once. After each: no folder of content/ is half written, the output is that of the last good build or of the new one, and
the next run ends with the bytes of an undisturbed one. A row of the table is printed as soon as it is known; parts of it
are tried by `--kinds cold,warm` and `--minutes 10`, other moments by `--seed`.
"""

import argparse
import math
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from .. import _confined
from . import (
    changing,
    clock,
    damage,
    desk,
    disk,
    leads,
    modes,
    pairs,
    runs,
    servers,
    stopped,
    surroundings,
    targets,
)
from .kills import Kind, kills, undisturbed
from .runs import Often

Rows = runs.Trial | list[runs.Trial]
KILLS = 9


def main(arguments: list[str]) -> int:
    """Try all faults; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--tries", type=int, default=200, help="kills in all")
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument(
        "--kinds",
        default="",
        help=f"only these, by commas, or by what they begin with: {', '.join(Trials.NAMES)}",
    )
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no try after so many minutes")
    given = parser.parse_args(arguments)
    kinds = set(given.kinds.split(","))
    wanted = [n for n in Trials.NAMES if not given.kinds or kinds & {n, n.partition("-")[0]}]
    if not wanted:
        parser.error(f"--kinds {given.kinds}: give some of {', '.join(Trials.NAMES)}")
    until = time.monotonic() + given.minutes * 60
    lost = False
    print("| fault | tries | hit | losses | what |\n|---|---|---|---|---|", flush=True)
    with runs.program(), targets.storage() as endpoint, tempfile.TemporaryDirectory(prefix="faults-") as home:
        often = Often(max(1, -(-given.tries // KILLS)), until)
        trials = Trials(Path(home), endpoint, often, given.seed)
        for name in wanted:
            if time.monotonic() > until:
                print(f"no time was left for {name}", flush=True)
                continue
            done = trials.run(name)
            for one in done if isinstance(done, list) else [done]:
                lost = lost or bool(one.losses)
                print(one.row(), flush=True)
    return 1 if lost else 0


class Trials:
    """The kinds of faults by name, and the archives that they begin with, each made when it is needed."""

    NAMES = (
        "ingest", "forms", "cold", "warm", "offline", *(f"publish-{target}" for target in targets.TARGETS),
        "workbench", "workbench-full", "workbench-saving", "servers", "servers-full", *(f"changing-{name}" for name in changing.RUNS),
        "room", *(f"disk-{name}" for name in disk.TASKS), "modes", "leads", "two", "pairs", "damaged", "clock",
        *(f"stopped-{task}" for task in stopped.COMMANDS),
        "surroundings",
    )  # fmt: skip

    def __init__(self, home: Path, endpoint: str, often: Often, seed: int) -> None:
        self._home, self._endpoint, self._often, self._seed = home, endpoint, often, seed

    def run(self, name: str) -> Rows:
        """Try one kind; its moments depend on the seed and on nothing that was tried before."""
        often, chance = self._often, random.Random(f"{self._seed} {name}")
        kind, _, part = name.partition("-")
        if kind == "publish":
            return targets.kills(part, self.public, self._endpoint, often, chance)
        if kind == "disk":
            task = disk.TASKS[part]
            return disk.full(task, getattr(self, task.ready), self._endpoint, often.fewer(2, 4), chance)
        if kind == "changing":
            return changing.all_changing(
                *self._undisturbed(part), changing.RUNS[part], often.fewer(2, 3), chance
            )
        if kind == "stopped":
            return stopped.stopped(part, self.good, self.warm, often.fewer(2, 2), chance)
        other: dict[str, Callable[[], Rows]] = {
            "workbench": lambda: desk.workbench(self.fresh, runs.sums(self.cold / "content"), often, chance),
            "workbench-full": lambda: desk.full(self.good, self._home, often.fewer(2, 3), chance),
            "workbench-saving": lambda: desk.saving(self.good, often, chance),
            "servers-full": lambda: servers.full(self.good, self._home, often.fewer(2, 4), chance),
            "servers": lambda: servers.kills(self.good, self._home, often, chance),
            "modes": lambda: modes.closed(
                self.good, self.public, Often(often.count * 8, often.until), chance
            ),
            "leads": lambda: leads.leads(self.good, Often(often.count * 20, often.until), chance),
            "pairs": lambda: pairs.pairs(self.good, Often(often.count * 4, often.until), chance),
            "clock": lambda: clock.wrong(self.good),
            "surroundings": lambda: surroundings.tried(
                self.good, Often(often.count * 22, often.until), chance
            ),
            "room": lambda: damage.full(self.good, self.fresh, chance, often.fewer(8, 3)),
            "two": lambda: damage.two_at_once(self.fresh, self.good),
            "damaged": lambda: damage.all_damaged(self.good, chance),
        }
        return other[name]() if name in other else kills(*self._undisturbed(name), often, chance)

    def _undisturbed(self, name: str) -> tuple[Kind, float]:
        called, command, ready, writes = {
            "ingest": ("ingest", ("ingest", "sources"), lambda: self.fresh, "content"),
            "forms": (
                "ingest with LibreOffice and a scan",
                ("ingest", "sources"),
                lambda: self.more,
                "content",
            ),
            "cold": ("build, cold cache", ("build",), lambda: self.cold, "output"),
            "warm": ("build, warm cache", ("build",), lambda: self.warm, "output"),
            "offline": ("offline", ("offline",), lambda: self.good, "output"),
            "publish": ("publish", ("publish", "--to", "folder"), lambda: self.good, "output"),
        }[name]
        return undisturbed(called, command, ready(), writes)

    def _copy(self, of: Path, name: str) -> Path:
        return Path(shutil.copytree(of, self._home / name, symlinks=True))

    @cached_property
    def fresh(self) -> Path:
        """Sources and nothing else."""
        folder = self._home / "fresh"
        runs.make(folder)
        return folder

    @cached_property
    def more(self) -> Path:
        """Sources of more forms."""
        folder = self._copy(self.fresh, "more")
        targets.more_forms(folder)
        return folder

    @cached_property
    def cold(self) -> Path:
        """An archive that was never built."""
        folder = self._copy(self.fresh, "cold")
        runs.run(folder, "ingest", "sources")
        return folder

    @cached_property
    def good(self) -> Path:
        """An archive that was built."""
        folder = self._copy(self.cold, "good")
        runs.run(folder, "build")
        targets.to_publish(folder, self._endpoint)
        return folder

    @cached_property
    def warm(self) -> Path:
        """An archive that was built, and has other settings since."""
        folder = self._copy(self.good, "warm")
        (folder / "pelicanconf.py").write_text(f"{runs.SETTINGS}SITENAME = '云岭'\n", encoding="utf-8")
        return folder

    @cached_property
    def public(self) -> Path:
        """An archive that was built to be published."""
        folder = self._copy(self.good, "public")
        runs.run(folder, "publish")
        return folder


if __name__ == "__main__":
    sys.exit(_confined.run("benchmarks.faults", main))
