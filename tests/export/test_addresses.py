"""Addresses that were published once stay, or lead on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from gongbao.bulletin.handwritten import HandwrittenError
from gongbao.export import addresses
from gongbao.export.addresses import (
    load_published,
    load_redirects,
    permanent,
    problems,
    record,
)
from gongbao.workshop.build import BuildError

ARTICLE = "Title: 甲\nSlug: {slug}\nKind: text\nPublication: documents\n\n正文。\n"


def test_what_is_nobodys_citation_is_not_kept() -> None:
    passing = ["404.html", "x/print.html", "x/a.source.html", "search.html", "offline.html", "downloads.html"]
    assert permanent(["a.html", *passing, "x/index.html", "documents/search.html"]) == [
        "a.html",
        "documents/search.html",
        "x/index.html",
    ]


def test_publishing_records_every_address_and_forgets_none(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / "documents").mkdir(parents=True)
    (output / "documents" / "a.html").touch()
    assert record(output, tmp_path) == 1
    (output / "documents" / "a.html").rename(output / "documents" / "b.html")
    assert record(output, tmp_path) == 1
    assert load_published(tmp_path) == ["documents/a.html", "documents/b.html"]
    assert record(output, tmp_path) == 0


def test_a_chain_of_redirects_leads_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "redirects.txt").write_text(
        "# 改名\na.html b.html\nb.html c.html  # 再改\n\n", encoding="utf-8"
    )
    assert load_redirects(tmp_path) == {"a.html": "c.html", "b.html": "c.html"}
    # Each page of a long chain was asked anew: 10,000 took seven seconds.
    (tmp_path / "redirects.txt").write_text(
        "".join(f"{n}.html {n + 1}.html\n" for n in range(10_000)), encoding="utf-8"
    )
    assert set(load_redirects(tmp_path).values()) == {"10000.html"}


def test_more_redirects_than_a_build_makes_pages_of_are_left_to_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_MOST", 2)
    (tmp_path / "redirects.txt").write_text("a.html c.html\nb.html c.html\n", encoding="utf-8")
    assert len(load_redirects(tmp_path)) == 2
    (tmp_path / "redirects.txt").write_text("a.html d.html\nb.html d.html\nc.html d.html\n", encoding="utf-8")
    with pytest.raises(
        HandwrittenError, match="more than 2 addresses, each by a page of its own — leave those"
    ):
        load_redirects(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["a.html", "a.html b.html c.html", "../a.html b.html", "a.html https://e.org/", "a.html b.html\na.html c.html", "a.html b.html\nb.html a.html", "/a.html b.html", "a.html/b.html c.html",
     "con.html b.html", "x/aux.html b.html", f"{'a' * 300}.html b.html", f"{'a/' * 2000}a.html b.html", "a.html\ufffe b.html"],
)  # fmt: skip
def test_a_redirect_that_leads_nowhere_or_outside_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "redirects.txt").write_text(text, encoding="utf-8")
    with pytest.raises(HandwrittenError, match=r"redirects\.txt"):
        load_redirects(tmp_path)


def test_problems_are_named_with_what_to_do() -> None:
    found = problems(
        ["gone.html", "moved.html", "here.html"],
        {"moved.html": "here.html", "here.html": "no.html"},
        {"here.html"},
    )
    assert [p.split(" ")[0] for p in found] == ["addresses.txt:", "redirects.txt:", "redirects.txt:"]


def test_a_build_fails_if_a_published_address_disappears(small_site: Callable[..., Path]) -> None:
    files = {"addresses.txt": "documents/old.html\n", "documents/x/new.md": ARTICLE.format(slug="new")}
    with pytest.raises(BuildError, match=r"documents/old\.html was published"):
        small_site(files)


def test_a_copy_for_the_disk_can_be_made_of_an_archive_that_was_published(
    small_site: Callable[..., Path],
) -> None:
    files = {"documents/x/new.md": ARTICLE.format(slug="new")}
    published = small_site(files, SERVICE_WORKER=True)
    assert (published / "offline.html").is_file()
    # Earlier versions recorded the pages 离线保存 and 下载与校验 as well.
    listed = "documents/new.html\ndownloads.html\noffline.html\n"
    small_site({**files, "addresses.txt": listed}, SERVICE_WORKER=False, PACKAGES_PATH="")


def test_a_renamed_page_leaves_a_redirect_that_works_from_any_folder(small_site: Callable[..., Path]) -> None:
    site = small_site(
        {
            "addresses.txt": "documents/old.html\ndocuments/new.html\n",
            "redirects.txt": "documents/old.html documents/new.html\n",
            "documents/x/new.md": ARTICLE.format(slug="new"),
        },
        SITEURL="https://example.org/x",
    )
    page = BeautifulSoup((site / "documents/old.html").read_text(encoding="utf-8"), "lxml")
    refresh = page.find("meta", attrs={"http-equiv": "refresh"})
    link = page.main.a if page.main else None
    assert refresh is not None and link is not None
    assert refresh["content"] == "0; url=../documents/new.html"
    assert (site / "documents" / str(link["href"])).resolve() == (site / "documents/new.html").resolve()
    assert "old.html" not in (site / "sitemap.xml").read_text(encoding="utf-8")
