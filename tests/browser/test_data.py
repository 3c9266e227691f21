"""What pages make of themselves in the browser: citations for reference managers, a whole issue, the way on from 404."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

ISSUE = "qingxi-gongbao/2023/01"


def lines(site: Path) -> list[dict[str, Any]]:
    found = []
    for path in sorted((site / "data").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            found += list(map(json.loads, rows))
    return found


def test_bibtex_and_ris_of_the_page_are_those_of_the_bulk_data(
    page: Page, small_site: Callable[..., Path], status_site: Path, sample_site: Path
) -> None:
    addressed = small_site({}, archive=True, SITEURL="https://example.org/g_1")
    for site in (status_site, addressed, sample_site):
        found = lines(site)
        for line in found if len(found) < 20 else found[:: len(found) // 12]:
            page.goto((site / line["url"]).as_uri())
            for name, expected in (("bib", line["bibtex"]), ("ris", line["ris"])):
                with page.expect_download() as waiting:
                    page.locator(f'[data-cite-as="{name}"]').click()
                assert waiting.value.suggested_filename == f"{line['slug']}.{name}"
                assert Path(waiting.value.path()).read_bytes().decode() == expected, line["url"]


@pytest.mark.parametrize("from_disk", [True, False])
def test_the_page_of_a_whole_issue_has_what_the_pages_of_its_articles_have(
    page: Page, status_site: Path, serve: Callable[..., str], from_disk: bool
) -> None:
    root = f"{status_site.as_uri()}/" if from_disk else serve(status_site)
    page.goto(f"{root}{ISSUE}/index.html")
    urls = [
        a.get_attribute("href").rpartition("/")[2]  # type: ignore[union-attr]
        for a in page.locator(".contents-line a").all()
    ]
    shown = []
    for url in urls:
        page.goto(f"{root}{ISSUE}/{url}")
        paper = page.locator("[data-article]")
        shown.append((paper.locator(".badge").all_inner_texts(), paper.locator(".body").inner_text()))
    page.goto(f"{root}{ISSUE}/print.html")
    page.wait_for_selector("html[data-whole-done]")
    papers = page.locator("article.paper").all()
    assert len(papers) == len(urls)
    for paper, (badges, body) in zip(papers, shown, strict=True):
        assert paper.locator(".badge").all_inner_texts() == badges
        assert re.sub(r"\s", "", paper.locator(".body").inner_text()) == re.sub(r"\s", "", body)
    assert page.locator("iframe").count() == 0
    assert page.locator("[data-whole-status]").is_hidden()


def test_a_whole_issue_says_which_articles_could_not_be_had(
    page: Page, page_guard: Any, status_site: Path, serve: Callable[..., str]
) -> None:
    page_guard.allow("Failed to load resource")
    page_guard.allow("request failed")
    page.route("**/qingxi-fufa-2023-1.html", lambda route: route.fulfill(status=500, body=""))
    page.goto(f"{serve(status_site)}{ISSUE}/print.html")
    page.wait_for_selector("html[data-whole-done]")
    assert "有 1 篇没有取到" in page.locator("[data-whole-status]").inner_text()


def test_a_file_that_is_no_more_leads_to_the_page_that_makes_it(
    page: Page, page_guard: Any, status_site: Path, serve: Callable[..., str]
) -> None:
    page_guard.allow(
        "when fetching the script"
    )  # the worker's, at an address that this site without one has not
    root = serve(status_site)
    page.goto(f"{root}404.html")
    assert page.locator("[data-moved]").is_hidden()
    address = f"{root}{ISSUE}/qingxi-fufa-2023-1.bib"
    page.route(
        "**/*.bib", lambda route: route.fulfill(path=status_site / "404.html", content_type="text/html")
    )
    page.route(
        "**/theme/**",
        lambda route: route.fulfill(
            path=status_site / route.request.url[route.request.url.index("theme/") :]
        ),
    )
    page.goto(address)
    page.locator("[data-moved] a").first.click()
    page.wait_for_url(f"{root}{ISSUE}/qingxi-fufa-2023-1.html")
