"""One try: an archive changed in one place, a task over it, and whether it ended as promised."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from gongbao.workshop import importable

from . import archive

SECONDS = 120
FAULT = re.compile(r"Traceback|fault of the program|please report|report \S*fault\.txt|--debug")
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
    archive.lay(place, tried.changed)
    (home / NEIGHBOUR).parent.mkdir()
    (home / NEIGHBOUR).write_text("not of the archive\n", encoding="utf-8")
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
        if not name.startswith(may_come) and "OUTPUT_PATH" not in tried.what
    ]
    wrong += [f"changed or lost: {', '.join(lost[:3])}"] * bool(lost)
    wrong += [f"new beside the output: {', '.join(new[:3])}"] * bool(new)
    if not code and not any(place.rglob("index.html")) and "OUTPUT_PATH" not in tried.what:
        wrong.append("no site")
    wrong += scripts(place / "output")
    return Ended(code, said, wrong)


def _task(place: Path, task: tuple[str, ...]) -> tuple[int, str]:
    env = {**os.environ, "GONGBAO_LANG": "en", "PYTHONPATH": importable(), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "gongbao", *task],
            cwd=place, env=env, capture_output=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return 124, f"no end after {SECONDS} s {(late.stderr or b'').decode('utf-8', 'replace')}"
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


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
    for path in output.rglob("*.html"):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        found |= {f"{path.relative_to(output)}: {what}" for what in page.found}
    return sorted(found)[:5]
