"""Run a benchmark by name: benchmarks/NAME.py, or the package benchmarks/NAME with its __main__.py."""

import shlex
import subprocess
import sys

from gongbao.messages import _

from . import ROOT, Failure

FOLDER = ROOT / "benchmarks"


def run(name: str, arguments: str = "", corpus: str = "") -> None:
    """Run a benchmark in a process of its own, so that its memory is measured alone."""
    if name == "list":
        print("\n".join(names()))
        return
    if name not in names():
        raise Failure(
            _(
                "{name!r}: there is no such benchmark — give one of {names}",
                name=name,
                names=", ".join(names()),
            )
        )
    command = [sys.executable, "-m", f"benchmarks.{name}", *shlex.split(arguments)]
    command += ["--corpus", corpus] if corpus else []
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise Failure(
            _("the benchmark {name} ended with {returncode}", name=name, returncode=done.returncode)
        )


def names() -> list[str]:
    """Return the benchmarks that there are: each says in its first lines what it measures."""
    scripts = [path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")]
    return sorted(scripts + [path.parent.name for path in FOLDER.glob("*/__main__.py")])
