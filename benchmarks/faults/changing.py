"""Sources and articles that change, vanish or come while a run reads them."""

import random
import shutil
import subprocess
from pathlib import Path

from .kills import Kind, settled
from .runs import Often, Trial, archive, run, start

_OTHER = "other-"
# What changes meanwhile: the folder and which of its files.
RUNS = {
    "ingest": (("sources", "*.txt"),),
    "cold": (("content", "*.*"),),
    "warm": (("content", "*.*"),),
    "offline": (("content", "*.*"), ("sources", "*.txt")),
    "publish": (("content", "*.*"), ("sources", "*.txt"), ("output", "*.html")),
}


def all_changing(
    kind: Kind, longest: float, what: tuple[tuple[str, str], ...], often: Often, chance: random.Random
) -> list[Trial]:
    """Change what a run reads, one folder after the other."""
    return [changing(kind, longest, where, pattern, often, chance) for where, pattern in what]


def changing(
    kind: Kind, longest: float, where: str, pattern: str, often: Often, chance: random.Random
) -> Trial:
    """Change files of a folder at a random moment of a run; when they are as they were, the next run ends as ever."""
    trial = Trial(f"files of {where}/ that change during {kind.name}")
    for _ in often:
        with archive(kind.ready) as folder:
            kept = Path(shutil.copytree(folder / where, folder.parent / "kept", symlinks=True))
            trial.tries += 1
            running = start(folder, *kind.command)
            try:
                running.wait(chance.uniform(0.1, 0.9) * longest)
            except subprocess.TimeoutExpired:
                trial.hit += 1
            done = [_change(sorted((folder / where).rglob(pattern)), chance) for _ in range(3)]
            _, said = running.communicate()
            words = said.decode("utf-8", "replace")
            trial.hear(words, f"({done})")
            shutil.rmtree(folder / where)
            shutil.copytree(kept, folder / where)
            # A source that had another name for a while is another source, and what it filled stays until a person takes it away.
            for filled in (folder / "content").glob(f"*/{_OTHER}*"):
                shutil.rmtree(filled)
            code, after = run(folder, *kind.command)
            trial.check(f"the next run failed ({done}): {after[-300:]}", code == 0)
            for part, good in kind.good.items():
                trial.check(
                    f"the next run ended with other bytes ({part}, {done})",
                    settled(kind.name, folder / part) == good,
                )
    return trial


def _change(files: list[Path], chance: random.Random) -> str:
    """Take away, rename, cut, empty or replace one file, or change its words; tell what was done."""
    if not files:
        return "nothing"
    path, what = (
        chance.choice(files),
        chance.choice(("gone", "named otherwise", "cut", "empty", "a folder", "bytes", "words")),
    )
    if path.is_dir():
        return "nothing"
    if what in ("gone", "a folder"):
        path.unlink()
        if what == "a folder":
            path.mkdir()
    elif what == "named otherwise":
        path.rename(path.with_name(f"{_OTHER}{path.name}"))
    elif what == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif what == "empty":
        path.write_bytes(b"")
    elif what == "bytes":
        path.write_bytes(b"\xff\xfe\x00" * 50)
    else:
        path.write_bytes(path.read_bytes().replace("要落实".encode(), "须落实".encode()))
    return f"{path.name} {what}"
