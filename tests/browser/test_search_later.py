"""Results are loaded as they come into view, by mouse, by keys and for print; the list has its length from the beginning."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

WAITING = ".search-list > [data-later]"
PACK = re.compile(r"/search/[a-z2-7]{8}/\d+\.js")


@pytest.fixture
def answer(page: Page, file_site: str) -> Page:
    """Open the answers to a query that most documents hold, in a window that shows a few."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{file_site}search.html?q={quote('工作')}")
    page.wait_for_selector("[data-result]")
    return page


def test_the_list_has_its_length_and_what_is_in_view_is_loaded(answer: Page) -> None:
    assert answer.locator(".search-list > li").count() == 10
    shown = answer.locator("[data-result]").count()
    assert 3 <= shown < 10
    # Items that wait say which they are, to everybody.
    waiting = answer.locator(WAITING)
    assert waiting.last.get_by_role("button").inner_text().startswith("第 10 篇")
    for n in range(10):
        answer.evaluate("n => document.querySelectorAll('.search-list > li')[n].scrollIntoView()", n)
        expect(answer.locator(".search-list > li").nth(n).locator("[data-result]")).to_be_visible()
    assert waiting.count() == 0


def test_keys_go_through_all_results(answer: Page) -> None:
    answer.locator("#q").focus()
    for n in range(10):
        answer.keyboard.press("ArrowDown")
        expect(answer.locator(".search-list > li").nth(n).locator("[data-result]")).to_be_focused()
    answer.keyboard.press("ArrowUp")
    expect(answer.locator("[data-result]").nth(8)).to_be_focused()


def test_a_button_loads_its_result_and_hands_the_focus_on(answer: Page) -> None:
    answer.evaluate(f"document.querySelectorAll({WAITING!r} + ' button')[3].focus({{ preventScroll: true }})")
    expect(answer.locator("[data-result]:focus")).to_have_count(1)


def test_all_is_loaded_for_print(answer: Page) -> None:
    assert answer.locator(WAITING).count()
    # A function by itself would be called at once.
    answer.evaluate(
        "() => { window.print = () => { document.body.dataset.printed = document.querySelectorAll('[data-result]').length } }"
    )
    answer.keyboard.press("Control+p")
    expect(answer.locator("body")).to_have_attribute("data-printed", "10")


def test_a_result_that_cannot_be_loaded_says_so_and_can_be_tried_again(
    page: Page, http_site: str, page_guard
) -> None:
    page_guard.allow("net::ERR_FAILED")
    page_guard.allow("request failed")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{http_site}search.html?q={quote('工作')}")
    page.wait_for_selector("[data-result]")
    page.wait_for_load_state("networkidle")

    def fail(route: Route) -> None:
        route.abort()

    page.route(PACK, fail)
    before = page.locator("[data-result]").count()
    page.evaluate("Gongbao.later.all()")
    failed = page.get_by_role("button", name="没有载入")
    expect(failed.first).to_be_visible()
    # What is there stays, and the list is as long as it was.
    assert page.locator("[data-result]").count() >= before
    assert page.locator(".search-list > li").count() == 10
    page.unroute(PACK)
    failed.first.click()
    # It has the focus, and those behind it come too, so that keys may go on.
    expect(page.locator("[data-result]:focus")).to_have_count(1)
    expect(page.locator("[data-result]").nth(before)).to_be_visible()
