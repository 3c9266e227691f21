"""A small picture of a document's citations: who cites it above, what it cites below, every box a link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, ROW, BOX_X, BOX_HEIGHT = 440, 38, 176, 30
# More boxes than this on one side are a list, not a picture; the list stands below it anyway.
MOST = 8
_CHARACTERS = 19


@dataclass(frozen=True)
class Box:
    """Another document: its label, where it leads, whether its text is held, and the relation."""

    label: str
    title: str
    relation: str
    url: str | None
    held: bool
    inbound: bool
    y: int


@dataclass(frozen=True)
class Picture:
    """The boxes, the height of the picture, the place of the document itself, and how many found no room."""

    boxes: tuple[Box, ...]
    height: int
    middle: int
    left_out: int


@dataclass(frozen=True)
class Neighbour:
    """A document at the other end of a citation."""

    label: str
    title: str
    relation: str
    url: str | None
    held: bool


def draw(cited_by: Sequence[Neighbour], references: Sequence[Neighbour]) -> Picture | None:
    """Lay out the picture; None if there is nothing to show."""
    if not cited_by and not references:
        return None
    boxes = []
    y = 4
    for neighbour, inbound in [
        *((n, True) for n in cited_by[:MOST]),
        *((n, False) for n in references[:MOST]),
    ]:
        boxes.append(
            Box(
                _shortened(neighbour.label),
                neighbour.title,
                neighbour.relation,
                neighbour.url,
                neighbour.held,
                inbound,
                y,
            )
        )
        y += ROW
    left_out = max(0, len(cited_by) - MOST) + max(0, len(references) - MOST)
    return Picture(tuple(boxes), y, y // 2, left_out)


def of_article(
    article: Any, find: Callable[[Any], Any], labels: dict[str, tuple[str, str]]
) -> Picture | None:
    """Draw an article's picture from what plugins/gongbao/citations found; find gives the entry of a number."""
    references = [
        _cited(group.first, find, labels[group.first.relation][0])
        for group in article.references
        if not group.first.own
    ]
    cited_by = [
        Neighbour(
            group.first.source.bulletin.doc_number or group.first.source.bulletin.title,
            group.first.source.bulletin.title,
            labels[group.first.relation][1],
            group.first.source.url,
            True,
        )
        for group in article.cited_by
    ]
    return draw(cited_by, references)


def _cited(citation: Any, find: Callable[[Any], Any], relation: str) -> Neighbour:
    title = citation.reference.title or (citation.place.article.bulletin.title if citation.place else "")
    label = str(citation.number) if citation.number else title or citation.reference.masked or ""
    entry = find(citation.number) if citation.number else None
    url = entry.url if entry else citation.place.url if citation.place else None
    return Neighbour(label, title or label, relation, url, citation.place is not None)


def _shortened(label: str) -> str:
    return label if len(label) <= _CHARACTERS else label[: _CHARACTERS - 1] + "…"
