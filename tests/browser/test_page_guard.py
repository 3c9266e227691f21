"""The guard of the browser tests sees what it is there for: else every browser test would pass."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageGuard

FAULTS = {
    "a console error": ("<script>console.error('broken')</script>", "console error: broken"),
    "an uncaught exception": ("<script>throw new Error('lost')</script>", "uncaught: lost"),
    "a request that leaves the site": (
        "<img src='http://elsewhere.invalid/x.png' alt=''>",
        "request leaves the site: http://elsewhere.invalid/x.png",
    ),
    "a missing file": ("<script src='missing.js'></script>", "console error: Failed to load resource"),
    "a policy that stops a script": (
        "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\"><script>1</script>",
        "console error: ",
    ),
}


def site(folder: Path, body: str) -> Path:
    text = f"<!DOCTYPE html><html lang='zh'><head><title>x</title><link rel='icon' href='data:,'></head>{body}</html>"
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("way", ["http", "file"])
def test_a_fault_is_seen(
    page: Page, page_guard: PageGuard, serve: Callable[..., str], file_address: Callable[[Path], str],
    tmp_path: Path, way: str, name: str,
) -> None:  # fmt: skip
    body, fault = FAULTS[name]
    folder = site(tmp_path, body)
    page.goto((serve(folder) if way == "http" else file_address(folder)) + "index.html")
    page.wait_for_load_state("networkidle")
    assert [text for text in page_guard.unexpected() if text.startswith(fault)]
    page_guard.allow("")


def test_a_clean_page_is_passed(
    page: Page, page_guard: PageGuard, serve: Callable[..., str], tmp_path: Path
) -> None:
    page.goto(serve(site(tmp_path, "<p>公报</p>"), "/below/") + "index.html")
    page.wait_for_load_state("networkidle")
    assert page_guard.faults == []


def test_an_allowed_fault_does_not_hide_another(page_guard: PageGuard) -> None:
    page_guard.faults += ["console error: expected", "uncaught: not expected"]
    page_guard.allow("expected")
    page_guard.allowed[:] = ["error: expected"]
    assert page_guard.unexpected() == ["uncaught: not expected"]
    page_guard.faults.clear()


def test_the_browser_has_a_font_for_chinese(page: Page) -> None:
    """Boxes all look alike; two different characters drawn with a real font do not."""
    page.set_content("<canvas width='64' height='64'></canvas>")
    drawn = """text => { const c = document.querySelector('canvas'), g = c.getContext('2d');
        g.clearRect(0, 0, 64, 64); g.font = '48px sans-serif'; g.fillText(text, 4, 52); return c.toDataURL(); }"""
    assert len({page.evaluate(drawn, character) for character in "綦江公报"}) == 4
