"""Is a document held already? By its number, which is its identity, else by its title and its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from gongbao.bulletin import archive, article, article_header, number
from gongbao.bulletin.fold import fold
from gongbao.bulletin.identity import number_of
from gongbao.messages import N_

from ..model.edition import Edition
from ..model.record import Record
from . import render
from .files import ISSUE

# Of two renderings of one text (a page and a Word document) nearly all paragraphs are the same, letter for letter.
_NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Place:
    """Where a document is held: the file below the archive, its source, what tells that it is the same."""

    path: str
    source: str
    by: str


class Holdings:
    """The documents of an archive, looked through when first asked; what a run adds is told by `add`."""

    def __init__(self, content: Path) -> None:
        self._content = content

    @cached_property
    def _index(self) -> tuple[dict[str, list[Path]], dict[str, list[Path]]]:
        numbers: dict[str, list[Path]] = {}
        titles: dict[str, list[Path]] = {}
        for path in archive.files(self._content, "*.md") if self._content.is_dir() else ():
            if path.name != ISSUE:
                self._enter(path, numbers, titles)
        return numbers, titles

    def _enter(self, path: Path, numbers: dict[str, list[Path]], titles: dict[str, list[Path]]) -> None:
        header = _header(path)
        if title := header.get("Title"):
            titles.setdefault(fold(title), []).append(path)
        agency = tuple(part.strip() for part in header.get("Agency", "").split(";"))
        if key := _key(header.get("Doc_number", ""), agency):
            numbers.setdefault(key, []).append(path)

    def add(self, paths: list[Path]) -> None:
        """Enter files that were written since the archive was looked through."""
        if "_index" in self.__dict__:
            for path in paths:
                self._enter(path, *self._index)

    def places(self, edition: Edition, folder: str) -> list[Place | None]:
        """Return for each article of an edition where it is held already, other than from this source itself."""
        return [next(self._of(record, edition.source.name, folder), None) for record in edition.records]

    def _of(self, record: Record, source: str, folder: str) -> Iterator[Place]:
        numbers, titles = self._index
        agency = record.fields.get("agency")
        key = _key(str(record.fields.get("doc_number") or ""), agency if isinstance(agency, tuple) else ())
        by_number = [(path, N_("the same number")) for path in numbers.get(key, ())]
        by_title = titles.get(fold(str(record.fields.get("title") or "")), ())
        for path, by in [*by_number, *((path, N_("the same text")) for path in by_title)]:
            header = _header(path)
            if header.get("Source") == source and path.parent == self._content / folder:
                continue
            # Two documents with numbers of their own are two, whatever their texts.
            if by == N_("the same text") and (
                (key and header.get("Doc_number")) or not _alike(render.body(record), _body(path))
            ):
                continue
            yield Place(path.relative_to(self._content).as_posix(), header.get("Source", ""), by)


def _header(path: Path) -> dict[str, str]:
    """Return the header lines of an article's file, as they stand; what cannot be read is no document that is held."""
    try:
        with path.open(encoding="utf-8") as file:
            return article_header.split("".join(takewhile(str.strip, file)))[0]
    except (ValueError, OSError):
        return {}


def _body(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").partition("\n\n")[2]
    except (ValueError, OSError):
        return ""


def _key(written: str, agency: tuple[str, ...]) -> str:
    """Return the identity of a number as an agency writes it, "" if it is none."""
    if not written or not (found := number.parse(written)):
        return ""
    known = number_of(article.ArticleMeta(title="", slug="", doc_number=str(found), agency=agency))
    return known.key if known else ""


def _alike(a: str, b: str) -> bool:
    """Tell whether two bodies have nearly all their paragraphs in common."""
    first, second = ({fold(part) for part in text.split("\n\n") if part.strip()} for text in (a, b))
    return bool(first) and len(first & second) >= _NEARLY_ALL * max(len(first), len(second))
