"""Run the tests."""

import os
import subprocess
import sys
from collections.abc import Sequence

from . import ROOT, Failure, browser, pango
from .quality import require


def run(paths: Sequence[str] = (), only: str = "", workers: int = 0) -> None:
    """Run pytest, after making sure that there are a browser and Pango; a file's tests stay on one worker."""
    require("pytest", "xdist", "playwright")
    browser.ensure()
    pango.ensure()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        str(workers or os.cpu_count() or 1),
        "--dist",
        "loadfile",
    ]
    if only:
        command += ["-k", only]
    if subprocess.run([*command, *paths], cwd=ROOT, check=False).returncode:
        raise Failure("tests failed — see above")
