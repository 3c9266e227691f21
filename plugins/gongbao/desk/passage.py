"""The paragraph of an article that a doubt is about, with the words in doubt marked."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongbao.bulletin.fold import fold

from . import saving
from .doubts import Doubt
from .page_strips import Cut
from .rules import MISSING_FIELDS

# What stands before signs in doubt, they themselves, what stands behind.
Way = tuple[str, str, str]
# So many signs of the words in doubt tell which paragraph they are of.
_OPENING = 12
# So many signs on one side of those in doubt tell where they are.
_ENOUGH = 3
# What the archive's Markdown says of a paragraph: that it is a heading, a signature. It is edited, and not read.
_MARKUP = re.compile(r"\A#{1,6} |\s*\{:[^{}]*\}\s*\Z")


class Piece(NamedTuple):
    """A part of a paragraph: signs in doubt, marks of Markdown, or neither."""

    text: str
    is_marked: bool
    is_markup: bool


@dataclass(frozen=True)
class Passage:
    """A paragraph as it stands in an article, and the file's etag; pieces: its text in parts."""

    text: str
    etag: str
    pieces: tuple[Piece, ...]


def of(doubt: Doubt, cuts: Sequence[Cut]) -> Passage | None:
    """Return the paragraph that a doubt is about; None where its words are not found, or more than once."""
    if doubt.article is None or doubt.rule in MISSING_FIELDS:
        return None
    wanted = [tuple(_ways(cut)) for cut in cuts if cut.signs]
    wanted = wanted or [(("", doubt.text.strip()[:_OPENING], ""),)]
    paragraphs = [part for part in doubt.article.body.split("\n\n") if part.strip()]
    for ways in wanted:
        holding = [part for part in paragraphs if _place(part, ways)]
        if len(holding) == 1 and paragraphs.count(holding[0]) == 1:
            marked = {at for other in wanted for at in _place(holding[0], other)}
            return Passage(holding[0], saving.etag(doubt.article.text), tuple(_pieces(holding[0], marked)))
    return None


def _ways(cut: Cut) -> Iterator[Way]:
    """Yield by what the signs in doubt are found: by all that stands around them, else by what stands on one side."""
    yield cut.before, cut.signs, cut.behind
    if len(cut.behind) >= _ENOUGH:
        yield "", cut.signs, cut.behind
    if len(cut.before) >= _ENOUGH:
        yield cut.before, cut.signs, ""


def _pieces(text: str, marked: Container[int]) -> Iterator[Piece]:
    """Yield the parts of a text: the marked places, and the marks of Markdown, apart from the rest."""
    markup = {at for found in _MARKUP.finditer(text) for at in range(*found.span())}

    def kind(at: int) -> tuple[bool, bool]:
        return at in marked, at in markup

    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or kind(at) != kind(start):
            yield Piece(text[start:at], *kind(start))
            start = at


def _place(text: str, ways: Iterable[Way]) -> list[int]:
    """Return the places of the signs in doubt, in whatever width and spacing; none where no way leads to them."""
    places = [at for at, sign in enumerate(text) for _ in fold(sign)]
    folded = "".join(map(fold, text))
    for before, signs, behind in ways:
        needle = fold(before + signs + behind)
        at = folded.find(needle) if needle else -1
        if at >= 0:
            first = at + len(fold(before))
            return places[first : first + len(fold(signs))]
    return []
