"""Builds are never mixed: what is saved stays whole beside a newer site, and no page gets bytes of both."""

import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from gongbao.workshop import ROOT
from gongbao.workshop.build import build_into
from gongbao.workshop.mirror import mirror
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import PageGuard
from tests.browser.test_access_axe import violations
from tests.browser.worker_host import ISSUE, Host, found, lose_net, open_saved, pages
from tests.conftest import ARCHIVE

NEW = "后来补记一段新话"


@pytest.fixture(scope="session")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a later build, made once for all workers: an article of the issue and the style sheet say something new."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "newer-site"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            _build_newer(folder)
    return folder / "output"


def _build_newer(folder: Path) -> None:
    content, theme = folder / "content", folder / "theme"
    shutil.copytree(ARCHIVE, content)
    shutil.copytree(ROOT / "theme", theme)
    article = next(p for p in sorted(content.rglob("2024-03/*.md")) if p.name != "issue.md")
    article.write_text(article.read_text(encoding="utf-8") + f"\n{NEW}。\n", encoding="utf-8")
    with (theme / "static" / "css" / "base.css").open("a", encoding="utf-8") as style:
        style.write("\n:root { --build: second; }\n")
    build_into(folder / "output", content, {"THEME": str(theme), "OWN_THEME": ""})


def forget_when_it_was_asked(page: Page) -> None:
    """End the worker, as browsers do when it is idle: the next one asks for the newest build at once."""
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")


def build_of(page: Page) -> str:
    """Return which of the two builds a page is made of, by its style sheet."""
    style = "getComputedStyle(document.documentElement).getPropertyValue('--build')"
    return str(page.evaluate(style)).strip() or "first"


def test_a_newer_build_is_noticed_and_the_old_one_stays_whole_until_it_is_taken(
    page: Page, host: Host, newer: Path, page_guard: PageGuard, until: Callable[..., None]
) -> None:
    open_saved(page, host)
    mirror(newer, host.folder)
    # With a net readers get the new site, whatever is saved.
    page.goto(host.url + ISSUE + "index.html")
    assert build_of(page) == "second"
    lose_net(host, page_guard)
    for name in pages(host.folder, ISSUE):
        page.goto(host.url + name)
        assert build_of(page) == "first" and NEW not in page.content()
    assert found(page, host, until, NEW)[0]["total"] == 0
    host.start()
    forget_when_it_was_asked(page)
    page.goto(host.url + "index.html")
    notice = page.locator(".offline-notice")
    expect(notice).to_contain_text("网站已有更新")
    assert violations(page) == []
    notice.get_by_role("link").click()
    update = page.get_by_role("button", name="更新")
    expect(update).to_contain_text("KB")
    update.click()
    expect(page.get_by_role("button", name="重新载入本页")).to_be_visible()
    lose_net(host, page_guard)
    for name in pages(host.folder, ISSUE):
        page.goto(host.url + name)
        assert build_of(page) == "second"
    assert found(page, host, until, NEW)[0]["total"] == 1


def test_an_update_that_is_cut_off_leaves_the_old_build_whole_and_goes_on_later(
    page: Page, host: Host, newer: Path, page_guard: PageGuard, until: Callable[..., None]
) -> None:
    open_saved(page, host)
    mirror(newer, host.folder)
    page.goto(host.url + "offline.html")
    page.get_by_role("button", name="更新").wait_for()
    # The host dies when some of the new files are here.
    asked: list[str] = []

    def die(route: object) -> None:
        asked.append(route.request.url)  # type: ignore[attr-defined]
        if len(asked) == 4:
            lose_net(host, page_guard)
        route.continue_()  # type: ignore[attr-defined]

    page.context.route(lambda url: not url.endswith("build.json"), die)
    page.get_by_role("button", name="更新").click()
    expect(page.locator(".offline-told")).to_contain_text("先前保存的内容没有变动")
    page.context.unroute_all()
    assert len(asked) >= 4
    for name in pages(host.folder, ISSUE):
        page.goto(host.url + name)
        assert build_of(page) == "first" and NEW not in page.content()
    assert found(page, host, until, "云岭县")[0]["total"]
    host.start()
    page.goto(host.url + "offline.html")
    page.get_by_role("button", name="更新").click()
    expect(page.get_by_role("button", name="重新载入本页")).to_be_visible()


