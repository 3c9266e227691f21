"""Run the tests."""

import os
import subprocess
import sys
from collections.abc import Sequence

from gongbao.messages import _

from . import ROOT, Failure, browser, office, pango
from .quality import require


def run(paths: Sequence[str] = (), only: str = "", workers: int = 0, failed: bool = False) -> None:
    """Run pytest, after making sure of a browser, of Pango and of LibreOffice; a file's tests stay on one worker.

    failed: only the tests that failed last time, one after the other, with nothing beside them.
    """
    require("pytest", "xdist", "playwright")
    browser.ensure()
    pango.ensure()
    office.ensure()
    command = [
        sys.executable,
        "-m",
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
    if subprocess.run([*command, *paths], cwd=ROOT, check=False).returncode:
        raise Failure(_("tests failed — see above"))
