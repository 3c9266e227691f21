"""A long scan as a clerk ingests it: one process beside two, their memory, and a run that is killed three times.

    inv bench long_scans --corpus FOLDER [--arguments "--pages 40"]

FOLDER is that of `inv bench scans`. Pages of its items, as pictures, become one scan of so many pages, which `inv ingest`
reads into archives of their own: by one processor, by two, and by two while it is killed with its workers when a fifth, a
half and three quarters of the pages are kept, and taken up again. Told are seconds of the clock, processor seconds of all
processes, the largest proportional set size of parent and workers together (sampled, Linux), and whether the files
of the interrupted run are those of the other, byte for byte.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from gongbao import places
from PIL import Image

from benchmarks.scans import pictures

_STEP, _MB = 0.25, 1 << 20
_KILLED_AT = (0.2, 0.5, 0.75)


def long_scan(corpus: Path, count: int, out: Path) -> int:
    """Write so many pages of a corpus as one scan; return how many they are."""
    items = sorted(path.parent for path in corpus.glob("*/truth.txt"))
    every = [picture for item in items for picture in pictures(item)]
    # A page that came before is another one when it is a little paler: nothing is taken from what was kept.
    pages = [
        Image.fromarray(np.maximum(picture[:, :, 2::-1], n // max(len(every), 1)).astype(np.uint8))
        for n, picture in enumerate(islice(cycle(every), count if every else 0))
    ]
    if not pages:
        sys.exit(f"{corpus}: has no items; give a folder with an item a folder, the scan and truth.txt in it")
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=200, quality=85)
    return len(pages)


class Archive:
    """An empty archive in which one scan is ingested; what was recognised is kept in it."""

    def __init__(self, folder: Path, scan: Path) -> None:
        folder.mkdir()
        (folder / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
        self.folder, self.scan = folder, scan

    def begin(self, processors: int) -> subprocess.Popen[bytes]:
        """Start ingest in a session of its own, on so many of the processors."""
        command = [
            sys.executable,
            "-m",
            "gongbao",
            "ingest",
            str(self.scan),
            "--to",
            str(self.folder / "content"),
        ]
        kept = sorted(os.sched_getaffinity(0))[:processors]
        paths = {**os.environ, "PYTHONPATH": str(Path(places.__file__).resolve().parents[1])}
        run = subprocess.Popen(
            command,
            cwd=self.folder,
            env=paths,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        # Before it begins to count them, and what it starts has the same.
        os.sched_setaffinity(run.pid, kept)
        return run

    def kept(self) -> int:
        """Return how many pages were recognised and kept."""
        return sum(1 for _ in (self.folder / ".cache" / "ocr").glob("*/*.json"))

    def files(self) -> dict[str, str]:
        """Return the sums of all files that were written."""
        made = (path for path in (self.folder / "content").rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): sha256(path.read_bytes()).hexdigest() for path in made}


def _session(leader: int) -> Iterator[Path]:
    """Give the folders in /proc of the processes of a session."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3]) == leader:
                yield folder
        except (OSError, IndexError, ValueError):
            continue


def _memory(leader: int) -> int:
    total = 0
    for folder in _session(leader):
        try:
            rollup = (folder / "smaps_rollup").read_text()
            total += next(
                int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:")
            )
        except (OSError, StopIteration):
            continue
    return total


def measured(archive: Archive, processors: int) -> tuple[float, float, int]:
    """Ingest to the end; return seconds of the clock, processor seconds, the largest memory in bytes."""
    before, start, largest = os.times(), time.monotonic(), 0
    run = archive.begin(processors)
    while run.poll() is None:
        largest = max(largest, _memory(run.pid))
        time.sleep(_STEP)
    if run.returncode:
        sys.exit(f"ingest ended with {run.returncode}; run it on one item to see what it says")
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return time.monotonic() - start, used, largest


def killed(archive: Archive, pages: int) -> list[int]:
    """Kill a run with its workers three times; return how many pages were kept each time."""
    found = []
    for share in _KILLED_AT:
        run = archive.begin(2)
        while run.poll() is None and archive.kept() < share * pages:
            time.sleep(_STEP / 5)
        for folder in list(_session(run.pid)):
            try:
                os.kill(int(folder.name), signal.SIGKILL)
            except ProcessLookupError:
                continue
        run.wait()
        found.append(archive.kept())
    return found


def main(arguments: list[str]) -> None:
    """Print what was measured."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--corpus", type=Path, required=True)
    asked.add_argument("--pages", type=int, default=40)
    given = asked.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        scan = Path(place) / "scan.pdf"
        pages = long_scan(given.corpus.resolve(), given.pages, scan)
        one, two, cut = (Archive(Path(place) / name, scan) for name in ("one", "two", "cut"))
        print(
            "| processes | pages | seconds | processor seconds | largest memory, MB |\n|---:|---:|---:|---:|---:|"
        )
        clock = []
        for processors, archive in ((1, one), (2, two)):
            seconds, used, largest = measured(archive, processors)
            clock.append(seconds)
            print(
                f"| {processors} | {pages} | {seconds:.1f} | {used:.1f} | {largest / _MB:.0f} |", flush=True
            )
        print(f"\nTwo processes are {clock[0] / clock[1]:.2f} times as fast as one.")
        kept = killed(cut, pages)
        measured(cut, 2)
        same = cut.files() == two.files() == one.files()
        print(
            f"Killed at {', '.join(map(str, kept))} kept pages and taken up again: "
            f"{len(two.files())} files, {'the same bytes' if same else 'OTHER BYTES'}."
        )


if __name__ == "__main__":
    main(sys.argv[1:])
