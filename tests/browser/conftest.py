"""Chromium for tests, and sites to open in it.

page          a Playwright page, in a context of its own; in modules that use the fixture one_page it is that of the test before,
              as it was at first (its size, medium, routes and what the site keeps): a new context costs more than most tests.
              Not where a test adds scripts to the page, or a service worker. A console error, an uncaught exception or a request that leaves the site fails the
              test when it ends; a test that provokes one says so with page_guard.allow("part of the message").
http_site     address of the project's archive, served: http://127.0.0.1:…/
sub_path_site the same below a sub-path: http://127.0.0.1:…/deep/down/
file_site     the same, opened from the disk: file:///…/
any_site      each of the three in turn
serve         serve(folder, prefix="/") → address, for a site of your own (archive_site, small_site(…))
file_address  file_address(folder) → its file:// address
host          a host of the made-up archive in a process of its own, that a test may kill and start again
until         until(page, "expression") waits until JavaScript says it is so

browser (of tests/conftest.py) is Chromium itself. Every address ends with a slash: page.goto(http_site + "search.html"). No browser: every test fails and says what to
run, since a skipped browser test looks like a passed one.
"""

import contextlib
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from gongbao.workshop import server
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.worker_host import Host

SIZE: ViewportSize = {"width": 1280, "height": 900}


@dataclass
class PageGuard:
    """What a page did that no page of the archive may do."""

    faults: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._events: dict[str, Callable[[Any], None]] = {
            "console": self._console,
            "pageerror": lambda error: self.faults.append(f"uncaught: {error}"),
            "request": lambda request: self._request(request.url),
            "requestfailed": lambda request: self._failed(request.url, request.failure),
        }

    def allow(self, part: str) -> None:
        """Expect faults whose text contains part."""
        self.allowed.append(part)

    def unexpected(self) -> list[str]:
        """Return the faults that nothing allows."""
        return [fault for fault in self.faults if not any(part in fault for part in self.allowed)]

    def watch(self, page: Page) -> None:
        """Listen to a page; also for pages that a test opens itself."""
        for event, heard in self._events.items():
            page.on(event, heard)  # type: ignore[call-overload]

    def leave(self, page: Page) -> None:
        """Listen to a page no more, which another test goes on with."""
        for event, heard in self._events.items():
            page.remove_listener(event, heard)

    def _console(self, message: object) -> None:
        if message.type in ("error", "warning"):  # type: ignore[attr-defined]
            self.faults.append(f"console {message.type}: {message.text}")  # type: ignore[attr-defined]

    def _request(self, url: str) -> None:
        if not re.match(r"(http://127\.0\.0\.1:\d+/|file://|data:|blob:|about:)", url):
            self.faults.append(f"request leaves the site: {url}")

    def _failed(self, url: str, failure: str | None) -> None:
        if failure != "net::ERR_ABORTED":  # the reader went on to another page
            self.faults.append(f"request failed: {url} ({failure})")


@pytest.fixture
def page_guard() -> Iterator[PageGuard]:
    """Return the guard of this test's pages; it speaks up when the test ends."""
    guard = PageGuard()
    yield guard
    assert not guard.unexpected()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, page_guard: PageGuard) -> Iterator[Page]:
    """Return a page 1280 pixels wide."""
    if "one_page" not in request.fixturenames:
        with _page(browser) as opened:
            page_guard.watch(opened)
            yield opened
        return
    same: Page = request.getfixturevalue("one_page")
    page_guard.watch(same)
    yield same
    same.unroute_all(behavior="ignoreErrors")
    same.emulate_media(media="null", color_scheme="null", reduced_motion="null", forced_colors="null")
    same.set_viewport_size(SIZE)
    same.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    # What it does still is that of this test.
    same.goto("about:blank")
    page_guard.leave(same)


@pytest.fixture(scope="module")
def one_page(browser: Browser) -> Iterator[Page]:
    """Return the page that the tests of a module use one after the other."""
    with _page(browser) as opened:
        yield opened


@contextlib.contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZE, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Return a function that waits until an expression is true in a page.

    Playwright's own wait_for_function asks again by eval(), which the pages' Content Security Policy forbids.
    """

    def wait(page: Page, expression: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not page.evaluate(f"!!({expression})"):
            assert time.monotonic() < end, f"not true after {seconds} s: {expression}"
            page.wait_for_timeout(20)

    return wait


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves a folder until the tests are over."""
    running: list[server.Server] = []

    def start(folder: Path, prefix: str = "/") -> str:
        one = server.make_server(folder, prefix=prefix)
        threading.Thread(target=one.serve_forever, daemon=True).start()
        running.append(one)
        return server.address(one, prefix)

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


@pytest.fixture
def host(archive_site: Path, tmp_path: Path) -> Iterator[Host]:
    """Return a host of the made-up archive, in a folder of this test."""
    folder = tmp_path / "served"
    shutil.copytree(archive_site, folder)
    one = Host(folder)
    yield one
    one.kill()


@pytest.fixture(scope="session")
def file_address() -> Callable[[Path], str]:
    """Return a function that gives a folder's file:// address."""
    return lambda folder: folder.resolve().as_uri() + "/"


@pytest.fixture(scope="session")
def http_site(serve: Callable[..., str], sample_site: Path) -> str:
    """Return the address of the served archive."""
    return serve(sample_site)


@pytest.fixture(scope="session")
def sub_path_site(serve: Callable[..., str], sample_site: Path) -> str:
    """Return the address of the archive served below a sub-path."""
    return serve(sample_site, "/deep/down/")


@pytest.fixture(scope="session")
def file_site(file_address: Callable[[Path], str], sample_site: Path) -> str:
    """Return the address of the archive on the disk."""
    return file_address(sample_site)


@pytest.fixture(params=["http_site", "sub_path_site", "file_site"])
def any_site(request: pytest.FixtureRequest) -> str:
    """Return each way to open the archive in turn."""
    return str(request.getfixturevalue(request.param))
