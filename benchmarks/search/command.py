"""`inv bench search`: measure the search on a corpus, beside Pagefind, and print what was measured."""

import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from gongbao.workshop import ROOT

from . import asked, corpus, pagefind

SEED = 20_261
# Runs a command and tells its time and the largest memory of it and of what it started.
_TIMED = """import json, resource, subprocess, sys, time
began = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
seconds = time.monotonic() - began
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "out": done.stdout + done.stderr, "seconds": seconds,
                  "megabytes": usage.ru_maxrss / 1024, "processor": usage.ru_utime + usage.ru_stime}))"""


@dataclass(frozen=True)
class Counts:
    """How many queries are asked with nothing cached, and over a slow line too."""

    cold: int
    slow: int


@dataclass(frozen=True)
class Figures:
    """A row of the table."""

    engine: str
    documents: int
    recall: float
    precision: float
    exact: float
    before_kb: float
    query_kb: float
    query_kb_p95: float
    requests: float
    all_kb: float
    all_requests: float
    cold_ms: float
    cold_ms_p95: float
    warm_ms: float
    warm_ms_p95: float
    slow_ms: float
    slow_opening_ms: float
    index_seconds: float
    index_processor: float
    index_mb: float
    bytes_mb: float
    files: int


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which this part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def quality(found: Sequence[set[int]], wanted: Sequence[set[int]]) -> tuple[float, float, float]:
    """Return mean recall, mean precision (an empty answer is precise), and the share of exact answers."""
    recall = [len(f & w) / len(w) for f, w in zip(found, wanted, strict=True)]
    precision = [len(f & w) / len(f) if f else 1.0 for f, w in zip(found, wanted, strict=True)]
    exact = [f == w for f, w in zip(found, wanted, strict=True)]
    return sum(recall) / len(recall), sum(precision) / len(precision), sum(exact) / len(exact)


