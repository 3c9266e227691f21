"""Books (EPUB) of an issue or a year: mastheads, contents, documents with heads, tables, links. Needs ebooklib."""

import io
import posixpath
import re
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ebooklib import epub
from lxml import html
from PIL import Image

from gongbao.messages import _
from gongbao.messages.site import words

from . import packages, zips

CSS = Path(__file__).with_name("book.css")
LANGUAGE = "zh-CN"
MIMETYPE = "mimetype"
PICTURES = "pictures"
_COVER_QUALITY = 80
_MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}
# A name space of our own, so that an issue's book has the same identity wherever it is made.
_NAMES = uuid.UUID("6a7e2f0c-3c0f-5b0a-9d57-6f1f0c9f2a11")
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)

Render = Callable[..., str]


class BookError(ValueError):
    """A book that would not hold what the issue holds; str() says which document."""


@dataclass(frozen=True)
class Volume:
    """What a book holds: an issue, or the issues of a year in the order of their numbers."""

    name: str
    identity: str
    title: str
    issues: tuple[Any, ...]
    year: int | None = None

    def file_name(self, issue: Any, page: str) -> str:
        """Return the file of a page of an issue; in a volume of a year two issues may have pages of the same name."""
        return f"issue-{issue.meta.path}-{page}.xhtml" if self.year else f"{page}.xhtml"

    @property
    def date(self) -> str:
        """Return the date of its latest issue, "" if none has one."""
        return max((issue.date or "" for issue in self.issues), default="")


def volumes(issues: Iterable[Any]) -> Iterator[Volume]:
    """Yield the book of every issue, then that of every year of every bulletin."""
    years: dict[tuple[str, int], list[Any]] = {}
    for issue in issues:
        meta = issue.meta
        yield Volume(
            packages.issue_name(meta.publication, meta.year, meta.path), issue.url, issue.title, (issue,)
        )
        years.setdefault((meta.publication, meta.year), []).append(issue)
    for (publication, year), of_year in sorted(years.items()):
        yield Volume(
            packages.year_name(publication, year),
            f"{publication}/{year}",
            packages.year_title(of_year[0].meta.title, year),
            tuple(sorted(of_year, key=lambda issue: issue.url)),
            year,
        )


def write_all(context: dict[str, Any], render: Render, root: str, folder: Path) -> None:
    """Write the books of all issues and years; render(template, **values) gives a page of one."""
    labels = context.get("relation_labels", {})
    cover_of: Callable[[Any], bytes | None] | None = context.get("cover_of")
    texts: dict[str, str] = {}  # a document is rendered once, for the book of its issue and that of its year
    for volume in volumes(context.get("issues", ())):
        cover = cover_of(volume.issues[0]) if cover_of and not volume.year else None
        write(volume, render, labels, root.rstrip("/"), texts, folder / f"{volume.name}.epub", cover)


def write(
    volume: Volume,
    render: Render,
    labels: dict[str, tuple[str, str]],
    root: str,
    texts: dict[str, str],
    target: Path,
    cover: bytes | None = None,
) -> None:
    """Write a book; cover: the picture of its first page in print, in any form that Pillow opens."""
    book = epub.EpubBook()
    book.set_identifier(uuid.uuid5(_NAMES, volume.identity).urn)
    book.set_title(volume.title)
    book.set_language(LANGUAGE)
    if volume.date:
        book.add_metadata("DC", "date", volume.date)
    mastheads = [dict(issue.meta.masthead) for issue in volume.issues]
    publishers = [m[label] for m in mastheads for label in ("主办", "主管", "编印") if m.get(label)]
    if publishers:
        book.add_metadata("DC", "publisher", publishers[0])
    if cover is not None:
        book.set_cover("cover.jpg", _as_jpeg(cover), create_page=False)
    style = epub.EpubItem("style", "style/book.css", "text/css", CSS.read_bytes())
    book.add_item(style)
    chapters = {
        article.url: volume.file_name(issue, article.bulletin.slug)
        for issue in volume.issues
        for article in issue.articles
    }
    pages, contents = [], []
    if volume.year:
        fronts = [(issue, volume.file_name(issue, "masthead")) for issue in volume.issues]
        text = render("book_year", volume=volume, fronts=fronts)
        pages.append(_page(book, style, "volume.xhtml", words("书名页"), text))
        contents.append(pages[0])
    for issue in volume.issues:
        front = _page(
            book,
            style,
            volume.file_name(issue, "masthead"),
            words("版权页"),
            render("book_front", issue=issue),
        )
        by_url = {}
        for article in issue.articles:
            text = _chapter(article, render, labels, root, texts, chapters)
            by_url[article.url] = _page(book, style, chapters[article.url], article.bulletin.title, text)
            _add_pictures(book, article)
        below = [front, *_contents(issue, by_url)]
        contents += [(epub.Section(issue.label, href=front.file_name), below)] if volume.year else below
        pages += [front, *by_url.values()]
    book.toc = contents
    book.add_item(epub.EpubNcx())
    nav = epub.EpubNav(title=words("目录"))
    nav.add_item(style)
    book.add_item(nav)
    book.spine = [pages[0], nav, *pages[1:]]
    moment = datetime.fromisoformat(volume.date).replace(tzinfo=UTC) if volume.date else _UNDATED
    _write_same(book, moment, target)


def _chapter(
    article: Any,
    render: Render,
    labels: dict[str, tuple[str, str]],
    root: str,
    texts: dict[str, str],
    chapters: dict[str, str],
) -> str:
    """Return a document as a chapter: its text, what it says of others of the book, where it is on the site."""
    if article.url not in texts:
        texts[article.url] = render("book_article", article=article)
    address = f"{root}/{article.url}" if root else ""
    related = tuple(_related(article, chapters, labels))
    about = render("book_related", related=related, address=address)
    return _own_links(texts[article.url] + about, article.url, chapters, root)


def _page(book: Any, style: Any, name: str, title: str, text: str) -> Any:
    page = epub.EpubHtml(uid=name.removesuffix(".xhtml"), title=title, file_name=name, lang=LANGUAGE)
    page.content = f"<html><body>{text}</body></html>"
    page.add_item(style)
    book.add_item(page)
    if html.fromstring(page.get_content()).text_content().strip() == "":
        raise BookError(
            _(
                "{name}: {title} came out empty — its text holds what no book can",
                name=name,
                title=title,
            )
        )
    return page


def _add_pictures(book: Any, article: Any) -> None:
    """Add the pictures of a document; their names begin with its slug, which no other has."""
    for picture in getattr(article, "pictures", ()):
        name = f"{PICTURES}/{picture.name}"
        kind = _MEDIA[posixpath.splitext(name)[1]]
        book.add_item(epub.EpubItem(re.sub(r"[^\w-]", "-", picture.name), name, kind, picture.data))


def _as_jpeg(picture: bytes) -> bytes:
    """Return a picture as JPEG: many readers of books know no newer form."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("L" if image.mode == "L" else "RGB").save(stream, "JPEG", quality=_COVER_QUALITY)
    return stream.getvalue()


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
    for image in tree.iter("img"):
        image.set("src", f"{PICTURES}/{posixpath.basename(image.get('src', ''))}")
        image.attrib.pop("loading", None)
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
