"""Count in Node what queries load of an index: bytes and requests, which depend on no clock and on no browser."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

from gongbao.workshop import ROOT

from . import corpus
from .asked import weigher
from .command import SEED, timed

SCRIPT = Path(__file__).with_suffix(".mjs")
# What a search page loads before somebody asks: what belongs to the search alone.
_BEFORE = (
    "theme/js/search.js", "theme/css/search.css", "search/manifest.js", "search/lunr.js",
    *(f"theme/js/search/{name}.js" for name in ("full", "page")),
)  # fmt: skip


def count(site: Path, queries: Sequence[str], wanted: Sequence[int]) -> dict[str, Any]:
    """Ask each query with nothing cached; return what is loaded `before`, and a row for each query."""
    node = shutil.which("node")
    if not node:
        raise RuntimeError("node is not installed — run: apt-get install nodejs")
    given = site / "queries.json"
    given.write_text(json.dumps(list(zip(queries, wanted, strict=True))), encoding="utf-8")
    done = subprocess.run(
        [node, str(SCRIPT), str(site), str(given)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    rows = json.loads(done.stdout)
    weigh = weigher(site)
    for row in rows:
        row["bytes"], row["files"] = Counter[str](), Counter[str]()
        for name in row["scripts"]:
            row["bytes"][kind(name)] += weigh(f"search/{name}.js")
            row["files"][kind(name)] += 1
    return {"before": sum(map(weigh, _BEFORE)), "rows": rows}


def kind(name: str) -> str:
    """Return what a script of the index is: a table, texts, or of which segment it has terms or positions."""
    folder, _, script = name.partition("/")
    if not script:
        return "tables"
    if not re.fullmatch(r"s\d+", folder):
        return "texts"
    return f"{folder} positions" if re.search(r"-.{5}p\d+$", script) else folder


def table(found: dict[str, Any]) -> str:
    """Return what was counted as a Markdown table: kilobytes and requests of each kind of script, and of all."""
    rows = found["rows"]
    kinds = sorted({kind for row in rows for kind in row["bytes"]})
    lines = ["| | kB, median | kB, mean | requests, median | requests, mean |", "|---|---:|---:|---:|---:|"]

    def line(name: str, kilobytes: list[float], requests: list[int]) -> str:
        return (
            f"| {name} | {median(kilobytes):.1f} | {mean(kilobytes):.1f} "
            f"| {median(requests):g} | {mean(requests):.1f} |"
        )

    for kind in kinds:
        sizes = [row["bytes"].get(kind, 0) / 1000 for row in rows]
        lines.append(line(kind, sizes, [row["files"].get(kind, 0) for row in rows]))
    sizes = [sum(row["bytes"].values()) / 1000 for row in rows]
    lines.append(line("all", sizes, [sum(row["files"].values()) for row in rows]))
    wrong = [row["query"] for row in rows if row["total"] != row["wanted"]]
    lines += ["", f"before the first query: {found['before'] / 1000:.1f} kB; {len(rows)} queries, "]
    lines[-1] += f"{len(rows) - len(wrong)} with as many answers as a plain scan finds"
    return "\n".join(lines)


def run(texts: Sequence[corpus.Text], sizes: Sequence[int], queries: int, tuning: Sequence[str]) -> None:
    """Build an index of each size and print what queries load of it."""
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as temporary:
        for size in sizes or [len(texts)]:
            folder = Path(temporary) / str(size)
            sample = corpus.sized(texts, size)
            corpus.write_pages(sample, folder / "pages")
            drawn = corpus.substrings(sample, queries, SEED)
            wanted = [len(found) for found in corpus.scan(sample, drawn)]
            site = folder / "ours"
            built = timed(
                [sys.executable, "-m", "benchmarks.search.ours", str(folder / "pages"), str(site), *tuning],
                ROOT,
            )
            files = [path.stat().st_size for path in (site / "search").rglob("*.js")]
            found = count(site, drawn, wanted)
            print(f"{size} documents: {len(files)} files, {sum(files) / 1e6:.1f} MB", end=", ")
            print(f"{built['processor']:.1f} processor s, {built['megabytes']:.0f} MB of memory at most\n")
            print(f"{table(found)}\n")
