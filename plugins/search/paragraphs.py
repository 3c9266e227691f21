"""Take the paragraphs out of a rendered text: what no match crosses the end of, and the anchor to link to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import html

from .folding import HAN

# Elements inside a line of text; every other element begins a paragraph of its own.
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strong "
    "sub sup time tt u var wbr".split()
)
_SILENT = frozenset("script style template noscript svg math button select textarea".split())
# A newline between two Han characters only breaks the line of the source file.
_HAN_BREAK = re.compile(f"(?<=[{HAN}，。；：、！？）》」』】〕])[ \t]*[\r\n]+[ \t]*(?=[{HAN}（《「『【〔])")
_BLANKS = re.compile("[ \t\r\n\f]+")


class Found(NamedTuple):
    """A paragraph: the id of the element that it stands in ("" if none has one) and its text."""

    anchor: str
    text: str


def clean(text: str) -> str:
    """Return text as a page shows it: blanks folded, line breaks of the source between Han characters closed up."""
    return _BLANKS.sub(" ", _HAN_BREAK.sub("", text)).strip()


def from_html(markup: str) -> list[Found]:
    """Return the paragraphs of a piece of HTML, in order. What is hidden from readers is left out."""
    if not markup.strip():
        return []
    root = html.fragment_fromstring(markup, create_parent="div")
    return [Found(anchor, text) for anchor, raw in _walk(root, "") if (text := clean(raw))]


def _walk(block: html.HtmlElement, inherited: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand directly in a block, and those of the blocks within it."""
    anchor = block.get("id") or inherited
    buffer = [block.text or ""]
    for child in block:
        yield from _child(child, anchor, buffer)
        buffer.append(child.tail or "")
    yield anchor, "".join(buffer)


def _child(child: html.HtmlElement, anchor: str, buffer: list[str]) -> Iterator[tuple[str, str]]:
    """Add an inline element to the buffer; a block ends the text before it and speaks for itself."""
    if not isinstance(child.tag, str) or child.tag in _SILENT or _hidden(child):
        return
    if child.tag == "br":
        buffer.append(" ")
    elif child.tag in _INLINE:
        buffer.append(child.text or "")
        for inner in child:
            yield from _child(inner, anchor, buffer)
            buffer.append(inner.tail or "")
    else:
        yield anchor, "".join(buffer)
        buffer.clear()
        yield from _walk(child, anchor)


def _hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"
