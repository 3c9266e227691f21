"""One try: an archive changed in one place, a task over it, and whether it ended as promised."""

import json
import multiprocessing.process
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from gongbao import command
from gongbao.workshop import build, generate

from . import archive
from .texts import OUTSIDE

SECONDS = 120
FAULT = re.compile(r"Traceback|fault of the program|please report|--debug")
NEIGHBOUR = "sibling/letter.txt"
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href")


@dataclass(frozen=True)
class Try:
    """A change of the archive; named: one of these words stands in what is said where it is refused."""

    kind: str
    what: str
    changed: dict[str, bytes]
    named: tuple[str, ...]
    tasks: tuple[tuple[str, ...], ...] = (("build",),)
    lay: Callable[[Path], None] | None = None


@dataclass
class Ended:
    """How a try ended: the code of its last task, what was said, and what is wrong with that."""

    code: int
    said: str
    wrong: list[str]


def run(tried: Try, home: Path) -> Ended:
    """Lay the archive into a new folder, run the tasks, look at what there is."""
    place = home / "archive"
    place.mkdir(parents=True)
    outside = (home / NEIGHBOUR).parent
    outside.mkdir()
    (home / NEIGHBOUR).write_text("not of the archive\n", encoding="utf-8")
    os.mkfifo(outside / "device")
    here = os.fsencode(outside)
    archive.lay(place, {name: data.replace(OUTSIDE.encode(), here) for name, data in tried.changed.items()})
    if tried.lay:
        tried.lay(place)
    before = archive.sums(home)
    code, said = 0, ""
    for task in tried.tasks:
        code, more = _task(place, task)
        said += more
        if code:
            break
    after = archive.sums(home)
    wrong = [*_wrong(tried, code, said)]
    may_come = (
        ("archive/content", "archive/theme") if any(task[0] == "ingest" for task in tried.tasks) else ()
    )
    lost = [name for name in before if after.get(name) != before[name]]
    new = [
        name
        for name in after.keys() - before.keys()
        if not name.startswith(may_come) and "OUTPUT_PATH" not in tried.what and not _leads(tried.what)
    ]
    wrong += [f"changed or lost: {', '.join(lost[:3])}"] * bool(lost)
    wrong += [f"new beside the output: {', '.join(new[:3])}"] * bool(new)
    if not code and not any(place.rglob("index.html")) and "OUTPUT_PATH" not in tried.what:
        wrong.append("no site")
    wrong += scripts(place / "output")
    return Ended(code, said, wrong)


def _leads(what: str) -> bool:
    """Tell whether the keeper leads what is kept to another folder, where it may then be."""
    return what.startswith(".cache") and what.endswith(("is a link to a folder out", "is a link up"))


def _task(place: Path, task: tuple[str, ...]) -> tuple[int, str]:
    """Run a task in a copy of this process, which has the program in memory, and the pages in a copy of that."""
    said = place.parent / "said.txt"
    child = os.fork()
    if not child:
        _become(place, said)
        sys.argv = ["gongbao", *task]
        os._exit(_code(command.main))
    until = time.monotonic() + SECONDS
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended or time.monotonic() > until:
            break
        time.sleep(0.02)
    if not ended:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    text = said.read_bytes().decode("utf-8", "replace")
    said.unlink()
    return (os.waitstatus_to_exitcode(status), text) if ended else (124, f"no end after {SECONDS} s {text}")


def _become(place: Path, said: Path) -> None:
    """Make a copy of this process look as if a person had started it in a folder; what it says goes to a file."""
    os.setsid()
    os.chdir(place)
    os.environ["HOME"] = str(place.parent / "sibling")
    multiprocessing.process._parent_process = None  # type: ignore[attr-defined]
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    build.pelican = _pelican  # type: ignore[assignment]


def _pelican(
    settings: Path,
    output: Path,
    overrides: Any = None,
    *,
    report: Any = None,
    before: Any = None,
    **_more: Any,
) -> Any:
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        os.chdir(settings.parent)
        given = [str(settings), "--overrides", json.dumps({"OUTPUT_PATH": str(output), **(overrides or {})})]
        os._exit(
            _code(lambda: generate.main([*given, "--report", str(report), "--before", str(before)])),
        )
    _, status = os.waitpid(child, 0)
    return subprocess.CompletedProcess([], os.waitstatus_to_exitcode(status), "", "")


def _code(function: Callable[[], object]) -> int:
    try:
        found = function()
        code = found if isinstance(found, int) else 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _wrong(tried: Try, code: int, said: str) -> list[str]:
    wrong = []
    if FAULT.search(said):
        wrong.append("a fault of the program")
    if code not in (0, 1):
        wrong.append(f"exit status {code}")
    if code == 1 and not FAULT.search(said) and not any(word in said for word in tried.named):
        wrong.append(f"nothing of {' or '.join(tried.named)} is named")
    if len(said) > 20_000:
        wrong.append(f"{len(said)} signs were said")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", said.replace("\r", "")):
        wrong.append("a control character was said to the terminal")
    return wrong


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and "json" not in (given.get("type") or ""):
            self.found.append("a script in the page")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"{name} on {tag}")
            if name in _ADDRESSES and re.match(
                r"[\x00-\x20]*(javascript|vbscript|data:text)", value or "", re.I
            ):
                self.found.append(f"{name}={value!r:.60} on {tag}")


def scripts(output: Path) -> list[str]:
    """Return what in the pages could run."""
    found = set()
    for path in filter(Path.is_file, output.rglob("*.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        found |= {f"{path.relative_to(output)}: {what}" for what in page.found}
    return sorted(found)[:5]
