"""Documents of one title can be told apart wherever they are listed."""

from pathlib import Path

import pytest
from lxml import html

ISSUE = "Title: 云溪县公报\nPublication: yunxi\nYear: 2021\nIssue: 1\nPublished: 2021-03-01\n"
HEAD = "Title: {title}\nSlug: {slug}\n{more}\n\n"
OF_ISSUE = "Date: 2021-03-01\nPublication: yunxi\nYear: 2021\nIssue: 1\nOrder: {order}\nPublished: 2021-03-01"


def article(title: str, slug: str, body: str, *more: str) -> str:
    return HEAD.format(title=title, slug=slug, more="\n".join(more)).replace("\n\n\n", "\n\n") + body + "\n"


@pytest.fixture
def site(small_site) -> Path:  # type: ignore[no-untyped-def]
    of = OF_ISSUE.format
    return small_site(
        {
            "yunxi/2021-01/issue.md": ISSUE,
            "yunxi/2021-01/a.md": article(
                "政府工作报告", "a", "一。", of(order=1), "Subtitle: ——在县十届一次会议上"
            ),
            "yunxi/2021-01/b.md": article(
                "政府工作报告", "b", "二。", of(order=2), "Subtitle: ——在县十届二次会议上"
            ),
            "yunxi/2021-01/c.md": article("工作要点", "c", "三。", of(order=3), "Subtitle: ——供讨论"),
            "documents/x/d.md": article(
                "年度总结", "d", "上半年，我局修缮堤坝三处，清淤河道二十公里，成效显著。"
            ),
            "documents/x/e.md": article("年度总结", "e", "张三\n{: .author }\n\n下半年，修桥。"),
            "documents/x/f.md": article("年度总结", "f", "全年。", "Date: 2020-01-01"),
        }
    )


def listed(site: Path, name: str) -> dict[str, list[str]]:
    """Return what stands beside each title of a page, by the last part of its address."""
    found: dict[str, list[str]] = {}
    for link in html.fromstring((site / name).read_bytes()).xpath("//main//li//a | //main//td//a"):
        slug = link.get("href").rpartition("/")[2].removesuffix(".html")
        if slug in set("abcdef"):
            found[slug] = [e.text_content() for e in link.xpath('../*[@class="apart"]')]
    return found


REPORTS = {"a": ["——在县十届一次会议上"], "b": ["——在县十届二次会议上"], "c": []}
SUMMARIES = {"d": ["上半年，我局修缮堤坝三处，清淤河道二十公里…"], "e": ["下半年，修桥。"], "f": []}


def test_by_the_subtitle_in_contents_lists_and_on_the_home_page(site: Path) -> None:
    assert listed(site, "yunxi/2021/01/index.html") == REPORTS
    assert listed(site, "year/2021.html") == REPORTS
    home = listed(site, "index.html")
    assert {slug: home[slug] for slug in REPORTS} == REPORTS


def test_by_the_opening_where_nothing_else_tells_them_apart(site: Path) -> None:
    assert listed(site, "documents/index.html") == SUMMARIES


def test_a_title_that_only_one_text_has_stands_alone(small_site) -> None:  # type: ignore[no-untyped-def]
    site = small_site({"documents/x/d.md": article("年度总结", "d", "上半年。", "Subtitle: ——供讨论")})
    assert listed(site, "documents/index.html") == {"d": []}
