"""A text of a megabyte is set by Chromium within some seconds of a processor, whatever it is made of.

Processor time of the page's own thread, so a busy machine changes nothing: an ordinary text of that length takes about one.
"""

from pathlib import Path

import pytest
from gongbao import places
from gongbao.issues.markup import Renderer
from playwright.sync_api import Browser

SECONDS = 8
LONG = 600_000
BODIES = {
    "brackets never closed": "[" * LONG,
    "letters": "a" * LONG,
    "figures and marks": "1%" * (LONG // 2),
    "one paragraph of sentences": "各单位要落实责任。" * (LONG // 9),
    "short paragraphs": "一、要落实。\n\n" * (LONG // 8),
    "one line of commas": "，" * LONG,
}


def seconds(browser: Browser, path: Path) -> float:
    """Return the processor seconds that the thread of a page takes until all of it is laid out."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri(), timeout=300_000)
    assert page.evaluate("document.body.scrollHeight") > 800
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return float(metrics["TaskDuration"])


@pytest.mark.parametrize("name", BODIES)
def test_a_page_of_a_long_text_is_laid_out_in_time(browser: Browser, tmp_path: Path, name: str) -> None:
    styles = "".join(
        f'<link rel="stylesheet" href="{(places.theme() / "static" / "css" / f"{style}.css").as_uri()}">'
        for style in ("base", "text")
    )
    page = tmp_path / "a.html"
    body = Renderer().render(BODIES[name]).html
    page.write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">{styles}<main><div class="body">{body}</div></main>',
        encoding="utf-8",
    )
    assert seconds(browser, page) < SECONDS
