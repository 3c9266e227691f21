"""The workbench in Chromium: for everyone, by keyboard alone, and through what goes wrong: nothing that was typed is lost."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gongbao.workshop import server
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PageGuard
from tests.browser.kinds import TOO_WIDE
from tests.browser.test_access_axe import OPEN_ALL, violations
from tests.desk import clerk

ARTICLE = "article/documents/letter/"
TABLE = "| 路段 | 里程 | 说明 |\n| --- | --- | --- |\n| 一段 | 3 | 甲\\|乙 |\n| ^^ | 4 | << |\n"


@pytest.fixture(scope="module")
def archive(taken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive with one document that has a table."""
    root = shutil.copytree(taken, tmp_path_factory.mktemp("screen") / "archive")
    (root / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    (root / "publishconf.py").write_text("from pelicanconf import *\nPUBLISH = {}\n", encoding="utf-8")
    path = next((root / "content" / "documents" / "letter").glob("*.md"))
    path.write_text(path.read_text(encoding="utf-8") + "\n" + TABLE, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def running(archive: Path) -> Iterator[clerk.Running]:
    """Return a workbench of it."""
    started = clerk.start(archive)
    yield started
    started.end()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, running: clerk.Running) -> Iterator[BrowserContext]:
    """Return a browser that came in by the key."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(running.key)
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext, page_guard: PageGuard) -> Iterator[Page]:
    """Return a page of that browser."""
    opened = signed_in.new_page()
    page_guard.watch(opened)
    yield opened
    opened.close()


@pytest.fixture
def page_guard() -> Iterator[PageGuard]:
    """Return the guard of this test's pages; it speaks up when the test ends."""
    guard = PageGuard()
    yield guard
    assert not guard.unexpected()


@pytest.fixture(scope="module")
def article(archive: Path) -> Path:
    return next((archive / "content" / "documents" / "letter").glob("*.md"))


def every_page(article: Path) -> list[str]:
    return [
        "",
        "in",
        "doubts",
        "source/documents/letter",
        ARTICLE + article.stem,
        "out",
        "history",
        "no-such-page",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 640)])
def test_axe_finds_nothing_on_any_page(
    page: Page, running: clerk.Running, article: Path, page_guard, scheme, width
) -> None:
    page_guard.allow("404")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for address in every_page(article):
        page.goto(running.address + address)
        page.evaluate(OPEN_ALL)
        if faults := violations(page):
            found[address] = faults
        if wide := page.evaluate(TOO_WIDE):
            found[f"{address}: wider than the window"] = wide
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_axe_finds_nothing_with_lines_chosen_and_a_table_open(page: Page, running, article) -> None:
    page.goto(running.address + ARTICLE + article.stem)
    page.get_by_role("button", name="一、落实责任", exact=True).click()
    expect(page.get_by_role("group", name="选中的行是")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="编辑表格 1").click()
    assert violations(page) == []


def test_a_line_is_chosen_and_said_to_be_something_by_keys_alone(page: Page, running, article) -> None:
    page.goto(running.address + ARTICLE + article.stem)
    page.get_by_role("button", name="一、落实责任", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("group", name="选中的行是")).to_be_visible()
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.quick || document.activeElement.id"))
        if reached[-1] == "what":
            break
    assert {"title", "opens", "f-title", "f-body", "what"} <= set(reached)


def test_a_table_is_edited_as_a_table_and_merged_cells_stay(page: Page, running, article) -> None:
    page.goto(running.address + ARTICLE + article.stem)
    before = page.get_by_label("正文", exact=True).input_value()
    page.get_by_role("button", name="编辑表格 1").click()
    page.get_by_label("第 2 行第 2 列").fill("3.5|约")
    page.get_by_role("button", name="下面加一行").click()
    page.get_by_role("button", name="与上面的格合并").click()
    page.get_by_role("button", name="放回正文").click()
    row = "| 一段 | 3.5\\|约 | 甲\\|乙 |\n|  | ^^ |  |\n| ^^ | 4 | << |\n"
    now = page.get_by_label("正文", exact=True).input_value()
    assert now == before.replace("| 一段 | 3 | 甲\\|乙 |\n| ^^ | 4 | << |\n", row)
    page.evaluate("localStorage.clear()")


