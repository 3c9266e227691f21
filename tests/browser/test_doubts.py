"""Doubts about the source, for readers who want them."""

from pathlib import Path

from playwright.sync_api import Page

ARTICLE = "qijiang-gongbao/2018/05/zheng-wu-yao-wen-2018-05.html"


def test_doubts_are_marked_at_their_place_when_a_reader_wants_it(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / ARTICLE).as_uri())
    listed = page.locator("[data-doubts] li a")
    assert listed.count() > 20
    assert not page.locator(".doubt-mark").count(), "nobody asked"
    page.locator("[data-doubts] summary").click()
    page.locator("[data-mark-doubts]").check()
    marks = page.locator(".doubt-mark")
    assert marks.count() == listed.count()
    place = listed.first.get_attribute("href")
    assert place
    assert "“参加”重复，疑为误排" in page.locator(f"{place} .doubt-mark").inner_text()
    page.reload()
    assert page.locator(".doubt-mark").count() == listed.count(), "the choice is kept"
    page.locator("[data-doubts] summary").click()
    page.locator("[data-mark-doubts]").uncheck()
    assert not page.locator(".doubt-mark").count()
