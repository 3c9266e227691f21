"""Badges in search results, on paper, and compared with the reader's own day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

ARTICLE = "qingxi-gongbao/2023/01/qingxi-fufa-2023-{}.html"


@pytest.fixture(scope="module")
def site(file_address: Callable[[Path], str], status_site: Path) -> str:
    return file_address(status_site)


@pytest.mark.parametrize(
    ("serial", "badges"),
    [("1", ["已废止", "继续有效"]), ("2", ["有修改"]), ("3", ["有更正"]), ("4", ["有效期至2025年1月31日"]),
     ("5", ["继续有效"]), ("6", ["已失效"]), ("8", [])],
)  # fmt: skip
def test_a_result_shows_the_badges(page: Page, site: str, serial: str, badges: list[str]) -> None:
    page.clock.set_fixed_time("2025-01-31T12:00:00")
    page.goto(f"{site}search.html?q=青溪府发〔2023〕{serial}号")
    title = page.locator(f'h2:has([data-result][href*="2023-{serial}.html"])')
    title.wait_for()
    assert title.locator(".badge").all_inner_texts() == badges


def test_a_term_that_has_passed_is_marked_by_the_readers_day(page: Page, site: str) -> None:
    page.clock.set_fixed_time("2025-01-31T12:00:00")
    page.goto(site + ARTICLE.format(4))
    assert page.locator(".notice .badge").inner_text() == "有效期至2025年1月31日"
    page.clock.set_fixed_time("2025-02-01T12:00:00")
    page.reload()
    assert page.locator(".notice .badge").inner_text() == "期限已过（2025年1月31日）"


@pytest.mark.parametrize(
    "address",
    ["search.html?q=青溪府发〔2023〕4号", "number/qingxi-fufa/2023/4.html", "number/qingxi-fufa/index.html", "year/2023.html",
     "qingxi-gongbao/2023/01/index.html"],
)  # fmt: skip
def test_a_term_that_has_passed_is_marked_wherever_it_stands(page: Page, site: str, address: str) -> None:
    page.clock.set_fixed_time("2025-02-01T12:00:00")
    page.goto(site + address)
    page.locator(".badge.past").first.wait_for()
    if "search" in address:
        page.evaluate("Gongbao.later.all()")
    shown = page.locator(".badge-expiring").all_inner_texts()
    assert shown
    assert set(shown) == {"期限已过（2025年1月31日）"}


def test_results_wear_their_badges_as_lists_do(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=青溪府发〔2023〕1号")
    badges = page.locator('h2:has([data-result][href*="2023-1.html"]) .badge')
    badges.first.wait_for()
    assert badges.evaluate_all("all => all.map(badge => badge.className)") == [
        "badge badge-repealed",
        "badge badge-declared-valid",
    ]


def test_results_of_one_bulletin_do_not_repeat_its_name(page: Page, site: str) -> None:
    page.goto(f"{site}search.html?q=青溪县")
    facts = page.locator(".search-list .facts").first
    facts.wait_for()
    assert facts.inner_text().endswith("2024年第1期")
    assert "公报" not in facts.inner_text()
    # Files that leave the site have the whole name.
    answer = page.evaluate("Gongbao.search('青溪县', { limit: 1 })")
    assert answer["hits"][0]["issue"] == "青溪县人民政府公报2024年第1期"


@pytest.mark.parametrize("serial", ["1", "2", "3", "4", "5", "6"])
def test_paper_shows_the_notice_before_the_title(page: Page, site: str, serial: str) -> None:
    page.emulate_media(media="print")
    page.goto(site + ARTICLE.format(serial))
    notice, title = page.locator(".notices").bounding_box(), page.locator(".paper-title").bounding_box()
    assert notice is not None and title is not None
    assert notice["height"] > 20
    assert notice["y"] + notice["height"] <= title["y"]


def test_on_a_phone_the_notice_stands_on_the_first_screen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + ARTICLE.format(1))
    box = page.locator(".notice-line").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 400
