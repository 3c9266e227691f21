"""Ctrl-C at any moment: it ends in a line, and the next run ends as ever."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from .runs import Often, Trial, archive, left, run, start, sums

COMMANDS: dict[str, tuple[str, ...]] = {
    "ingest": ("ingest", "sources"), "build": ("build",), "offline": ("offline",), "publish": ("publish", "--to", "folder"),
    "workbench": ("desk", "--no-browser", "--port", "0"), "livereload": ("livereload", "--port", "0"), "regenerate": ("regenerate",),
    "reserve": ("reserve", "--port", "0"), "serve": ("serve", "--port", "0"), "check": ("check",), "doctor": ("doctor",),
    "help": ("--list",), "export": ("export", "bulk", "--format", "markdown", "--to", "exported"),
}  # fmt: skip
_LONG, _PATIENCE = 8.0, 30


def stopped(task: str, good: Path, changed: Path, often: Often, chance: random.Random) -> Trial:
    """Stop a task as a terminal does, its whole group, at random moments, the first tenths of a second among them."""
    held = {part: sums(good / part) for part in ("content", "output")}
    trial = Trial(f"Ctrl-C, {task}")
    for n in often:
        with archive(changed if n % 2 else good) as folder:
            trial.tries += 1
            running = start(folder, *COMMANDS[task], said=subprocess.PIPE)
            time.sleep(chance.uniform(0.15, 1.2) if n % 3 == 0 else chance.uniform(0.3, _LONG))
            trial.hit += running.poll() is None
            for _ in range(1 + (n % 4 == 0)):  # the impatient press it twice
                if running.poll() is None:
                    os.killpg(running.pid, signal.SIGINT)
                    time.sleep(0.05)
            said = _ended(running)
            trial.hear(said, f"by {task}")
            trial.check("no end", running.returncode is not None)
            trial.check(
                f"ended with {running.returncode}: {said[-200:]}",
                running.returncode in (0, 1, 130, -signal.SIGINT),
            )
            trial.check("content changed", sums(folder / "content") == held["content"])
            (folder / "pelicanconf.py").write_bytes((good / "pelicanconf.py").read_bytes())
            code, said = run(folder, "build")
            trial.check(f"the next build failed: {said[-200:]}", code == 0)
            trial.check("the next run ended with other bytes", sums(folder / "output") == held["output"])
            trial.check(f"left behind: {left(folder, good)}", not left(folder, good))
    return trial


def _ended(running: "subprocess.Popen[bytes]") -> str:
    try:
        out, said = running.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        out, said = running.communicate()
        running.returncode = None  # type: ignore[assignment]
    return (out + said).decode("utf-8", "replace")
