"""Programs and libraries that Python cannot bring: where they are, and how Debian's packages of them come here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from gongbao.messages import _

from . import Failure


def find(variable: str, names: Iterable[str], places: Iterable[str], missing: type[Failure]) -> Path | None:
    """Return a program, None where it is nowhere; the environment variable wins. Raise missing where that names no file."""
    if given := os.environ.get(variable):
        if Path(given).is_file():
            return Path(given)
        raise missing(
            _(
                "{variable} names {given}, which is no file — correct it or unset it",
                variable=variable,
                given=given,
            )
        )
    candidates = [*map(shutil.which, names), *places]
    return next((Path(one) for one in candidates if one and Path(one).is_file()), None)


def is_root() -> bool:
    """Tell whether we may do anything to this system."""
    return sys.platform != "win32" and os.geteuid() == 0


def may_install() -> bool:
    """Tell whether packages of Debian can be installed."""
    return is_root() and bool(shutil.which("apt-get"))


def install(packages: Sequence[str], missing: type[Failure], advice: str) -> None:
    """Install packages of Debian; raise missing, with what a person does instead, where that fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        command = ["apt-get", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise missing(
                _(
                    "apt-get {action} failed — {advice}\n{stdout}{stderr}",
                    action=arguments[0],
                    advice=advice,
                    stdout=done.stdout,
                    stderr=done.stderr,
                )
            )
