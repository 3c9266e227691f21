"""LibreOffice for old and foreign office files: where it is, and how it comes here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gongbao.messages import _

from . import Failure

VARIABLE = "GONGBAO_SOFFICE"
PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui")
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


class OfficeMissing(Failure):
    """No LibreOffice; str() says which command brings it."""


def find() -> Path:
    """Return LibreOffice's program; the environment variable GONGBAO_SOFFICE wins."""
    if given := os.environ.get(VARIABLE):
        if Path(given).is_file():
            return Path(given)
        raise OfficeMissing(
            _(
                "{variable} names {given}, which is no file — correct it or unset it",
                variable=VARIABLE,
                given=given,
            )
        )
    for candidate in [*map(shutil.which, _NAMES), *_PLACES]:
        if candidate and Path(candidate).is_file():
            return Path(candidate)
    raise OfficeMissing(_("no LibreOffice found — {advice}", advice=advice()))


def advice() -> str:
    """Return what a person does to get LibreOffice."""
    if shutil.which("apt-get"):
        command = f"sudo apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
        return _("run: {command}", command=command)
    return _(
        "install LibreOffice (libreoffice.org), or set {variable} to its program file soffice",
        variable=VARIABLE,
    )


def ensure() -> Path:
    """Return LibreOffice; install Debian's when it is missing and we may."""
    try:
        return find()
    except OfficeMissing:
        may_install = sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get")
        if os.environ.get(VARIABLE) or not may_install:
            raise
    print(
        _(
            "Installing {packages} for the tests of office files …",
            packages=", ".join(PACKAGES),
        ),
        flush=True,
    )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise OfficeMissing(
                _(
                    "apt-get {action} failed — {advice}\n{stdout}{stderr}",
                    action=arguments[0],
                    advice=advice(),
                    stdout=done.stdout,
                    stderr=done.stderr,
                )
            )
    return find()
