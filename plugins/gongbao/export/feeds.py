"""Atom feeds: the archive, its issues, what changed, each agency, section, genre, year. Pure: same input, same bytes."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

LATEST = 50
# What one document does to another that readers of the other must hear of.
CHANGES = ("corrects", "amends", "repeals")
_SUMMARY = 120
# XML 1.0 has no place for these characters, however they are written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Feed:
    """A feed: its title, its own address, and the address of the page it belongs to, both relative to the archive."""

    title: str
    url: str
    page: str


@dataclass(frozen=True)
class Entry:
    """What a feed tells: title, the page that it leads to, the day, and how it begins; days are ISO 8601.

    identity is an address that no other entry has, and that stays.
    """

    title: str
    url: str
    day: str
    summary: str
    identity: str
    published: str | None = None
    authors: tuple[str, ...] = ()
    category: str | None = None
    # The article that it is about, for pages that show its badges beside the title.
    about: Any = None


def atom(feed: Feed, entries: Iterable[Entry], root: str, author: str) -> str:
    """Return a feed of the first entries that have a day; what has none has no place in a feed.

    root: the site's address, "" if it is not known: links then lead from the feed's place to the page.
    """
    dated = list(islice((e for e in entries if e.day), LATEST))
    updated = max((e.day for e in dated), default="1970-01-01")
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
    for entry in dated:
        lines += _lines(entry, base)
    return "\n".join([*lines, "</feed>", ""])


def _lines(entry: Entry, base: str) -> Iterator[str]:
    yield "<entry>"
    yield f"<title>{_text(entry.title)}</title>"
    yield f"<id>{_identity(entry.identity)}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(base + entry.url)}/>'
    yield f"<updated>{_moment(entry.day)}</updated>"
    if entry.published:
        yield f"<published>{_moment(entry.published)}</published>"
    for name in entry.authors:
        yield f"<author><name>{_text(name)}</name></author>"
    if entry.category:
        yield f"<category term={quoteattr(entry.category)}/>"
    yield f'<summary type="text">{_text(entry.summary)}</summary>'
    yield "</entry>"


def of_article(article: Any) -> Entry:
    """Return an article as news."""
    b = article.bulletin
    authors = b.agency or ((b.byline,) if b.byline else ())
    words = _known(article) + summary(article)
    return Entry(
        _called(article), article.url, day(article), words, article.url, b.published, tuple(authors), b.genre
    )


def of_issue(issue: Any) -> Entry:
    """Return an issue as news: the titles of its contents."""
    titles = "；".join(article.bulletin.title for article in issue.articles)
    return Entry(issue.title, issue.url, issue.date or "", titles, issue.url, issue.date)


def changes(articles: Iterable[Any]) -> list[Entry]:
    """Return what befell documents that were there already, latest first: corrected, amended, repealed, taken down.

    Each leads to the document that it befell; its day is the one on which it became known.
    """
    found = {}
    for article in articles:
        if gone := article.bulletin.withdrawn:
            found[f"{article.url}?withdrawn"] = Entry(
                _called(article),
                article.url,
                gone,
                _known(article),
                f"{article.url}?withdrawn",
                about=article,
            )
        for group in getattr(article, "cited_by", ()):
            for citation in group.citations:
                if citation.relation not in CHANGES:
                    continue
                source = citation.source
                identity = f"{article.url}?{citation.relation}={source.url}"
                words = f"{source.bulletin.title}：{citation.reference.sentence}"
                entry = Entry(_called(article), article.url, day(source), words, identity, about=article)
                found.setdefault(identity, entry)
    return sorted(found.values(), key=lambda e: (e.day, e.identity), reverse=True)


def _called(article: Any) -> str:
    b = article.bulletin
    badges = "".join(f"［{n.badge}］" for n in getattr(article, "notices", ()))
    return badges + (f"{b.doc_number} {b.title}" if b.doc_number else b.title)


def _known(article: Any) -> str:
    return "".join(f"{n.words}。" for n in getattr(article, "notices", ()))


def summary(article: Any) -> str:
    """Return how an article begins: its first paragraphs, about 120 characters."""
    words: str = article.opening
    return words if len(words) <= _SUMMARY else words[:_SUMMARY].rstrip("，、；：") + "…"


def day(article: Any) -> str:
    """Return the day on which an article became known: came into the archive, else of the issue, else its own."""
    added: str | None = getattr(article, "added", None)
    return added or article.bulletin.published or article.bulletin.date or ""


def latest(articles: Iterable[Any]) -> list[Any]:
    """Return articles with those that became known last first; what has no day comes last."""
    return sorted(sorted(articles, key=lambda a: a.url), key=day, reverse=True)


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _identity(address: str) -> str:
    """Return an id that stays when the site moves to another host."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"gongbao:{address}").urn


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))
