"""What a reader waits for: weight, first paint and layout shift of a page of each kind, on a slow telephone line.

    python benchmarks/pages.py [folder of a built site]

Without a folder the sample archive is built. Chromium is slowed down to a quarter of the machine's speed, the line to
1.6 Mbit/s with 150 ms there and back (what Lighthouse calls slow 4G); the server sends gzip and allows no caching.
Shifts are summed over loading and over scrolling to the end of the page. Each figure is the median of eleven loads.
"""

import contextlib
import gzip
import re
import statistics
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gongbao.workshop import browser as chromium  # noqa: E402
from gongbao.workshop.build import build_into  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

LOADS = 11
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
OBSERVE = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value; }))
  .observe({type: 'layout-shift', buffered: true});
window.largest = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { window.largest = e.startTime; }))
  .observe({type: 'largest-contentful-paint', buffered: true});
"""
SCROLL = """async () => {
  const step = innerHeight * 0.8;
  for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
    scrollTo({top: y, behavior: 'instant'});
    await new Promise(done => setTimeout(done, 60));
  }
}"""


class Zipped(SimpleHTTPRequestHandler):
    """Serve a folder as a host does: compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in {".html", ".css", ".js", ".svg", ".json"}:
            data = gzip.compress(data, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        """Answer one connection; the requests of a page, and of its worker, end when it is closed."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def characters(path: Path) -> int:
    """Count the characters of an article's body."""
    body = path.read_text("utf-8").partition('<div class="body">')[2].partition("</article>")[0]
    return len(re.sub(r"<[^>]+>|\s", "", body))


def chosen(site: Path) -> dict[str, Path]:
    """Return a page of each kind; the article is the one nearest to 5,000 characters."""
    issue = max(site.glob("*/[0-9][0-9][0-9][0-9]/*/index.html"))
    articles = [
        p for p in site.rglob("*.html") if "kind-document" in p.read_text("utf-8") and p.name != "print.html"
    ]
    article = min(articles, key=lambda p: abs(characters(p) - 5000))
    return {
        "home": site / "index.html",
        "issue": issue,
        f"article, {characters(article)} characters": article,
        "publication": issue.parents[2] / "index.html",
        "search": site / "search.html",
    }


def load(browser: Browser, url: str, width: int) -> dict[str, float]:
    """Load a page once, in a profile of its own."""
    context = browser.new_context(viewport={"width": width, "height": 844 if width < 600 else 900})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sent = {"bytes": 0.0, "requests": 0.0}

    def count(event: dict[str, Any]) -> None:
        sent["bytes"] += event["encodedDataLength"]
        sent["requests"] += 1

    session.on("Network.loadingFinished", count)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(500)
    kilobytes, requests = sent["bytes"] / 1000, sent["requests"]
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    largest = page.evaluate("window.largest")
    page.evaluate(SCROLL)
    shift = page.evaluate("window.shift")
    context.close()
    return {"kB": kilobytes, "requests": requests, "paint": paint, "largest": largest, "shift": shift}


def main() -> None:
    """Print the figures as a table."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "site"
        if len(sys.argv) == 1:
            build_into(site, ROOT / "content")
        served = str(site.resolve())
        server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Zipped(*a, directory=served))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}/"
        print("| page | width | kB sent | requests | first paint, ms | largest paint, ms | layout shift |")
        print("|---|---|---|---|---|---|---|")
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(
                executable_path=str(chromium.find()), args=chromium.launch_arguments()
            )
            for name, path in chosen(site).items():
                for width in (1280, 390):
                    url = root + path.relative_to(site).as_posix()
                    loads = [load(started, url, width) for _ in range(LOADS)]
                    m = {key: statistics.median(one[key] for one in loads) for key in loads[0]}
                    print(
                        f"| {name} | {width} | {m['kB']:.1f} | {m['requests']:.0f} | {m['paint']:.0f} "
                        f"| {m['largest']:.0f} | {m['shift']:.4f} |",
                        flush=True,
                    )
            started.close()
        server.shutdown()


if __name__ == "__main__":
    main()
