"""What ingest costs: 1,000 documents made from the sample sources, with one process and with two.

    python benchmarks/ingest.py [number of documents] [folder of another version of the project, to compare with]

Every document is one of the eight notices of the sample issue, or the single notice, under a serial of its own.
The time is the whole command's, writing included; peak memory is that of the largest process.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_NUMBER = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,8}〔20\d\d〕)\d{1,3}(?P<tail>号)")
_RUN = "import sys; from gongbao.ingest.command import run; sys.exit(run(sys.argv[1], sys.argv[2], processes=int(sys.argv[3])))"


def notices() -> list[str]:
    """Return the notices of the sample sources, each as a text of its own."""
    issue = next((ROOT / "sources").glob("003*")).read_text(encoding="utf-8").split("\n")
    heads = [
        n
        for n, line in enumerate(issue)
        if line.endswith("文件") and _NUMBER.search("".join(issue[n : n + 3]))
    ]
    ends = [*heads[1:], next(n for n, line in enumerate(issue) if line.startswith("政务信息摘要"))]
    texts = ["\n".join(issue[a:b]) for a, b in zip(heads, ends, strict=True)]
    return [*texts, next((ROOT / "sources").glob("001*")).read_text(encoding="utf-8")]


def make(folder: Path, count: int) -> int:
    """Write the documents; return their characters."""
    texts = notices()
    characters = 0
    for n in range(count):
        text = _NUMBER.sub(rf"\g<head>{n + 1}\g<tail>", texts[n % len(texts)], count=1)
        (folder / f"document-{n:05}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def measure(folder: Path, processes: int, root: Path) -> tuple[float, float, float]:
    """Ingest the folder in a process of its own; return seconds, processor seconds, and peak memory in MB so far."""
    with tempfile.TemporaryDirectory() as target:
        before, used = time.perf_counter(), _processor()
        command = [sys.executable, "-c", _RUN, str(folder), target, str(processes)]
        subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return seconds, _processor() - used, peak


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: list[str]) -> None:
    """Print a table."""
    count = int(arguments[0]) if arguments else 1000
    versions = {"this": ROOT, **({"other": Path(arguments[1]).resolve()} if len(arguments) > 1 else {})}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        characters = make(folder, count)
        print(f"{count} documents, {characters / 1e6:.1f} million characters")
        print(
            "| version | processes | seconds | processor seconds | ms a document | peak MB |\n|---|---|---|---|---|---|"
        )
        for processes in (1, 2):
            for version, root in versions.items():
                seconds, used, memory = measure(folder, processes, root)
                each = 1000 * seconds / count
                print(f"| {version} | {processes} | {seconds:.1f} | {used:.1f} | {each:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
