"""Those tasks that stay at work (livereload, regenerate, reserve), killed while an article is saved."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

from .runs import Often, Trial, archive, left, run, start, sums

KINDS = {
    "livereload": ("livereload", "--port", "0"),
    "regenerate": ("regenerate",),
    "reserve": ("reserve", "--port", "0"),
}
_LONG = 12.0


def kills(good: Path, home: Path, often: Often, chance: random.Random) -> list[Trial]:
    """Kill each at a random moment, an article saved meanwhile: no article is changed, and the next build ends as ever."""
    edited = Path(shutil.copytree(good, home / "edited", symlinks=True))
    _save(edited)
    run(edited, "build")
    held = {part: sums(edited / part) for part in ("content", "output")}
    return [_kills(name, command, good, held, often, chance) for name, command in KINDS.items()]


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


def _save(folder: Path) -> None:
    """Correct a word of an article, as an editor saves it."""
    path = next(p for p in sorted((folder / "content").rglob("*.md")) if p.name != "issue.md")
    part = path.with_name(".saved~")
    part.write_text(path.read_text(encoding="utf-8").replace("要落实", "须落实"), encoding="utf-8")
    part.replace(path)
