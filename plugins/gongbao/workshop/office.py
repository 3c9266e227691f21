"""LibreOffice for old and foreign office files: where it is, and how it comes here."""

import os
import shutil
from pathlib import Path

from gongbao.messages import _

from . import Failure, system_packages

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
    if found := system_packages.find(VARIABLE, _NAMES, _PLACES, OfficeMissing):
        return found
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
        if os.environ.get(VARIABLE) or not system_packages.may_install():
            raise
    print(
        _(
            "Installing {packages} for the tests of office files …",
            packages=", ".join(PACKAGES),
        ),
        flush=True,
    )
    system_packages.install(PACKAGES, OfficeMissing, advice())
    return find()
