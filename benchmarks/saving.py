"""What saving in the browser costs: sizes of the lists, of an issue and of the whole archive, and how long it takes.

    python benchmarks/saving.py 500 5000

Without a number the sample archive is measured; a number is that of the articles of a made-up archive (derived.py).
Chromium saves from a server on the same machine, so the times are those of the browser, not of a line.
"""

import gzip
import json
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gongbao.workshop import browser as chromium  # noqa: E402
from gongbao.workshop import server  # noqa: E402
from gongbao.workshop.build import build_into  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from benchmarks import derived  # noqa: E402

PATIENCE = 900_000


def megabytes(count: int) -> str:
    """Return a size as the table shows it."""
    return f"{count / 1e6:.2f} MB"


def saved(page: Page, button: str) -> float:
    """Press a button and return the seconds until all is saved."""
    wanted = page.get_by_role("button", name=button)
    wanted.wait_for()
    began = time.monotonic()
    wanted.click()
    page.get_by_role("button", name="停止").wait_for(state="detached", timeout=PATIENCE)
    return time.monotonic() - began


def measure(site: Path) -> list[str]:
    """Return the figures of a built site."""
    raw = (site / "offline" / "build.json").read_bytes()
    build = json.loads(raw)
    issue = next(group for group in build["groups"] if group["kind"] == "issue")
    index = next(group for group in build["groups"] if group["kind"] == "search")
    served = server.make_server(site)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    address = server.address(served)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_arguments()
        )
        page = browser.new_page()
        page.goto(address + issue["url"])
        one = saved(page, "保存本期")
        page.goto(address + "offline.html")
        whole = saved(page, "保存全库")
        browser.close()
    served.shutdown()
    files = sum(group["files"] for group in build["groups"])
    return [
        f"{len(gzip.compress(raw, 9)) / 1000:.1f} kB",
        megabytes(sum(size for _, _, size in build["shell"])),
        f"{megabytes(issue['bytes'])}, {issue['files']} files, {one:.1f} s",
        megabytes(index["bytes"]),
        f"{megabytes(build['bytes'])}, {files:,} files, {whole:.0f} s",
    ]


def main() -> None:
    """Print a row for each archive."""
    print("| articles | first list (gzip) | shell | newest issue | whole index | whole archive |")
    print("|---|---|---|---|---|---|")
    for count in [int(argument) for argument in sys.argv[1:]] or [0]:
        with tempfile.TemporaryDirectory(prefix="gongbao-saving-") as folder:
            content, output = Path(folder, "content"), Path(folder, "output")
            if count:
                derived.make(content, count)
            build_into(output, content if count else ROOT / "content")
            print("|", " | ".join([f"{count:,}" if count else "sample", *measure(output)]), "|", flush=True)


if __name__ == "__main__":
    main()
