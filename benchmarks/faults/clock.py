"""A clock that is wrong, or jumps while a run is at work."""

import os
from pathlib import Path

from .runs import Trial, archive, run, sums

# What Python loads before anything else: the time of all its clocks but those that only measure how long something takes.
_CLOCK = """import os, time
_real, _ns, _began = time.time, time.time_ns, time.monotonic()
_early, _late = (float(hours) * 3600 for hours in os.environ["FAULTS_CLOCK"].split())
def _off():
    return _early if time.monotonic() - _began < 1.5 else _late
time.time = lambda: _real() + _off()
time.time_ns = lambda: _ns() + int(_off()) * 10**9
"""
# Hours that the clock is ahead at first, and after a second and a half.
SET = {
    "an hour back": "-1 -1", "a day back": "-24 -24", "to 1985": "-360000 -360000", "to 2096": "600000 600000",
    "back by an hour during the run": "0 -1", "back by two years during the run": "0 -17520", "ahead by a year during the run": "0 8760",
}  # fmt: skip


def wrong(good: Path) -> Trial:
    """Run each task with a clock that is wrong, then with a right one: the bytes are those of an undisturbed run."""
    trial = Trial("clock set back, set ahead, or set during the run")
    home = good.parent / "clock"
    home.mkdir(exist_ok=True)
    (home / "sitecustomize.py").write_text(_CLOCK, encoding="utf-8")
    path = os.pathsep.join([str(home), os.environ["PYTHONPATH"]])
    held = {part: sums(good / part) for part in ("content", "output")}
    for what, hours in SET.items():
        with archive(good) as folder:
            (folder / "sources" / "3.txt").write_text("别的\n", encoding="utf-8")
            for setting, clock in (("SITENAME = '云岭'\n", True), ("", True), ("", False)):
                text = (good / "pelicanconf.py").read_text(encoding="utf-8")
                (folder / "pelicanconf.py").write_text(text + setting, encoding="utf-8")
                if not setting:
                    (folder / "sources" / "3.txt").write_bytes((good / "sources" / "3.txt").read_bytes())
                for command in (("ingest", "sources"), ("build",)):
                    given = {"PYTHONPATH": path, "FAULTS_CLOCK": hours} if clock else {}
                    code, said = run(folder, *command, **given)
                    trial.tries += 1
                    trial.hit += clock
                    trial.hear(said, f"({what})")
                    trial.check(f"{what}: {command[0]} failed: {said[-200:]}", code == 0 or bool(setting))
                if not setting:
                    for part, sum_ in held.items():
                        trial.check(
                            f"{what}: other bytes ({part}, clock {clock})", sums(folder / part) == sum_
                        )
    return trial
