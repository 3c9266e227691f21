"""What the search is told of an article's text: its blocks, which the reader has cut already."""

from collections.abc import Sequence
from typing import Any

from gongbao.bulletin.markup import PARTS

# What stands in lists and quotations may stand in several blocks, or in none.
_NESTED = {"list-item", "quotation"}


def passages(article: Any) -> Sequence[tuple[str, str]] | str:
    """Return the paragraphs of an article, each its id and its words; as HTML where blocks do not say each word once."""
    blocks = getattr(article, "blocks", None)
    if blocks is None or "<br" in article._content or any(block.kind in _NESTED for block in blocks):
        return str(article.content or "")
    # A part has the id, and its title one of its own.
    return [(f"{b.id}-t" if b.kind in PARTS else b.id, b.text) for b in blocks]
