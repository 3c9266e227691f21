"""What a kill, a full disk or a damaged file costs: `inv bench faults`, or with -a 20 for so many kills of each kind.

A small archive is ingested and built while it is killed (SIGKILL, all its processes) at a random moment, the limit of a
file's size is reached, a ledger or the cache is damaged, a folder cannot be written, or two runs are at it at once. After
each: no folder of content/ is half written, the output is that of the last good build, and the next run ends with the bytes
of an undisturbed one. A table of tries and losses is printed.
"""

import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (
    "云岭县人民政府关于做好第{n}号防汛工作的通知\n云政发〔2024〕{n}号\n各乡镇人民政府：\n现就防汛工作通知如下。\n"
    "一、加强领导\n各单位要落实责任，按照《云岭县防汛办法》（云政发〔2023〕{n}号）执行。\n云岭县人民政府\n2024年5月16日\n"
)
SOURCES = 12
Sums = dict[str, str]


def make(folder: Path) -> None:
    """Make an archive with sources and nothing else."""
    (folder / "sources").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    for n in range(1, SOURCES + 1):
        (folder / "sources" / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")


def start(folder: Path, *command: str, limit: int = 0) -> "subprocess.Popen[bytes]":
    """Start a task of an archive, in a group of its own; limit: of the size of a file that it may write."""

    def limited() -> None:
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "GONGBAO_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, "-m", "gongbao", *command],
        cwd=folder, env=env, start_new_session=True, preexec_fn=limited,  # noqa: PLW1509 - no threads here
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(folder: Path, *command: str, limit: int = 0) -> tuple[int, str]:
    """Run a task to its end; return its code and what it said of errors."""
    running = start(folder, *command, limit=limit)
    _, said = running.communicate()
    return running.returncode, said.decode("utf-8", "replace")


def sums(folder: Path) -> Sums:
    """Return the sums of all files of a folder but for what hides in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


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


class Trial:
    """One kind of fault: how often it was tried and hit, and what was lost."""

    def __init__(self, name: str) -> None:
        self.name, self.tries, self.hit = name, 0, 0
        self.losses: list[str] = []

    def check(self, what: str, right: bool) -> None:
        """Note what was lost unless all is right."""
        if not right:
            self.losses.append(what)

    def row(self) -> str:
        """Return the row of the table."""
        return f"| {self.name} | {self.tries} | {self.hit} | {len(self.losses)} | {'; '.join(sorted(set(self.losses)))} |"


def whole(content: Path, good: Sums) -> bool:
    """Tell whether each folder that is there is there with all its files, as they should be."""
    held = sums(content)
    folders = {name.rpartition("/")[0] for name in held}
    return held == {name: digest for name, digest in good.items() if name.rpartition("/")[0] in folders}


def kills(kind: str, ready: Path, good: Path, count: int, chance: random.Random) -> Trial:
    """Kill ingest, a first build (cold) or one after a correction (warm) at random moments."""
    trial = Trial(f"kill -9, {kind}")
    command = ("ingest", "sources") if kind == "ingest" else ("build",)
    content, output = sums(good / "content"), sums(good / "output")
    with archive(ready) as folder:
        began = time.monotonic()
        run(folder, *command)
        longest = time.monotonic() - began
    for _ in range(count):
        with archive(ready) as folder:
            before = sums(folder / "output") if (folder / "output").is_dir() else {}
            trial.tries += 1
            trial.hit += kill_at(start(folder, *command), chance.uniform(0.05, 1) * longest)
            if kind == "ingest":
                trial.check(
                    "a folder was half written",
                    whole(folder / "content", content) if (folder / "content").is_dir() else True,
                )
            else:
                now = sums(folder / "output") if (folder / "output").is_dir() else {}
                mixed = [n for n, digest in now.items() if digest not in (before.get(n), output.get(n))]
                trial.check("a file of the output was half written", not mixed)
                trial.check("content changed", sums(folder / "content") == content)
            code, said = run(folder, *command)
            trial.check(f"the next run failed: {said[-200:]}", code == 0)
            trial.check("the next run ended with other bytes (content)", sums(folder / "content") == content)
            if kind != "ingest":
                trial.check("the next run ended with other bytes (output)", sums(folder / "output") == output)
                trial.check(
                    "something was left beside the output", not list(folder.glob("output-building-*"))
                )
    return trial


def damaged(
    name: str, good: Path, damage: Callable[[Path], None], command: tuple[str, ...], fails: bool
) -> Trial:
    """Damage something, run a task, mend nothing: it ends in words or goes on; content and output stay whole."""
    trial = Trial(name)
    trial.tries = trial.hit = 1
    with archive(good) as folder:
        content, output = sums(folder / "content"), sums(folder / "output")
        damage(folder)
        changed = sums(folder / "content")
        code, said = run(folder, *command)
        trial.check(f"ended with {code}: {said[-300:]}", (code != 0) == fails)
        trial.check("a trace of Python was shown", "Traceback" not in said)
        trial.check("content changed", sums(folder / "content") == changed)
        trial.check(
            "the output changed", sums(folder / "output") == output or (not fails and changed != content)
        )
    return trial


def full(good: Path, ready: Path, chance: random.Random, count: int) -> Trial:
    """Let no file grow beyond a size, as on a full disk."""
    trial = Trial("no room (limit of a file's size)")
    for _ in range(count):
        for command, of in ((("ingest", "sources"), ready), (("build",), good)):
            with archive(of) as folder:
                (folder / "pelicanconf.py").write_text(
                    "from gongbao.defaults import *\nSITENAME = 'x'\n", encoding="utf-8"
                )
                held = sums(good / "content")
                output = sums(folder / "output") if (folder / "output").is_dir() else {}
                trial.tries += 1
                code, said = run(folder, *command, limit=chance.choice((0, 1, 100, 500, 2000, 20_000)) or 10)
                trial.hit += code != 0
                trial.check(
                    f"a trace of Python was shown by {command[0]}: {said[-200:]}", "Traceback" not in said
                )
                trial.check(
                    f"content after {command[0]}",
                    whole(folder / "content", held) if (folder / "content").is_dir() else True,
                )
                if code:
                    now = sums(folder / "output") if (folder / "output").is_dir() else {}
                    trial.check("the output changed", command[0] == "ingest" or now == output)
                run(folder, "ingest", "sources")
                trial.check("the next ingest ended with other bytes", sums(folder / "content") == held)
    return trial


def two_at_once(ready: Path, good: Path) -> Trial:
    """Run ingest twice at once, then build twice at once."""
    trial = Trial("two at once, ingest and build")
    with archive(ready) as folder:
        for command in (("ingest", "sources"), ("build",)):
            both = [start(folder, *command) for _ in range(2)]
            said = [one.communicate()[1].decode("utf-8", "replace") for one in both]
            trial.tries += 1
            trial.hit += 1
            trial.check("a trace of Python was shown", not any("Traceback" in one for one in said))
        run(folder, "ingest", "sources")
        run(folder, "build")
        trial.check("content", sums(folder / "content") == sums(good / "content"))
        trial.check("output", sums(folder / "output") == sums(good / "output"))
    return trial


def main(arguments: list[str]) -> int:
    """Try all faults; return 1 if anything was lost."""
    count = int(arguments[0]) if arguments else 50
    chance = random.Random(19)
    with archive() as fresh, archive() as good, tempfile.TemporaryDirectory() as temporary:
        run(good, "ingest", "sources")
        cold = Path(temporary) / "cold"
        shutil.copytree(good, cold)
        run(good, "build")
        warm = Path(temporary) / "warm"
        shutil.copytree(good, warm)
        (warm / "pelicanconf.py").write_text(
            "from gongbao.defaults import *\nSITENAME = '云岭'\n", encoding="utf-8"
        )
        corrected = Path(temporary) / "corrected"
        shutil.copytree(warm, corrected)
        run(corrected, "build")
        ledger = next((good / "content").rglob("ingest.json")).relative_to(good)
        trials = [
            kills("ingest", fresh, good, count, chance),
            kills("build, cold cache", cold, good, count, chance),
            kills("build, warm cache", warm, corrected, count, chance),
            full(good, fresh, chance, max(3, count // 8)),
            two_at_once(fresh, good),
            damaged("damaged ledger, build", good, lambda f: _write(f / ledger, "{"), ("build",), fails=True),
            damaged("damaged ledger, ingest", good, lambda f: _write(f / ledger, "[1"), ("ingest", "sources"), fails=True),
            damaged("damaged cache, build", good, _damage_cache, ("build",), fails=False),
            damaged("source gone, build", good, lambda f: (f / "sources" / "3.txt").unlink(), ("build",), fails=False),
            damaged("clock set back (files of tomorrow)", good, _tomorrow, ("build",), fails=False),
        ]  # fmt: skip
    print("| fault | tries | hit | losses | what |\n|---|---|---|---|---|")
    for trial in trials:
        print(trial.row())
    return 1 if any(trial.losses for trial in trials) else 0


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _damage_cache(folder: Path) -> None:
    for path in (folder / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00damaged" + path.read_bytes()[:100])


def _tomorrow(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (time.time() + 86_400,) * 2, follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
