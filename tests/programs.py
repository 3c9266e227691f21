"""Programs that tests run beside the project: Debian's are installed when we may, else the test says the command."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock


def need(program: str, package: str) -> str:
    """Return a program's path; a test that cannot have it fails, since a skipped one looks like a passed one."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    if found := shutil.which(program, path=path):
        return found
    advice = f"no {program} found — run: sudo apt-get install -y --no-install-recommends {package}"
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        pytest.fail(advice, pytrace=False)
    with FileLock(Path(tempfile.gettempdir()) / "gongbao-apt.lock"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", package]):
            done = subprocess.run(["apt-get", *arguments], env=environment, capture_output=True, check=False)
            if done.returncode:
                pytest.fail(f"{advice}\n{done.stderr.decode(errors='replace')}", pytrace=False)
    found = shutil.which(program, path=path)
    assert found, advice
    return found
