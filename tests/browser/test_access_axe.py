"""axe-core finds nothing on any kind of page, in any setting; nothing is wider than the window."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import kinds, validators
from tests.browser.kinds import TOO_WIDE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
Setting = tuple[Literal["light", "dark"], str, str, int]
# (colours, size of type, contrast, width)
SETTINGS: list[Setting] = [
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
# By the page's own buttons; false where it has none, and is to be opened again.
CHOOSE = """chosen => {
  const inputs = Object.entries(chosen).map(([name, value]) => {
    const input = document.querySelector(`[data-setting=${name}] input[value=${value}]`);
    if (!input) localStorage.setItem(`gongbao-${name}`, value);
    else if (document.documentElement.getAttribute(`data-${name}`) !== value) {
      input.checked = true;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return input;
  });
  return inputs.every(Boolean);
}"""
OPEN = "id => { const part = document.getElementById(id); if (part && part.showPopover) part.showPopover(); }"


@pytest.fixture(scope="session")
def pages(sample_site: Path, county_site: Path) -> dict[str, Path]:
    """Return one page of each kind."""
    found = kinds.of_site(county_site) | kinds.of_site(sample_site)
    assert len(found) > 12, sorted(found)
    return found


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """Return a page of a reader who has chosen nothing yet."""
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def in_each_setting(page: Page, settings: Sequence[Setting] = SETTINGS) -> Iterator[str]:
    """Choose each of the settings in turn, as a reader does; a page without that part has it from the one before."""
    for scheme, size, contrast, width in settings:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        chosen = {"size": size, "contrast": contrast}
        if not page.evaluate(CHOOSE, chosen):
            page.reload()
        assert page.evaluate("() => ({...document.documentElement.dataset})").items() >= chosen.items()
        yield f"{scheme} {size} {contrast} {width}"


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


def test_axe_finds_nothing_on_any_kind_of_page(reader: Page, pages: dict[str, Path]) -> None:
    found: dict[str, list[str]] = {}
    settings = list(SETTINGS)
    for kind, path in pages.items():
        reader.goto(path.as_uri())
        for setting in in_each_setting(reader, settings):
            reader.evaluate(OPEN_ALL)
            if faults := violations(reader):
                found[f"{kind}, {setting}"] = faults
            if wide := reader.evaluate(TOO_WIDE):
                found[f"{kind}, {setting}: wider than the window"] = wide
        # The next page is opened in the setting that was chosen last.
        settings.reverse()
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_axe_finds_nothing_with_the_drawers_open(reader: Page, pages: dict[str, Path]) -> None:
    reader.goto(pages["article-page kind-document"].as_uri())
    for setting in in_each_setting(reader):
        for drawer in ("settings", "outline"):
            reader.evaluate(OPEN, drawer)
            assert violations(reader) == [], (setting, drawer)
            reader.keyboard.press("Escape")


def test_results_of_a_search_are_accessible(reader: Page, sample_site: Path) -> None:
    reader.goto((sample_site / "search.html").as_uri() + "?q=%E7%BB%93%E6%A0%B8%E7%97%85")  # 结核病
    for setting in in_each_setting(reader):
        expect(reader.locator("[data-search-results] mark").first).to_be_visible()
        assert violations(reader) == [], setting
        assert reader.evaluate(TOO_WIDE) == [], setting
