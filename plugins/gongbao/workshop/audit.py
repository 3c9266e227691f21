"""Known weaknesses of the packages that the locks name: pip-audit asks for them where a net is there.

What it answered lies in requirements/audit.json with its day and the versions that it was about. Who has no net is told how old
that answer is and which packages changed since, and has the locks compared with a list of advisories (advisories.py).
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongbao.messages import _, listed

from . import ROOT, Failure, advisories
from .advisories import Advisories, Weakness
from .quality import require

FILE = "audit.json"
# It names all packages of the others (tests/test_requirements.py).
_LOCK = "dev.txt"
_SECONDS = 600
_ENTRY = re.compile(r"^([a-z0-9.-]+)==([^\s;\\]+)", re.M)
_NAMED = 12

Locked = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What was answered, on which day, about which packages (name, version): those of which something was known there."""

    day: str
    packages: tuple[tuple[str, str], ...]
    weaknesses: tuple[Weakness, ...]


def audit(folder: Path | None = None) -> None:
    """Ask for known weaknesses and keep the answer; without a net, say what is known here, from which day and about which versions.

    Raises Failure where there is a weakness, and where nothing is known: what was not checked is not in order.
    """
    require("pip_audit")
    home = folder or ROOT / "requirements"
    locked = _ENTRY.findall((home / _LOCK).read_text(encoding="utf-8"))
    answer = _ask(home / _LOCK)
    if answer is None:
        weak = _unasked(home, locked)
    else:
        row = {**asdict(answer), "packages": [f"{name} {version}" for name, version in answer.packages]}
        (home / FILE).write_text(json.dumps(row, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        weak = list(answer.weaknesses)
        unknown = _missing(locked, answer.packages)
        if unknown:
            print(_("nothing could be learned about {names}; ask again later", names=_short(unknown)))
        if not weak and unknown:
            print(_("no known weakness in the other packages of {lock}", lock=_LOCK))
        elif not weak:
            print(_("no known weakness in the packages of {lock}", lock=_LOCK))
    if weak:
        lines = [
            f"{w.package} {w.version}: {w.name} ({', '.join(w.mended) or '—'})" for w in sorted(weak, key=str)
        ]
        raise Failure(_("known weaknesses, and the versions without them:\n{list}", list="\n".join(lines)))


def _unasked(home: Path, locked: Locked) -> list[Weakness]:
    """Tell what is known without asking; return the weaknesses that are in the lock and reached."""
    answer, known = _kept(home / FILE), advisories.read(home / advisories.FILE)
    if answer is None and known is None:
        raise Failure(
            _(
                "not checked: nobody could be asked about the {count} packages of {lock} (there is no net, or nobody there who "
                "knows), and {file} holds no earlier answer. Whether they have known weaknesses is not known; run this "
                "again where there is a net",
                count=len(locked),
                lock=_LOCK,
                file=f"requirements/{FILE}",
            )
        )
    print(_("nobody could be asked: there is no net, or nobody there who knows. What is known here:"))
    weak: list[Weakness] = []
    if answer:
        _tell_answer(answer, locked)
        # Until a lock changes, what was answered of a version holds; of another one it is not known.
        weak += [w for w in answer.weaknesses if (w.package, w.version) in locked]
    if known:
        weak += _listed(known, locked)
    covered = {name for name, _version in answer.packages} if answer else set()
    rest = sorted({name for name, _version in locked} - covered - (known.packages if known else set()))
    if rest:
        print(_("nothing is known of {names}; ask again where there is a net", names=_short(rest)))
    return weak


def _tell_answer(answer: Answer, locked: Locked) -> None:
    same = [one for one in locked if one in answer.packages]
    print(
        _(
            "the answer of {day} was about {count} of the {all} locked packages at the versions that are locked now",
            day=answer.day,
            count=len(same),
            all=len(locked),
        )
    )
    before: dict[str, list[str]] = {}
    for name, version in answer.packages:
        before.setdefault(name, []).append(version)
    changed = [
        f"{name} {'/'.join(before[name])} → {version}"
        for name, version in locked
        if name in before and version not in before[name]
    ]
    if changed:
        print(_("changed since, and not asked about: {packages}", packages=listed(changed)))


def _listed(known: Advisories, locked: Locked) -> list[Weakness]:
    """Compare the lock with the list and tell how much that says; return what is in the lock and reached."""
    found = known.of(locked)
    print(
        _(
            "{file} of {day} (its youngest advisory is of {newest}) names {count} weaknesses of {packages} of the {all} locked "
            "packages; in the versions that are locked are {found} of them. What became known later is not in it",
            file=f"requirements/{advisories.FILE}",
            day=known.day,
            newest=known.newest,
            count=len({name for _package, name, _version in (*known.mended, *known.unmended)}),
            packages=len(known.packages & {name for name, _version in locked}),
            all=len({name for name, _version in locked}),
            found=len({weakness.name for weakness in found}),
        )
    )
    for weakness in found:
        if weakness.unreached:
            print(
                _(
                    "{package} {version} has {name}, which nothing here reaches: {reason}",
                    package=weakness.package,
                    version=weakness.version,
                    name=weakness.name,
                    reason=weakness.unreached,
                )
            )
    return [weakness for weakness in found if not weakness.unreached]


def _ask(lock: Path) -> Answer | None:
    """Return what pip-audit answers; None where it learns nothing at all."""
    with tempfile.TemporaryDirectory() as temporary:
        to = Path(temporary, "answer.json")
        # The lock is asked about as it stands: nothing is installed, nothing resolved.
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--disable-pip",
            "--require-hashes",
            "--progress-spinner",
            "off",
        ]
        command += ["--timeout", "15", "--format", "json", "--output", str(to), "--requirement", str(lock)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            return read(json.loads(to.read_text(encoding="utf-8")), date.today())
        except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
            return None


def read(answer: dict[str, Any], day: date) -> Answer | None:
    """Read what pip-audit writes; None where it knew no package at all: an index without such knowledge is no clean bill."""
    known = [package for package in answer["dependencies"] if "skip_reason" not in package]
    if not known and answer["dependencies"]:
        return None
    return Answer(
        day.isoformat(),
        tuple((package["name"], package["version"]) for package in known),
        tuple(
            Weakness(package["name"], package["version"], found["id"], tuple(found["fix_versions"]))
            for package in known
            for found in package.get("vulns", ())
        ),
    )


def _kept(path: Path) -> Answer | None:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        weaknesses = (
            Weakness(w["package"], w["version"], w["name"], tuple(w["mended"])) for w in row["weaknesses"]
        )
        packages = (tuple(package.split(" ")) for package in row["packages"])
        return Answer(row["day"], tuple((name, version) for name, version in packages), tuple(weaknesses))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _missing(locked: Locked, packages: Sequence[tuple[str, str]]) -> list[str]:
    return sorted({name for name, _version in locked} - {name for name, _version in packages})


def _short(names: list[str]) -> str:
    """Return names for a line; of many the first, and how many more there are."""
    if len(names) <= _NAMED:
        return listed(names)
    return _("{names} and {count} more", names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)
