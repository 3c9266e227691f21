"""A book (EPUB) of an issue: masthead, contents, every document with its head, tables and links. Needs ebooklib."""

import posixpath
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ebooklib import epub
from lxml import html

from . import zips

CSS = Path(__file__).with_name("book.css")
LANGUAGE = "zh-CN"
MIMETYPE = "mimetype"
# A name space of our own, so that an issue's book has the same identity wherever it is made.
_NAMES = uuid.UUID("6a7e2f0c-3c0f-5b0a-9d57-6f1f0c9f2a11")
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)

Render = Callable[..., str]


class BookError(ValueError):
    """A book that would not hold what the issue holds; str() says which document."""


def write_all(context: dict[str, Any], render: Render, root: str, folder: Path) -> None:
    """Write the book of every issue; render(template, **values) gives a page of it."""
    labels = context.get("relation_labels", {})
    for issue in context.get("issues", ()):
        meta = issue.meta
        write(
            issue,
            render,
            labels,
            root.rstrip("/"),
            folder / f"{meta.publication}-{meta.year}-{meta.path}.epub",
        )


def write(issue: Any, render: Render, labels: dict[str, tuple[str, str]], root: str, target: Path) -> None:
    """Write the book of an issue."""
    book = epub.EpubBook()
    book.set_identifier(uuid.uuid5(_NAMES, issue.url).urn)
    book.set_title(issue.title)
    book.set_language(LANGUAGE)
    published = issue.date or None
    if published:
        book.add_metadata("DC", "date", published)
    masthead = dict(issue.meta.masthead)
    for label in ("主办", "主管", "编印"):
        if publisher := masthead.get(label):
            book.add_metadata("DC", "publisher", publisher)
            break
    style = epub.EpubItem("style", "style/book.css", "text/css", CSS.read_bytes())
    book.add_item(style)
    chapters = {article.url: f"{article.bulletin.slug}.xhtml" for article in issue.articles}
    front = _page(book, style, "masthead.xhtml", "版权页", render("book_front", issue=issue))
    by_url = {}
    for article in issue.articles:
        text = render(
            "book_article",
            article=article,
            related=tuple(_related(article, chapters, labels)),
            address=f"{root}/{article.url}" if root else "",
        )
        text = _own_links(text, article.url, chapters, root)
        by_url[article.url] = _page(book, style, chapters[article.url], article.bulletin.title, text)
    book.toc = [front, *_contents(issue, by_url)]
    book.add_item(epub.EpubNcx())
    nav = epub.EpubNav(title="目录")
    nav.add_item(style)
    book.add_item(nav)
    book.spine = [front, nav, *by_url.values()]
    moment = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else _UNDATED
    _write_same(book, moment, target)


def _page(book: Any, style: Any, name: str, title: str, text: str) -> Any:
    page = epub.EpubHtml(uid=name.removesuffix(".xhtml"), title=title, file_name=name, lang=LANGUAGE)
    page.content = f"<html><body>{text}</body></html>"
    page.add_item(style)
    book.add_item(page)
    if html.fromstring(page.get_content()).text_content().strip() == "":
        raise BookError(f"{name}: {title} came out empty — its text holds what no book can")
    return page


def _contents(issue: Any, pages: dict[str, Any]) -> Iterator[Any]:
    """Yield the contents by section, as printed; below a document its attachments and headings of the first level."""
    for section in issue.sections:
        entries = [_entry(entry.article, pages[entry.article.url]) for entry in section.entries]
        if section.title and not section.repeats_title:
            first = pages[section.entries[0].article.url]
            yield epub.Section(section.title, href=first.file_name), entries
        else:
            yield from entries


def _entry(article: Any, page: Any) -> Any:
    below = [
        epub.Link(f"{page.file_name}#{entry.id}", entry.text, f"{page.id}-{entry.id}")
        for entry in article.outline
        if entry.kind != "table"
    ]
    return (page, below) if below else page


def _related(
    article: Any, chapters: dict[str, str], labels: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield relation, chapter and title of the documents of this book that an article cites, or is cited by."""
    seen = set()
    cites = ((group.first, 0) for group in getattr(article, "references", ()))
    cited = ((group.first, 1) for group in getattr(article, "cited_by", ()))
    for citation, direction in (*cites, *cited):
        other = (citation.place.article if citation.place else None) if direction == 0 else citation.source
        if other is None or other is article or other.url not in chapters:
            continue
        row = (labels[citation.relation][direction], chapters[other.url], other.bulletin.title)
        if row not in seen:
            seen.add(row)
            yield row


def _own_links(text: str, url: str, chapters: dict[str, str], root: str) -> str:
    """Lead links inside the book to its chapters, others to the site; without a site they become plain text."""
    tree = html.fragment_fromstring(text, create_parent="div")
    for link in list(tree.iter("a")):
        target = link.get("href", "")
        parts = urlsplit(target)
        if not target or parts.scheme or (not parts.path and parts.fragment) or target in chapters.values():
            continue
        # Templates begin at the top of the site (./), a link in a text at its own folder.
        folder = "" if parts.path.startswith("./") else posixpath.dirname(url)
        place = posixpath.normpath(posixpath.join(folder, parts.path))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if place in chapters:
            link.set("href", chapters[place] + fragment)
        elif root:
            link.set("href", f"{root}/{place}{fragment}")
        else:
            link.drop_tag()
    return "".join(html.tostring(child, encoding="unicode") for child in tree)


def _write_same(book: Any, moment: datetime, target: Path) -> None:
    """Write the book so that its bytes depend on its content alone: names sorted, mimetype first and stored."""
    with tempfile.TemporaryDirectory() as temporary:
        loose = Path(temporary) / target.name
        epub.write_epub(str(loose), book, {"mtime": moment, "raise_exceptions": True})
        with zipfile.ZipFile(loose) as archive:
            members: dict[str, Path | bytes] = {MIMETYPE: archive.read(MIMETYPE)}
            members |= {name: archive.read(name) for name in sorted(archive.namelist()) if name != MIMETYPE}
    zips.write(members, target, stored=frozenset({MIMETYPE}))
