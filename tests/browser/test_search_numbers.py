"""The number box: every spelling of a number goes to its page."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("one_page")

NUMBER = "綦江府办发〔2018〕34号"


@pytest.mark.parametrize(
    "written",
    ["綦江府办发[2018]34 号", "綦江府办发2018 34", "綦江府办发（2018）34号", "綦江府办发〔２０１８〕３４号"],
)
@pytest.mark.parametrize("start", ["index.html", "qijiang-gongbao/2018/05/index.html", "search.html"])
def test_the_number_box_goes_to_the_page_of_the_number(
    page: Page, any_site: str, start: str, written: str
) -> None:
    page.goto(any_site + start)
    box = page.locator("form[data-number-box] input[name=number]").first
    box.fill(written)
    box.press("Enter")
    page.wait_for_url("**/number/qijiang-fubanfa/2018/34.html")
    expect(page.locator("main")).to_contain_text(NUMBER)


def test_a_number_that_is_not_held_is_searched_for(page: Page, file_site: str) -> None:
    page.goto(file_site + "index.html")
    box = page.locator("form[data-number-box] input[name=number]").first
    box.fill("甲府发〔2099〕999号")
    box.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("[data-search-status]")).to_contain_text(re.compile("没有找到|没有完全相同的，有"))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("綦江府发〔2018〕19号", ["綦江府发〔2018〕18号", "綦江府发〔2018〕20号"]),
        ("綦江府发〔2031〕19号", ["綦江府发〔2018〕18号", "綦江府发〔2018〕20号"]),
        ("綦府发〔2018〕20号", ["綦江府发〔2018〕20号"]),
    ],
    ids=["a gap", "another year", "a slip in the code"],
)
def test_a_number_that_nobody_knows_leads_to_those_that_are_near(
    page: Page, file_site: str, typed: str, offered: list[str]
) -> None:
    page.goto(file_site + "search.html?q=" + quote(typed))
    near = page.locator(".search-advice li", has_text="没有这个文号；相近的有：")
    expect(near.get_by_role("link")).to_have_text(offered)
    near.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text(offered[0])


def test_the_number_box_suggests_and_is_worked_with_keys(page: Page, file_site: str) -> None:
    page.goto(file_site + "index.html")
    box = page.locator("form[data-number-box] input[name=number]").first
    box.focus()
    box.press_sequentially("綦江府办发2018 3")
    options = page.locator("[role=option]")
    # A list may still be that of an earlier key.
    page.wait_for_selector("[role=listbox][data-for='綦江府办发2018 3']")
    texts = options.all_inner_texts()
    assert len(texts) > 1 and all("綦江府办发〔2018〕3" in text for text in texts)
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    box.fill("2018 34")
    page.wait_for_selector("[role=listbox][data-for='2018 34']")
    assert "34" in options.first.inner_text()
    address = options.first.get_attribute("data-url")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(address)  # type: ignore[arg-type]


def test_a_form_that_was_sent_without_scripts_arrives_too(page: Page, file_site: str) -> None:
    page.goto(file_site + "search.html?number=" + quote("綦江府办发[2018]34 号"))
    page.wait_for_url("**/number/qijiang-fubanfa/2018/34.html")
