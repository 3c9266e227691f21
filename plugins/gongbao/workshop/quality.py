"""The checks that need no test: style, types, links."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from gongbao.messages import _

from . import ROOT, Failure, links, missed
from .settings import folders

DEVELOPMENT = ".venv/bin/python -m pip install --require-hashes -r requirements/dev.txt"


def check(settings: str) -> None:
    """Run every check, then say which of them failed."""
    require("ruff", "mypy")
    failed = [name for name, command in _commands().items() if _fails(name, command)]
    print(_("links of output/ …"), flush=True)
    try:
        check_links(folders(settings).output)
    except Failure as failure:
        print(failure)
        failed.append("links")
    if failed:
        raise Failure(_("not in order: {failed} — see above", failed=", ".join(failed)))
    tell_missed(settings)
    print(_("All in order."))


def check_site(settings: str) -> None:
    """Check the links of the built site, which is what the keeper of an archive can mend."""
    check_links(folders(settings).output)
    tell_missed(settings)
    print(_("All in order."))


def tell_missed(settings: str) -> None:
    """Say again what the last build missed of those before it; that is in order only where a person says so."""
    place = folders(settings)
    for line in missed.said(missed.load(place.home, place.output)):
        print(_("warning: {text}", text=line), file=sys.stderr)


def check_links(output: Path) -> None:
    """Check the links of a built site."""
    if not (output / "index.html").is_file():
        raise Failure(_("{output}/ holds no site yet — run `inv build` first", output=output.name))
    # In a site that was built for publishing it begins there: hosts show it at any depth.
    if found := links.check(output, at_root=("404.html",)):
        raise Failure(links.summary(found, output))


def require(*modules: str) -> None:
    """Refuse to go on without the tools of development."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        raise Failure(
            _(
                "{missing} not installed — run: {development}",
                missing=", ".join(missing),
                development=DEVELOPMENT,
            )
        )


def _commands() -> dict[str, list[str]]:
    return {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
    }


def _fails(name: str, command: list[str]) -> bool:
    print(f"{name} …", flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode != 0
