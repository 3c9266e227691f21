"""The Pango libraries, which set type: whether they are here, and how they come here. WeasyPrint loads them."""

import ctypes
import ctypes.util
import shutil
import sys

from gongbao.messages import _

from . import Failure, system_packages

# Debian's packages, and a library of each as the loader knows it.
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


class PangoMissing(Failure):
    """No Pango to set type with; str() says which command brings it."""


def missing() -> bool:
    """Tell whether a library is missing; only on Linux is it known where they would be."""
    if not sys.platform.startswith("linux"):
        return ctypes.util.find_library("pango-1.0") is None and ctypes.util.find_library("libpango") is None
    for name in _LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            return True
    return False


def advice() -> str:
    """Return the command that a person runs to get the libraries."""
    if shutil.which("apt-get"):
        return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
    return _(
        "install Pango 1.44 or newer (macOS: brew install pango; Windows: MSYS2's mingw-w64-x86_64-pango)"
    )


def ensure() -> None:
    """Install Debian's libraries when they are missing and we may."""
    if not missing():
        return
    if not system_packages.may_install():
        raise PangoMissing(_("the Pango libraries are missing — run: {advice}", advice=advice()))
    print(_("Installing {packages} for the tests of PDF …", packages=", ".join(PACKAGES)), flush=True)
    system_packages.install(PACKAGES, PangoMissing, _("run: {command}", command=advice()))
