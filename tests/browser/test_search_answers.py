"""Answers below the exact ones, pages found by name, dates, files of answers, and typing, on the project's archive."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("one_page")

SALT = "重庆市綦江区人民政府关于印发重庆市綦江区盐业体制改革实施方案的通知"
DONE = re.compile("共|没有找到|没有完全相同的，有|请输入")


@pytest.fixture
def search(page: Page, file_site: str) -> Callable[..., Page]:
    """Return a function that opens the search page, from the disk, with a query."""

    def open_with(text: str) -> Page:
        page.goto(f"{file_site}search.html?q={quote(text)}")
        expect(page.locator("[data-search-status]")).to_have_text(DONE)
        expect(page.locator("[data-search-status]")).not_to_contain_text("正在")
        return page

    return open_with


def first(page: Page) -> str:
    return page.locator("[data-result]").first.inner_text()


@pytest.mark.parametrize(
    ("typed", "grade", "reason"),
    [
        ("盐业改革", "all", "各部分都有，不相连"),
        ("盐业改革什么时候开始", "all", "各部分都有，不相连"),
        ("盐业体质改革", "close", "差一个字：按“盐业体制改革”找到"),
        ("严业体制改革", "close", "差一个字：按“盐业体制改革”找到"),
        ("盐业体改革", "all", "各部分都有，不相连"),
        ("yanyetizhi", "sound", "读音相同：按“盐业体制”找到"),
        ("yytz", "sound", "读音相同：按“盐业体制”找到"),
    ],
)
def test_what_is_typed_as_people_type_finds_its_document(
    search: Callable[..., Page], typed: str, grade: str, reason: str
) -> None:
    page = search(typed)
    assert first(page) == SALT
    item = page.locator(".search-list > li").first
    expect(item).to_have_attribute("data-grade", grade)
    expect(item.locator(".search-reason")).to_have_text(reason)
    assert {"盐业", "盐业体制", "盐业体制改革", "改革"} & set(item.locator("h2 mark").all_inner_texts())
    expect(page.locator(".search-below")).to_contain_text("不完全相同")


def test_another_word_for_the_same_thing_is_tried_and_said(search: Callable[..., Page]) -> None:
    page = search("打疫苗")
    expect(page.locator(".search-reason").first).to_contain_text("换一种说法：“打疫苗”作“")
    assert "预防接种" in first(page)


def test_pinyin_of_an_everyday_word_finds_what_titles_call_it(search: Callable[..., Page]) -> None:
    page = search("dayimiao")
    expect(page.locator(".search-reason").first).to_have_text("读音相同：按“预防接种”找到")
    assert "预防接种" in first(page)


def test_exact_answers_come_first_and_are_counted_alone(search: Callable[..., Page]) -> None:
    page = search("出生缺陷三级干预")
    exact = page.locator("[data-grade=exact]").count()
    expect(page.locator("[data-search-status]")).to_have_text(f"共 {exact} 篇。")
    page.locator("[data-search-results]").evaluate("() => Gongbao.later.all()")
    expect(page.locator(".search-below")).to_be_visible()
    grades = [item.get_attribute("data-grade") for item in page.locator(".search-list > li").all()]
    order = ["exact", "all", "most", "close", "synonym", "some", "sound"]
    assert grades == sorted(grades, key=lambda grade: order.index(str(grade))) and len(grades) > exact


def test_quotes_switch_off_what_is_not_exact(search: Callable[..., Page]) -> None:
    page = search("盐业改革")
    page.get_by_role("link", name="只找完全相同的").click()
    expect(page.locator("[data-search-status]")).to_have_text("没有找到。")
    assert page.locator("[data-result]").count() == 0
    assert page.locator("#q").input_value() == '"盐业改革"'


def test_an_answer_says_what_it_lacks(search: Callable[..., Page]) -> None:
    page = search("盐业体制改革犄角旮旯")
    expect(page.locator(".search-reason").first).to_contain_text("缺“犄角旮旯”")
    assert first(page) == SALT


@pytest.mark.parametrize(("typed", "meant"), [("盐业体质改革", "盐业体制改革"), ("宋施方案", "实施方案")])
def test_what_was_meant_is_one_click_away(search: Callable[..., Page], typed: str, meant: str) -> None:
    """质 sounds like 制; 宋 looks like 实, and begins no words of a title."""
    page = search(typed)
    page.locator(".search-meant a").first.click()
    expect(page.locator("[data-search-status]")).to_contain_text("共")
    assert page.locator("#q").input_value() == meant


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("第5期", "qijiang-gongbao/2018/05/index.html"),
        ("总第75期", "qijiang-gongbao/2018/05/index.html"),
        ("2018年5期公报", "qijiang-gongbao/2018/05/index.html"),
        ("綦江区人民政府公报", "qijiang-gongbao/index.html"),
        ("綦江区人民政府办公室", "agency/"),
        ("重庆市綦江区人民政府文件", "section/"),
    ],
)
def test_whatever_has_a_page_is_offered_above_the_list(
    search: Callable[..., Page], typed: str, target: str
) -> None:
    page = search(typed)
    hrefs = [a.get_attribute("href") or "" for a in page.locator(".search-direct a").all()]
    assert any(f"/{target}" in href for href in hrefs), hrefs
    expect(page.locator(".search-meant")).to_have_count(0)


def test_scattered_characters_are_no_answer_beside_what_was_named(search: Callable[..., Page]) -> None:
    page = search("第5期")
    expect(page.locator(".search-direct a").first).to_be_visible()
    reasons = page.locator(".search-reason").all_inner_texts()
    assert not [reason for reason in reasons if reason.startswith("只有一部分")]


def test_a_range_of_dates_is_typed_in_any_form_and_kept_in_the_address(search: Callable[..., Page]) -> None:
    page = search("通知")
    page.locator("[data-range=from]").fill("2018年5月28日")
    page.locator("[data-range=to]").fill("2018.5")
    page.locator("[data-range=to]").press("Enter")
    expect(page.locator("[data-search-status]")).to_have_text(DONE)
    page.wait_for_url("**from=2018-05-28&to=2018-05")
    first_date = page.locator("[data-grade=exact] time").first
    expect(first_date).to_have_attribute("datetime", re.compile("2018-05-(28|29|30|31)"))
    page.evaluate("Gongbao.later.all()")
    times = page.locator("[data-grade=exact] time").all()
    dates = [time.get_attribute("datetime") or "" for time in times]
    assert dates and all("2018-05-28" <= date <= "2018-05-31" for date in dates)
    page.reload()
    expect(page.locator("[data-search-status]")).to_contain_text(f"共 {len(dates)} 篇")
    page.get_by_role("link", name="取消全部筛选").click()
    page.wait_for_url(re.compile("search.html\\?q=[^&]*$"))


def test_answers_are_handed_over_as_a_table_and_as_citations(
    search: Callable[..., Page], tmp_path: Path
) -> None:
    page = search("盐业")
    files = {}
    for name in ("导出 CSV", "导出引文"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        files[name] = path.read_text(encoding="utf-8-sig")
    lines = files["导出 CSV"].splitlines()
    assert lines[0].startswith("标题,发文字号,发文机关,日期") and any(SALT in line for line in lines[1:])
    assert "完全相同" in lines[1]
    assert (
        files["导出引文"].startswith("[1] ") and "[J]. 重庆市綦江区人民政府公报, 2018(5)" in files["导出引文"]
    )


def test_the_feed_of_a_chosen_agency_is_offered(page: Page, file_site: str) -> None:
    page.goto(f"{file_site}search.html?q={quote('通知')}&agency={quote('重庆市綦江区人民政府')}")
    link = page.locator(".search-besides a[type='application/atom+xml']")
    expect(link).to_have_attribute("href", re.compile("feeds/agency/.*[.]xml$"))


def test_a_page_of_an_agency_and_of_a_bulletin_have_boxes_of_their_own(page: Page, file_site: str) -> None:
    page.goto(file_site + "qijiang-gongbao/index.html")
    page.fill("#publication-q", "盐业")
    page.press("#publication-q", "Enter")
    expect(page.locator("[data-search-status]")).to_contain_text("共")
    assert "publication=" in page.url


def test_an_input_method_keeps_its_keys_in_both_boxes(page: Page, http_site: str) -> None:
    page.goto(http_site + "search.html")
    compose = """([selector, type, data]) => {
      const box = document.querySelector(selector);
      box.focus();
      box.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
    }"""
    keep = "() => { window.stayed = true; }"
    page.evaluate(keep)
    page.evaluate(compose, ["#q", "compositionstart", ""])
    page.locator("#q").evaluate(
        "box => { box.value = 'yanye'; box.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true })); }"
    )
    page.wait_for_timeout(600)
    assert "q=" not in page.url
    page.locator("#q").evaluate("box => { box.value = '盐业'; }")
    page.evaluate(compose, ["#q", "compositionend", "盐业"])
    expect(page.locator("[data-search-status]")).to_contain_text("共", timeout=20_000)
    number = page.locator("#number")
    number.fill("綦江府办发2018")
    expect(page.locator(".search-suggestions li").first).to_be_visible()
    for key in ("ArrowDown", "Enter"):
        number.evaluate(
            "(box, key) => box.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }))",
            key,
        )
    page.wait_for_timeout(200)
    assert page.evaluate("window.stayed") and page.locator("[aria-selected=true]").count() == 0


def test_repealed_documents_are_marked_and_come_after_those_in_force(
    page: Page, small_site: Callable[..., Path], file_address: Callable[[Path], str]
) -> None:
    head = "Agency: 云岭县人民政府\nSource: a.txt\n"
    texts = {
        "documents/a/old.md": f"Title: 云岭县河道管理办法\nSlug: old\nDate: 2019-01-01\nIssued: 2019-01-01\nDoc_number: 云府发〔2019〕1号\n{head}\n河道归县管。\n",
        "documents/a/other.md": f"Title: 云岭县河道管理办法\nSlug: other\nDate: 2018-01-01\nIssued: 2018-01-01\nDoc_number: 云府发〔2018〕2号\n{head}\n河道归县管。\n",
        "documents/a/new.md": f"Title: 云岭县废止文件的决定\nSlug: new\nDate: 2021-01-01\nIssued: 2021-01-01\nDoc_number: 云府发〔2021〕3号\n{head}\n《云岭县河道管理办法》（云府发〔2019〕1号）同时废止。\n",
    }
    page.goto(file_address(small_site(texts)) + "search.html?q=" + quote("河道归县管"))
    page.wait_for_selector("[data-result]")
    items = page.locator("[data-grade=exact]")
    expect(items.nth(0)).to_contain_text("2018〕2号")
    expect(items.nth(1).locator(".badge")).to_contain_text("废止")
