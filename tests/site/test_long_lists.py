"""Lists too long for one page lead to every article all the same."""

from collections.abc import Callable
from pathlib import Path

from gongbao.workshop import links
from lxml import html

COUNT = 301
ARTICLE = """Title: 甲县人民政府关于第{n}项工作的通知
Slug: a-{n}
Date: {date}
Kind: document
Publication: documents
Agency: 甲县人民政府
Genre: 通知
Issued: {date}

正文。
"""


def titles(page: Path) -> list[str]:
    return [link.text for link in html.parse(page).iterfind(".//td[@class='record-title']/a")]


def test_a_long_list_is_cut_and_every_article_is_reached(small_site: Callable[..., Path]) -> None:
    dates = [f"{2019 + n % 2}-{n % 12 + 1:02d}-15" for n in range(COUNT)]
    site = small_site(
        {f"documents/a/a-{n}.md": ARTICLE.format(n=n, date=date) for n, date in enumerate(dates)}
    )
    assert [fault for fault in links.check(site) if not fault.startswith("404.html")] == []
    genre = html.parse(site / "genre" / "tong-zhi.html")
    parts = [f"genre/{link.get('href')}" for link in genre.iterfind(".//ul[@class='parts']/li/a")]
    assert parts == ["genre/tong-zhi/2020.html", "genre/tong-zhi/2019.html"]
    found = [title for part in parts for title in titles(site / part)]
    assert len(found) == len(set(found)) == COUNT
    assert titles(site / "genre" / "tong-zhi.html") == found[:100]
    older = html.parse(site / parts[0]).find(".//nav[@class='pager']/a[@rel='next']")
    assert older.get("href") == "2019.html"
    # Few enough for one page each.
    assert len(titles(site / "year" / "2020.html")) + len(titles(site / "year" / "2019.html")) == COUNT
    documents = html.parse(site / "documents" / "index.html")
    assert len(documents.findall(".//ul[@class='rows']/li")) == 100
    assert {"../year/index.html", "../genre/index.html"} <= {
        a.get("href") for a in documents.iterfind(".//main//a")
    }