def test_of_twenty_tabs_each_works(signed_in: BrowserContext, running, article) -> None:
    pages = [signed_in.new_page() for _ in range(20)]
    for one in pages:
        one.goto(running.address + ARTICLE + article.stem)
    for number in (0, 19):
        pages[number].get_by_label("版记").count()
        expect(pages[number].get_by_text("已全部保存")).to_be_visible()
    for one in pages:
        one.close()


def test_the_second_of_two_windows_is_shown_what_differs_and_loses_nothing(
    signed_in: BrowserContext, running, article
) -> None:
    before = article.read_text(encoding="utf-8")
    first, second = signed_in.new_page(), signed_in.new_page()
    for window in (first, second):
        window.goto(running.address + ARTICLE + article.stem)
    for window, title in ((first, "甲稿"), (second, "乙稿")):
        window.get_by_label("标题", exact=True).fill(title)
        window.keyboard.press("Control+s")
        if window is first:
            expect(window.get_by_text("已全部保存")).to_be_visible()
    dialog = second.get_by_role("dialog")
    expect(dialog).to_contain_text("甲稿")
    expect(dialog).to_contain_text("乙稿")
    dialog.get_by_role("button").first.click()
    expect(second.get_by_text("已全部保存")).to_be_visible()
    assert "Title: 乙稿\n" in article.read_text(encoding="utf-8")
    article.write_text(before, encoding="utf-8", newline="\n")
    first.close()
    second.close()


@pytest.fixture
def fragile(archive: Path, tmp_path: Path) -> Iterator[tuple[Path, Callable[[int], clerk.Running]]]:
    """Return an archive of one's own, and a function that starts its workbench, to be killed."""
    root = shutil.copytree(archive, tmp_path / "fragile", ignore=shutil.ignore_patterns(".cache"))
    begun: list[clerk.Running] = []

    def start(port: int = 0) -> clerk.Running:
        begun.append(clerk.start(root, port))
        return begun[-1]

    yield root, start
    for one in begun:
        if one.process.poll() is None:
            one.kill()


def test_what_was_typed_outlives_a_power_cut_and_a_reload(browser: Browser, fragile) -> None:
    root, start = fragile
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    first = start()
    page.goto(first.key)
    path = next((root / "content" / "documents" / "letter").glob("*.md"))
    before = path.read_bytes()
    page.goto(first.address + ARTICLE + path.stem)
    page.get_by_label("标题", exact=True).fill("断电以前写的标题")
    expect(page.get_by_text("还没有保存")).to_be_visible()
    first.kill()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-fault]")).to_contain_text("工作台没有应答")
    assert path.read_bytes() == before
    again = start(int(first.address.rsplit(":", 1)[1].strip("/")))
    assert again.address == first.address
    page.goto(again.key)
    page.goto(again.address + ARTICLE + path.stem)
    assert page.get_by_label("标题", exact=True).input_value() == "断电以前写的标题"
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已全部保存")).to_be_visible()
    assert "Title: 断电以前写的标题\n" in path.read_text(encoding="utf-8")
    context.close()


def test_a_page_of_another_site_reaches_nothing(
    signed_in: BrowserContext, running, article, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        f"<form method=post action='{running.address}history/keep'></form><iframe src='{running.address}'></iframe>"
        f"<img src='{running.address}static/icon.svg'>",
        encoding="utf-8",
    )
    before = article.read_bytes()
    page = signed_in.new_page()
    other = server.make_server(tmp_path)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    page.goto(server.address(other))
    asked = """async (address) => {
      const told = [];
      for (const [path, options] of [["", {credentials: "include"}], ["alive", {}], ["out/build", {method: "POST", credentials: "include", body: "{}"}],
          ["alive", {mode: "no-cors", credentials: "include"}]])
        told.push(await fetch(address + path, options).then((answer) => answer.type, () => "refused"));
      return told;
    }"""
    assert page.evaluate(asked, running.address) == ["refused"] * 4
    assert page.locator("img").evaluate("image => image.naturalWidth") == 0
    page.evaluate("document.forms[0].submit()")
    expect(page.locator("body")).to_contain_text("这是别的网页发来的请求")
    assert article.read_bytes() == before
    page.close()
    other.shutdown()
    other.server_close()
