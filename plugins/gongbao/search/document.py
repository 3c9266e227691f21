"""What the index is told of a document, free of Pelican and of what the documents are about."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text that no match crosses the end of: which field it belongs to, its anchor on the page, its words."""

    field: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Document:
    """A page to be found. Paragraphs stand in the order of the fields; values in the order of the settings."""

    url: str
    paragraphs: tuple[Paragraph, ...]
    display: tuple[str, ...] = ()
    filters: tuple[tuple[str, ...], ...] = ()
    sorts: tuple[str, ...] = ()

    @cached_property
    def words(self) -> bytes:
        """Return a hash of what its terms follow from."""
        parts = [f"{p.field},{len(p.text)},{p.text}" for p in self.paragraphs]
        return _hash(f"{len(parts)};{''.join(parts)}")

    @cached_property
    def anchors(self) -> bytes:
        """Return a hash of where its paragraphs stand on the page."""
        return _hash(repr([p.anchor for p in self.paragraphs]))

    @cached_property
    def shown(self) -> bytes:
        """Return a hash of what its texts hold besides its words."""
        return _hash(repr((self.url, self.display))) + self.anchors

    def whole(self) -> "Document":
        """Return it with all that it holds, for a process that can read nothing of it."""
        return Document(self.url, self.paragraphs, self.display, self.filters, self.sorts)

    def kept_parts(self) -> tuple[Any, ...]:
        """Return all that is kept of it from build to build: what a LateDocument is made of."""
        return self.url, self.display, self.filters, self.sorts, self.words, self.anchors, self.shown

    def release(self) -> None:
        """Forget what can be read again, when its block is made."""


class LateDocument(Document):
    """A document whose paragraphs are read when its block is made: those of an archive do not fit into memory together."""

    def __init__(self, known: tuple[Any, ...], read: Callable[[], tuple[Paragraph, ...]]) -> None:
        """Take what is known of it, as `kept_parts` tells it, of a new one without hashes; read: gives its paragraphs."""
        names = ("url", "display", "filters", "sorts", "words", "anchors", "shown")
        vars(self).update(zip(names, known, strict=False))
        vars(self)["_read"] = read

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return its paragraphs."""
        found: tuple[Paragraph, ...] = vars(self)["_read"]()
        return found

    def release(self) -> None:
        """Forget the paragraphs."""
        vars(self).pop("paragraphs", None)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the index. Those without snippets are shown with each result anyway (a title)."""

    name: str
    boost: float = 1
    label: str = ""
    snippets: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """A property that results can be narrowed by.

    Hidden ones (a single issue) are only set by address; `missing` is the value of documents that have none.
    """

    name: str
    label: str = ""
    hidden: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of results besides relevance."""

    name: str
    label: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Tuning:
    """Sizes; docs/search.md says what they do. Bytes are counted before they are deflated, and the most of a script."""

    shard_bytes: int = 26_000
    directory_bytes: int = 2_800
    # Positions of a term that take more than this are kept apart from its frequencies, and loaded only for phrases.
    inline_bytes: int = 12_000
    text_characters: int = 10_600
    table_documents: int = 32_768
    # Documents that are read, cut into terms and packed together: what a correction makes anew.
    block_documents: int = 40
    # Documents of the smallest closed segment; the young one holds up to four times as many.
    segment_documents: int = 20


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that the settings say of an index."""

    fields: tuple[Field, ...]
    filters: tuple[Filter, ...] = ()
    sorts: tuple[Sort, ...] = ()
    display: tuple[str, ...] = ()
    tuning: Tuning = field(default_factory=Tuning)