def test_a_page_open_since_the_build_before_gets_nothing_of_the_new_one(
    page: Page, host: Host, newer: Path, page_guard: PageGuard
) -> None:
    open_saved(page, host)
    lose_net(host, page_guard)
    page.goto(host.url + "search.html")
    mirror(newer, host.folder)
    host.start()
    other = page.context.new_page()
    other.goto(host.url + "offline.html")
    other.get_by_role("button", name="更新").click()
    expect(other.get_by_role("button", name="重新载入本页")).to_be_visible()
    # The page of the old build turns to search now: scripts and manifest are those it came with.
    page.bring_to_front()
    assert page.evaluate("q => Gongbao.search(q).then(({ total }) => total)", NEW) == 0
    assert page.evaluate("Gongbao.search('云岭县').then(({ total }) => total)") > 0
    assert build_of(page) == "first"
    page.reload()
    assert build_of(page) == "second"


def test_a_page_of_both_builds_gets_the_rest_from_one_of_them(
    page: Page, host: Host, newer: Path, page_guard: PageGuard
) -> None:
    open_saved(page, host)
    same = [n for n in pages(newer, ISSUE) if (newer / n).read_bytes() == (host.folder / n).read_bytes()]
    page.goto(host.url + same[0])
    assert build_of(page) == "first"
    mirror(newer, host.folder)
    # The manifest is the first file that differs: it comes from the net, and from now on nothing comes from the store.
    page.evaluate("Gongbao.startBase()")
    lose_net(host, page_guard)
    with pytest.raises(Error, match="cannot load"):
        page.evaluate("Gongbao.part('full')")


def test_a_page_from_the_net_goes_on_with_what_is_saved_if_it_is_the_same(
    page: Page, host: Host, newer: Path, page_guard: PageGuard
) -> None:
    open_saved(page, host)
    page.goto(host.url + "search.html")
    lose_net(host, page_guard)
    assert page.evaluate("Gongbao.search('云岭县').then(({ total }) => total)") > 0
    # The host is back with something newer, but this page is made of what is saved, and stays so.
    mirror(newer, host.folder)
    host.start()
    assert page.evaluate("q => Gongbao.search(q).then(({ total }) => total)", NEW) == 0
    assert page.evaluate("Gongbao.search('通知').then(({ total }) => total)") > 0


def test_a_host_that_does_not_answer_is_not_waited_for(page: Page, host: Host, page_guard: PageGuard) -> None:
    open_saved(page, host)
    assert host.process
    host.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    page.goto(host.url + ISSUE + "index.html")
    expect(page.locator("main h1")).to_contain_text("2024年第3期")
    assert time.monotonic() - began < 15
    host.process.send_signal(signal.SIGCONT)


def test_a_site_that_changes_while_it_is_saved_is_saved_as_one_build(
    page: Page, host: Host, newer: Path, page_guard: PageGuard
) -> None:
    page.goto(host.url + ISSUE + "index.html")
    button = page.locator("[data-offline]").get_by_role("button", name="保存本期")
    button.wait_for()
    asked: list[str] = []

    def publish(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 3:
            mirror(newer, host.folder)
        route.continue_()

    page.context.route(f"{host.url}{ISSUE}*", publish)
    button.click()
    expect(page.locator("[data-offline]")).to_contain_text("保存在本机，断网后也能阅读和检索")
    page.context.unroute_all()
    lose_net(host, page_guard)
    for name in pages(host.folder, ISSUE):
        page.goto(host.url + name)
        assert build_of(page) == "second"


def test_a_site_that_has_no_worker_any_more_is_left_unless_something_is_saved(
    page: Page, host: Host, page_guard: PageGuard
) -> None:
    for part in ("404", "Failed to load resource"):
        page_guard.allow(part)
    registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    page.goto(host.url + ISSUE + "index.html")
    expect(page.locator("[data-offline] button")).to_be_enabled()
    open_saved(page, host)
    shutil.rmtree(host.folder / "offline")
    (host.folder / "service-worker.js").unlink()
    forget_when_it_was_asked(page)
    page.goto(host.url + "agency/index.html")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(registered) == 1
    page.goto(host.url + "offline.html")
    page.get_by_role("button", name="全部删除").click()
    expect(page.locator(".offline-saved li")).to_have_count(0)
    forget_when_it_was_asked(page)
    page.goto(host.url + "agency/index.html")
    for _ in range(100):
        if page.evaluate(registered) == 0:
            break
        page.wait_for_timeout(50)
    assert page.evaluate(registered) == 0
    entries = "caches.keys().then((all) => Promise.all(all.map(async (n) => (await (await caches.open(n)).keys()).length)))"
    assert sum(page.evaluate(entries)) == 0
