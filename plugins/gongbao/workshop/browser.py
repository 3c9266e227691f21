"""Chromium for browser tests and screenshots: where it is, and how it comes here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gongbao.messages import _

from . import Failure, system_packages

VARIABLE = "GONGBAO_CHROMIUM"
PACKAGES = ("chromium", "chromium-sandbox", "fonts-noto-cjk")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


class BrowserMissing(Failure):
    """No browser to test with; str() says which command brings one."""


def find() -> Path:
    """Return the browser; the environment variable GONGBAO_CHROMIUM wins."""
    if found := system_packages.find(VARIABLE, _NAMES, _PLACES, BrowserMissing):
        return found
    raise BrowserMissing(_("no Chromium found — run: {advice}", advice=advice()))


def advice() -> str:
    """Return the command that a person runs to get the browser."""
    if shutil.which("apt-get"):
        return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(PACKAGES)}"
    return _("install Chromium, Chrome or Edge, or set {variable} to its program file", variable=VARIABLE)


def ensure() -> Path:
    """Return the browser, with a font for Chinese; install Debian's when they are missing and we may."""
    try:
        found = find()
        if not _font_missing():
            return found
        missing = BrowserMissing(
            _("no Chinese font found, so pages would show boxes — run: {advice}", advice=advice())
        )
    except BrowserMissing as error:
        missing = error
    if os.environ.get(VARIABLE) or not system_packages.may_install():
        raise missing
    print(_("Installing {packages} for the browser tests …", packages=", ".join(PACKAGES)), flush=True)
    system_packages.install(PACKAGES, BrowserMissing, _("run: {command}", command=advice()))
    return find()


def launch_arguments() -> list[str]:
    """Return Chromium's arguments; root, as in containers, cannot use its sandbox."""
    return ["--no-sandbox", *ARGUMENTS] if system_packages.is_root() else ARGUMENTS


def _font_missing() -> bool:
    """Tell whether no font for Chinese is known; where fontconfig is not in use the system brings its own."""
    if not shutil.which("fc-list"):
        return sys.platform.startswith("linux")
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return not listed.stdout.strip()
