"""The page beside the text, as readers use it: at a desk, on a phone, by keyboard, from the disk, without a net."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PageGuard
from tests.browser.kinds import TOO_WIDE
from tests.browser.test_access_axe import violations
from tests.browser.worker_host import Host, lose_net, open_saved
from tests.facsimile import archive

pytestmark = pytest.mark.usefixtures("one_page")
ISSUE = "fenglin-gongbao/2024/02/"
GRAIN = ISSUE + "fengfufa-2024-12.html"
FLOOD = "documents/fengfubanfa-2024-7.html"
SHOWN = "document.querySelector('.facsimile-sheet img').complete && document.querySelector('.facsimile-sheet img').naturalWidth"
# Share of a box of print that is as dark as type, on the picture that is shown.
INK = """selector => {
  const image = document.querySelector('.facsimile-sheet img'), mark = document.querySelector(selector);
  const canvas = document.createElement('canvas');
  const scale = canvas.width = 1240;
  canvas.height = 1240 * image.naturalHeight / image.naturalWidth;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const part = side => parseFloat(mark.style[side]) / 100;
  const box = [part('left') * canvas.width, part('top') * canvas.height, part('width') * canvas.width, part('height') * canvas.height];
  const data = context.getImageData(...box.map(Math.round)).data;
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1;
  return dark / (data.length / 4);
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of an archive whose sources have pages."""
    folder = tmp_path_factory.mktemp("facsimile")
    archive.make(folder)
    return archive.build(folder)


@pytest.fixture(scope="module")
def served(site: Path, serve: Callable[..., str]) -> str:
    """Return the site's address on a host: there a test may look into pictures, and axe into style sheets."""
    return serve(site)


@pytest.fixture(params=["disk", "http", "sub-path"])
def address(request: pytest.FixtureRequest, site: Path, serve: Callable[..., str]) -> str:
    """Return the site's address, opened in each way."""
    if request.param == "disk":
        return site.as_uri() + "/"
    return serve(site, "/deep/down/" if request.param == "sub-path" else "/")


@pytest.fixture
def phone(browser: Browser, page_guard: PageGuard) -> Iterator[Page]:
    """Return a page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="zh-CN")
    context.set_default_timeout(20_000)
    opened = context.new_page()
    page_guard.watch(opened)
    yield opened
    context.close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="对照原件").click()
    expect(page.locator(".facsimile-sheet img")).to_be_visible()


def label(page: Page) -> str:
    return page.locator(".facsimile-bar select").evaluate("one => one.selectedOptions[0].textContent")


def test_text_and_page_stand_side_by_side_however_the_site_is_opened(
    page: Page, address: str, until: Callable[..., None]
) -> None:
    opened(page, address + GRAIN)
    until(page, SHOWN)
    text, sheet = (page.locator(one).bounding_box() for one in (".paper", ".facsimile-sheet"))
    assert text is not None and sheet is not None
    assert text["x"] + text["width"] <= sheet["x"]
    assert sheet["width"] > 400
    assert page.evaluate(TOO_WIDE) == []
    page.get_by_role("button", name="关闭影像").click()
    expect(page.locator(".facsimile")).to_be_hidden()


def test_a_paragraph_shows_its_place_and_a_place_its_paragraph(
    page: Page, served: str, until: Callable[..., None]
) -> None:
    opened(page, served + GRAIN)
    until(page, SHOWN)
    paragraph = page.locator(".body p", has_text="备足仓容")
    paragraph.click()
    current = page.locator(".facsimile-area.current")
    expect(current).to_have_count(1)
    expect(paragraph).to_have_class("facsimile-current")
    # Type stands there; and where nothing is printed, between head and text, there is none.
    assert 0.05 < page.evaluate(INK, ".facsimile-area.current") < 0.5
    # The other way round: its second heading, by a click on the page.
    heading = page.locator(".body :is(p, h2)", has_text="二、加强市场监管")
    unit = heading.get_attribute("id")
    page.locator(f".facsimile-area[data-unit='{unit}']").click()
    expect(heading).to_have_class("lv1 facsimile-current")
    expect(heading).to_be_in_viewport()
    expect(current).to_have_attribute("data-unit", unit)


def test_the_search_marks_its_hits_on_the_page(page: Page, served: str, until: Callable[..., None]) -> None:
    opened(page, served + GRAIN + "?q=%E6%94%B6%E8%B4%AD%E7%BD%91%E7%82%B9")  # 收购网点
    until(page, SHOWN)
    hit = page.locator(".facsimile-hit")
    expect(hit).to_have_count(1)
    expect(hit).to_have_class("facsimile-hit current")
    box, sheet = hit.bounding_box(), page.locator(".facsimile-sheet").bounding_box()
    assert box is not None and sheet is not None
    # Four signs of 16 points on a page of 595.
    assert box["width"] / sheet["width"] == pytest.approx(4 * 16 / 595, rel=0.12)
    assert page.evaluate(INK, ".facsimile-hit") > 0.05
    page.get_by_role("button", name="取消标记").click()
    expect(hit).to_have_count(0)


def test_the_contents_lead_to_the_page_and_the_page_to_the_text(page: Page, site: Path) -> None:
    page.goto((site / ISSUE / "index.html").as_uri())
    page.locator("a.page", has_text="2").click()
    expect(page.locator(".facsimile")).to_be_visible()
    assert label(page) == "第2页 · 4/4"
    page.locator(".facsimile-area").nth(3).click()
    page.wait_for_url("**/fengfufa-2024-13.html**")
    expect(page.locator(".paper-title")).to_contain_text("青溪水库")


def test_pages_turn_and_zoom_by_keys_and_buttons(page: Page, site: Path) -> None:
    page.goto((site / ISSUE / "pages/index.html").as_uri() + "#page-1")
    stage = page.locator(".facsimile-stage")
    expect(stage).to_be_focused()
    for key, shown in (
        ("ArrowRight", "影像2 · 2/4"), ("ArrowRight", "第1页 · 3/4"), ("End", "第2页 · 4/4"), ("ArrowRight", "第2页 · 4/4"),
        ("ArrowLeft", "第1页 · 3/4"), ("Home", "影像1 · 1/4"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert label(page) == shown
    expect(page.get_by_role("button", name="上一页")).to_be_disabled()
    width = "document.querySelector('.facsimile-sheet').offsetWidth"
    whole = page.evaluate(width)
    page.keyboard.press("+")
    assert page.evaluate(width) == pytest.approx(1.25 * whole, abs=2)
    page.get_by_role("button", name="缩小").click()
    assert page.evaluate(width) == pytest.approx(whole, abs=2)
    page.get_by_role("button", name="适宽").click()
    assert page.evaluate(width) > whole
    page.keyboard.press("Escape")
    expect(page.locator(".facsimile")).to_be_hidden()
    # Back where one came from, and nothing opens by itself.
    expect(page.locator("[data-facsimile-page='1']")).to_be_focused()
    assert "#" not in page.url


def test_on_a_phone_text_and_page_are_one_tap_apart(
    phone: Page, served: str, until: Callable[..., None]
) -> None:
    phone.goto(served + GRAIN)
    paragraph = phone.locator(".body p", has_text="缺斤短两")
    paragraph.scroll_into_view_if_needed()
    phone.get_by_role("button", name="对照原件").tap()
    until(phone, SHOWN)
    expect(phone.locator(".facsimile")).to_have_css("position", "fixed")
    assert phone.evaluate(TOO_WIDE) == []
    assert violations(phone) == []
    # A tap chooses a place; the button leads to its text.
    unit = paragraph.get_attribute("id")
    phone.locator(f".facsimile-area[data-unit='{unit}']").tap()
    expect(phone.locator(".facsimile-area.current")).to_have_attribute("data-unit", unit)
    phone.get_by_role("button", name="看文字").tap()
    expect(phone.locator(".facsimile")).to_be_hidden()
    expect(paragraph).to_be_in_viewport()
    expect(paragraph).to_be_focused()


def test_on_a_phone_going_back_leads_from_the_page_to_the_text(phone: Page, site: Path) -> None:
    opened(phone, (site / GRAIN).as_uri())
    phone.go_back()
    expect(phone.locator(".facsimile")).to_be_hidden()
    expect(phone.locator(".paper-title")).to_be_visible()
    assert phone.url.endswith("fengfufa-2024-12.html")


def test_fingers_turn_the_page(phone: Page, site: Path) -> None:
    phone.goto((site / ISSUE / "pages/index.html").as_uri() + "#page-2")
    client = phone.context.new_cdp_session(phone)

    def swipe(start: int, end: int) -> None:
        points = [start + (end - start) * n // 5 for n in range(6)]
        for kind, at in [("touchStart", points[0]), *(("touchMove", x) for x in points[1:])]:
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": 400}]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(300, 80)
    assert label(phone) == "第1页 · 3/4"
    swipe(80, 300)
    assert label(phone) == "影像2 · 2/4"
    # Too short to be meant.
    swipe(300, 280)
    assert label(phone) == "影像2 · 2/4"


def test_only_the_page_is_printed(page: Page, site: Path, until: Callable[..., None]) -> None:
    opened(page, (site / GRAIN).as_uri())
    until(page, SHOWN)
    page.emulate_media(media="print")
    expect(page.locator(".paper-title")).to_be_visible()
    expect(page.locator(".facsimile")).to_be_hidden()
    page.evaluate("document.documentElement.classList.add('facsimile-print')")
    expect(page.locator(".facsimile-sheet img")).to_be_visible()
    for one in (".paper", ".site-head", ".site-foot", ".facsimile-bar", ".about", ".crumbs"):
        expect(page.locator(one).first).to_be_hidden()
    box = page.locator(".facsimile-sheet img").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(595 / 842, rel=0.01)


def test_a_reader_who_wants_the_page_beside_gets_it_on_the_next_article(
    page: Page, site: Path, serve: Callable[..., str]
) -> None:
    address = serve(site)
    opened(page, address + GRAIN)
    page.goto(address + ISSUE + "fengfufa-2024-13.html")
    expect(page.locator(".facsimile")).to_be_visible()
    page.get_by_role("button", name="关闭影像").click()
    page.goto(address + GRAIN)
    expect(page.locator(".paper-title")).to_be_visible()
    expect(page.locator(".facsimile")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [GRAIN, FLOOD, ISSUE + "pages/index.html#page-3", ISSUE + "pages/index.html", ISSUE + "index.html"],
)
def test_axe_finds_nothing(browser: Browser, site: Path, path: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{path}")
    if path in (GRAIN, FLOOD):
        page.get_by_role("button", name="对照原件").click()
        page.locator(".body p").nth(1).click()
    assert violations(page) == []
    assert page.evaluate(TOO_WIDE) == []
    context.close()


def test_without_scripts_links_lead_to_the_pictures(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{GRAIN}")
    expect(page.locator("[data-facsimile-open]")).to_be_hidden()
    page.get_by_role("link", name="第1页", exact=True).click()
    assert page.url.endswith(f"{ISSUE}pages/3.webp")
    context.close()


def test_a_saved_issue_has_its_pages_when_the_host_is_gone(
    page: Page, site: Path, tmp_path: Path, page_guard: PageGuard, until: Callable[..., None]
) -> None:
    folder = tmp_path / "served"
    shutil.copytree(site, folder)
    host = Host(folder)
    try:
        open_saved(page, host, ISSUE)
        lose_net(host, page_guard)
        opened(page, host.url + GRAIN)
        until(page, SHOWN)
        page.goto(host.url + ISSUE + "pages/index.html#page-2")
        until(page, SHOWN)
        assert label(page) == "影像2 · 2/4"
    finally:
        host.kill()
