"""Ask a search page in Chromium: what it loads, how long it takes, what it answers."""

import gzip
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from gongbao.workshop import browser as chromium
from gongbao.workshop import server
from playwright.sync_api import Browser, Page, sync_playwright

from . import line


@dataclass(frozen=True)
class Engine:
    """How a search is started and asked on its page; each is a JavaScript function that is given the query.

    `ask` is given too how many results are to be shown.
    """

    name: str
    site: Path
    start: str
    ask: str
    answers: str


OURS_START = "() => Gongbao.start()"
OURS_ASK = """async (q, shown) => {
  const { hits } = await Gongbao.search(q, { later: true });
  await Promise.all(hits.slice(0, shown).map((hit) => hit.load()));
}"""
# In parts, since a browser gives up on scripts that wait for a minute. Where there are very many answers, their cards would
# be most of the index: then the documents tell, which are numbered as their pages are.
OURS_ANSWERS = """async (q) => {
  const { total, hits } = await Gongbao.search(q, { limit: 2000, snippets: false, later: true });
  if (total > hits.length) {
    const found = await Gongbao.engine.find(Gongbao.query.parse(q));
    if (found.length !== total) throw new Error(`${q}: ${found.length} documents, ${total} answers`);
    return Array.from(found, (number) => `${number}.html`);
  }
  const urls = [];
  for (let i = 0; i < hits.length; i += 200) {
    const some = await Promise.all(hits.slice(i, i + 200).map((hit) => hit.load()));
    urls.push(...some.map(({ url }) => url));
  }
  return urls;
}"""
PAGEFIND_START = """async () => {
  window.pagefind = await import('./pagefind/pagefind.js');
  await window.pagefind.init();
  // It loads its program and its list of pages only now; without this they would count as the first query's.
  await window.pagefind.filters();
}"""
PAGEFIND_ASK = """async (q, shown) => {
  const { results } = await window.pagefind.search(q);
  await Promise.all(results.slice(0, shown).map((result) => result.data()));
}"""
PAGEFIND_ANSWERS = "(q) => window.pagefind.search(q).then((r) => r.results.map((result) => result.id))"


# What our page shows of an answer before the reader looks further, and all of a page.
FIRST, ALL = 3, 10


@dataclass
class Measures:
    """What was measured, query by query, when the first results are shown; bytes as gzip sends them.

    all_bytes, all_requests: the same when all results of a page are.
    """

    before: int = 0
    per_query: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    all_bytes: list[int] = field(default_factory=list)
    all_requests: list[int] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


@contextmanager
def opened(
    site: Path, make: Callable[[Path], server.Server] = server.make_server
) -> Iterator[tuple[Browser, str]]:
    """Serve a folder and start a browser."""
    one = make(site)
    threading.Thread(target=one.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_arguments()
        )
        try:
            yield started, server.address(one, "/")
        finally:
            started.close()
            one.shutdown()
            one.server_close()


def weigher(site: Path) -> Callable[[str], int]:
    """Return a function that tells how many bytes an address takes on the way; what is compressed stays as it is."""

    @cache
    def size(path: str) -> int:
        data = (site / path.lstrip("/")).read_bytes()
        return min(len(data), len(gzip.compress(data, 6)))

    return lambda url: size(unquote(urlsplit(url).path))


def _timed(page: Page, function: str, query: str, shown: int) -> float:
    script = f"""async ([q, shown]) => {{
      const start = performance.now();
      await ({function})(q, shown);
      return performance.now() - start;
    }}"""
    return float(page.evaluate(script, [query, shown]))


def measure(engine: Engine, queries: Sequence[str], progress: Callable[[int], None]) -> Measures:
    """Ask each query in a new browser context with nothing cached, then once more in the same page."""
    measured = Measures()
    weigh = weigher(engine.site)
    with opened(engine.site) as (browser, address):
        for number, query in enumerate(queries, 1):
            context = browser.new_context()
            page = context.new_page()
            loaded: list[str] = []
            page.on("request", lambda request, urls=loaded: urls.append(request.url))
            page.goto(address + "search.html", wait_until="networkidle")
            page.evaluate(engine.start)
            page.wait_for_load_state("networkidle")
            # The page itself is the site's; what belongs to the search is what it brings.
            measured.before = sum(
                weigh(url) for url in set(loaded) if not url.endswith(("search.html", "favicon.ico"))
            )
            loaded.clear()
            measured.cold.append(_timed(page, engine.ask, query, FIRST))
            measured.warm.append(_timed(page, engine.ask, query, FIRST))
            measured.per_query.append(sum(weigh(url) for url in set(loaded)))
            measured.requests.append(len(set(loaded)))
            _timed(page, engine.ask, query, ALL)
            measured.all_bytes.append(sum(weigh(url) for url in set(loaded)))
            measured.all_requests.append(len(set(loaded)))
            context.close()
            progress(number)
    return measured


def measure_slow(
    engine: Engine, queries: Sequence[str], progress: Callable[[int], None]
) -> tuple[list[float], list[float]]:
    """Return how long each query takes over a slow line, with nothing cached: first results on a page that is ready, and
    on one that is opened with the query in its address, from the start of opening it."""
    ready, opening = [], []
    with opened(engine.site, line.make_server) as (browser, address):
        for number, query in enumerate(queries, 1):
            with closing(browser.new_context()) as context:
                page = context.new_page()
                page.goto(address + "search.html", wait_until="networkidle")
                page.evaluate(engine.start)
                ready.append(_timed(page, engine.ask, query, FIRST))
            with closing(browser.new_context()) as context:
                page = context.new_page()
                page.goto(f"{address}search.html?q={quote(query)}", wait_until="domcontentloaded")
                page.evaluate(engine.start)
                _timed(page, engine.ask, query, FIRST)
                opening.append(float(page.evaluate("performance.now()")))
            progress(number)
    return ready, opening


def answers(engine: Engine, queries: Sequence[str], progress: Callable[[int], None]) -> list[list[str]]:
    """Return all answers to each query."""
    found = []
    with opened(engine.site) as (browser, address):
        page = browser.new_page()
        page.set_default_timeout(300_000)
        page.goto(address + "search.html", wait_until="networkidle")
        page.evaluate(engine.start)
        for number, query in enumerate(queries, 1):
            found.append(list(page.evaluate(engine.answers, query)))
            progress(number)
    return found
