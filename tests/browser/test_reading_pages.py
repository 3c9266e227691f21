"""What an article offers a reader: outline, links to paragraphs, citation, source lines, settings, print, weight."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.browser import kinds

BUDGET = 60_000


@pytest.fixture(scope="session")
def article(sample_site: Path) -> Path:
    """Return the longest document of an issue that has an attachment and a table."""
    held = [path for path in sample_site.glob("*/[0-9]*/*/*.html") if path.name != "print.html"]
    texts = {path: path.read_text("utf-8") for path in held}
    return max(
        (p for p, t in texts.items() if "table-box" in t and 'id="fj1"' in t), key=lambda p: len(texts[p])
    )


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Return a page of a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_the_outline_follows_the_reader(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    links = page.locator("[data-outline] a")
    wanted = links.nth(links.count() // 2)
    target = page.locator(f"[id='{wanted.get_attribute('href')[1:]}']")
    target.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 100)")
    expect(wanted).to_have_attribute("aria-current", "location")
    expect(page.locator("[data-outline] [aria-current]")).to_have_count(1)
    expect(wanted).to_be_in_viewport()


def test_every_link_of_the_outline_lands(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    missing = page.evaluate(
        "() => [...document.querySelectorAll('[data-outline] a')].map(a => a.hash.slice(1))"
        ".filter(id => !document.getElementById(decodeURIComponent(id)))"
    )
    assert missing == []


def test_on_a_phone_the_outline_is_a_drawer_that_closes_behind_the_reader(phone: Page, article: Path) -> None:
    phone.goto(article.as_uri())
    outline = phone.locator("[data-outline]")
    expect(outline).to_be_hidden()
    phone.get_by_role("button", name="目录", exact=True).tap()
    expect(outline).to_be_visible()
    link = outline.get_by_role("link").nth(2)
    target = link.get_attribute("href")
    link.tap()
    expect(outline).to_be_hidden()
    assert phone.url.endswith(target)
    expect(phone.locator(f"[id='{target[1:]}']")).to_be_in_viewport()


def test_a_browser_without_popovers_opens_and_folds_the_same_parts(phone: Page, article: Path) -> None:
    def older(route: Route) -> None:
        text = article.read_text("utf-8")
        route.fulfill(body=text.replace(" popover ", " "), content_type="text/html; charset=utf-8")

    phone.add_init_script("delete HTMLElement.prototype.popover")
    phone.route("**/" + article.name, older)
    phone.goto(article.as_uri())
    assert phone.locator("[popover]").count() == 0
    for name, part in (("目录", "#outline"), ("菜单", "#menu"), ("阅读设置", "#settings")):
        button = phone.get_by_role("button", name=name, exact=True)
        if name == "阅读设置":
            phone.get_by_role("button", name="菜单").tap()
        expect(phone.locator(part)).to_be_hidden()
        button.tap()
        expect(phone.locator(part)).to_be_visible()
        expect(button).to_have_attribute("aria-expanded", "true")
        button.tap()
        expect(phone.locator(part)).to_be_hidden()


def test_the_citation_is_copied_with_the_address(
    browser: Browser, serve: Callable[..., str], sample_site: Path, article: Path
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    home = serve(sample_site)
    # As one comes from a search: what was searched for is no part of the address.
    page.goto(home + article.relative_to(sample_site).as_posix() + "?q=改革#t1")
    page.locator("[data-copy]").first.click()
    expect(page.locator("[data-status]")).to_have_text("正文引注已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(
        r"《.+》（.+〔\d{4}〕\d+号），载《.+》\d{4}年第\d+期.*第\d+页。 http://127\.0\.0\.1[^?#]+\.html$",
        copied,
    )
    context.close()


def test_the_reference_names_address_and_day_of_access(
    browser: Browser, serve: Callable[..., str], sample_site: Path, article: Path
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.set_fixed_time("2026-03-09T12:00:00")
    address = serve(sample_site) + article.relative_to(sample_site).as_posix()
    page.goto(address)
    shown = page.locator(".cite-text").inner_text()
    assert re.search(
        r"\[J/OL\]\. .+公报, 2018\(5\): \d+\[2026-03-09\]\. " + re.escape(address) + r"\.", shown
    )
    page.locator("[data-copy-reference]").click()
    expect(page.locator("[data-status]")).to_have_text("参考文献已复制")
    assert page.evaluate("navigator.clipboard.readText()") == shown
    # From the disk there is no address to name: the reference is the one of the printed text.
    page.goto(article.as_uri())
    assert re.search(r"\[J\]\. .+公报, 2018\(5\): \d+\.", page.locator(".cite-text").inner_text())
    context.close()


def test_a_citation_copied_from_the_disk_names_no_place_on_it(
    browser: Browser, serve: Callable[..., str], sample_site: Path, article: Path
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(article.as_uri())
    page.locator("[data-copy]").first.click()
    expect(page.locator("[data-status]")).to_have_text("正文引注已复制")
    # Only a page of a host may read the clipboard.
    page.goto(serve(sample_site) + "index.html")
    assert page.evaluate("navigator.clipboard.readText()").endswith("页。")
    context.close()


def test_going_back_shows_in_the_box_what_was_searched_for(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "search.html").as_uri())
    box = page.locator("#q")
    box.fill("工作")
    box.press("Enter")
    expect(page.locator("[data-search-status]")).to_contain_text("共")
    page.go_back()
    expect(box).to_have_value("")
    page.go_forward()
    expect(box).to_have_value("工作")


def test_a_link_to_a_paragraph_is_offered_and_marks_its_place(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    paragraph = page.locator(".body p[id]").nth(5)
    identity = paragraph.get_attribute("id")
    paragraph.hover()
    pin = page.locator(".pin")
    assert pin.get_attribute("href") == f"#{identity}"
    pin.click()
    assert page.url.endswith(f"#{identity}")
    plain = page.locator(".body p[id]").nth(6).evaluate("e => getComputedStyle(e).backgroundColor")
    assert paragraph.evaluate("e => getComputedStyle(e).backgroundColor") != plain


def test_the_keyboard_and_fingers_get_a_link_on_each_paragraph(phone: Page, article: Path) -> None:
    phone.goto(article.as_uri())
    button = phone.get_by_role("button", name="段落链接")
    button.focus()
    phone.keyboard.press("Enter")
    blocks = phone.locator("[data-article] :is(p, h2, h3, h4)[id]")
    expect(phone.locator(".pin")).to_have_count(blocks.count())
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    last = phone.locator(".pin").last
    target = last.get_attribute("href")
    last.focus()
    phone.keyboard.press("Enter")
    assert phone.url.endswith(target)
    button.tap()
    expect(phone.locator(".pin")).to_have_count(0)


def test_the_source_lines_are_one_click_away_and_verbatim(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    page.get_by_role("link", name=re.compile("^原文第")).click()
    expect(page.locator("h1")).to_have_text("原文")
    file = page.locator(".lead .file").inner_text()
    source = (Path(__file__).parents[2] / "sources" / file).read_text(encoding="utf-8").split("\n")
    rows = page.evaluate(
        "() => [...document.querySelectorAll('.original tbody tr')].map(row => "
        "[row.id, [...row.cells[1].childNodes].filter(n => n.className !== 'join').map(n => n.textContent).join('')])"
    )
    assert len(rows) > 20
    for identity, text in rows:
        assert text.rstrip(" ") == source[int(identity[1:]) - 1].rstrip(" ")


def test_the_choice_of_colours_outlives_the_page(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="阅读设置").click()
    page.locator("#settings").get_by_text("深色").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_settings_that_no_page_wrote_are_not_obeyed(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    page.evaluate("localStorage.setItem('gongbao-theme', 'x\" onload=\"alert(1)')")
    page.reload()
    assert page.evaluate("document.documentElement.hasAttribute('data-theme')") is False


def test_without_storage_the_settings_still_serve_the_page(browser: Browser, article: Path) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto(article.as_uri())
    page.get_by_role("button", name="阅读设置").click()
    page.locator("#settings").get_by_text("特大").click()
    expect(page.locator("[data-status]")).to_contain_text("只在本页有效")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "23px"
    context.close()


def test_lines_are_made_for_han_characters(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    measure = (
        page.locator(".body p:not([class])")
        .nth(3)
        .evaluate(
            "e => { const s = getComputedStyle(e); return [e.clientWidth / parseFloat(s.fontSize), "
            "parseFloat(s.lineHeight) / parseFloat(s.fontSize), parseFloat(s.textIndent) / parseFloat(s.fontSize)]; }"
        )
    )
    assert 36 <= measure[0] <= 40
    assert 1.8 <= measure[1] <= 2
    assert measure[2] == pytest.approx(2)


def test_wide_tables_scroll_sideways_on_a_phone_and_below_a_head_that_stays_at_a_desk(
    phone: Page, browser: Browser, small_site: Callable[..., Path]
) -> None:
    columns = 12
    head = "| " + " | ".join(f"指标名称{n}" for n in range(columns)) + " |"
    rows = "\n".join("| " + " | ".join(f"{n * 100 + c}" for c in range(columns)) + " |" for n in range(80))
    text = f"Title: 表\nSlug: biao\nPublication: documents\n\n{head}\n|{' --- |' * columns}\n{rows}\n"
    page = (small_site({"documents/a/biao.md": text}) / "documents" / "biao.html").as_uri()
    phone.goto(page)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = phone.locator(".table-box")
    # All rows are shown: a box that scrolled both ways would hold a thumb fast.
    assert box.evaluate("e => e.scrollWidth > e.clientWidth && e.scrollHeight <= e.clientHeight + 1")
    assert "左右滑动" in box.evaluate("e => getComputedStyle(e, '::before').content")
    assert phone.locator("td.num").first.evaluate("e => getComputedStyle(e).textAlign") == "end"
    desk = browser.new_page(viewport={"width": 1280, "height": 800})
    desk.goto(page)
    box = desk.locator(".table-box")
    assert box.evaluate("e => e.scrollHeight > e.clientHeight")
    box.evaluate("e => e.scrollTo(0, 900)")
    gap = box.evaluate(
        "e => e.querySelector('th').getBoundingClientRect().top - e.getBoundingClientRect().top"
    )
    assert abs(gap) < 4
    desk.close()


def test_paper_shows_the_document_and_nothing_else(browser: Browser, article: Path, tmp_path: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(article.as_uri())
    page.emulate_media(media="print")
    for hidden in (".site-head", ".site-foot", ".outline", ".about", ".pager", ".crumbs", ".outline-open"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    file = tmp_path / "document.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    page.close()
    pages = PdfReader(file).pages
    width, height = (float(n) / 72 * 25.4 for n in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    texts = [re.sub(r"\s", "", p.extract_text()) for p in pages]
    for number, text in enumerate(texts, start=1):
        assert f"—{number}—" in text
    assert not any("阅读设置" in text or "复制正文引注" in text for text in texts)
    # An attachment begins on a page of its own.
    assert len(pages) >= 3
    longest = max(texts, key=len)
    assert 400 <= len(longest) <= 22 * 29


def test_a_whole_issue_prints_from_one_page(browser: Browser, sample_site: Path, tmp_path: Path) -> None:
    issue = next(sample_site.glob("*/[0-9]*/*/print.html"))
    page = browser.new_page()
    page.goto((issue.parent / "index.html").as_uri())
    titles = page.locator(".contents-line a").all_inner_texts()
    page.get_by_role("link", name="全期一页").click()
    page.wait_for_url("**/print.html")
    page.wait_for_selector("html[data-whole-done]")
    assert page.get_attribute("html", "data-whole-done") == str(len(titles))
    assert [re.sub(r"\s", "", t) for t in page.locator(".paper h2.paper-title").all_inner_texts()] == [
        re.sub(r"\s", "", t) for t in titles
    ]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    file = tmp_path / "issue.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    page.close()
    assert len(PdfReader(file).pages) > len(titles)


def test_the_picture_of_time_leads_to_what_it_shows(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "index.html").as_uri())
    bars = page.locator(".timeline a")
    counts = page.locator(".timeline .count").all_text_contents()
    dated = re.search(r"另有 (\d+) 篇", page.locator(".timeline").inner_text())
    articles = int(re.search(r"共 (\d+) 篇", page.locator(".holdings").inner_text())[1])
    assert sum(map(int, counts)) + (int(dated[1]) if dated else 0) == articles
    assert bars.count() == len(counts)
    for href in [bar.get_attribute("href") for bar in bars.all()]:
        assert (sample_site / href).is_file(), href


def test_a_missing_page_helps_on_and_links_from_the_root_of_a_published_site(
    small_site: Callable[..., Path],
) -> None:
    site = small_site({}, archive=True, SITEURL="https://example.cn/gongbao")
    text = (site / "404.html").read_text(encoding="utf-8")
    assert 'href="/gongbao/theme/css/base.css"' in text
    assert 'action="/gongbao/search.html"' in text
    assert "data-number-box" in text
    assert "example.cn" not in re.sub(r"<script type=.*?</script>", "", text)


def test_nothing_jumps_while_a_page_loads_and_is_scrolled(phone: Page, sample_site: Path) -> None:
    phone.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "e => { window.shift += e.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    for kind, path in kinds.of_site(sample_site).items():
        phone.goto(path.as_uri())
        phone.evaluate("scrollTo({top: 2000, behavior: 'instant'})")
        phone.wait_for_timeout(150)
        assert phone.evaluate("window.shift") <= 0.02, kind


def test_no_style_sheet_waits_for_a_script(sample_site: Path) -> None:
    for path in sample_site.rglob("*.html"):
        head = path.read_text("utf-8").partition("</head>")[0]
        scripts = [m.start() for m in re.finditer("<script src=", head)]
        assert all(head.find('<link rel="stylesheet"', at) < 0 for at in scripts), path


def test_a_page_of_5000_characters_weighs_little(sample_site: Path) -> None:
    """HTML, style sheets and scripts of the article nearest to 5,000 characters, as sent."""
    pages = [
        p
        for p in sample_site.rglob("*.html")
        if 'class="paper ' in p.read_text("utf-8") and p.name != "print.html"
    ]

    def characters(path: Path) -> int:
        body = path.read_text("utf-8").partition('<div class="body">')[2].partition("</article>")[0]
        return len(re.sub(r"<[^>]+>|\s", "", body))

    page = min(pages, key=lambda p: abs(characters(p) - 5000))
    assert 4000 < characters(page) < 6000
    text = page.read_text("utf-8")
    assets = {
        (page.parent / found).resolve()
        for found in re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"', text)
    }
    assert len(assets) > 4
    sizes = {f.name: len(gzip.compress(f.read_bytes(), 9)) for f in [page, *assets]}
    assert sum(sizes.values()) <= BUDGET, sizes
