"""The made-up archive, packed: settings of an archive of its own, and `inv offline` run on it in a new process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from gongbao.workshop import ROOT

ARCHIVE = ROOT / "tests" / "site" / "archive" / "content"


def lay_out(home: Path, site_url: str = "") -> Path:
    """Copy the made-up archive into a folder, with settings beside it; return the settings."""
    home.mkdir(parents=True, exist_ok=True)
    content = shutil.copytree(ARCHIVE, home / "content")
    path = home / "conf.py"
    path.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"PATH = {str(content)!r}\nOUTPUT_PATH = {str(home / 'output')!r}\nTHEME = {str(ROOT / 'theme')!r}\n"
        f"SITEURL = {site_url!r}\n",
        encoding="utf-8",
    )
    return path


def packing(settings: Path, without: str = "", **environment: str) -> "subprocess.Popen[str]":
    """Start `inv offline` as a task would, without the packages that are named."""
    code = "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code += f"sys.modules.update(dict.fromkeys({without.split()!r}))\n"
    code += "from gongbao.offline.make import offline\noffline(sys.argv[1])"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(settings)],
        cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1", **environment}, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def pack(settings: Path, without: str = "", **environment: str) -> str:
    """Run `inv offline` to its end; return what it said."""
    with packing(settings, without, **environment) as run:
        said, errors = run.communicate()
    assert run.returncode == 0, said + errors
    return said


def packed_once(factory: pytest.TempPathFactory) -> Path:
    """Pack the made-up archive once for all workers of a test run; return its home (content, dist, output)."""
    base = factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    home, done = shared / "packed", shared / "packed.done"
    with FileLock(shared / "packed.lock"):
        if not done.exists():
            pack(lay_out(home, "https://example.org/gongbao"))
            done.touch()
    return home