def timed(command: list[str], folder: Path) -> dict[str, float]:
    """Run a command; return its seconds and megabytes."""
    run = subprocess.run(
        [sys.executable, "-c", _TIMED, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    result: dict[str, float] = json.loads(run.stdout)
    if result["code"]:
        raise RuntimeError(f"{command[0]} failed: {str(result['out'])[-2000:]}")
    print(
        f"    {str(result['out']).strip().splitlines()[-1] if str(result['out']).strip() else ''}",
        file=sys.stderr,
    )
    return result


def progress(what: str, total: int) -> Callable[[int], None]:
    """Return a function that tells how far something is."""

    def show(done: int) -> None:
        if done % 50 == 0 or done == total:
            print(f"    {what}: {done}/{total}", file=sys.stderr)

    return show


def _row(
    engine: asked.Engine,
    queries: Sequence[str],
    counts: Counts,
    wanted: Sequence[set[int]],
    numbers: Callable[[Sequence[str]], set[int]],
    index: dict[str, float],
    folder: Path,
) -> Figures:
    """Measure an engine whose index is built."""
    found = [numbers(a) for a in asked.answers(engine, queries, progress("answers", len(queries)))]
    measured = asked.measure(engine, queries[: counts.cold], progress("measured", counts.cold))
    ready, opening = asked.measure_slow(
        engine, queries[: counts.slow], progress("over a slow line", counts.slow)
    )
    files = [p for p in folder.rglob("*") if p.is_file()]
    recall, precision, exact = quality(found, wanted)
    return Figures(
        engine=engine.name,
        documents=int(index["documents"]),
        recall=recall,
        precision=precision,
        exact=exact,
        before_kb=measured.before / 1000,
        query_kb=median(measured.per_query) / 1000,
        query_kb_p95=percentile(measured.per_query, 0.95) / 1000,
        requests=median(measured.requests),
        all_kb=median(measured.all_bytes) / 1000,
        all_requests=median(measured.all_requests),
        cold_ms=median(measured.cold),
        cold_ms_p95=percentile(measured.cold, 0.95),
        warm_ms=median(measured.warm),
        warm_ms_p95=percentile(measured.warm, 0.95),
        slow_ms=median(ready) if ready else math.nan,
        slow_opening_ms=median(opening) if opening else math.nan,
        index_seconds=index["seconds"],
        index_processor=index["processor"],
        index_mb=index["megabytes"],
        bytes_mb=sum(p.stat().st_size for p in files) / 1e6,
        files=len(files),
    )


def ours(
    folder: Path,
    count: int,
    queries: Sequence[str],
    counts: Counts,
    wanted: Sequence[set[int]],
    tuning: Sequence[str],
) -> Figures:
    """Index the pages of a folder with our plugin's core, and measure it."""
    site = folder / "ours"
    index = timed(
        [sys.executable, "-m", "benchmarks.search.ours", str(folder / "pages"), str(site), *tuning], ROOT
    )
    engine = asked.Engine("Gongbao", site, asked.OURS_START, asked.OURS_ASK, asked.OURS_ANSWERS)

    def numbers(urls: Sequence[str]) -> set[int]:
        return {int(Path(url).stem) for url in urls}

    return _row(engine, queries, counts, wanted, numbers, {**index, "documents": count}, site / "search")


def theirs(
    folder: Path, count: int, queries: Sequence[str], counts: Counts, wanted: Sequence[set[int]]
) -> Figures:
    """Index the same pages with Pagefind, and measure it."""
    program = pagefind.install(folder.parent / "pagefind-program")
    site = folder / "pages"
    index = timed([*program, "--site", str(site)], folder)
    pagefind.write_page(site)
    known = pagefind.addresses(site)
    engine = asked.Engine(
        f"Pagefind {pagefind.VERSION}", site, asked.PAGEFIND_START, asked.PAGEFIND_ASK, asked.PAGEFIND_ANSWERS
    )

    def numbers(ids: Sequence[str]) -> set[int]:
        return {int(Path(known[i]).stem) for i in ids}

    return _row(engine, queries, counts, wanted, numbers, {**index, "documents": count}, site / "pagefind")


def run(
    texts: Sequence[corpus.Text],
    sizes: Sequence[int],
    queries: int,
    counts: Counts,
    beside: bool,
    tuning: Sequence[str],
) -> list[Figures]:
    """Measure at each size; Pagefind stands beside us at the size of the corpus, or at the only size given."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as temporary:
        for size in sizes or [len(texts)]:
            folder = Path(temporary) / str(size)
            sample = corpus.sized(texts, size)
            print(
                f"{size} documents, {sum(sum(map(len, t.paragraphs)) for t in sample)} characters",
                file=sys.stderr,
            )
            began = time.monotonic()
            corpus.write_pages(sample, folder / "pages")
            drawn = corpus.substrings(sample, queries, SEED)
            wanted = list(corpus.scan(sample, drawn))
            print(f"    pages and plain scan: {time.monotonic() - began:.0f} s", file=sys.stderr)
            rows.append(ours(folder, size, drawn, counts, wanted, tuning))
            print(table(rows[-1:]), file=sys.stderr)
            if beside and (len(sizes) < 2 or size == len(texts)):
                rows.append(theirs(folder, size, drawn, counts, wanted))
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}, seed {SEED}"
    )
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    print(f"{queries} substrings of 1 to 8 characters, {counts.cold} of them with nothing cached\n")
    print(table(rows))
    return rows


LABELS = {
    "documents": "documents",
    "recall": "recall",
    "precision": "precision",
    "exact": "exact answers",
    "before_kb": "before the first query, kB",
    "query_kb": "a query, first three results, kB, median",
    "query_kb_p95": "a query, kB, 95th percentile",
    "requests": "requests a query, first three results, median",
    "all_kb": "a query, ten results, kB, median",
    "all_requests": "requests a query, ten results, median",
    "cold_ms": "cold, ms, median",
    "cold_ms_p95": "cold, ms, 95th percentile",
    "warm_ms": "warm, ms, median",
    "warm_ms_p95": "warm, ms, 95th percentile",
    "slow_ms": "over a slow line, ms, median",
    "slow_opening_ms": "the same, the page opened with the query, ms, median",
    "index_seconds": "indexing, s",
    "index_processor": "indexing, processor s",
    "index_mb": "indexing, peak MB",
    "bytes_mb": "index on disk, MB",
    "files": "files",
}


def _written(name: str, value: float) -> str:
    if name in ("recall", "precision", "exact"):
        return f"{value:.3f}"
    if math.isnan(value):
        return ""
    return f"{value:,.0f}" if value >= 100 or value.is_integer() else f"{value:.1f}"


def table(rows: Sequence[Figures]) -> str:
    """Return the figures as a Markdown table, one engine and size a column."""
    columns = [asdict(row) for row in rows]
    lines = ["| | " + " | ".join(str(c["engine"]) for c in columns) + " |", "|---|" + "---:|" * len(columns)]
    for name, label in LABELS.items():
        shown = (_written(name, float(str(c[name]))) for c in columns)
        lines.append(f"| {label} | " + " | ".join(shown) + " |")
    return "\n".join(lines)
