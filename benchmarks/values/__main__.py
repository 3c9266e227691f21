"""Hostile values, one at a time, each through a task of a small archive: `inv bench values`, or with -a "--kinds heads --tries 500".

settings: each setting of the program, with values of every kind; heads: each field of an article and of issue.md; lists:
codes.toml, synonyms.toml, validity.toml, redirects.txt, addresses.txt, decisions.toml, rules.toml, ledgers, sidecars; names:
of files and folders, links, pipes, collisions. Each has to end in a site, or in words that name the file or the setting: no trace, no
fault of the program, no script in a page, nothing changed or new beside the output, no control characters on the terminal.
Prints what failed with what was said, then a table.
"""

import argparse
import math
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

os.environ |= {"GONGBAO_LANG": "en", "PYTHONUTF8": "1"}  # before the program is imported

from .. import _confined
from . import heads, lists, names, settings
from .tries import Ended, Try, run

KINDS = {"settings": settings.tries, "heads": heads.tries, "lists": lists.tries, "names": names.tries}


def main(arguments: list[str]) -> int:
    """Try all; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--tries", type=int, default=200, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS), help="by commas")
    parser.add_argument("--only", default="", help="only those whose description holds this")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="of each kind; begin no try after that"
    )
    parser.add_argument("--all-said", action="store_true", help="print what was said in every try")
    given = parser.parse_args(arguments)
    failed = False
    print("| kind | tries | sites | refused | failed |\n|---|---|---|---|---|", flush=True)
    for kind in given.kinds.split(","):
        tried = (t for t in KINDS[kind](random.Random(given.seed)) if given.only in t.what)
        failed = (
            _all(kind, list(islice(tried, given.tries)), given.processes, given.all_said, given.minutes)
            or failed
        )
    return int(failed)


def _all(kind: str, tried: list[Try], processes: int, all_said: bool, minutes: float) -> bool:
    """Run all tries of a kind; tell whether any failed."""
    counts: Counter[str] = Counter()
    until = time.monotonic() + minutes * 60
    _TRIED[:] = tried
    with (
        tempfile.TemporaryDirectory(prefix="values-") as temporary,
        ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool,
    ):
        ended_all = pool.map(_one, range(len(tried)), [temporary] * len(tried), [until] * len(tried))
        for done, (ended, seconds) in zip(tried, ended_all, strict=True):
            if ended is None:
                continue
            counts["tries"] += 1
            counts["refused" if ended.code else "sites"] += 1
            counts["failed"] += bool(ended.wrong)
            if ended.wrong or all_said:
                said = (
                    ended.said
                    if len(ended.said) < _MOST
                    else f"{ended.said[: _MOST // 2]} … {ended.said[-_MOST // 2 :]}"
                )
                text = f"{kind}: {done.what!r} ({seconds:.1f} s): {'; '.join(ended.wrong)}\n  {said!r}"
                print(text.encode("utf-8", "backslashreplace").decode(), flush=True)
    print(
        f"| {kind} | {' | '.join(str(counts[name]) for name in ('tries', 'sites', 'refused', 'failed'))} |",
        flush=True,
    )
    return bool(counts["failed"])


# What copies of this process find when they are made: a try holds functions, which cannot be sent.
_TRIED: list[Try] = []
_MOST = 1500


def _one(at: int, temporary: str, until: float) -> tuple[Ended | None, float]:
    if time.monotonic() > until:
        return None, 0
    began, home = time.monotonic(), Path(temporary, "a", "b", str(at))  # a path that climbs stays within
    ended = run(_TRIED[at], home)
    shutil.rmtree(home, ignore_errors=True)
    return ended, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(_confined.run("benchmarks.values", main))
