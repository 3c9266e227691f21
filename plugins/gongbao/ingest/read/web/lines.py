"""A line of a web page while it is being classified."""

import re
from dataclasses import dataclass, field

from bs4 import Tag

from ...model.source import SourceObject

_APART = re.compile(r" {2,}|\t[ \t]*| +\t[ \t]*")


@dataclass
class PageLine:
    """A line of a web page.

    element: the innermost block that holds it.  parts: its pieces of text, one for each inline element.
    cells: the cells of a table row, else empty.  linked: how many of its characters lead to another page.
    empty_rows: how many rows of a table without a word stand right below this one.
    hider: the outermost element that hides it, where it is hidden.  weighed: its weight as text, once it was weighed.
    """

    text: str
    element: Tag
    hint: str = ""
    drop: str = ""
    parts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    linked: int = 0
    hider: Tag | None = None
    empty_rows: int = 0
    weighed: float | None = None


@dataclass
class PageContent:
    """The lines of a page, and what it holds beside them; the line of an object is the index in `lines`, from 0."""

    lines: list[PageLine] = field(default_factory=list)
    objects: list[SourceObject] = field(default_factory=list)


def wide_blanks(line: str) -> str:
    """Set the blanks that indent a line of preformatted text, or set its parts apart, in a form that is not squeezed."""
    return _APART.sub(lambda match: "\u3000" * (len(match[0].expandtabs()) // 2), line)
