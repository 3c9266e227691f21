"""Lists that a setting keeps from readers; the publication's page and coverage count gaps by one rule."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop.build import BuildError

Build = Callable[..., Path]


def words(path: Path) -> str:
    return re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))


def test_the_page_of_a_bulletin_and_coverage_count_the_same_gaps(county_site: Path) -> None:
    said = "按期号和总期数推算，其间另有 14 期未收录"
    assert said in words(county_site / "nanlu-gongbao" / "index.html")
    assert said in words(county_site / "coverage.html")


def test_what_is_internal_is_nowhere_on_the_site(small_site: Build) -> None:
    site = small_site({}, archive=True, INTERNAL_LISTS=["gaps", "cited-not-held", "doubts"])
    for path in site.rglob("*.html"):
        text = words(path)
        for told in ("引而未收", "缺号", "期未收录", "号未收录", "被引用而未收录", "存疑"):
            assert told not in text, f"{path.relative_to(site)}: {told}"
    moved = (site / "cited-not-held.html").read_text(encoding="utf-8")
    assert 'url=coverage.html"' in moved, "an address that was published leads on"


def test_without_the_setting_they_are_there(archive_site: Path) -> None:
    assert "引而未收" in words(archive_site / "coverage.html")
    assert "缺号" in words(archive_site / "number" / "index.html")


def test_a_list_that_there_is_not_is_refused(small_site: Build) -> None:
    with pytest.raises(BuildError, match="there is no list 'gap' — write gaps, cited-not-held, doubts"):
        small_site(
            {"documents/x/x.md": "Title: 甲\nSlug: jia\nPublication: documents\n\n正文。\n"},
            INTERNAL_LISTS=["gap"],
        )
