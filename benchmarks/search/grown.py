"""What some documents more cost an index that is kept: files that differ, and processor seconds."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from gongbao.workshop import ROOT

from . import corpus, ours


def run(texts: Sequence[corpus.Text], sizes: Sequence[int], more: int) -> None:
    """Index some documents, and then so many more of them; print what the second time took of the first."""
    print("| documents | files | processor s | more | files written | gone | part | processor s | part |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in sizes or [len(texts)]:
        with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as temporary:
            pages, out, kept = (Path(temporary, name) for name in ("pages", "out", "kept"))
            corpus.write_pages(corpus.sized(texts, size + more), pages)
            first = _index(pages, out, kept, size)
            before = _files(out)
            second = _index(pages, out, kept, size + more)
            after = _files(out)
        written = sum(before.get(name) != data for name, data in after.items())
        gone = len(before.keys() - after.keys())
        print(
            f"| {size:,} | {len(before):,} | {first:.2f} | {more} | {written} | {gone} "
            f"| {written / len(after):.4f} | {second:.2f} | {second / first:.3f} |"
        )


def _index(pages: Path, out: Path, kept: Path, count: int) -> float:
    """Index the first pages in a process of its own; return what the index took of the processor, without reading them."""
    command = [sys.executable, "-m", "benchmarks.search.grown", *map(str, (pages, out, kept, count))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1]))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}


def main(pages: Path, out: Path, kept: Path, count: int) -> None:
    """Index the first pages of a folder, and print the processor seconds."""
    found = list(ours.documents(pages))[:count]
    titles = [document.display[0] for document in found]
    began = time.process_time()
    ours.write_index(found, titles, out, {}, kept)
    print(json.dumps(time.process_time() - began))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]))
