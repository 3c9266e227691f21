"""Sitemaps."""

from gongbao.export import sitemap
from lxml import etree

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(text: str) -> list[str]:
    return [e.text or "" for e in etree.fromstring(text.encode()).iter(f"{SPACE}loc")]


def test_every_page_is_there_with_its_full_address() -> None:
    made = sitemap.files(
        ["b.html", "index.html", "a/index.html"], {"b.html": "2018-05-16"}, "https://e.org/x"
    )
    assert locations(made["sitemap.xml"]) == [
        "https://e.org/x/a/",
        "https://e.org/x/b.html",
        "https://e.org/x/",
    ]
    assert made["sitemap.xml"].count("<lastmod>2018-05-16</lastmod>") == 1
    assert "Sitemap: https://e.org/x/sitemap.xml\n" in made["robots.txt"]


def test_too_many_pages_for_one_file_are_split_and_indexed() -> None:
    made = sitemap.files((f"p{n}.html" for n in range(sitemap.MOST + 1)), {}, "https://e.org")
    assert sorted(made) == ["robots.txt", "sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert locations(made["sitemap.xml"]) == ["https://e.org/sitemap-1.xml", "https://e.org/sitemap-2.xml"]
    assert len(locations(made["sitemap-1.xml"])) == sitemap.MOST
    assert len(locations(made["sitemap-2.xml"])) == 1
