"""Release a version of the program: its number, its block of the changelog, an archive of it that later ones must build."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

from gongbao import places
from gongbao.messages import _
from gongbao.workshop import Failure

from . import new, sbom, upgrade

CHANGELOG, RELEASED = "CHANGELOG.md", Path("tests", "archives", "released")
_VERSION = Path("plugins", "gongbao", "__init__.py")
_NUMBER = re.compile(r"\d+\.\d+\.\d+")
_UNRELEASED = re.compile(r"^## Unreleased\n(.*?)(?=^## |\Z)", re.M | re.S)


def release(version: str, dry_run: bool = False, root: Path | None = None, day: date | None = None) -> str:
    """Write number, changelog, archive and bill of materials, commit and tag them; return the notes. Nothing is pushed."""
    home = root or places.clone()
    if home is None:
        raise Failure(_("a version is released from a clone of the program"))
    notes = _notes(home, version)
    if dry_run:
        print(notes)
        return notes
    if _git(home, "status", "--porcelain").strip():
        raise Failure(_("there are changes that are not committed — commit them, or put them away"))
    _write_version(home, version)
    path = home / CHANGELOG
    heading = f"## Unreleased\n\n### Added\n\n## {version} ({(day or date.today()).isoformat()})\n\n"
    text = _UNRELEASED.sub(lambda _found: f"{heading}{notes}\n\n", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text.rstrip() + "\n", encoding="utf-8")
    keep_archive(home, version)
    sbom.write(home, version, day or date.today())
    _git(home, "add", "-A")
    _git(home, "commit", "-q", "-m", f"Release {version}")
    # The lines of the notes that begin with # are headings, no comments.
    _git(home, "tag", "-a", f"v{version}", "--cleanup=whitespace", "-m", f"Gongbao {version}\n\n{notes}")
    _write_version(home, _next(version))
    _git(home, "commit", "-q", "-a", "-m", f"Begin {_next(version)}")
    print(_("v{version} is tagged. To publish it: git push --follow-tags; the package: {command}",
            version=version, command=f"git checkout v{version} && python -m pip wheel --no-deps -w ../gongbao-{version} ."))  # fmt: skip
    return notes


def keep_archive(home: Path, version: str) -> None:
    """Lay out an archive as this version begins one, with the documents of the one before; later versions must build it."""
    released = home / RELEASED
    before = max((p for p in released.iterdir() if p.is_dir()), key=lambda p: upgrade.order(p.name))
    kept = released / version
    for name, text in new.texts(new.Answers("云岭县公报文库"), version).items():
        place = kept / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    for name in ("content", "sources"):
        shutil.copytree(before / name, kept / name, dirs_exist_ok=True)


def _notes(home: Path, version: str) -> str:
    """Return what the changelog says of what is not released yet."""
    if not _NUMBER.fullmatch(version):
        raise Failure(_("{version} is no version — write 0.2.0", version=version))
    text = (home / CHANGELOG).read_text(encoding="utf-8")
    last = re.search(rf"^## ({_NUMBER.pattern})", text, re.M)
    if last and upgrade.order(version) <= upgrade.order(last[1]):
        raise Failure(_("{version} does not come after {last}", version=version, last=last[1]))
    block = _UNRELEASED.search(text)
    notes = block[1].strip() if block else ""
    if not re.search(r"^- ", notes, re.M):
        raise Failure(
            _("{file}: the block Unreleased is empty — there is nothing to release", file=CHANGELOG)
        )
    return notes


def _write_version(home: Path, version: str) -> None:
    path = home / _VERSION
    text = re.sub(r'__version__ = ".*?"', f'__version__ = "{version}"', path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")


def _next(version: str) -> str:
    major, minor, _patch = version.split(".")
    return f"{major}.{int(minor) + 1}.0.dev0"


def _git(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=home, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        raise Failure(_("git {what}: {why}", what=arguments[0], why=done.stderr.strip()))
    return done.stdout
