"""On the page of a result the hits are marked, and one can step through them."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("one_page")

DEFECTS = "出生缺陷三级干预"


def words(page: Page) -> str:
    """Return the text of an article without the sign that a paragraph shows under the pointer."""
    return page.locator("main article").first.text_content().replace("¶", "")  # type: ignore[union-attr]


def test_a_result_leads_to_the_paragraph_and_its_hits_are_stepped_through(page: Page, file_site: str) -> None:
    page.goto(file_site + "search.html?q=" + quote(DEFECTS))
    link = page.locator(".search-snippets a").nth(1)
    anchor = link.get_attribute("href").split("#")[1]  # type: ignore[union-attr]
    link.click()
    page.wait_for_selector("mark.search-hit-current")
    assert page.evaluate(
        "id => document.getElementById(id).contains(document.querySelector('.search-hit-current'))", anchor
    )
    marks = page.locator("mark.search-hit").all_inner_texts()
    assert len(marks) > 5 and set(marks) == {DEFECTS}
    bar = page.locator(".search-steps")
    before = bar.locator("[role=status]").inner_text()
    page.get_by_role("button", name="下一处").click()
    assert bar.locator("[role=status]").inner_text() != before
    page.keyboard.press("p")
    assert bar.locator("[role=status]").inner_text() == before
    expect(page.locator("mark.search-hit-current")).to_be_in_viewport()
    text = words(page)
    page.keyboard.press("Escape")
    assert page.locator("mark.search-hit").count() == 0 and bar.count() == 0
    assert words(page) == text


def test_marks_run_through_elements_within_a_paragraph(page: Page, small_site, file_address) -> None:
    body = "实行**盐业**[体制](https://example.org/)改革。\n\n盐业\n\n体制改革"
    site = small_site({"documents/x/x.md": f"Title: 甲\nSlug: x\n\n{body}\n"})
    page.goto(file_address(site) + "documents/x.html?q=" + quote("盐业体制改革"))
    page.wait_for_selector(".search-hit")
    assert page.locator("mark.search-hit").all_inner_texts() == ["盐业", "体制", "改革"]
    expect(page.locator(".search-steps [role=status]")).to_contain_text("共 1 处")
