"""Run the tests."""

import os
import subprocess
import sys
from collections.abc import Sequence

from gongbao.messages import _

from . import ROOT, Failure, browser, office, pango
from .quality import require


def run(
    paths: Sequence[str] = (),
    only: str = "",
    workers: int = 0,
    failed: bool = False,
    coverage: bool = False,
) -> None:
    """Run pytest, after making sure of a browser, of Pango and of LibreOffice; a file's tests stay on one worker.

    failed: only the tests that failed last time, one after the other, with nothing beside them.
    coverage: count the branches that are taken, in child processes too, and say which are not.
    """
    require("pytest", "xdist", "playwright", *(["coverage"] if coverage else []))
    browser.ensure()
    pango.ensure()
    office.ensure()
    command = [
        "pytest",
        "-n",
        "0" if failed else str(workers or os.cpu_count() or 1),
        "--dist",
        "loadfile",
    ]
    if failed:
        command += ["--last-failed", "--last-failed-no-failures", "none"]
    if only:
        command += ["-k", only]
    measured = ["-m", "coverage", "run"] if coverage else []
    if coverage:
        _coverage("erase")
    python = [sys.executable, *measured, "-m"]
    passed = not subprocess.run([*python, *command, *paths], cwd=ROOT, check=False).returncode
    if coverage:
        _coverage("combine", "--quiet")
        _coverage("report")
    if not passed:
        raise Failure(_("tests failed — see above"))


def _coverage(*arguments: str) -> None:
    """Do something with what was counted (settings: pyproject.toml)."""
    if subprocess.run([sys.executable, "-m", "coverage", *arguments], cwd=ROOT, check=False).returncode:
        raise Failure(_("coverage {what} failed — see above", what=arguments[0]))
