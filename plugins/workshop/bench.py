"""Run a benchmark: a script of benchmarks/, by name."""

import os
import shlex
import subprocess
import sys

from . import ROOT, Failure

FOLDER = ROOT / "benchmarks"


def run(name: str = "", arguments: str = "") -> None:
    """Run benchmarks/NAME.py in a process of its own, so that its memory is measured alone."""
    script = FOLDER / f"{name}.py"
    if name not in names():
        raise Failure(f"{name or 'no name'}: there is no such benchmark — give one of {', '.join(names())}")
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, str(script), *shlex.split(arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        check=False,
    )
    if done.returncode:
        raise Failure(f"the benchmark {name} ended with {done.returncode}")


def names() -> list[str]:
    """Return the benchmarks that there are: each says in its first lines what it measures."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
