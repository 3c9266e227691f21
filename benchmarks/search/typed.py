"""Measure natural queries, ours beside Pagefind in the same run: where the known document stands, and how long it takes."""

import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from gongbao.workshop import ROOT

from . import asked, corpus, natural, pagefind
from .command import SEED, percentile, progress, timed

_TIMES = """async (q) => {
  const out = [];
  for (const grades of [false, true]) {
    await Gongbao.search(q, { grades });
    const start = performance.now();
    await Gongbao.search(q, { grades });
    out.push(performance.now() - start);
  }
  return out;
}"""


def run(texts: Sequence[corpus.Text], each: int, own: Path | None, beside: bool) -> None:
    """Draw queries (or read one's own), ask both engines, print what was measured."""
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as temporary:
        folder = Path(temporary) / "typed"
        corpus.write_pages(texts, folder / "pages")
        site = folder / "ours"
        timed([sys.executable, "-m", "benchmarks.search.ours", str(folder / "pages"), str(site)], ROOT)
        drawn = natural.given(own, texts) if own else natural.queries(texts, each, SEED, site)
        engine = asked.Engine("Gongbao", site, asked.OURS_START, asked.OURS_ASK, natural.OURS_ASK)
        show = progress("natural queries", len(drawn))
        engines = {"Gongbao": natural.places(engine, drawn, _numbers, show)}
        times = _times(site, drawn)
        if beside:
            engines[f"Pagefind {pagefind.VERSION}"] = _theirs(folder, drawn)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}, seed {SEED}"
    )
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")
    print(f"{len(texts)} documents, {len(drawn)} queries\n")
    print(natural.table(drawn, engines))
    print("\n| warm, ms | median | 95th percentile |\n|---|---:|---:|")
    for label, measured in zip(("exact answers alone", "graded answers too"), times, strict=True):
        print(f"| {label} | {median(measured):.1f} | {percentile(measured, 0.95):.1f} |")


def _numbers(urls: Sequence[str]) -> list[int]:
    return [int(Path(url).stem) for url in urls]


def _theirs(folder: Path, drawn: Sequence[natural.Query]) -> list[int]:
    program = pagefind.install(folder.parent / "pagefind-program")
    site = folder / "pages"
    timed([*program, "--site", str(site)], folder)
    pagefind.write_page(site)
    known = pagefind.addresses(site)
    engine = asked.Engine("Pagefind", site, asked.PAGEFIND_START, asked.PAGEFIND_ASK, asked.PAGEFIND_ANSWERS)
    show = progress("Pagefind", len(drawn))
    return natural.places(engine, drawn, lambda ids: _numbers([known[i] for i in ids]), show)


def _times(site: Path, drawn: Sequence[natural.Query]) -> tuple[list[float], list[float]]:
    """Return how long each query takes warm: exact answers alone, and with graded ones."""
    with asked.opened(site) as (browser, address):
        page = browser.new_page()
        page.goto(address + "search.html", wait_until="networkidle")
        page.evaluate(asked.OURS_START)
        found = [page.evaluate(_TIMES, query.text) for query in drawn]
    return [one for one, _ in found], [other for _, other in found]
