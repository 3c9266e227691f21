"""axe-core finds nothing on any kind of page, in any setting; nothing is wider than the window."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import kinds, validators
from tests.browser.kinds import TOO_WIDE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# (colours, size of type, contrast, width)
SETTINGS = [
    ("light", "normal", "auto", 1280),
    ("dark", "normal", "auto", 320),
    ("light", "huge", "auto", 320),
    ("dark", "huge", "auto", 1280),
    ("light", "large", "more", 1280),
    ("dark", "large", "more", 320),
]
RUN_AXE = (
    "rules => axe.run({runOnly: rules, rules: {'target-size': {enabled: true}}, resultTypes: ['violations']})"
)
# What a reader may have open: folded parts, the outline as a drawer, the settings.
OPEN_ALL = "() => document.querySelectorAll('details').forEach(part => { part.open = true; })"
OPEN = "id => { const part = document.getElementById(id); if (part && part.showPopover) part.showPopover(); }"


@pytest.fixture(scope="session")
def pages(sample_site: Path, county_site: Path) -> dict[str, Path]:
    """Return one page of each kind."""
    found = kinds.of_site(county_site) | kinds.of_site(sample_site)
    assert len(found) > 12, sorted(found)
    return found


@pytest.fixture(params=SETTINGS, ids=lambda s: "-".join(map(str, s)))
def set_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Return a page with each of the settings in turn."""
    scheme, size, contrast, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="zh-CN"
    )
    context.add_init_script(
        f"localStorage.setItem('gongbao-size', '{size}'); localStorage.setItem('gongbao-contrast', '{contrast}');"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def violations(page: Page) -> list[str]:
    """Return what axe-core says against the page as it stands."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(validators.axe())
    result = page.evaluate(RUN_AXE, RULES)
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for v in result["violations"]
        for node in v["nodes"][:3]
    ]


def test_axe_finds_nothing_on_any_kind_of_page(set_page: Page, pages: dict[str, Path]) -> None:
    found: dict[str, list[str]] = {}
    for kind, path in pages.items():
        set_page.goto(path.as_uri())
        set_page.evaluate(OPEN_ALL)
        if faults := violations(set_page):
            found[kind] = faults
        if wide := set_page.evaluate(TOO_WIDE):
            found[f"{kind}: wider than the window"] = wide
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_axe_finds_nothing_with_the_drawers_open(set_page: Page, pages: dict[str, Path]) -> None:
    set_page.goto(pages["article-page kind-document"].as_uri())
    for drawer in ("settings", "outline"):
        set_page.evaluate(OPEN, drawer)
        assert violations(set_page) == [], drawer
        set_page.keyboard.press("Escape")


def test_results_of_a_search_are_accessible(set_page: Page, sample_site: Path) -> None:
    set_page.goto((sample_site / "search.html").as_uri() + "?q=%E7%BB%93%E6%A0%B8%E7%97%85")  # 结核病
    expect(set_page.locator("[data-search-results] mark").first).to_be_visible()
    assert violations(set_page) == []
    assert set_page.evaluate(TOO_WIDE) == []
