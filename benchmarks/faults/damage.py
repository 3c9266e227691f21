"""No room to write, two at once, damaged files, clocks that are wrong."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from .kills import whole
from .runs import SETTINGS, Often, Trial, archive, run, start, sums


def damaged(
    name: str,
    good: Path,
    damage: Callable[[Path], None],
    command: tuple[str, ...],
    fails: bool,
    goes: bool = False,
) -> Trial:
    """Damage something, run a task, mend nothing: it ends in words or goes on; content and output stay whole.

    goes: pages showed something of what is gone, so the output changes.
    """
    trial = Trial(name)
    trial.tries = trial.hit = 1
    with archive(good) as folder:
        content, output = sums(folder / "content"), sums(folder / "output")
        damage(folder)
        changed = sums(folder / "content")
        code, said = run(folder, *command)
        trial.check(f"ended with {code}: {said[-300:]}", (code != 0) == fails)
        trial.check("a trace of Python was shown", "Traceback" not in said)
        trial.check("content changed", sums(folder / "content") == changed)
        trial.check(
            "the output changed",
            goes or sums(folder / "output") == output or (not fails and changed != content),
        )
    return trial


def full(good: Path, ready: Path, chance: random.Random, often: Often) -> Trial:
    """Let no file grow beyond a size, as on a full disk."""
    trial = Trial("no room (limit of a file's size)")
    for _ in often:
        for command, of in (
            (("ingest", "sources"), ready),
            (("build",), good),
            (("offline",), good),
            (("publish", "--to", "folder"), good),
            (("export", "bulk", "--format", "markdown", "--to", "exported"), good),
        ):
            with archive(of) as folder:
                (folder / "pelicanconf.py").write_text(f"{SETTINGS}SITENAME = 'x'\n", encoding="utf-8")
                held = sums(good / "content")
                output = sums(folder / "output") if (folder / "output").is_dir() else {}
                trial.tries += 1
                code, said = run(folder, *command, limit=chance.choice((0, 1, 100, 500, 2000, 20_000)) or 10)
                trial.hit += code != 0
                trial.check(
                    f"a trace of Python was shown by {command[0]}: {said[-200:]}", "Traceback" not in said
                )
                trial.check(
                    f"content after {command[0]}",
                    whole(folder / "content", held) if (folder / "content").is_dir() else True,
                )
                trial.check(f"ended without words: {command[0]}", bool(said.strip()) or not code)
                if code and command[0] not in ("offline", "publish"):  # which build first
                    now = sums(folder / "output") if (folder / "output").is_dir() else {}
                    trial.check("the output changed", command[0] == "ingest" or now == output)
                run(folder, "ingest", "sources")
                trial.check("the next ingest ended with other bytes", sums(folder / "content") == held)
    return trial


def two_at_once(ready: Path, good: Path) -> Trial:
    """Run ingest twice at once, then build twice at once."""
    trial = Trial("two at once, ingest and build")
    with archive(ready) as folder:
        for command in (("ingest", "sources"), ("build",)):
            both = [start(folder, *command) for _ in range(2)]
            said = [one.communicate()[1].decode("utf-8", "replace") for one in both]
            trial.tries += 1
            trial.hit += 1
            trial.check("a trace of Python was shown", not any("Traceback" in one for one in said))
        run(folder, "ingest", "sources")
        run(folder, "build")
        trial.check("content", sums(folder / "content") == sums(good / "content"))
        trial.check("output", sums(folder / "output") == sums(good / "output"))
    return trial


def all_damaged(good: Path, chance: random.Random) -> list[Trial]:
    """Damage one thing after the other."""
    ledger = next((good / "content").rglob("ingest.json")).relative_to(good)
    return [
        damaged("damaged ledger, build", good, lambda f: _write(f / ledger, "{"), ("build",), fails=True),
        damaged("damaged ledger, ingest", good, lambda f: _write(f / ledger, "[1"), ("ingest", "sources"), fails=True),
        damaged("damaged cache, build", good, _damage_cache, ("build",), fails=False),
        *(damaged(f"bytes of the cache turned, sizes as they were ({n})", good, lambda f: _turn(f, chance), ("build",), fails=False)
          for n in range(1, 7)),
        damaged("source gone, build", good, lambda f: (f / "sources" / "3.txt").unlink(), ("build",), fails=False, goes=True),
        *(damaged(f"clock {hours:+} h (times of files)", good, lambda f, h=hours: _moved(f, h), ("build",), fails=False)  # type: ignore[misc]
          for hours in (24, -24, 1, 9000)),
    ]  # fmt: skip


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _damage_cache(folder: Path) -> None:
    for path in (folder / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00damaged" + path.read_bytes()[:100])


def _turn(folder: Path, chance: random.Random) -> None:
    """Change a few bytes of files of the cache, and neither their sizes nor their times; make the output anew."""
    for path in (folder / ".cache").rglob("*"):
        if path.is_file() and path.suffix != ".json" and path.stat().st_size and chance.random() < 0.5:
            held, data = path.stat(), bytearray(path.read_bytes())
            for _ in range(3):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
            os.utime(path, ns=(held.st_atime_ns, held.st_mtime_ns))
    # A correction of no consequence, and an output of which nothing is left: all is copied from what is kept.
    for path in sorted((folder / "output").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def _moved(folder: Path, hours: float) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (time.time() + hours * 3600,) * 2, follow_symlinks=False)
