"""A page that forbids inline scripts is loaded anew all the same when the archive was built again."""

import functools
import threading
from pathlib import Path

from gongbao.workshop.server import HOST, Server, address
from gongbao.workshop.watch import Builds, ReloadingHandler
from playwright.sync_api import Page, expect

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><title>公报</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; img-src data:">
</head><body><p>{}</p></body></html>"""


def test_a_page_shows_the_new_build_by_itself(page: Page, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("第一稿"), encoding="utf-8")
    builds = Builds()
    handler = functools.partial(ReloadingHandler, directory=str(tmp_path), builds=builds, quiet=True)
    with Server((HOST, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(address(server))
        for text in ("第二稿", "第三稿"):
            (tmp_path / "index.html").write_text(PAGE.format(text), encoding="utf-8")
            builds.done()
            expect(page.locator("p")).to_have_text(text)
        page.goto("about:blank")
        server.shutdown()
