"""A body that takes too long to be made, as its bare text: every word and nothing of its form. Linear, whatever it is."""

import html
import re

from .anchors import Anchors, text_hash
from .breaks import breakable
from .elements import take_off_class
from .rendered import Block, Rendered

_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_PROTECTED = re.compile(r"\\([!-/:-@\[-`{-~])")


def protected(text: str) -> str:
    """Return a text without the backslashes that keep its signs from being marks."""
    return _PROTECTED.sub(r"\1", text)


def bare(body: str) -> Rendered:
    """Return a body as its paragraphs, without headings, tables, links and pictures; each line of one on a line."""
    anchors = Anchors()
    made, blocks = [], []
    for paragraph in _PARAGRAPHS.split(body.strip()):
        text = protected(take_off_class(_HEADING.sub("", paragraph, count=1))).strip()
        if not text:
            continue
        identity = anchors.unique(f"p-{text_hash(text)}")
        lines = "<br>\n".join(html.escape(line, quote=False) for line in text.split("\n"))
        made.append(f'<p id="{identity}">{lines}</p>')
        blocks.append(Block(identity, "paragraph", text))
    return Rendered(breakable("\n".join(made)), (), tuple(blocks), bare=True)
