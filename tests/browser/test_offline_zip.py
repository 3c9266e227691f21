"""The zips open by double click: pages, and a search that finds what they hold and nothing else."""

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from playwright.sync_api import Page, expect

from tests.offline.packing import packed_once


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed_once(tmp_path_factory)


def opened(packed: Path, name: str, target: Path) -> str:
    with zipfile.ZipFile(packed / "dist" / f"{name}.zip") as archive:
        archive.extractall(target)
    return (target / name).resolve().as_uri() + "/"


def found(page: Page, until: Callable[..., None], address: str, query: str) -> list[str]:
    page.goto(f"{address}search.html?q={query}")
    until(page, "window.Gongbao && window.Gongbao.search")
    result = page.evaluate("q => window.Gongbao.search(q, {limit: 50})", query)
    return sorted(hit["slug"] for hit in result["hits"])


def test_the_zip_of_an_issue_searches_that_issue_only(
    packed: Path, tmp_path: Path, page: Page, until: Callable[..., None]
) -> None:
    whole = opened(packed, "archive", tmp_path)
    third = opened(packed, "yunling-gongbao-2024-03", tmp_path)
    held = {p.stem for p in (packed / "content" / "yunling-gongbao" / "2024-03").glob("yunling-*.md")}
    everywhere = found(page, until, whole, "云岭县")
    here = found(page, until, third, "云岭县")
    assert here == sorted(held & set(everywhere))
    assert here != everywhere


def asked(content: Path, count: int) -> list[str]:
    """Draw runs of 2 to 6 Han characters from the texts of an archive."""
    texts = [path.read_text("utf-8") for path in sorted(content.rglob("*.md")) if path.name != "issue.md"]
    runs = [run for text in texts for run in re.findall(r"[\u4e00-\u9fff]{6,}", text.split("\n\n", 1)[1])]
    chance = random.Random(7)
    queries = set()
    while len(queries) < count:
        run, length = chance.choice(runs), chance.randint(2, 6)
        start = chance.randrange(len(run) - length + 1)
        queries.add(run[start : start + length])
    return sorted(queries)


def test_the_search_of_the_zim_finds_what_the_search_of_the_site_finds(
    packed: Path, tmp_path: Path, page: Page, until: Callable[..., None]
) -> None:
    address = opened(packed, "archive", tmp_path)
    searcher = Searcher(Archive(packed / "dist" / "archive.zim"))
    for query in [*asked(packed / "content", 19), "云岭县人民政府"]:
        of_site = found(page, until, address, query)
        searched = searcher.search(Query().set_query(query))
        of_zim = sorted(Path(each).stem for each in searched.getResults(0, 1000))
        assert of_site, query
        assert set(of_site) <= set(of_zim), query
        # Xapian looks for all pairs of a query, the site for the words as they stand: now and then one page more.
        assert len(of_zim) <= len(of_site) + 3, query


@pytest.mark.parametrize("name", ["archive", "yunling-gongbao-2024-01", "yunling-gongbao-2024-03"])
def test_every_page_of_a_zip_opens_from_the_disk(packed: Path, tmp_path: Path, page: Page, name: str) -> None:
    address = opened(packed, name, tmp_path)
    names = sorted(p.relative_to(tmp_path / name).as_posix() for p in (tmp_path / name).rglob("*.html"))
    assert "index.html" in names
    for each in names:
        page.goto(address + each)
        expect(page.locator("main")).to_be_visible()
