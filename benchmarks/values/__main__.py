"""Hostile values, one at a time, each through a task of a small archive: `inv bench values`, or with -a "--kinds heads --tries 500".

settings: each setting of the program, with values of every kind; heads: each field of an article and of issue.md; lists:
codes.toml, synonyms.toml, validity.toml, redirects.txt, addresses.txt, decisions.toml, rules.toml, ledgers, sidecars; names:
of files and folders, links, pipes, collisions. Each has to end in a site, or in words that name the file or the setting: no trace, no
fault of the program, no script in a page, nothing changed or new beside the output, no control characters on the terminal.
Prints what failed with what was said, then a table.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

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
    parser.add_argument("--all-said", action="store_true", help="print what was said in every try")
    given = parser.parse_args(arguments)
    failed = False
    with (
        tempfile.TemporaryDirectory(prefix="values-") as temporary,
        ThreadPoolExecutor(given.processes) as pool,
    ):

        def one(item: tuple[int, Try]) -> tuple[Try, Ended, float]:
            began = time.monotonic()
            home = Path(temporary, f"{item[1].kind}-{item[0]}")
            ended = run(item[1], home)
            shutil.rmtree(home, ignore_errors=True)
            return item[1], ended, time.monotonic() - began

        print("| kind | tries | sites | refused | failed |\n|---|---|---|---|---|", flush=True)
        for kind in given.kinds.split(","):
            counts: Counter[str] = Counter()
            tried = (t for t in KINDS[kind](random.Random(given.seed)) if given.only in t.what)
            for done, ended, seconds in pool.map(one, enumerate(islice(tried, given.tries))):
                counts["tries"] += 1
                counts["refused" if ended.code else "sites"] += 1
                if ended.wrong or given.all_said:
                    counts["failed"] += bool(ended.wrong)
                    said = (
                        ended.said if len(ended.said) < 1500 else f"{ended.said[:750]} … {ended.said[-750:]}"
                    )
                    print(
                        f"{kind}: {done.what!r} ({seconds:.1f} s): {'; '.join(ended.wrong)}\n  {said!r}".encode(
                            "utf-8", "backslashreplace"
                        ).decode(),
                        flush=True,
                    )
            failed = failed or bool(counts["failed"])
            print(
                f"| {kind} | {counts['tries']} | {counts['sites']} | {counts['refused']} | {counts['failed']} |",
                flush=True,
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
