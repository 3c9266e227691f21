"""What a reader with a phone meets: the text at once, a menu, paragraphs to share, a voice."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PageGuard

ARTICLE = "nanlu-gongbao/2023/02/nanlu-fubanfa-2023-11.html"
# A browser without voices never says that it has read something; this one speaks at once, and remembers.
VOICE = """(() => {
  window.spoken = [];
  const voices = { getVoices: () => [{ lang: 'zh-CN', name: 'one' }], pause: () => window.spoken.push('‖'),
    resume: () => {}, cancel: () => { voices.now = null; },
    speak: (said) => { voices.now = said; window.spoken.push(said.text);
      setTimeout(() => { if (voices.now === said && !window.held) said.onend(); }, 5); } };
  Object.defineProperty(window, 'speechSynthesis', { value: voices });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})()"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield made
    made.close()


@pytest.fixture
def phone(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    guard = PageGuard()
    guard.watch(page)
    yield page
    assert guard.unexpected() == []


def test_a_text_begins_on_the_first_third_of_the_screen(phone: Page, sample_site: Path) -> None:
    articles = [
        p
        for p in sorted(
            [*sample_site.glob("qijiang-gongbao/2018/05/*.html"), *sample_site.glob("documents/*.html")]
        )
        if 'class="article-page"' in p.read_text(encoding="utf-8") and ".source." not in p.name
    ]
    assert len(articles) > 20
    late = {}
    for path in articles:
        phone.goto(path.as_uri())
        found = phone.evaluate(
            "() => ['.paper-head', '.body'].map(s => document.querySelector(s).getBoundingClientRect().top)"
        )
        # A title of four lines or a deck takes its room; whatever comes before the document does not grow.
        if found[0] >= 150 or (found[1] >= 300 and phone.locator(".paper-title span").count() < 4):
            late[path.name] = found
    assert late == {}


def test_the_menu_holds_what_the_head_has_no_room_for(phone: Page, county_site: Path) -> None:
    phone.goto((county_site / ARTICLE).as_uri())
    menu = phone.locator("#menu")
    expect(menu).to_be_hidden()
    phone.get_by_role("button", name="菜单").tap()
    expect(menu).to_be_visible()
    expect(menu.get_by_role("link", name="按机关")).to_be_visible()
    menu.get_by_role("button", name="阅读设置").tap()
    expect(phone.locator("#settings")).to_be_visible()
    phone.get_by_role("button", name="完成").tap()
    menu.get_by_role("button", name="关闭").tap()
    expect(menu).to_be_hidden()
    phone.get_by_role("link", name="检索", exact=True).tap()
    expect(phone.locator("#q")).to_be_visible()


def test_the_outline_has_a_button_that_closes_it(phone: Page, county_site: Path) -> None:
    phone.goto((county_site / ARTICLE).as_uri())
    phone.get_by_role("button", name="目录", exact=True).tap()
    expect(phone.locator("#outline")).to_be_visible()
    phone.get_by_role("button", name="关闭目录").tap()
    expect(phone.locator("#outline")).to_be_hidden()


def test_a_tap_on_a_paragraph_offers_to_share_it(
    phone: Page, county_site: Path, serve: Callable[..., str]
) -> None:
    address = serve(county_site) + ARTICLE
    phone.goto(address)
    paragraph = phone.locator("#fj1-art4")
    paragraph.tap()
    # Without a share sheet, the clipboard.
    phone.evaluate("Object.defineProperty(navigator, 'share', { value: undefined })")
    phone.get_by_role("link", name="分享本段").tap()
    expect(phone.locator("[data-status]")).to_have_text("本段文字、出处和地址已复制")
    expect(phone.locator("[data-status]")).to_be_visible()
    identity = paragraph.get_attribute("id")
    assert phone.evaluate("navigator.clipboard.readText()") == (
        "“第四条　取水单位和个人应当安装合格的计量设施，并按季度向县水利局报送实际取水量。”\n"
        "——《南麓县人民政府办公室关于印发南麓县节约用水管理办法的通知》（南麓府办发〔2023〕11号）\n"
        f"{address}#{identity}"
    )
    paragraph.tap(position={"x": 40, "y": 10})
    expect(phone.locator(".pin")).to_have_count(0)


def test_the_share_sheet_gets_words_source_and_address(
    phone: Page, county_site: Path, serve: Callable[..., str]
) -> None:
    phone.add_init_script(
        "Object.defineProperty(navigator, 'share', { value: (what) => { window.shared = what; return Promise.resolve(); } })"
    )
    address = serve(county_site) + ARTICLE
    phone.goto(address)
    phone.locator("#fj1-art6").tap()
    phone.get_by_role("link", name="分享本段").tap()
    expect(phone.locator("[data-status]")).to_have_text("本段已分享")
    shared = phone.evaluate("window.shared")
    assert shared["text"].startswith("“第六条　鼓励农村使用")
    assert "南麓府办发〔2023〕11号" in shared["text"]
    assert re.fullmatch(re.escape(address) + "#.+", shared["url"])


def test_a_text_is_read_aloud_and_the_place_followed(phone: Page, county_site: Path) -> None:
    phone.add_init_script(VOICE)
    phone.goto((county_site / ARTICLE).as_uri())
    phone.evaluate("window.held = true")
    phone.evaluate("scrollTo(0, 0)")
    phone.get_by_role("button", name="朗读", exact=True).evaluate("e => e.click()")
    expect(phone.locator("[data-aloud-bar]")).to_be_visible()
    expect(phone.locator(".spoken")).to_have_class("paper-title spoken")
    phone.get_by_role("button", name="下一段").tap()
    expect(phone.locator(".spoken")).to_have_text("各乡镇人民政府，县政府各部门：")
    phone.get_by_role("button", name="下一段").tap()
    expect(phone.locator(".spoken")).to_contain_text("已经县政府第18次常务会议")
    expect(phone.locator(".spoken")).to_be_in_viewport()
    phone.get_by_role("button", name="暂停").tap()
    assert phone.evaluate("window.spoken.at(-1)") == "‖"
    phone.evaluate("window.held = false")
    phone.get_by_role("button", name="语速").tap()
    expect(phone.locator("[data-aloud-bar]")).to_be_hidden()
    expect(phone.locator("[data-status]")).to_have_text("全文读完")
    spoken = "".join(phone.evaluate("window.spoken"))
    assert "第九条 本办法自2023年8月1日起施行。" in spoken
    assert phone.locator(".spoken").count() == 0


def test_a_browser_without_a_voice_offers_none(phone: Page, county_site: Path) -> None:
    phone.add_init_script("delete window.speechSynthesis; delete window.SpeechSynthesisUtterance")
    phone.goto((county_site / ARTICLE).as_uri())
    expect(phone.locator("[data-aloud]")).to_be_hidden()


def test_a_served_page_names_the_manifest(phone: Page, county_site: Path, serve: Callable[..., str]) -> None:
    phone.goto(serve(county_site) + ARTICLE)
    link = phone.locator('link[rel="manifest"]')
    expect(link).to_have_count(1)
    assert phone.request.get(link.evaluate("e => e.href")).json()["name"] == "政府公报文库"
    phone.goto((county_site / ARTICLE).as_uri())
    expect(link).to_have_count(0)
