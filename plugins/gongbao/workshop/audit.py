"""Known weaknesses of the packages that the locks name: pip-audit asks for them where a net is there.

What it found lies in requirements/audit.json with its day and the sum of the lock that was asked about, so that who has no
net knows how old the answer is.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongbao.messages import _

from . import ROOT, Failure
from .quality import require

FILE = "audit.json"
# It names all packages of the others (tests/test_requirements.py).
_LOCK = "dev.txt"
_SECONDS = 600


@dataclass(frozen=True)
class Weakness:
    """A known weakness of a package at the version of the lock; mended: the versions without it."""

    package: str
    version: str
    name: str
    mended: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What was answered, on which day, about which lock; unknown: the packages of which nothing was known there."""

    day: str
    lock: str
    weaknesses: tuple[Weakness, ...]
    unknown: tuple[str, ...] = ()


def audit(folder: Path | None = None) -> None:
    """Ask for known weaknesses and keep the answer; without a net, say what the last one was and how old it is.

    Raises Failure where there is a weakness, and where nothing is known: what was not checked is not in order.
    """
    require("pip_audit")
    home = folder or ROOT / "requirements"
    lock = hashlib.sha256((home / _LOCK).read_bytes()).hexdigest()
    found = _ask(home / _LOCK)
    if found is None:
        answer = _kept(home / FILE)
        if answer is None:
            raise Failure(
                _(
                    "not checked: nobody could be asked about the {count} packages of {lock} (there is no net, or nobody there who "
                    "knows), and {file} holds no earlier answer. Whether they have known weaknesses is not known; run this "
                    "again where there is a net",
                    count=_packages(home / _LOCK),
                    lock=_LOCK,
                    file=f"requirements/{FILE}",
                )
            )
        print(_summary(answer, lock))
    else:
        answer = Answer(date.today().isoformat(), lock, *found)
        text = json.dumps(asdict(answer), ensure_ascii=False, indent=2)
        (home / FILE).write_text(text + "\n", encoding="utf-8")
    if answer and answer.weaknesses:
        lines = [
            f"{w.package} {w.version}: {w.name} ({', '.join(w.mended) or '—'})" for w in answer.weaknesses
        ]
        raise Failure(_("known weaknesses, and the versions without them:\n{list}", list="\n".join(lines)))
    if answer and answer.unknown:
        names = ", ".join(answer.unknown)
        print(_("nothing could be learned about {names}; ask again later", names=names))
    if found is not None:
        print(
            _("no known weakness in the other packages of {lock}", lock=_LOCK)
            if answer and answer.unknown
            else _("no known weakness in the packages of {lock}", lock=_LOCK)
        )


def _ask(lock: Path) -> tuple[tuple[Weakness, ...], tuple[str, ...]] | None:
    """Return what pip-audit answers, and of which packages it knows nothing; None where it learns nothing at all."""
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
            answer = json.loads(to.read_text(encoding="utf-8"))
            unknown = tuple(one["name"] for one in answer["dependencies"] if "skip_reason" in one)
            # An index without such knowledge passes over every package: that is no clean bill.
            return None if len(unknown) == len(answer["dependencies"]) else (read(answer), unknown)
        except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
            return None


def read(answer: dict[str, Any]) -> tuple[Weakness, ...]:
    """Return the weaknesses in what pip-audit writes."""
    return tuple(
        Weakness(package["name"], package["version"], found["id"], tuple(found["fix_versions"]))
        for package in answer["dependencies"]
        for found in package.get("vulns", ())
    )


def _kept(path: Path) -> Answer | None:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        known = (
            Weakness(w["package"], w["version"], w["name"], tuple(w["mended"])) for w in row["weaknesses"]
        )
        return Answer(row["day"], row["lock"], tuple(known), tuple(row.get("unknown", ())))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _packages(lock: Path) -> int:
    return sum("==" in line and line[:1].isalnum() for line in lock.read_text(encoding="utf-8").splitlines())


def _summary(answer: Answer, lock: str) -> str:
    if answer.lock != lock:
        return _(
            "nothing was learned: there is no net, or nobody there who knows. The answer of {day} was about an earlier lock",
            day=answer.day,
        )
    return _(
        "nothing was learned: there is no net, or nobody there who knows. This is the answer of {day}",
        day=answer.day,
    )
