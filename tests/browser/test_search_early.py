"""What a query needs is asked for as early as can be: on a slow line each step that waits for another is felt."""

import re
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, Route

BESIDE = re.compile(r"/search/[a-z2-7]{10}\.js$")
CLIENT = re.compile(r"/(theme/js/search|search)/(full|page|lunr|manifest)\.js$")
SHARD = re.compile(r"/search/s\d+/[\w-]+\.js$")


class Held:
    """Requests that get no answer before they are let go."""

    def __init__(self, page: Page, which: re.Pattern[str]) -> None:
        self.page = page
        self.routes: list[Route] = []
        self.open = False
        page.route(which, self._hold)

    def _hold(self, route: Route) -> None:
        if self.open:
            route.continue_()
        else:
            self.routes.append(route)

    def wait(self, count: int) -> None:
        """Wait until so many scripts are asked for."""
        while len({route.request.url for route in self.routes}) < count:
            self.page.wait_for_timeout(20)

    def let_go(self) -> None:
        """Answer them."""
        self.open = True
        for route in self.routes:
            route.continue_()


def test_postings_and_the_table_do_not_wait_for_the_table_of_variants(page: Page, http_site: str) -> None:
    held = Held(page, BESIDE)
    with page.expect_request(SHARD):
        page.goto(f"{http_site}search.html?q={quote('出生缺陷')}", wait_until="commit")
    # The table of variants, and the one with lengths of fields, values and places of texts.
    held.wait(2)
    held.let_go()
    page.locator("[data-result]").first.wait_for()


def test_all_of_the_client_is_asked_for_at_once_where_the_address_has_a_query(
    page: Page, http_site: str
) -> None:
    held = Held(page, CLIENT)
    page.goto(f"{http_site}search.html?q={quote('出生缺陷')}", wait_until="commit")
    held.wait(4)
    held.let_go()
    page.locator("[data-result]").first.wait_for()


def test_the_client_is_on_its_way_while_the_reader_types_in_the_box_of_another_page(
    page: Page, http_site: str, until: Callable[..., None]
) -> None:
    page.goto(f"{http_site}index.html")
    with page.expect_request(CLIENT):
        page.locator("input[name=q]").first.focus()
    until(page, "window.lunr && Gongbao.engine")
