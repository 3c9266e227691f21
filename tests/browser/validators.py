"""axe-core and the W3C's HTML checker, in the versions of package-lock.json, fetched once into .cache/."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from plugins.workshop import ROOT

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
            if not shutil.which("npm"):
                raise ValidatorsMissing(
                    "npm is missing — run: sudo apt-get install -y --no-install-recommends npm"
                )
            for path in LOCKED:
                shutil.copy(path, place / path.name)
            run = subprocess.run(
                ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
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


def axe() -> str:
    """Return the source of axe-core."""
    return (folder() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def vnu(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the HTML checker."""
    java = shutil.which("java")
    if not java:
        raise ValidatorsMissing(
            "java is missing — run: sudo apt-get install -y --no-install-recommends default-jre-headless"
        )
    jar = folder() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    return subprocess.run(
        [java, "-Xss2m", "-jar", str(jar), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
