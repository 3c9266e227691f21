"""The texts that an article holds: its own, and each attachment. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from gongbao.versions import titles

_PARTS = ("attachment", "annex")


class Block(Protocol):
    """A stretch of an article's text."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A stretch of a text that is compared as a whole; a table is one."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True)
class Text:
    """A text: the article that holds it, the id of its part ("" for the article's own), its title, its paragraphs."""

    article: Any
    anchor: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def stem(self) -> str:
        """Return what its title has in common with those of other versions."""
        return titles.stem(self.title)

    @property
    def stage(self) -> str:
        """Return what a draft calls itself, "" for a text in force once."""
        return titles.stage(self.title)

    @property
    def size(self) -> int:
        """Return how many characters it has."""
        return sum(len(p.text) for p in self.paragraphs)


@dataclass(frozen=True)
class Note:
    """What is said of a text of an article without reading it; size: in characters."""

    anchor: str
    title: str
    size: int
    stem: str
    stage: str


class LateText:
    """A text of which something is told; its paragraphs are read when they are asked for."""

    def __init__(self, article: Any, note: Note) -> None:
        self.article, self.anchor, self.title = article, note.anchor, note.title
        self.size, self.stem, self.stage = note.size, note.stem, note.stage

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return its paragraphs."""
        return next(text.paragraphs for text in of_article(self.article) if text.anchor == self.anchor)


AnyText = Text | LateText


def notes_of(article: Any) -> tuple[Note, ...]:
    """Say what is to be told of the texts of an article."""
    parts = [("", str(article.bulletin.title)), *((part.id, part.text) for part in article.attachments)]
    return tuple(
        Note(anchor, title, size, titles.stem(title), titles.stage(title))
        for (anchor, title), size in zip(parts, article.sizes, strict=True)
        if size
    )


def of_article(article: Any) -> tuple[Text, ...]:
    """Return the texts of an article in their order; an empty one is none."""
    found = []
    anchor, title = "", str(article.bulletin.title)
    blocks: list[Block] = []
    for block in article.blocks:
        if block.kind in _PARTS:
            found.append(Text(article, anchor, title, tuple(_joined(blocks))))
            anchor, title, blocks = block.id, block.text, []
        else:
            blocks.append(block)
    found.append(Text(article, anchor, title, tuple(_joined(blocks))))
    return tuple(text for text in found if text.paragraphs)


def _joined(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield paragraphs, the cells of a table as one of them."""
    cells: list[Block] = []
    for block in [*blocks, None]:
        if cells and (block is None or block.kind != "cell" or block.id != cells[0].id):
            yield Paragraph(cells[0].id, "table", "　".join(cell.text for cell in cells))
            cells = []
        if block is None:
            return
        if block.kind == "cell":
            cells.append(block)
        elif block.text.strip():
            yield Paragraph(block.id, block.kind, block.text)
