"""Take the paragraphs out of a rendered text: what no match crosses the end of, and the anchor to link to."""

import bisect
import logging
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

# Loaded where a text has no blocks, since that takes as long as a good part of a build after a correction.
if TYPE_CHECKING:
    from lxml import html

from gongbao.messages import _
from gongbao.patterns import late

from .document import Paragraph
from .folding import HAN
from .tokenizer import ALIGNMENT, MOST_POSITIONS

log = logging.getLogger(__name__)

# Elements inside a line of text; every other element begins a paragraph of its own.
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strong "
    "sub sup time tt u var wbr".split()
)
_SILENT = frozenset("script style template noscript svg math button select textarea".split())
# A newline between two Han characters only breaks the line of the source file.
_HAN_BREAK = late(f"(?<=[{HAN}，。；：、！？）》」』】〕])[ \t]*[\r\n]+[ \t]*(?=[{HAN}（《「『【〔])")
_BLANKS = late("[ \t\r\n\f]+")
_UNEVEN = late("  |[\t\r\n\f]")


class Found(NamedTuple):
    """A paragraph: the id of the element that it stands in ("" if none has one) and its text."""

    anchor: str
    text: str


def clean(text: str) -> str:
    """Return text as a page shows it: blanks folded, line breaks of the source between Han characters closed up."""
    if "\n" in text or "\r" in text:
        text = _HAN_BREAK.sub("", text)
    return (_BLANKS.sub(" ", text) if _UNEVEN.search(text) else text).strip()


def from_html(markup: str) -> list[Found]:
    """Return the paragraphs of a piece of HTML, in order. What is hidden from readers is left out."""
    if not markup.strip():
        return []
    from lxml import html  # noqa: PLC0415 - see above

    return from_element(html.fragment_fromstring(markup, create_parent="div"))


def from_pairs(pairs: Iterable[tuple[str, str]]) -> list[Found]:
    """Return the paragraphs of a text that is cut already, given as pairs of an id and words."""
    return [Found(anchor, text) for anchor, words in pairs if (text := clean(words))]


def with_room(paragraphs: list[Paragraph], url: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs that the index has positions for; say of which document it finds the beginning alone."""
    # A character takes two positions at most, the end of a paragraph as many as lead to where the next may begin.
    ends = 2 + ALIGNMENT
    if ends * len(paragraphs) + 2 * sum(len(p.text) for p in paragraphs) <= MOST_POSITIONS:
        return tuple(paragraphs)
    takes = list(accumulate((2 * len(p.text) + ends for p in paragraphs), initial=0))
    whole = bisect.bisect_right(takes, MOST_POSITIONS) - 1
    kept, rest = paragraphs[:whole], (MOST_POSITIONS - takes[whole] - ends) // 2
    if rest > 0:
        kept.append(replace(paragraphs[whole], text=paragraphs[whole].text[:rest]))
    log.warning(
        _(
            "{url}: its text is too long for the index; what stands behind its first {count} characters is not found "
            "by search — part it into several",
            url=url,
            count=sum(len(p.text) for p in kept),
        )
    )
    return tuple(kept)


def from_element(root: "html.HtmlElement") -> list[Found]:
    """Return the paragraphs of an element, in order."""
    found: list[Found] = []
    _block(root, "", found)
    return found


def _block(block: "html.HtmlElement", inherited: str, found: list[Found]) -> None:
    """Add the texts that stand directly in a block, and those of the blocks within it."""
    anchor = block.get("id") or inherited
    buffer: list[str] = []
    _content(block, anchor, buffer, found)
    _end(anchor, buffer, found)


def _content(element: "html.HtmlElement", anchor: str, buffer: list[str], found: list[Found]) -> None:
    """Add what is in an element to the buffer; a block within it ends the text before, and speaks for itself."""
    if element.text:
        buffer.append(element.text)
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SILENT or _hidden(child):
            pass
        elif child.tag == "br":
            buffer.append(" ")
        elif child.tag in _INLINE:
            _content(child, anchor, buffer, found)
        else:
            _end(anchor, buffer, found)
            _block(child, anchor, found)
        if child.tail:
            buffer.append(child.tail)


def _end(anchor: str, buffer: list[str], found: list[Found]) -> None:
    """Make a paragraph of the buffer."""
    if text := clean("".join(buffer)):
        found.append(Found(anchor, text))
    buffer.clear()


def _hidden(element: "html.HtmlElement") -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"
