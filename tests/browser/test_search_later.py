"""Results are loaded as they come into view, by mouse, by keys and for print; the list has its length from the beginning."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.usefixtures("one_page")
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


@pytest.fixture
def some(page: Page, fish: Path, file_address: Callable[[Path], str]) -> Page:
    """Open the answers to a query that six documents hold, and two others in parts, in a low window."""
    return opened(page, file_address(fish))


def opened(page: Page, address: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{address}search.html?q={quote('鱼塘清淤')}")
    expect(page.locator("[data-search-status]")).to_have_text("共 6 篇。")
    return page


@pytest.fixture
def fish(small_site: Callable[..., Path]) -> Path:
    line = "各村应当在每年立冬之前完成这项工作，并且把完成的情况报镇人民政府。"
    bodies = [*(["鱼塘清淤" + line] * 6), *(["清淤之后的鱼塘" + line] * 2), line]
    texts = {
        f"documents/a/{n}.md": f"Title: 第{n}号通告\nSlug: n{n}\nDate: 2020-01-{n + 1:02}\n\n"
        + "\n\n".join([body, line, line])
        + "\n"
        for n, body in enumerate(bodies)
    }
    return small_site(texts)


def graded_scripts(page: Page) -> int:
    """Tell how many scripts were loaded that only graded answers need."""
    return int(
        page.evaluate(
            'document.querySelectorAll(\'script[src$="search/graded.js"], script[src$="search/grades.js"]\').length'
        )
    )


def test_graded_answers_are_looked_for_where_the_exact_ones_end(some: Page) -> None:
    assert some.locator("[data-further]").count() == 1
    some.wait_for_load_state("networkidle")
    assert graded_scripts(some) == 0
    some.locator("[data-grade=exact]").last.scroll_into_view_if_needed()
    some.locator(".search-besides").scroll_into_view_if_needed()
    expect(some.locator("[data-grade=all]")).to_have_count(2)
    assert graded_scripts(some)
    assert some.locator("[data-further]").count() == 0
    # What was there stays, and is counted as before; places go on.
    assert some.locator("[data-grade=exact]").count() == 6
    expect(some.locator("[data-search-status]")).to_have_text("共 6 篇。")
    expect(some.get_by_role("list", name="各部分都有，不相连")).to_have_attribute("start", "7")


def test_keys_go_from_the_exact_answers_to_the_graded_ones(some: Page) -> None:
    some.locator("#q").focus()
    for n in range(8):
        some.keyboard.press("ArrowDown")
        expect(some.locator("[data-grade] [data-result]").nth(n)).to_be_focused()
    expect(some.locator("[data-grade=all] [data-result]").last).to_be_focused()
    some.keyboard.press("ArrowUp")
    some.keyboard.press("ArrowUp")
    expect(some.locator("[data-grade=exact] [data-result]").last).to_be_focused()


def test_the_control_for_graded_answers_hands_the_focus_on_and_says_where_there_are_none(some: Page) -> None:
    some.get_by_role("button", name="不完全相同而相近的结果").evaluate(
        "button => button.focus({ preventScroll: true })"
    )
    expect(some.locator("[data-grade=all] [data-result]").first).to_be_focused()
    # What all documents hold leaves none for it; in quotes it is not asked for at all.
    some.goto(some.url.split("?")[0] + "?q=" + quote("鱼塘") + "&from=2020-01-01&to=2020-01-06")
    some.get_by_role("button", name="不完全相同而相近的结果").evaluate(
        "button => button.focus({ preventScroll: true })"
    )
    expect(some.get_by_text("没有不完全相同而相近的结果。")).to_be_focused()
    some.goto(some.url.split("?")[0] + "?q=" + quote('"鱼塘清淤"'))
    expect(some.locator("[data-search-status]")).to_have_text("共 6 篇。")
    assert some.locator("[data-further]").count() == 0


def test_graded_answers_that_cannot_be_loaded_leave_the_exact_ones_as_they_are(
    page: Page, fish: Path, serve: Callable[..., str], page_guard
) -> None:
    page_guard.allow("net::ERR_FAILED")
    page_guard.allow("request failed")
    some = opened(page, serve(fish))
    part = re.compile(r"/search/graded\.js")
    some.route(part, lambda route: route.abort())
    control = some.locator("[data-further] button")
    control.evaluate("button => button.focus({ preventScroll: true })")
    expect(control).to_have_text("不完全相同而相近的结果没有载入，重试")
    assert some.locator("[data-grade=exact]").count() == 6
    some.unroute(part)
    control.click()
    expect(some.locator("[data-grade=all] [data-result]").first).to_be_focused()


def test_few_exact_answers_do_not_keep_the_reader_waiting_for_others(some: Page) -> None:
    some.goto(some.url.split("?")[0] + "?q=" + quote("清淤之后"))
    expect(some.locator("[data-search-status]")).to_have_text("共 2 篇。")
    expect(some.locator(".search-below")).to_be_attached()
    assert some.locator("[data-further]").count() == 0


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
