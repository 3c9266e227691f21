"""What the rendering of an article's body yields, besides its HTML."""

from dataclasses import dataclass
from typing import NamedTuple


class OutlineEntry(NamedTuple):
    """A line of an article's own table of contents."""

    id: str
    text: str
    level: int
    kind: str  # heading, run-in, attachment, annex, item, day, table
    children: tuple["OutlineEntry", ...] = ()


# A tuple, since an archive has hundreds of thousands of them, which are kept from build to build.
class Block(NamedTuple):
    """A stretch of text that can be pointed at: the id to point to, what it is, its words without marks."""

    id: str
    kind: str  # heading, paragraph, signature, date, author, caption, cell, list-item, …
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A picture as a body names it: the file, the words that stand for it, the caption below it ("" for none)."""

    file: str
    words: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article's body as HTML, its outline, its blocks in reading order, the pictures that it names."""

    html: str
    outline: tuple[OutlineEntry, ...]
    blocks: tuple[Block, ...]
    pictures: tuple["Named", ...] = ()
    # How the first words begin that lay deeper than a body may nest; "" if none did.
    too_deep: str = ""
    # The captions of its tables; one without is called by its place.
    tables: tuple[str, ...] = ()
    # How the first paragraph begins that has more marks within its words than can be told apart; "" if none has.
    too_marked: str = ""
    # Whether it took too long, and is the bare text.
    bare: bool = False
