"""What a kill, a full disk or a damaged file costs: `inv bench faults`, with -a "--tries 200" for so many kills in all.

A small archive is ingested (LibreOffice and the recognition of characters included), built, packed, published and worked
on in the workbench while it is killed (SIGKILL, all its processes) at a random moment; the limit of a file's size is reached,
ledgers and caches are damaged, clocks are wrong, two runs are at it at once. After each: no folder of content/ is half
written, the output is that of the last good build or of the new one, and the next run ends with the bytes of an
undisturbed one. A row of the table is printed as soon as it is known.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from . import damage, desk, runs, targets
from .kills import kills, undisturbed

KINDS = 9


def main(arguments: list[str]) -> int:
    """Try all faults; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--tries", type=int, default=200, help="kills in all")
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--only", default="", help="only the kinds whose names hold this")
    given = parser.parse_args(arguments)
    lost = False
    print("| fault | tries | hit | losses | what |\n|---|---|---|---|---|", flush=True)
    with runs.program(), targets.storage() as endpoint, tempfile.TemporaryDirectory(prefix="faults-") as home:
        for name, trial in _trials(
            Path(home), endpoint, max(1, -(-given.tries // KINDS)), random.Random(given.seed)
        ):
            if given.only in name:
                done = trial()
                for one in done if isinstance(done, list) else [done]:
                    lost = lost or bool(one.losses)
                    print(one.row(), flush=True)
    return 1 if lost else 0


def _trials(
    home: Path, endpoint: str, count: int, chance: random.Random
) -> Iterator[tuple[str, Callable[[], runs.Trial | list[runs.Trial]]]]:
    def copy(of: Path, name: str) -> Path:
        return Path(shutil.copytree(of, home / name, symlinks=True))

    fresh = home / "fresh"
    runs.make(fresh)
    more = copy(fresh, "more")
    targets.more_forms(more)
    cold = copy(fresh, "cold")
    runs.run(cold, "ingest", "sources")
    good = copy(cold, "good")
    runs.run(good, "build")
    targets.to_publish(good, endpoint)
    warm = copy(good, "warm")
    (warm / "pelicanconf.py").write_text(f"{runs.SETTINGS}SITENAME = '云岭'\n", encoding="utf-8")
    public = copy(good, "public")
    runs.run(public, "publish")

    def killed(name: str, command: tuple[str, ...], ready: Path, writes: str) -> Callable[[], runs.Trial]:
        return lambda: kills(*undisturbed(name, command, ready, writes), count, chance)

    yield "ingest", killed("ingest", ("ingest", "sources"), fresh, "content")
    yield "forms", killed("ingest with LibreOffice and a scan", ("ingest", "sources"), more, "content")
    yield "cold", killed("build, cold cache", ("build",), cold, "output")
    yield "warm", killed("build, warm cache", ("build",), warm, "output")
    yield "offline", killed("offline", ("offline",), good, "output")
    for target in targets.TARGETS:
        yield f"publish {target}", lambda t=target: targets.kills(t, public, endpoint, count, chance)  # type: ignore[misc]
    yield "workbench", lambda: desk.workbench(fresh, runs.sums(cold / "content"), count, chance)
    yield "room", lambda: damage.full(good, fresh, chance, max(3, count // 8))
    yield "two", lambda: damage.two_at_once(fresh, good)
    yield "damaged", lambda: damage.all_damaged(good, chance)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
