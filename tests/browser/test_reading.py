"""What a reader does, on a host, below a sub-path and from the disk: find, read, follow."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop import ROOT
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("one_page")


def results(page: Page) -> list[str]:
    return page.locator("[data-search-results] h2, [data-search-results] h3").all_inner_texts()


def test_from_the_home_page_to_an_issue_to_its_last_article(page: Page, any_site: str) -> None:
    page.goto(any_site + "index.html")
    page.get_by_role("link", name=re.compile("2018年第5期")).first.click()
    expect(page.locator("h1")).to_contain_text("重庆市綦江区人民政府公报")
    with page.expect_navigation():
        page.locator(".contents-line a").first.click()
    titles = [page.locator("h1").inner_text()]
    while page.locator("main a[rel=next]").count():
        with page.expect_navigation():
            page.locator("main a[rel=next]").first.click()
        titles.append(page.locator("h1").inner_text())
    assert len(titles) == 13
    assert len(set(titles)) == 13


def test_a_search_finds_the_document_that_it_is_about_first(page: Page, any_site: str) -> None:
    page.goto(any_site + "search.html")
    page.locator("input[name=q]").last.fill("出生缺陷三级干预")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-results]")).to_contain_text("綦江府办发〔2018〕34号")
    first = page.evaluate("Gongbao.search('出生缺陷三级干预', {limit: 1}).then(found => found.hits[0])")
    assert first["number"] == "綦江府办发〔2018〕34号"
    assert "<" not in first["snippet"].replace("<mark>", "").replace("</mark>", "")
    page.locator("[data-search-results] a").first.click()
    expect(page.locator("h1")).to_contain_text("出生缺陷三级干预")


@pytest.mark.parametrize("spelling", ["綦江府办发[2018]34 号", "綦江府办发2018 34", "綦江府办发（2018）34号"])
def test_a_number_in_any_spelling_leads_to_its_document(page: Page, any_site: str, spelling: str) -> None:
    page.goto(any_site + "index.html")
    box = page.locator("form[data-number-box] input[name=number]").first
    box.fill(spelling)
    box.press("Enter")
    page.wait_for_url(re.compile(r"/number/[a-z-]+/2018/34\.html"))
    expect(page.locator("main")).to_contain_text("綦江府办发〔2018〕34号")


def test_an_unknown_number_leads_to_the_search(page: Page, any_site: str) -> None:
    page.goto(any_site + "number/index.html")
    box = page.locator("form[data-number-box] input[name=number]").first
    box.fill("某某府发〔1999〕999号")
    box.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q="))


def test_an_address_with_a_query_shows_its_results(page: Page, any_site: str) -> None:
    page.goto(any_site + "search.html?q=%E7%BB%93%E6%A0%B8%E7%97%85")  # 结核病
    expect(page.locator("[data-search-results] mark").first).to_have_text("结核病")


def test_one_character_finds_every_document_that_has_it(page: Page, any_site: str) -> None:
    page.goto(any_site + "search.html")
    found = page.evaluate("Gongbao.search('盐', {limit: 1000, snippets: false})")
    holding = [
        path
        for path in (ROOT / "content").rglob("*.md")
        if path.name != "issue.md" and "盐" in path.read_text("utf-8")
    ]
    assert len(holding) > 2
    assert {hit["slug"] for hit in found["hits"]} == {path.stem for path in holding}


def test_the_made_up_archive_is_searched_too(
    page: Page, archive_site: Path, file_address: Callable[[Path], str]
) -> None:
    """Nothing of the search knows the sample: a rare character beyond the basic plane is found as well."""
    page.goto(file_address(archive_site) + "search.html")
    for query, slug in {
        "𠮷": "yunling-dudong-yikeshu",
        "古树名木": "yunling-fufa-2024-1",
        "Yunling": "yunling-ling-2024-7",
    }.items():
        found = page.evaluate("query => Gongbao.search(query, {snippets: false})", query)
        assert slug in [hit["slug"] for hit in found["hits"]], query


def test_without_scripts_the_archive_can_be_read(
    browser, archive_site: Path, file_address: Callable[[Path], str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file_address(archive_site) + "index.html")
    page.get_by_role("link", name=re.compile("2024年第3期")).first.click()
    page.locator(".contents-line a", has_text="饮水安全").click()
    expect(page.locator("main")).to_contain_text("全县集中供水工程126处")
    context.close()
