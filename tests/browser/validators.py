"""axe-core and the W3C's HTML checker, in the versions of package-lock.json, fetched once into .cache/."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock
from gongbao.workshop import ROOT

LOCKED = [Path(__file__).parent / name for name in ("package.json", "package-lock.json")]


class ValidatorsMissing(Exception):
    """A validator that cannot be had; str() says what to install."""


def folder() -> Path:
    """Return the folder of the installed packages; install them when they are missing or of another version."""
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in LOCKED)).hexdigest()[:16]
    place = ROOT / ".cache" / "validators"
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / "lock"):
        done = place / "installed"
        if not (done.is_file() and done.read_text() == wanted):
            npm = program("npm", "npm")
            for path in LOCKED:
                shutil.copy(path, place / path.name)
            run = subprocess.run(
                [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=place,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                raise ValidatorsMissing(
                    f"npm ci failed in {place.relative_to(ROOT)} — {run.stderr.strip()[-500:]}"
                )
            done.write_text(wanted)
    return place / "node_modules"


def program(name: str, package: str) -> str:
    """Return where a program is; install Debian's package when it is missing and we may."""
    if found := shutil.which(name):
        return found
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    if sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], install):
            subprocess.run(command, env=environment, capture_output=True, check=False)
        if found := shutil.which(name):
            return found
    raise ValidatorsMissing(f"{name} is missing — run: sudo {' '.join(install)}")


def axe() -> str:
    """Return the source of axe-core."""
    return (folder() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def vnu(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the HTML checker."""
    java = program("java", "default-jre-headless")
    jar = folder() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    return subprocess.run(
        [java, "-Xss2m", "-jar", str(jar), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
