"""Everyone can use every kind of page: valid HTML, keyboard, zoom, narrow screens, spacing, policy."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import kinds, validators
from tests.browser.kinds import TOO_WIDE


@pytest.fixture(scope="session")
def pages(sample_site: Path, county_site: Path) -> dict[str, Path]:
    """Return one page of each kind."""
    found = kinds.of_site(county_site) | kinds.of_site(sample_site)
    assert len(found) > 12, sorted(found)
    return found


def test_the_html_checker_finds_no_error(sample_site: Path, archive_site: Path, county_site: Path) -> None:
    run = validators.vnu(
        "--errors-only",
        "--skip-non-html",
        "--format",
        "json",
        "--stdout",
        str(sample_site),
        str(archive_site),
        str(county_site),
    )
    messages = [
        f"{m['url'].rsplit('/', 1)[-1]}:{m.get('lastLine')}: {m['message']}"
        for m in json.loads(run.stdout)["messages"]
    ]
    assert not messages, messages[:20]


def test_the_checker_finds_no_error_in_the_style_sheets(sample_site: Path) -> None:
    run = validators.vnu(
        "--errors-only", "--also-check-css", "--skip-non-css", "--format", "json", "--stdout",
        str(sample_site / "theme" / "css"),
    )  # fmt: skip
    # What the checker does not know yet, and browsers do: each is a refinement that others leave out.
    new = ("text-spacing-trim", "text-autospace", "hanging-punctuation", "text-wrap")
    messages = [
        f"{m['url'].rsplit('/', 1)[-1]}:{m.get('lastLine')}: {m['message']}"
        for m in json.loads(run.stdout)["messages"]
        if not any(name in m["message"] for name in new)
    ]
    assert not messages, messages[:20]


def test_no_page_has_inline_scripts_styles_or_handlers(
    sample_site: Path, archive_site: Path, county_site: Path
) -> None:
    for site in (sample_site, archive_site, county_site):
        for path in site.rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            tags = re.findall(r"<[a-zA-Z][^>]*>", text)
            for tag in tags:
                assert not re.search(r"\s(?:style|on[a-z]+)\s*=", re.sub(r'"[^"]*"', '""', tag)), (path, tag)
                if tag.startswith("<script") and "application/ld+json" not in tag:
                    assert ' src="' in tag, (path, tag)
            assert "<style" not in text, path
            policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
            assert policy, path
            assert "unsafe" not in policy[1]
            assert "default-src 'none'" in policy[1]
            assert text.index("Content-Security-Policy") < text.index("<link")


def test_every_page_says_its_language_title_and_one_heading(sample_site: Path) -> None:
    for path in sample_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        assert '<html lang="zh-CN"' in text, path
        assert text.count("<h1") == 1, path
        title = re.search(r"<title>([^<]+)</title>", text)
        assert title, path
        assert len(title[1]) > 4, path


def focused(page: Page) -> str:
    return str(
        page.evaluate("(document.activeElement.textContent || document.activeElement.name || '').trim()")
    )


def test_the_keyboard_alone_leads_through_an_article(page: Page, pages: dict[str, Path]) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(pages["article-page kind-document"].as_uri())
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    skip = page.locator(".skip")
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    stops = page.locator(
        "main a[href]:visible, main button:visible, main summary:visible, main [tabindex='0']:visible"
    ).count()
    assert stops > 10
    reached = set()
    for _ in range(stops + 5):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const e = document.activeElement; if (!document.querySelector('main').contains(e)) return null;
              const style = getComputedStyle(e.matches('a') && e.querySelector('rect') ? e : e);
              const box = e.getBoundingClientRect();
              return [e.tagName + e.textContent.trim().slice(0, 20), style.outlineStyle, style.outlineWidth,
                      box.width > 0 && box.bottom > 0 && box.top < innerHeight]; }"""
        )
        if place is None:
            break
        reached.add(place[0])
        assert place[1] != "none", place
        assert float(place[2].removesuffix("px")) >= 2, place
        assert place[3], f"{place[0]} has the focus out of sight"
    assert len(reached) > 10
    assert place is None, "the keyboard does not leave the article"


def test_the_settings_open_and_close_by_keyboard_and_are_kept(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["home-page"].as_uri())
    opener = page.get_by_role("button", name="阅读设置")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#settings")).to_be_visible()
    page.get_by_role("radio", name="特大").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-status]")).to_have_text("字号：特大")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "23px"
    page.keyboard.press("Escape")
    expect(page.locator("#settings")).to_be_hidden()
    page.goto(pages["issue-page"].as_uri())
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "23px"
    page.get_by_role("button", name="阅读设置").click()
    expect(page.get_by_role("radio", name="特大")).to_be_checked()


@pytest.mark.parametrize("zoom", [2, 4])
def test_zoomed_pages_need_no_sideways_scrolling(browser: Browser, pages: dict[str, Path], zoom: int) -> None:
    # Zooming a window of 1280 pixels leaves as many CSS pixels as these.
    context = browser.new_context(
        viewport={"width": 1280 // zoom, "height": 900 // zoom}, device_scale_factor=zoom
    )
    page = context.new_page()
    for kind, path in pages.items():
        page.goto(path.as_uri())
        assert page.evaluate(TOO_WIDE) == [], kind
        assert page.locator("h1").first.is_visible()
    context.close()


def test_wider_spacing_of_text_cuts_nothing_off(browser: Browser, pages: dict[str, Path]) -> None:
    """WCAG 1.4.12; the policy of the pages forbids styles of others, so this context passes it by."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    for kind, path in pages.items():
        page.goto(path.as_uri())
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
            "p { margin-bottom: 2em !important }"
        )
        assert page.evaluate(TOO_WIDE) == [], kind
        clipped = page.evaluate(
            """() => [...document.querySelectorAll('main :is(p, a, button, h1, h2, h3, li, dd, td)')]
              .filter(e => getComputedStyle(e).overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1 && !e.matches('.hidden'))
              .map(e => e.textContent.trim().slice(0, 30))"""
        )
        assert clipped == [], kind
    context.close()


def test_targets_on_a_phone_are_large_enough_for_a_finger(browser: Browser, pages: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    for kind in ("home-page", "article-page kind-document", "issue-page", "search-page"):
        page.goto(pages[kind].as_uri())
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, input:not([type=radio]):not([type=checkbox]), select')]
              .filter(e => e.checkVisibility()).map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
              .filter(([, box]) => box.height < 44 || box.width < 44).map(([name, box]) => name + ' ' + box.width + '×' + box.height)"""
        )
        assert small == [], kind
    context.close()


def test_system_colours_for_high_contrast_keep_marks_visible(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    page = context.new_page()
    page.goto(pages["article-page kind-document"].as_uri())
    border = page.locator(".number-line").evaluate("e => getComputedStyle(e).borderBottomWidth")
    assert float(border.removesuffix("px")) >= 1
    context.close()
