"""Archives to be hurt, and runs of the program over them.

The program that runs is a copy of the one at the beginning: who changes it meanwhile (a commit, a rebase) would make the
bytes differ by that, as it happened in the first run of this benchmark.
"""

import hashlib
import math
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "from gongbao.defaults import *\n"
TEXT = (
    "云岭县人民政府关于做好第{n}号防汛工作的通知\n云政发〔2024〕{n}号\n各乡镇人民政府：\n现就防汛工作通知如下。\n"
    "一、加强领导\n各单位要落实责任，按照《云岭县防汛办法》（云政发〔2023〕{n}号）执行。\n云岭县人民政府\n2024年5月16日\n"
)
SOURCES = 12
Sums = dict[str, str]


def make(folder: Path) -> None:
    """Make an archive with sources and nothing else."""
    (folder / "sources").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    for n in range(1, SOURCES + 1):
        (folder / "sources" / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")


@contextmanager
def program() -> Iterator[Path]:
    """Give a copy of the program: what imports it and what lies beside it."""
    with tempfile.TemporaryDirectory(prefix="faults-program-") as temporary:
        copy = Path(temporary)
        for name in ("plugins", "theme", "requirements"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / "content").mkdir()
        for name in ("pyproject.toml", "content/synonyms.toml"):
            shutil.copy2(ROOT / name, copy / name)
        os.environ["PYTHONPATH"] = str(copy / "plugins")
        yield copy


# Root writes wherever it likes; without these capabilities the modes of files hold for it as for anybody.
ANYBODY = (
    ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--inh-caps", "-dac_override,-dac_read_search,-fowner")
    if os.geteuid() == 0
    else ()
)  # fmt: skip


def start(
    folder: Path,
    *command: str,
    limit: int = 0,
    before: tuple[str, ...] = (),
    said: int = subprocess.DEVNULL,
    told: int = subprocess.PIPE,
    **environment: str,
) -> "subprocess.Popen[bytes]":
    """Start a task of an archive, in a group of its own.

    limit: of the size of a file that it may write; before: what the command line begins with; said, told: where its
    standard output and its errors go.
    """

    def limited() -> None:
        # What a shell starts behind itself hears no Ctrl-C, nor does what that starts.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    env = {**os.environ, "GONGBAO_LANG": "en", **environment}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "gongbao", *command],
        cwd=folder, env=env, start_new_session=True, preexec_fn=limited,  # noqa: PLW1509 - no threads here
        stdout=said, stderr=told,
    )  # fmt: skip


def run(
    folder: Path, *command: str, limit: int = 0, before: tuple[str, ...] = (), **environment: str
) -> tuple[int, str]:
    """Run a task to its end; return its code and what it said of errors."""
    running = start(folder, *command, limit=limit, before=before, **environment)
    _, said = running.communicate()
    return running.returncode, said.decode("utf-8", "replace")


def sums(folder: Path) -> Sums:
    """Return the sums of all files of a folder but for what hides in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def left(folder: Path, good: Path) -> list[str]:
    """Return what lies beside or below the parts of an archive, hidden or not, that another one has not, but for its packages."""

    def names(top: Path) -> set[str]:
        parts = [top, *(top / name for name in ("content", "output", "sources"))]
        beside = {
            f"{part.name if part != top else ''}/{path.name}"
            for part in parts
            if part.is_dir()
            for path in part.iterdir()
        }
        return beside | {p.relative_to(top).as_posix() for p in top.rglob(".*") if ".cache" not in p.parts}

    return sorted(names(folder) - names(good) - {"/dist", "/published", "/exported"})


@contextmanager
def archive(of: Path | None = None) -> Iterator[Path]:
    """Give a copy of an archive, or a new one."""
    with tempfile.TemporaryDirectory(prefix="faults-") as temporary:
        folder = Path(temporary) / "archive"
        if of:
            shutil.copytree(of, folder, symlinks=True)
        else:
            make(folder)
        yield folder


def kill_at(running: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Kill a run and all that it started after some seconds; tell whether it was still at work."""
    try:
        running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return True
    return False


class Often:
    """So many tries, and no more once the time is over."""

    def __init__(self, count: int, until: float = math.inf) -> None:
        self.count, self.until = count, until

    def __iter__(self) -> Iterator[int]:
        for n in range(self.count):
            if time.monotonic() > self.until:
                return
            yield n

    def fewer(self, divisor: int, least: int) -> "Often":
        """Return a part of the tries."""
        return Often(max(least, self.count // divisor), self.until)


class Trial:
    """One kind of fault: how often it was tried and hit, and what was lost."""

    def __init__(self, name: str) -> None:
        self.name, self.tries, self.hit = name, 0, 0
        self.losses: list[str] = []

    def check(self, what: str, right: bool) -> None:
        """Note what was lost unless all is right."""
        if not right:
            self.losses.append(what)

    def hear(self, said: str, where: str = "") -> None:
        """Note what no person should be shown."""
        for sign in ("Traceback", "Exception ignored", "please report"):
            self.check(f"{sign} was said {where}: {said[-400:]}", sign not in said)

    def row(self) -> str:
        """Return the row of the table."""
        return f"| {self.name} | {self.tries} | {self.hit} | {len(self.losses)} | {'; '.join(sorted(set(self.losses)))} |"
