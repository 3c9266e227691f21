"""What a task is started in: languages that know no Chinese, streams that are closed or full, folders that are not there."""

import os
import random
import shlex
import subprocess
import sys
from pathlib import Path

from .runs import Often, Trial, archive

COMMANDS = (
    ("--list",),
    ("ingest", "sources"),
    ("build",),
    ("doctor",),
    ("offline",),
    ("verify", "output"),
    ("new", "another", "--yes"),
)
# What is set ("": taken away), what the line ends with, what comes before it.
SURROUNDINGS: dict[str, tuple[dict[str, str], str, str]] = {
    "LANG=C, no UTF-8": ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "", ""),
    "Latin-1, in Chinese": ({"PYTHONIOENCODING": "latin-1", "GONGBAO_LANG": "zh"}, "", ""),
    "ASCII, in Chinese": ({"PYTHONIOENCODING": "ascii:strict", "GONGBAO_LANG": "zh"}, "", ""),
    "no HOME": ({"HOME": ""}, "", ""),
    "HOME that is not there": ({"HOME": "{home}/none/x"}, "", ""),
    "TMPDIR that is not there": ({"TMPDIR": "{home}/none"}, "", ""),
    "stdout closed": ({}, ">&-", ""),
    "stderr closed": ({}, "2>&-", ""),
    "both closed": ({}, ">&- 2>&-", ""),
    "stdin closed": ({}, "<&-", ""),
    "all closed": ({}, "<&- >&- 2>&-", ""),
    "a reader that goes": ({}, "2>said.txt | head -c 10", ""),
    "a reader that is gone": ({}, "2>said.txt | true", ""),
    "stdout full": ({}, ">/dev/full", ""),
    "both full": ({}, ">/dev/full 2>/dev/full", ""),
    "a terminal of five signs": ({"COLUMNS": "5", "LINES": "2"}, "", ""),
    "COLUMNS=-3": ({"COLUMNS": "-3"}, "", ""),
    "COLUMNS=abc, no such language": ({"COLUMNS": "abc", "GONGBAO_LANG": "xx_??"}, "", ""),
    "an empty PATH": ({"PATH": "/nowhere"}, "", ""),
    "no such time zone": ({"TZ": "Nowhere/Else", "SOURCE_DATE_EPOCH": "x", "TERM": "dumb", "FORCE_COLOR": "1"}, "", ""),
    "32 open files": ({}, "", "ulimit -n 32; "),
    "1.5 GB of addresses": ({}, "", "ulimit -v 1500000; "),
}  # fmt: skip


def tried(good: Path, often: Often, chance: random.Random) -> Trial:
    """Run each task in each of these: it works, or ends in a line."""
    trial = Trial(f"{len(SURROUNDINGS)} surroundings, {len(COMMANDS)} tasks each")
    found = [(name, command) for name in SURROUNDINGS for command in COMMANDS]
    chance.shuffle(found)
    for _, (name, command) in zip(often, found, strict=False):
        changed, end, begin = SURROUNDINGS[name]
        with archive(good) as folder:
            given = {key: value.format(home=folder.parent) for key, value in changed.items()}
            env = {key: value for key, value in {**os.environ, **given}.items() if value or key not in given}
            line = f"{begin}{shlex.join([sys.executable, '-m', 'gongbao', *command])} {end}"
            trial.tries += 1
            done = subprocess.run(
                ["/bin/bash", "-c", line],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            if (told := folder / "said.txt").exists():
                said += told.read_text(encoding="utf-8", errors="replace")
            where = f"{command[0]} with {name}"
            trial.hit += done.returncode != 0
            trial.hear(said, where)
            trial.check(f"{where} left a fault", not (folder / ".cache" / "fault.txt").exists())
            trial.check(f"{where} ended with {done.returncode}: {said[-200:]}", done.returncode in (0, 1))
    return trial
