"""The search page, the number box and marked hits, on the project's archive and on the made-up one."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("one_page")

DEFECTS = "出生缺陷三级干预"
NUMBER = "綦江府办发〔2018〕34号"


def results(page: Page) -> list[str]:
    """Return the titles of the results on the page, those out of view too."""
    page.wait_for_selector("[data-result]")
    page.evaluate("Gongbao.later.all()")
    return page.locator("[data-result]").all_inner_texts()


def status(page: Page) -> str:
    return page.locator("[data-search-status]").inner_text()


@pytest.fixture
def search(page: Page, file_site: str) -> Callable[..., Page]:
    """Return a function that opens the search page with a query (name=value for filters)."""

    def open_with(text: str, **parameters: str) -> Page:
        query = "&".join(f"{name}={quote(value)}" for name, value in {"q": text, **parameters}.items())
        page.goto(f"{file_site}search.html?{query}")
        expect(page.locator("[data-search-status]")).to_have_text(
            re.compile("共|没有找到|没有完全相同的，有|请输入")
        )
        return page

    return open_with


def test_a_text_is_found_over_http_below_a_path_and_from_the_disk(page: Page, any_site: str) -> None:
    page.goto(any_site + "search.html")
    page.fill("#q", DEFECTS)
    page.press("#q", "Enter")
    assert "出生缺陷三级干预" in results(page)[0]
    assert page.url.endswith("?q=" + quote(DEFECTS))
    first = page.locator(".search-list > li").first
    expect(first.locator(".facts")).to_contain_text(NUMBER)
    assert first.locator("mark").all_inner_texts().count(DEFECTS) >= 3


def test_the_function_answers_as_documented(page: Page, http_site: str) -> None:
    page.goto(http_site + "search.html")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    answer = page.evaluate("text => Gongbao.search(text, { snippets: false, limit: 3 })", DEFECTS)
    assert answer["total"] >= 1
    hit = answer["hits"][0]
    assert {k: hit[k] for k in ("slug", "number", "date", "snippet", "url")} == {
        "slug": "qijiang-fubanfa-2018-34",
        "number": NUMBER,
        "date": "2018-05-28",
        "snippet": "",
        "url": "qijiang-gongbao/2018/05/qijiang-fubanfa-2018-34.html",
    }
    assert DEFECTS in hit["title"] and hit["agency"] and hit["section"] and hit["score"] > 0
    # Not one script that holds texts of documents.
    texts = [page.request.get(url).text() for url in requested if "/search/" in url and "/theme/" not in url]
    assert not any("为强化出生缺陷三级干预工作的顺利推进" in text for text in texts)
    with_text = page.evaluate("text => Gongbao.search(text)", DEFECTS)
    assert DEFECTS in with_text["hits"][0]["snippet"]


def test_a_page_loads_nothing_of_the_search_before_the_reader_turns_to_it(
    page: Page, http_site: str, until: Callable[..., None]
) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    for name in ("index.html", "qijiang-gongbao/2018/05/index.html", "search.html"):
        page.goto(http_site + name)
        page.wait_for_load_state("networkidle")
        if name == "search.html":
            page.locator("#q").blur()
    of_search = {url.removeprefix(http_site) for url in requested if "search" in url}
    assert of_search == {
        "search.html",
        "theme/js/search/page.js",
    }
    page.locator("#q").focus()
    until(page, "window.lunr && Gongbao.view")
    shards = [
        url
        for url in requested
        if re.search(r"/search/(?:[a-z2-7]{10}|s\d+/[\w-]+|[a-z2-7]{8}/\d+)\.js", url)
    ]
    assert shards == []  # the table of variants is for texts that have rarer characters
    assert any(url.endswith("search/manifest.js") for url in requested)


def test_a_number_in_the_search_box_offers_its_page(search: Callable[..., Page]) -> None:
    page = search("綦江府办发[2018]34号")
    expect(page.locator(".search-known a")).to_have_attribute(
        "href", re.compile("number/qijiang-fubanfa/2018/34.html$")
    )


def test_a_part_of_a_number_in_the_search_box_offers_the_numbers(search: Callable[..., Page]) -> None:
    page = search("綦江府办发2018 3")
    offered = page.locator(".search-known a").all_inner_texts()
    assert len(offered) > 2 and all(number.startswith("綦江府办发〔2018〕3") for number in offered)


def test_one_character_and_rare_ones_are_found(search: Callable[..., Page]) -> None:
    page = search("綦")
    assert len(results(page)) == 10
    assert {"綦"} == set(page.locator(".search-list mark").all_inner_texts())


def test_filters_narrow_and_count_and_leave_their_own_choice_out_of_their_counts(
    search: Callable[..., Page],
) -> None:
    page = search("工作")
    total = int(re.search(r"共 (\d+) 篇", status(page))[1])  # type: ignore[index]
    years = page.locator("fieldset", has_text="年份")
    counts = dict(label.rsplit(None, 1) for label in years.locator("label").all_inner_texts())
    assert sum(map(int, counts.values())) == total and len(counts) > 1
    years.get_by_label("2018").check()
    expect(page.locator("[data-search-status]")).to_contain_text(f"共 {counts['2018']} 篇")
    assert "year=2018" in page.url
    # The other years are counted as if none were chosen, the other filters under this choice.
    assert dict(label.rsplit(None, 1) for label in years.locator("label").all_inner_texts()) == counts
    kept = page.locator("fieldset", has_text="栏目").locator(".search-count").all_inner_texts()
    assert 0 < sum(map(int, kept)) <= int(counts["2018"])
    page.go_back()
    expect(page.locator("[data-search-status]")).to_contain_text(f"共 {total} 篇")


def test_several_values_of_a_filter_widen_and_several_filters_narrow(page: Page, http_site: str) -> None:
    page.goto(http_site + "search.html")

    def total(filters: dict[str, object]) -> int:
        return int(
            page.evaluate(
                "f => Gongbao.search('工作', { filters: f, limit: 0 }).then(({ total }) => total)", filters
            )
        )

    assert (
        total({"year": ["2018", "2021"]})
        == total({"year": "2018"}) + total({"year": "2021"})
        > total({"year": "2018"})
    )
    assert total({"year": "2018", "publication": "单行文件"}) == 0
    assert total({"year": "没有这一年"}) == 0
    assert total({"no-such-filter": "x"}) == total({})


def test_one_issue_is_searched_from_its_page(page: Page, http_site: str) -> None:
    page.goto(http_site + "qijiang-gongbao/2018/05/index.html")
    page.fill("#issue-q", "工作")
    page.press("#issue-q", "Enter")
    page.wait_for_selector("[data-result]")
    issue = page.locator(".search-within")
    expect(issue).to_contain_text("2018年第5期")
    within = status(page)
    issue.get_by_role("link").click()
    expect(page.locator("[data-search-status]")).not_to_have_text(within)


def test_results_are_sorted_by_date_and_by_number(search: Callable[..., Page]) -> None:
    page = search("通知")
    page.get_by_role("link", name="日期", exact=True).click()
    page.wait_for_url("**sort=date*")
    expect(page.locator("[data-search-sorts] [aria-current]")).to_have_text("日期")
    dates = page.evaluate(
        "Gongbao.search('通知', { sort: 'date', limit: 99 }).then(({ hits }) => hits.map((h) => h.date))"
    )
    dated = [d for d in dates if d]
    assert dated == sorted(dated, reverse=True) and len(dated) > 3
    assert dates[: len(dated)] == dated
    numbers = page.evaluate(
        "Gongbao.search('通知', { sort: 'number', limit: 99 }).then(({ hits }) => hits.map((h) => h.number))"
    )
    held = [n for n in numbers if n]
    assert numbers[: len(held)] == held
    of_code = [int(n.split("〕")[1][:-1]) for n in held if n.startswith("綦江府办发")]
    assert of_code == sorted(of_code) and len(of_code) > 3


def test_pages_of_results_hold_every_result_once(search: Callable[..., Page]) -> None:
    page = search("的")
    total = int(re.search(r"共 (\d+) 篇", status(page))[1])  # type: ignore[index]
    seen = results(page)
    while page.get_by_role("link", name="下一页").count():
        before = status(page)
        page.get_by_role("link", name="下一页").click()
        expect(page.locator("[data-search-status]")).not_to_have_text(before)
        seen += results(page)
    assert len(seen) == total > 20
    assert page.locator("ol.search-list").get_attribute("start") == str((total - 1) // 10 * 10 + 1)
    links = page.evaluate(
        "Gongbao.search('的', { limit: 999, snippets: false }).then(({ hits }) => new Set(hits.map((h) => h.url)).size)"
    )
    assert links == total


def test_a_page_behind_the_last_shows_the_first(search: Callable[..., Page]) -> None:
    page = search(DEFECTS, page="99")
    assert len(results(page)) >= 1


def test_an_answer_of_parts_says_what_each_part_finds(search: Callable[..., Page]) -> None:
    page = search("改革 犄角旮旯", year="2018")
    expect(page.locator("[data-search-status]")).to_contain_text("没有")
    advice = page.locator(".search-advice")
    expect(advice).to_contain_text("犄角旮旯”：没有")
    # Above the answers: what is filled in below does not move it away from under a pointer.
    assert page.locator("[data-search-results] > *").first.evaluate("e => e.className") == "search-advice"
    advice.get_by_role("link", name="只找“改革”").click()
    expect(page.locator("[data-search-status]")).to_contain_text("共")
    page.goto(page.url.split("?")[0] + "?q=" + quote(DEFECTS) + "&year=2021")
    page.locator(".search-advice").get_by_role("link", name="取消筛选").click()
    expect(page.locator("[data-search-status]")).to_contain_text("共")


@pytest.mark.parametrize("written", ["2018-05-16", "2018.5.16", "２０１８/05/16", "二〇一八年五月十六日"])
def test_a_day_in_any_form_is_a_date_and_is_found_as_texts_write_it(
    search: Callable[..., Page], written: str
) -> None:
    page = search(written)
    expect(page.locator(".search-direct")).to_contain_text("2018年5月16日的文件")
    expect(page.locator(".search-list > li").first).to_contain_text("2018年5月16日")
    page.locator(".search-direct a").click()
    expect(page.locator("[data-search-status]")).to_have_text("共 1 篇。")
    assert "from=2018-05-16" in page.url and "q=" not in page.url


def test_advice_does_not_repeat_a_query_without_end(search: Callable[..., Page]) -> None:
    page = search("盐" * 400)
    expect(page.locator(".search-advice li").first).to_contain_text("…”：没有")
    assert max(map(len, page.locator(".search-advice li").all_inner_texts())) < 60


def test_the_keyboard_is_enough(page: Page, file_site: str) -> None:
    page.goto(file_site + "index.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.insert_text("改革")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-result]")
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert (
        page.evaluate("[...document.querySelectorAll('[data-result]')].indexOf(document.activeElement)") == 1
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(target.split("?")[0])))


def test_typing_searches_without_enter_and_leaves_one_step_in_the_history(page: Page, http_site: str) -> None:
    page.goto(http_site + "index.html")
    page.goto(http_site + "search.html")
    page.locator("#q").press_sequentially("盐业", delay=20)
    assert any("盐业" in title for title in results(page))
    page.locator("#q").press_sequentially("改革", delay=20)
    page.wait_for_url("**q=" + quote("盐业改革"))
    page.go_back()
    assert page.url == http_site + "index.html"


def test_markup_in_queries_and_texts_stays_text(page: Page, small_site, file_address) -> None:
    nasty = "&lt;img src=x onerror=alert(1)&gt;盐业<b>粗</b>"
    site = small_site({"documents/x/x.md": f"Title: <i>题</i>盐业 onerror\nSlug: x\n\n{nasty}\n"})
    page.goto(file_address(site) + "search.html?q=" + quote("<img src=x onerror=alert(1)>"))
    expect(page.locator("[data-search-status]")).to_have_text(re.compile("共|没有"))
    page.fill("#q", "盐业")
    page.press("#q", "Enter")
    page.wait_for_selector("[data-result]")
    assert (
        page.locator("[data-search-results] img, [data-search-results] i, [data-search-results] b").count()
        == 0
    )
    assert "<i>题</i>" in results(page)[0]


def test_the_page_speaks_to_screen_readers(search: Callable[..., Page]) -> None:
    page = search("工作")
    assert page.get_by_role("searchbox", name="字词").count() == 1
    assert page.locator("[data-search-status]").get_attribute("aria-live") == "polite"
    assert page.get_by_role("navigation", name="结果分页").count() == 1
    assert page.get_by_role("group", name="年份").get_by_role("checkbox").count() > 1
    assert page.get_by_role("link", name="第 2 页").count() == 1
    assert page.locator("ol.search-list > li h2").count() == 10


def test_an_address_with_names_that_every_object_has_is_searched_like_any_other(
    page: Page, file_site: str
) -> None:
    """What is no filter narrows nothing; the page guard tells of a script that fails."""
    page.goto(f"{file_site}search.html?__proto__=1&constructor=2&toString=3&q=盐业")
    page.locator("[data-search-results] a").first.wait_for()
    page.goto(f"{file_site}search.html?sort=__proto__&page=1e9&from=constructor&q=盐业")
    page.locator("[data-search-results]").wait_for(state="attached")
