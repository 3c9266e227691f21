"""Atom feeds: of the whole archive, of each agency, section, genre and year. Pure; the same input gives the same bytes."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

LATEST = 50
_SUMMARY = 200
# XML 1.0 has no place for these characters, however they are written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Feed:
    """A feed: its title, its own address, and the address of the page it belongs to, both relative to the archive."""

    title: str
    url: str
    page: str


def atom(feed: Feed, articles: Sequence[Any], root: str, author: str) -> str:
    """Return a feed of the latest articles that have a date; a text without one has no place in a feed.

    root: the site's address, "" if it is not known: links then lead from the feed's place to the page.
    """
    dated = [a for a in articles if _day(a)][:LATEST]
    updated = max((_day(a) for a in dated), default="1970-01-01")
    base = f"{root}/" if root else "../" * feed.url.count("/")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{_text(feed.title)}</title>",
        f"<id>{_identity('feed/' + feed.url)}</id>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_text(author)}</name></author>",
        f'<link rel="alternate" type="text/html" href={quoteattr(base + feed.page)}/>',
    ]
    if root:
        lines.append(f'<link rel="self" type="application/atom+xml" href={quoteattr(base + feed.url)}/>')
    for article in dated:
        lines += _entry(article, base)
    return "\n".join([*lines, "</feed>", ""])


def _entry(article: Any, base: str) -> Iterable[str]:
    b = article.bulletin
    title = f"{b.doc_number} {b.title}" if b.doc_number else b.title
    badges = "".join(f"［{n.badge}］" for n in getattr(article, "notices", ()))
    yield "<entry>"
    yield f"<title>{_text(badges + title)}</title>"
    yield f"<id>{_identity(article.url)}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(base + article.url)}/>'
    yield f"<updated>{_moment(_day(article))}</updated>"
    if b.published:
        yield f"<published>{_moment(b.published)}</published>"
    for name in b.agency or ((b.byline,) if b.byline else ()):
        yield f"<author><name>{_text(name)}</name></author>"
    if b.genre:
        yield f"<category term={quoteattr(b.genre)}/>"
    yield f'<summary type="text">{_text(_known(article) + summary(article))}</summary>'
    yield "</entry>"


def _known(article: Any) -> str:
    return "".join(f"{n.words}。" for n in getattr(article, "notices", ()))


def summary(article: Any) -> str:
    """Return how an article begins: its first paragraphs, about 200 characters."""
    words = ""
    for block in article.blocks:
        if block.kind in ("paragraph", "list-item"):
            words += block.text
        if len(words) > _SUMMARY:
            return words[:_SUMMARY].rstrip("，、；：") + "…"
    return words


def _day(article: Any) -> str:
    """Return the day on which an article became known: of the issue, else its own."""
    return article.bulletin.published or article.bulletin.date or ""


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _identity(address: str) -> str:
    """Return an id that stays when the site moves to another host."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"gongbao:{address}").urn


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))
