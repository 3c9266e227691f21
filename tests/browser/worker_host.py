"""What tests of the service worker share: a host that can be killed, and a reader who saves and searches."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gongbao.workshop import ROOT
from playwright.sync_api import Page, expect

if TYPE_CHECKING:  # the fixtures there are made of what is here
    from tests.browser.conftest import PageGuard

# Two issues of the made-up archive.
ISSUE = "yunling-gongbao/2024/03/"
OTHER = "yunling-gongbao/2024/01/"
# What Chromium says of a host that is gone.
NO_NET = ("net::ERR_", "Failed to load resource")
_SERVE = (
    "import sys; from gongbao.workshop.server import make_server; "
    "make_server(sys.argv[1], int(sys.argv[2]), sys.argv[3]).serve_forever()"
)


class Host:
    """Serves a folder, in a process of its own, so that no open connection outlives it; its address stays the same."""

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self.folder, self.prefix = folder, prefix
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def start(self) -> None:
        assert self.process is None
        command = [sys.executable, "-c", _SERVE, str(self.folder), str(self.port), self.prefix]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the host did not start")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def pages(folder: Path, below: str) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in (folder / below).rglob("*.html"))


def open_saved(page: Page, host: Host, issue: str = ISSUE) -> None:
    """Open an issue and save it by its button."""
    page.goto(host.url + issue + "index.html")
    box = page.locator("[data-offline]")
    box.get_by_role("button", name="保存本期").click()
    expect(box).to_contain_text("保存在本机，断网后也能阅读和检索")


def lose_net(host: Host, guard: "PageGuard") -> None:
    for part in NO_NET:
        guard.allow(part)
    host.kill()


def found(
    page: Page, host: Host, until: Callable[..., None], *queries: str, **options: object
) -> list[dict[str, object]]:
    """Search on the search page; return for each query how many documents there are, and which, with what is quoted."""
    page.goto(host.url + "search.html")
    until(page, "window.Gongbao && window.Gongbao.search")
    answers = []
    for query in queries:
        answer = page.evaluate("([q, o]) => Gongbao.search(q, o)", [query, {"limit": 99, **options}])
        hits = {hit["url"]: [s["text"] for s in hit["snippets"]] for hit in answer["hits"]}
        answers.append({"hits": hits, "total": answer["total"]})
    return answers
