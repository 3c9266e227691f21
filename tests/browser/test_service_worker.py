"""What a reader saved works when the host is gone, is shown and removed; the reader is told what happens."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import kinds
from tests.browser.conftest import PageGuard
from tests.browser.kinds import TOO_WIDE
from tests.browser.test_access_axe import violations
from tests.browser.worker_host import ISSUE, OTHER, Host, found, lose_net, open_saved, pages

QUERIES = ["云岭县", "通知", "的", "2024年", "管理 OR 规定", '"云岭县人民政府"', "云岭县 -通知", "-通知"]


def test_a_saved_issue_works_when_the_host_is_gone(
    page: Page, host: Host, page_guard: PageGuard, until: Callable[..., None]
) -> None:
    page.goto(host.url + ISSUE + "index.html")
    label = page.locator(".search-within-issue input[name=issue]").get_attribute("value")
    here = {"filters": {"issue": label}}
    before = found(page, host, until, *QUERIES, **here)
    assert sum(bool(answer["total"]) for answer in before) >= 5
    open_saved(page, host)
    lose_net(host, page_guard)
    for name in pages(host.folder, ISSUE):
        page.goto(host.url + name)
        expect(page.locator("main h1, main article").first).to_be_visible()
        assert page.content().count("<body"), name
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.site-head')).borderBottomWidth") == "1px"
        )
    # The same documents, in the same words, as the whole index gave when it was there.
    assert found(page, host, until, *QUERIES, **here) == before
    page.goto(host.url + ISSUE + "index.html")
    page.fill("#issue-q", "云岭县")
    page.press("#issue-q", "Enter")
    expect(page.locator("[data-result]").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("没有连上网站，只检索保存在本机的")
    page.locator("[data-result]").first.click()
    expect(page.locator("mark").first).to_be_visible()
    # The box of numbers knows the whole archive; here what is typed into it is searched for.
    page.goto(host.url + ISSUE + "index.html")
    number = page.locator(".contents .number").first.inner_text()
    page.fill("#site-number", number)
    page.press("#site-number", "Enter")
    expect(page.locator("[data-result]").first).to_be_visible()
    expect(page.locator(".search-list").first).to_contain_text(number)
    # A host takes the address of a folder too.
    page.goto(host.url + ISSUE.rstrip("/"))
    expect(page).to_have_url(host.url + ISSUE)


def test_a_slip_and_pinyin_find_what_the_titles_of_a_saved_issue_hold(
    page: Page, host: Host, page_guard: PageGuard
) -> None:
    open_saved(page, host)
    lose_net(host, page_guard)
    page.goto(host.url + "search.html?q=读懂一科树")
    expect(page.locator(".search-meant a").first).to_have_text("读懂一棵树")
    expect(page.locator("[data-result]").first).to_have_text("读懂一棵树")
    for letters in ("dudongyikeshu", "ddyk"):
        page.goto(host.url + f"search.html?q={letters}")
        expect(page.locator("[data-result]").first).to_have_text("读懂一棵树")
        expect(page.locator("[data-grade=sound]").first).to_be_visible()


def test_a_page_that_is_not_saved_says_so_and_leads_to_what_is(
    page: Page, host: Host, page_guard: PageGuard
) -> None:
    open_saved(page, host)
    lose_net(host, page_guard)
    page.goto(host.url + "agency/index.html")
    expect(page.locator("[data-offline-missing]")).to_contain_text("没有保存在本机")
    assert page.locator("[data-offline-missing] a").get_attribute("href") == host.url + "agency/index.html"
    expect(page.locator(".offline-saved a")).to_have_attribute("href", host.url + ISSUE + "index.html")
    expect(page.locator("main")).to_contain_text("现在连接不上网站")


def test_the_shell_is_saved_at_once_and_search_says_that_nothing_else_is(
    page: Page, host: Host, page_guard: PageGuard
) -> None:
    page.goto(host.url + ISSUE + "index.html")
    expect(page.locator("[data-offline] button")).to_be_enabled()
    lose_net(host, page_guard)
    page.goto(host.url)
    expect(page.locator(".site-name")).to_be_visible()
    page.goto(host.url + "search.html?q=通知")
    expect(page.locator("main")).to_contain_text("本机也没有保存任何一期")


def test_a_file_that_is_not_what_the_list_says_is_not_saved(page: Page, host: Host) -> None:
    page.goto(host.url + ISSUE + "index.html")
    button = page.locator("[data-offline]").get_by_role("button", name="保存本期")
    button.wait_for()
    name = next(name for name in pages(host.folder, ISSUE) if not name.endswith("index.html"))
    path = host.folder / name
    path.write_bytes(path.read_bytes() + b"<!-- put in on the way -->")
    button.click()
    told = page.locator(".offline-told")
    expect(told).to_contain_text("被改动")
    expect(told).to_contain_text(name)
    expect(button).to_be_visible()


def test_too_little_room_is_told_and_takes_nothing(page: Page, host: Host, page_guard: PageGuard) -> None:
    open_saved(page, host, OTHER)
    held = "GongbaoOffline.held().then((held) => [...held].sort())"
    before = page.evaluate(held)
    session = page.context.new_cdp_session(page)
    used = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    origin = host.url.rstrip("/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 30_000})
    page.goto(host.url + ISSUE + "index.html")
    page.locator("[data-offline]").get_by_role("button", name="保存本期").click()
    told = page.locator(".offline-told")
    expect(told).to_contain_text("存储空间不够")
    expect(told).to_contain_text("先前保存的内容没有变动")
    expect(page.locator("[data-status]")).to_contain_text("存储空间不够")
    assert page.evaluate(held) == before
    # No room at all: the site goes on, with a net and without.
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    page.goto(host.url + OTHER + "index.html")
    expect(page.locator("main h1")).to_contain_text("2024年第1期")
    lose_net(host, page_guard)
    for name in pages(host.folder, OTHER):
        page.goto(host.url + name)
        expect(page.locator("main")).to_be_visible()


def test_what_is_saved_is_shown_and_removed(page: Page, host: Host, page_guard: PageGuard) -> None:
    open_saved(page, host)
    open_saved(page, host, OTHER)
    page.goto(host.url + "offline.html")
    expect(page.locator(".offline-saved li")).to_have_count(2)
    row = page.locator(".offline-saved li", has_text="2024年第3期")
    expect(row.locator(".offline-size")).to_contain_text("KB")
    row.get_by_role("button", name="删除").click()
    expect(page.locator(".offline-saved li")).to_have_count(1)
    lose_net(host, page_guard)
    page.goto(host.url + ISSUE + "index.html")
    expect(page.locator("[data-offline-missing]")).to_be_visible()
    page.goto(host.url + OTHER + "index.html")
    expect(page.locator("main h1")).to_contain_text("2024年第1期")
    page.goto(host.url + "offline.html")
    # Back again, from the list of this page.
    host.start()
    page.reload()
    page.locator(".offline-more summary").click()
    page.get_by_role("button", name="保存云岭县人民政府公报2024年第3期").click()
    expect(page.locator(".offline-saved li")).to_have_count(2)
    page.get_by_role("button", name="全部删除").click()
    expect(page.locator(".offline-saved li")).to_have_count(0)
    kept = page.evaluate("GongbaoOffline.held().then((held) => held.size)")
    shell = json.loads((host.folder / "offline" / "build.json").read_text(encoding="utf-8"))["shell"]
    assert kept == len({digest for _, digest, _ in shell})


_DAMAGED = (
    "", "null", "[]", '{"active":"x","builds":{}}', '{"active":"x","builds":{"x":{}}}',
    '{"active":"x","builds":{"x":{"root":{"build":"x","shell":[],"groups":[{"id":"a"}]},"groups":["a"]}}}',
)  # fmt: skip


def test_a_damaged_record_is_told_and_the_issue_is_saved_anew(page: Page, host: Host) -> None:
    open_saved(page, host)
    keep = """([at, kept]) => caches.open("gongbao-1 /").then((open) => Promise.all(["state", "newest"].map(
        (name) => open.put(`${at}offline/${name}`, new Response(kept)))))"""
    for kept in _DAMAGED:
        page.evaluate(keep, [host.url, kept])
        page.goto(host.url + "offline.html")
        expect(page.locator("[data-offline-controls]")).to_contain_text("本机的保存记录已损坏")
        page.goto(host.url + ISSUE + "index.html")
        expect(page.locator("[data-offline] button").first).to_be_enabled()
    open_saved(page, host)
    page.goto(host.url + "offline.html")
    expect(page.locator(".offline-saved a")).to_have_attribute("href", host.url + ISSUE + "index.html")
    expect(page.locator("[data-offline-controls]")).not_to_contain_text("已损坏")


def test_a_browser_that_keeps_nothing_for_a_site_is_told_of(page: Page, host: Host) -> None:
    page.add_init_script('caches.open = () => Promise.reject(new DOMException("denied", "SecurityError"))')
    page.goto(host.url + "offline.html")
    expect(page.locator("[data-offline-controls]")).to_contain_text("浏览器没有给出本站保存的内容：denied")
    page.goto(host.url + ISSUE + "index.html")
    expect(page.locator("[data-offline]")).to_be_hidden()


def test_the_whole_archive_is_saved_below_a_sub_path_with_its_whole_search(
    page: Page, archive_site: Path, page_guard: PageGuard, until: Callable[..., None]
) -> None:
    host = Host(archive_site, "/deep/down/")
    try:
        page.goto(host.url + "offline.html")
        page.get_by_role("button", name="保存全库").click()
        expect(page.locator(".offline-saved li")).not_to_have_count(0)
        before = found(page, host, until, "云岭县")
        lose_net(host, page_guard)
        known = kinds.of_site(archive_site)
        assert len(known) > 12
        for name in {path.relative_to(archive_site).as_posix() for path in known.values()} - {"404.html"}:
            page.goto(host.url + name, wait_until="commit")
            assert page.url == host.url + name
        assert found(page, host, until, "云岭县") == before
        page.fill("#number", "云府发〔2024〕3号")
        assert "只检索保存" not in page.inner_text("main")
    finally:
        host.kill()


def test_pages_from_the_disk_show_no_controls(
    page: Page, archive_site: Path, file_address: Callable[[Path], str]
) -> None:
    page.goto(file_address(archive_site) + ISSUE + "index.html")
    page.wait_for_load_state("networkidle")
    assert not page.locator("[data-offline]").is_visible()
    page.goto(file_address(archive_site) + "offline.html")
    expect(page.locator("[data-offline-static]")).to_be_visible()
    assert not page.get_by_role("button", name="保存").count()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_controls_come(page: Page, host: Host, width: int) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => { shift += e.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(host.url + ISSUE + "index.html", wait_until="domcontentloaded")
    page.evaluate("document.querySelector('.site-foot').scrollIntoView({ behavior: 'instant' })")
    expect(page.locator("[data-offline] button")).to_be_enabled()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shift") < 0.02


@pytest.mark.parametrize("width", [320, 1280])
def test_the_controls_fit_and_axe_finds_nothing(page: Page, host: Host, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(host.url + ISSUE + "index.html")
    expect(page.locator("[data-offline] button")).to_be_enabled()
    assert violations(page) == [] and page.evaluate(TOO_WIDE) == []
    open_saved(page, host)
    # The reader hears how it ended, and the keyboard is where the button was.
    expect(page.locator("[data-status]")).to_have_text("本期已保存在本机")
    assert page.evaluate("document.activeElement.closest('[data-offline]') !== null")
    assert violations(page) == [] and page.evaluate(TOO_WIDE) == []
    page.goto(host.url + "offline.html?missing=agency/index.html")
    page.locator(".offline-saved li").wait_for()
    assert violations(page) == [] and page.evaluate(TOO_WIDE) == []
    article = next(
        n for n in pages(host.folder, ISSUE) if "data-offline-link" in (host.folder / n).read_text("utf-8")
    )
    page.goto(host.url + article)
    page.get_by_role("link", name="保存本期").click()
    expect(page).to_have_url(host.url + ISSUE + "index.html#offline")
