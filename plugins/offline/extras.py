"""Which forms this machine can make: what each needs beyond a build, and how to get it."""

import importlib.util

from plugins.workshop import pango

from . import pdf

_INSTALL = ".venv/bin/python -m pip install --require-hashes -r requirements/{}.txt"
_FONTS = "sudo apt-get install -y --no-install-recommends fonts-noto-cjk, or install any other"
# Form → the module that makes it, the lock that brings it.
_MODULES = {"EPUB": ("ebooklib", "epub"), "PDF": ("weasyprint", "typeset"), "ZIM": ("libzim", "zim")}


def missing(form: str) -> str:
    """Return why a form is left out, and what brings it; "" if nothing is missing."""
    module, lock = _MODULES[form]
    if importlib.util.find_spec(module) is None:
        return (
            f"{form} is left out, since {module} is not installed — to have it, run: {_INSTALL.format(lock)}"
        )
    if form == "PDF":
        if pango.missing():
            return (
                f"PDF is left out, since the Pango libraries are missing — to have it, {_run(pango.advice())}"
            )
        try:
            pdf.require_font()
        except pdf.NoChineseFont as fault:
            return f"PDF is left out, since {fault} — to have it, run: {_FONTS}"
    return ""


def _run(advice: str) -> str:
    return f"run: {advice}" if advice.startswith("sudo") else advice
