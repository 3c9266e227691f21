"""Measure the search beside Pagefind: `inv bench search --corpus texts.jsonl`, `--arguments "--sizes 500 5000 20000"`.

--corpus FILE    JSON lines ({"title", "body"} each), gzipped or not; without it, the project's own sources
--sizes N …      documents: the first ones of the corpus, and beyond it new ones made of its paragraphs
--queries N      substrings that are drawn (500); --cold N: how many are asked with nothing cached (200)
--slow N         how many of them are asked over a slow line too, 150 ms there and back, 1.6 Mbit/s (0)
--typed N        natural queries instead of substrings: N of each kind (60), or those of --asked FILE, JSON lines
                 {"query", "title" of the document that it is after}
--count          no browser and no times: count in Node what the first three results take, in bytes and requests
--more N         what so many documents more cost an index that is kept: files, processor seconds
--no-pagefind    only our own search; --tuning shard_bytes=6000 … settings of the index
"""

import argparse
from pathlib import Path

from gongbao.workshop import ROOT

from . import corpus, counted, grown, typed
from .command import Counts, run

PARAGRAPHS = 30


def own_texts() -> list[corpus.Text]:
    """Return the project's sources, cut into documents of some paragraphs each."""
    found = []
    for path in sorted((ROOT / "sources").glob("*.txt")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
        lines = [line for line in lines if line]
        for start in range(0, len(lines), PARAGRAPHS):
            part = lines[start : start + PARAGRAPHS]
            found.append(corpus.Text(part[0][:60], tuple(part[1:])))
    return found


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="inv bench search", description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--cold", type=int, default=200)
    parser.add_argument("--slow", type=int, default=0)
    parser.add_argument("--typed", type=int, nargs="?", const=60)
    parser.add_argument("--asked", type=Path)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--more", type=int)
    parser.add_argument("--no-pagefind", action="store_true")
    parser.add_argument("--tuning", nargs="*", default=[])
    given = parser.parse_args()
    texts = corpus.read(given.corpus) if given.corpus else own_texts()
    if given.typed or given.asked:
        typed.run(
            texts[: max(given.sizes, default=len(texts))],
            given.typed or 0,
            given.asked,
            not given.no_pagefind,
        )
        return
    if given.more:
        grown.run(texts, given.sizes, given.more)
        return
    if given.count:
        counted.run(texts, given.sizes, given.queries, given.tuning)
        return
    counts = Counts(min(given.cold, given.queries), min(given.slow, given.queries))
    run(texts, given.sizes, given.queries, counts, not given.no_pagefind, given.tuning)


if __name__ == "__main__":
    main()
