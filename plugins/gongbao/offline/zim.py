"""Pack a built site as ZIM, for Kiwix: every file at its own path, full-text search of the documents. Needs libzim."""

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html

from gongbao.messages import _
from gongbao.workshop import Failure

ICON = Path(__file__).with_name("icon.png")
MAIN = "index.html"
LANGUAGE = "zho"
_DESCRIPTION = 80
# What no reader opens by its own: the sums, which are of the folder.
_LEFT_OUT = ("SHA256SUMS", "SHA256SUMS.minisig")
_TYPES = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
    ".md": "text/markdown", ".csv": "text/csv", ".svg": "image/svg+xml", ".xml": "application/xml",
    ".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a ZIM says of itself."""

    title: str
    description: str
    creator: str
    source: str
    name: str


@dataclass(frozen=True)
class Page:
    """What the search of the ZIM knows of a page; a page that is no document has no text."""

    title: str
    text: str


def write(site: Path, about: About, target: Path) -> None:
    """Pack a site, then read every entry back."""
    from libzim.writer import Creator  # noqa: PLC0415 - an extra

    entry = _entries()
    names = list(_names(site))
    with Creator(target).config_indexing(True, LANGUAGE) as creator:
        creator.set_mainpath(MAIN)
        creator.add_illustration(48, ICON.read_bytes())
        for key, value in _metadata(about).items():
            creator.add_metadata(key, value)
        for name in names:
            path = site / name
            page = read_page(path.read_bytes()) if name.endswith(".html") else None
            creator.add_item(entry(path, name, page))
    _check(site, names, target)


def _index() -> type[Any]:
    """Return the class that tells the search of the ZIM the words of a page."""
    from libzim.writer import IndexData  # noqa: PLC0415 - an extra

    class Index(IndexData):  # type: ignore[misc]
        def __init__(self, page: Page) -> None:
            super().__init__()
            self.page = page

        def has_indexdata(self) -> bool:
            return bool(self.page.text)

        def get_title(self) -> str:
            return self.page.title

        def get_content(self) -> str:
            return self.page.text

        def get_keywords(self) -> str:
            return ""

        def get_wordcount(self) -> int:
            return len(self.page.text)

        def get_position(self) -> None:
            return None

    return Index


def _entries() -> type[Any]:
    """Return the class of an entry of the ZIM: a file of the site."""
    from libzim.writer import FileProvider, Hint, Item  # noqa: PLC0415 - an extra

    index = _index()

    class File(Item):  # type: ignore[misc]
        def __init__(self, path: Path, name: str, page: Page | None) -> None:
            super().__init__()
            self.path, self.name, self.page = path, name, page

        def get_path(self) -> str:
            return self.name

        def get_title(self) -> str:
            return self.page.title if self.page else ""

        def get_mimetype(self) -> str:
            return mimetype(self.name)

        def get_contentprovider(self) -> Any:
            return FileProvider(self.path)

        def get_hints(self) -> dict[Any, int]:
            front = self.page is not None and not self.name.endswith((".source.html", "/print.html"))
            return {Hint.FRONT_ARTICLE: int(front), Hint.COMPRESS: 1}

        def get_indexdata(self) -> Any:
            return index(self.page or Page("", ""))

    return File


def mimetype(name: str) -> str:
    """Return the type that a reader of ZIM hands a file out as."""
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "text/plain"


def read_page(data: bytes) -> Page:
    """Return what the search knows of a page: its title, and of a document the words on its paper."""
    tree = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    title = (tree.findtext("head/title") or "").split(" · ")[0]
    papers = tree.xpath("//article[@data-article]")
    if not papers:
        return Page(title, "")
    # A block ends a line, so that no phrase is found across two paragraphs.
    lines = (" ".join(part.split()) for part in papers[0].itertext())
    heading = tree.xpath("//article[@data-article]//*[contains(@class, 'paper-title')]")
    name = "".join("".join(each.itertext()) for each in heading[:1])
    return Page(" ".join(name.split()) or title, "\n".join([name.replace("\n", ""), *filter(None, lines)]))


def _names(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in _LEFT_OUT:
            yield name


def _metadata(about: About) -> dict[str, str | date]:
    metadata: dict[str, str | date] = {
        "Title": about.title,
        "Description": about.description[:_DESCRIPTION],
        "Language": LANGUAGE,
        "Creator": about.creator,
        "Publisher": about.creator,
        "Date": date.today(),
        "Name": about.name,
    }
    return metadata | ({"Source": about.source} if about.source else {})


def _check(site: Path, names: list[str], target: Path) -> None:
    """Read every entry back; refuse a ZIM that lost or changed one."""
    from libzim.reader import Archive  # noqa: PLC0415 - an extra

    archive = Archive(target)
    if not archive.check():
        raise Failure(_("{target}: its checksum is wrong — was the disk full?", target=target.name))
    for name in names:
        if bytes(archive.get_entry_by_path(name).get_item().content) != (site / name).read_bytes():
            raise Failure(
                _("{target}: {name} came out changed — was the disk full?", target=target.name, name=name)
            )
