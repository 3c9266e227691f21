"""Which forms this machine can make: what each needs beyond a build, and how to get it."""

import importlib.util
import shutil
import subprocess

from gongbao import places
from gongbao.messages import _
from gongbao.workshop import pango

_FONTS = "sudo apt-get install -y --no-install-recommends fonts-noto-cjk"
# Form → the module that makes it, the lock that brings it.
_MODULES = {"EPUB": ("ebooklib", "epub"), "PDF": ("weasyprint", "typeset"), "ZIM": ("libzim", "zim")}


def missing(form: str) -> str:
    """Return why a form is left out, and what brings it; "" if nothing is missing."""
    module, lock = _MODULES[form]
    if importlib.util.find_spec(module) is None:
        return _(
            "{form} is left out, since {package} is not installed — to have it, run: {command}",
            form=form,
            package=module,
            command=places.install(lock),
        )
    if form == "PDF":
        if pango.missing():
            return _(
                "PDF is left out, since the Pango libraries are missing — to have it, {advice}",
                advice=_run(pango.advice()),
            )
        if _font_missing():
            return _(
                "PDF is left out, since no Chinese font was found — to have it, run: {command}",
                command=_FONTS,
            )
    return ""


def _run(advice: str) -> str:
    return _("run: {command}", command=advice) if advice.startswith("sudo") else advice


def _font_missing() -> bool:
    """Tell whether no font knows Chinese; Pango may fall over without any. Where fontconfig is not, the system has one."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return not listed.stdout.strip()
