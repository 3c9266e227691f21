"""What the archive holds, by number and by title, for references to be resolved against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.fold import fold
from gongbao.bulletin.identity import number_of
from gongbao.bulletin.number import DocumentNumber
from gongbao.bulletin.references import Block


class Article(Protocol):
    """What citations need of an article."""

    bulletin: ArticleMeta
    url: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Place:
    """A text that is held: an article, or the attachment of one that has the id."""

    article: Any
    anchor: str = ""

    @property
    def url(self) -> str:
        """Return the address of the text."""
        return f"{self.article.url}#{self.anchor}" if self.anchor else str(self.article.url)


@lru_cache(maxsize=65_536)
def folded(title: str) -> str:
    """Return a title as titles are compared; the same ones are cited again and again."""
    return fold(title)


def identity(article: Article) -> str:
    """Return what makes two printings of a document one: its number, else its address."""
    number = number_of(article.bulletin)
    return number.key if number else article.url


def own_titles(article: Article) -> set[str]:
    """Return the folded titles of a document and of its attachments."""
    return {folded(article.bulletin.title), *(folded(block.text) for block in attachments(article))}


def attachments(article: Any) -> Sequence[Block]:
    """Return the headings of an article's attachments; where its reader told them, its text is not asked for."""
    known: Sequence[Block] | None = getattr(article, "attachments", None)
    if known is not None:
        return known
    return [block for block in article.blocks if block.kind in ("attachment", "annex")]


def codes(articles: Iterable[Article]) -> frozenset[str]:
    """Return the issuing codes of the documents held, which are certain."""
    return frozenset(number.code for article in articles if (number := number_of(article.bulletin)))


class Holdings:
    """The documents held, found by number or by exact title."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._by_number: dict[str, Article] = {}
        self._by_title: dict[str, dict[str, Place]] = {}
        for article in articles:
            number = number_of(article.bulletin)
            if number:
                self._by_number.setdefault(number.key, article)
            # Reports and news carry titles that texts would not cite as documents, 政务信息 for one.
            if article.bulletin.kind != "document":
                continue
            self._enter(article.bulletin.title, Place(article))
            for block in attachments(article):
                self._enter(block.text, Place(article, block.id))

    def _enter(self, title: str, place: Place) -> None:
        self._by_title.setdefault(folded(title), {}).setdefault(identity(place.article), place)

    def by_number(self, number: DocumentNumber) -> Article | None:
        """Return the first printing of a number, None if it is not held."""
        return self._by_number.get(number.key)

    def by_title(self, title: str, besides: str = "") -> tuple[Place, ...]:
        """Return every document held that has exactly this title; besides: an identity that does not count."""
        places = self._by_title.get(folded(title))
        if not places:
            return ()
        return tuple(place for key, place in places.items() if key != besides)
