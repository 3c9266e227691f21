"""What cannot be loaded is told, never passed over."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

DEFECTS = "出生缺陷三级干预"


def results(page: Page) -> list[str]:
    page.wait_for_selector("[data-result]")
    return page.locator("[data-result]").all_inner_texts()


def test_a_shard_that_cannot_be_loaded_is_told_and_tried_again(
    page: Page, http_site: str, page_guard
) -> None:
    page_guard.allow("net::ERR_FAILED")
    page_guard.allow("request failed")
    page.goto(http_site + "search.html?q=" + quote("工作"))
    assert results(page)
    broken = re.compile(r"/search/s\d+/[0-9a-f]+-[a-z2-7]{5}(?:p\d+)?\.js")

    def fail(route: Route) -> None:
        route.abort()

    page.route(broken, fail)
    page.fill("#q", DEFECTS)
    page.press("#q", "Enter")
    expect(page.locator("[data-search-status]")).to_contain_text("没有载入")
    # No answer is shown beside the message, not even the old one.
    assert page.locator("[data-result]").count() == 0
    page.unroute(broken)
    page.get_by_role("button", name="重试").click()
    assert DEFECTS in results(page)[0]


@pytest.mark.parametrize(
    "body", ["", "Gongbao.data(", "<!DOCTYPE html><title>404</title>", 'Gongbao.data("other",[]);']
)
def test_a_script_that_is_not_what_it_was_named_for_is_no_answer(
    page: Page, http_site: str, page_guard, body: str
) -> None:
    page_guard.allow("uncaught")
    page_guard.allow("console error")
    page.goto(http_site + "search.html")
    page.evaluate("Gongbao.start()")
    page.route(
        re.compile(r"/search/s\d+/[0-9a-f]+-[a-z2-7]{5}(?:p\d+)?\.js"),
        lambda route: route.fulfill(body=body, content_type="text/javascript"),
    )
    page.fill("#q", DEFECTS)
    page.press("#q", "Enter")
    expect(page.locator("[data-search-status]")).to_contain_text("没有载入")
    page.unroute_all()
    page.get_by_role("button", name="重试").click()
    assert results(page)
