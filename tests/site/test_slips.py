"""Slips of the hand in what a keeper writes beside the articles: each ends in a line that names its file, and in no trace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop.build import BuildError

ARTICLE = "Title: 关于防汛的通知\nSlug: a\nAgency: 甲县人民政府\nDoc_number: 甲府发〔2021〕3号\nIssued: 2021-03-05\n\n正文。\n"
DEEP = "[" * 9999 + "]" * 9999


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("codes.toml", '["甲府发"]\nslug = 3'),
        ("validity.toml", "list = [1]"),
        ("synonyms.toml", f"groups = {DEEP}"),
        ("redirects.txt", "a/b.html/c.html documents/a.html"),
        ("addresses.txt", "documents/old\ufffe.html"),
        ("jia-gongbao/2018-05/issue.md", "Title: 甲县公报\nPublication: jia-gongbao\nYear: 2018\nIssue: 20180516\n\n"),
        ("documents/x/ingest.json", DEEP),
    ],
)  # fmt: skip
def test_the_file_is_named_and_no_trace_is_shown(
    small_site: Callable[..., Path], name: str, text: str
) -> None:
    with pytest.raises(BuildError) as caught:
        small_site({"documents/x/a.md": ARTICLE, name: text}, SITEURL="https://archive.example")
    said = str(caught.value)
    assert name.rpartition("/")[2] in said
    assert "--debug" not in said


def test_no_page_has_a_name_that_windows_keeps(small_site: Callable[..., Path]) -> None:
    article = ARTICLE.replace("甲县人民政府", "CON")
    site = small_site({"documents/x/a.md": article.replace("Slug: a", "Slug: a\nSection: Nul")})
    names = {path.name.partition(".")[0].lower() for path in site.rglob("*")}
    assert not names & {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
    }
