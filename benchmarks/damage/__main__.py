"""Damaged and hostile files through ingest, build and browser: `inv bench damage`, or with -a "--files 2000 --seed 5".

Word, Excel, OFD, MHT, zip, HTML, PDF, text and pictures are damaged in their bytes, in the zip around them, and in their
trees, where they remain well-formed. Each is read or refused in words (no fault of the program, no warning of a library);
what was read is built as one archive, and its pages are opened in Chromium, where no script and no dialog may come up.
"""

import argparse
import contextlib
import io
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gongbao.ingest.parsing import parse_one
from gongbao.ingest.write import files as layout
from gongbao.ingest.write import writing as write
from gongbao.limit import Limits

from tests.fuzz.test_fuzz import _damaged as bytes_turned

from .. import _confined
from . import containers, documents, markup, originals

FAULT = re.compile(r"please report|Traceback|fault of the program")
SECONDS = 60


def main(arguments: list[str]) -> int:
    """Try all; print what failed, then a table; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--files", type=int, default=300, help="of each form")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only the forms whose names hold this, by commas")
    parser.add_argument("--pages", type=int, default=150, help="pages opened in Chromium")
    given = parser.parse_args(arguments)
    found: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="damage-") as home:
        content, sources = Path(home, "content"), Path(home, "sources")
        content.mkdir()
        sources.mkdir()
        for form, name, data in _files(given.files, given.seed, given.only.split(",")):
            counts = found.setdefault(form, Counter())
            refused, told, seconds = _ingest(sources / name, data, content)
            counts["tried"] += 1
            counts["slow"] += seconds > SECONDS / 2
            counts["refused"] += refused
            if (told and FAULT.search(told)) or seconds > SECONDS / 2:
                counts["failed"] += 1
                print(f"{name} ({seconds:.1f} s): {told}", flush=True)
        print("| form | tried | refused | failed | slow |\n|---|---|---|---|---|")
        for form, counts in found.items():
            print(
                f"| {form} | {counts['tried']} | {counts['refused']} | {counts['failed']} | {counts['slow']} |"
            )
        wrong = _site(Path(home), given.pages, random.Random(given.seed))
    return int(wrong or any(counts["failed"] for counts in found.values()))


def _files(count: int, seed: int, only: list[str]) -> Iterator[tuple[str, str, bytes]]:
    """Give form, name and bytes of each file."""
    for form, maker in originals.MAKERS.items():
        if only != [""] and form not in only:
            continue
        data = maker()
        few = max(8, count // 20) if form in ("tif", "png") else count
        for number in range(few):
            chance = random.Random(f"{seed} {form} {number}")
            yield (
                form,
                f"{form}-{number}.{form}",
                _one(form, data, number if seed == 1 else number + 60, chance),
            )
    if only == [""] or "picture" in only:
        for name, data in documents.pictures().items():
            yield "picture", name, data


def _one(form: str, data: bytes, number: int, chance: random.Random) -> bytes:
    zipped = data.startswith(b"PK")
    way = number % 3
    if zipped and way == 0:
        return containers.damaged(data, number // 3)
    if zipped and way == 1:
        return markup.container(data, chance)
    if form == "html" and way:
        return markup.page(data, chance)
    if form == "pdf" and way:
        return documents.pdf(data, chance) if way == 1 else documents.torn(data, chance)
    if number < 30:
        return data[: len(data) * (number // 3 + 1) // 11]
    return bytes_turned(data, chance)


def _ingest(path: Path, data: bytes, content: Path) -> tuple[bool, str, float]:
    """Read and write one file as ingest does; return whether it was refused, what was said, and the processor seconds."""
    path.write_bytes(data)
    began, said = time.process_time(), io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            made = parse_one(path, None, None, limits=Limits(SECONDS))
            if isinstance(made, str):
                return True, made, time.process_time() - began
            slugs = {p.stem: p.parent.name for p in content.rglob("*.md")}
            laid = layout.lay(made, layout.slugs_for(made, None, set(slugs)))
            outcome, new = write.plan(laid, content, False)
            write.apply(outcome, new, content)
    except Exception as error:
        return False, f"Traceback in writing: {type(error).__name__}: {error}", time.process_time() - began
    return False, said.getvalue(), time.process_time() - began


def _site(home: Path, count: int, chance: random.Random) -> bool:
    """Build what was read, and look at pages of it; tell whether anything went wrong."""
    (home / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "gongbao", "build"], cwd=home, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    texts = len(list((home / "content").rglob("*.md")))
    print(f"build of {texts} texts: {done.returncode}; {said[-300:]}")
    wrong = bool(FAULT.search(said)) or done.returncode != 0
    if not done.returncode:
        wrong = _opened(home / "output", count, chance) or wrong
    return wrong


def _opened(output: Path, count: int, chance: random.Random) -> bool:
    from gongbao.workshop import browser  # noqa: PLC0415 - only where there is a browser
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    pages = sorted(output.rglob("*.html"))
    wrong: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(browser.find()), args=browser.launch_arguments()
        )
        # The policy is taken away, so that what it would stop is seen.
        context = chromium.new_context(bypass_csp=True)
        context.add_init_script("window.alert = window.print = () => { document.title = 'RAN'; }")
        page = context.new_page()
        page.on(
            "dialog", lambda dialog: (wrong.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss())
        )
        page.on(
            "request",
            lambda asked: (
                wrong.append(f"{page.url}: asks for {asked.url}")
                if not asked.url.startswith(("file:", "data:", "blob:"))
                else None
            ),
        )
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        for path in chance.sample(pages, min(count, len(pages))):
            page.goto(path.as_uri())
            page.wait_for_timeout(30)
            if page.title() == "RAN":
                wrong.append(f"{path}: a script ran")
        chromium.close()
    print(
        f"{min(count, len(pages))} of {len(pages)} pages opened: {len(wrong)} with scripts, dialogs, requests or errors"
    )
    print("\n".join(wrong[:20]))
    return bool(wrong)


def _elsewhere(address: str) -> bool:
    return not address.startswith(("file:", "data:", "blob:"))


if __name__ == "__main__":
    sys.exit(_confined.run("benchmarks.damage", main))
