"""Bring an archive up to the version of the program: say what is needed, and do it. Nothing of the keeper's is lost."""

import re
from pathlib import Path

from gongbao import __version__, atomic, places
from gongbao.messages import _
from gongbao.workshop import Failure

from . import first

REQUIREMENTS = "requirements.txt"
_PINNED = re.compile(r"^(gongbao(?:\[[\w, ]*\])?==)(\S+)", re.M)


def upgrade() -> None:
    """Upgrade the archive that one stands in."""
    home = places.archive()
    if home == places.clone():
        raise Failure(_("this is a clone of the program itself — bring it up to date with git pull"))
    if not (home / places.SETTINGS).is_file():
        raise Failure(_("{folder} is no archive — go to the folder of one", folder=home))
    if first.is_of(home):
        for line in first.upgrade(home):
            print(line)
    before = version(home)
    if before and order(before) > order(__version__):
        raise Failure(
            _(
                "the archive was kept by version {before}, and this is {now} — install the newer program: pip install -U gongbao",
                before=before,
                now=__version__,
            )
        )
    if before == __version__:
        print(_("The archive is as version {version} wants it.", version=__version__))
    else:
        _pin(home)
        print(
            _(
                "{file} names version {version} now. Nothing else has to be changed: build the site again.",
                file=REQUIREMENTS,
                version=__version__,
            )
        )
    for line in idle(home):
        print(line)


def version(home: Path) -> str:
    """Return the version of the program that an archive was last kept by; "" where it does not say."""
    path = home / REQUIREMENTS
    found = _PINNED.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return found[2] if found else ""


def idle(home: Path) -> list[str]:
    """Name the templates of an archive's own that replace none of the program's, and are used by none of its own."""
    own, theirs = home / "theme" / "templates", places.theme() / "templates"
    names = sorted(path.relative_to(own).as_posix() for path in own.rglob("*.html")) if own.is_dir() else []
    texts = (
        [path.read_text(encoding="utf-8", errors="replace") for path in own.rglob("*.html")] if names else []
    )
    return [
        _("theme/templates/{name}: the program has no template of that name, so it is not used", name=name)
        for name in names
        if not (theirs / name).is_file() and not any(name in text for text in texts)
    ]


def _pin(home: Path) -> None:
    """Write the version into requirements.txt, and leave all else in it as it is."""
    path = home / REQUIREMENTS
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    line = f"gongbao=={__version__}\n"
    pinned = _PINNED.sub(lambda found: f"{found[1]}{__version__}", text)
    new = pinned if _PINNED.search(text) else f"{text.rstrip()}\n{line}".lstrip()
    atomic.write(path, new)


def order(version_: str) -> tuple[tuple[int, ...], bool]:
    """Return what versions are sorted by: 0.2.0.dev0 comes before 0.2.0."""
    numbers = re.match(r"\d+(?:\.\d+)*", version_)
    release = tuple(int(part) for part in numbers[0].split(".")) if numbers else ()
    return release, not re.search(r"dev|a|b|rc", version_)
