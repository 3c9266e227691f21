"""Atom feeds."""

from dataclasses import dataclass

from gongbao.bulletin.article import ArticleMeta
from gongbao.export.feeds import LATEST, Feed, atom, of_article
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = Feed("甲 & 乙", "feeds/agency/jia.xml", "agency/jia.html")


@dataclass
class Article:
    bulletin: ArticleMeta
    url: str
    opening: str = "正文 <b>&\x0b"


def article(slug: str, **fields: object) -> Article:
    return Article(ArticleMeta(f"题 <{slug}>", slug, **fields), f"documents/{slug}.html")  # type: ignore[arg-type]


def parsed(articles: list[Article], root: str = "") -> etree._Element:
    return etree.fromstring(atom(FEED, map(of_article, articles), root, "文库").encode())


def test_a_feed_has_what_atom_requires() -> None:
    feed = parsed(
        [article("a", date="2018-05-16", published="2018-06-10"), article("b", date="2018-05-01")],
        "https://e.org",
    )
    assert feed.findtext(f"{ATOM}title") == "甲 & 乙"
    assert feed.findtext(f"{ATOM}updated") == "2018-06-10T00:00:00+08:00"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "文库"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"{ATOM}{name}")
        assert entry.find(f"{ATOM}link").get("href").startswith("https://e.org/documents/")
    assert len({e.findtext(f"{ATOM}id") for e in [feed, *entries]}) == 3


def test_ids_stay_when_the_site_moves() -> None:
    here, there = (parsed([article("a", date="2018-05-16")], root) for root in ("", "https://e.org"))
    assert here.findtext(f"{ATOM}entry/{ATOM}id") == there.findtext(f"{ATOM}entry/{ATOM}id")
    assert here.findtext(f"{ATOM}entry/{ATOM}id").startswith("urn:uuid:")


def test_without_an_address_links_lead_from_the_feeds_place() -> None:
    feed = parsed([article("a", date="2018-05-16")])
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href") == "../../documents/a.html"
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["alternate"]


def test_texts_without_a_date_are_left_out_and_only_the_latest_are_in() -> None:
    articles = [article(f"a{n}", date="2018-05-16") for n in range(LATEST + 5)]
    assert len(parsed([article("undated"), *articles]).findall(f"{ATOM}entry")) == LATEST


def test_an_empty_feed_is_a_feed() -> None:
    assert parsed([]).findtext(f"{ATOM}updated")
