"""Walk a web page and take out its lines, as a reader would see them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from ...model.source import SourceError
from ..cells import row_line, side_by_side
from ..counting import numeral
from .tables import is_data_table, table_rows
from .visible import INVISIBLE, hide_by_style_sheet, is_hidden

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dir div dl dt fieldset
    figcaption figure  footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav
    noframes ol optgroup option p  pre section select summary table tbody td tfoot th thead title tr
    ul
    """.split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 1000
# What people wrote for a blank, and references that were escaped twice: both would show as code.
_BROKEN_BLANK = re.compile(r"&(?:sp|nsp|nbs|nbps|nbp);?(?![a-z])", re.I)
_ESCAPED_TWICE = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|[lr][ds]quo|middot|hellip|mdash|ndash|quot|amp|lt|gt|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.I,
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
# A line end in the page's code between two wide characters is no blank of the text.
_CODE_LINE_END = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]+[ \t\r\n]*(?={_WIDE})")
_HAN_NUMBERS = re.compile(r"cjk-ideographic|(?:simp|trad)-chinese-informal")
_EDGE = " \t\r\n\f"


@dataclass
class PageLine:
    """A line of a web page while it is being classified.

    element: the innermost block that holds it.  parts: its pieces of text, one for each inline element.
    cells: the cells of a table row, else empty.  linked: how many of its characters lead to another page.
    """

    text: str
    element: Tag
    hint: str = ""
    drop: str = ""
    parts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    linked: int = 0


def parse_page(text: str) -> BeautifulSoup:
    """Parse the code of a page, with the commonest broken character references repaired."""
    soup = BeautifulSoup(_BROKEN_BLANK.sub("&nbsp;", text), "lxml")
    hide_by_style_sheet(soup)
    return soup


def page_lines(soup: BeautifulSoup, name: str) -> list[PageLine]:
    """Return every line of the page in reading order; hidden text is marked as dropped."""
    walker = _Walker(soup)
    depth = 0
    for event, node in _events(soup):
        depth += {"enter": 1, "leave": -1}.get(event, 0)
        if depth > _DEEPEST:
            raise SourceError(
                f"{name}: elements nested deeper than {_DEEPEST}; save the page again from a browser"
            )
        if not isinstance(node, Tag):
            walker.text(node)
        elif event == "table":
            walker.table(node)
        elif event == "enter":
            walker.enter(node)
        else:
            walker.leave(node)
    walker.flush()
    return walker.lines


def _events(root: Tag) -> Iterator[tuple[str, Tag | NavigableString]]:
    """Walk without recursion, since pages may be nested deeper than Python's stack."""
    stack: list[tuple[str, Tag | NavigableString]] = [("enter", root)]
    while stack:
        event, node = stack.pop()
        if isinstance(node, Tag):
            if event == "enter" and node.name in INVISIBLE:
                continue
            if event == "enter" and node.name == "table" and is_data_table(node):
                yield "table", node
                continue
            yield event, node
            if event == "enter":
                stack.append(("leave", node))
                stack.extend(("enter", child) for child in reversed(node.contents) if _matters(child))
        else:
            yield "text", node


def _matters(node: PageElement) -> TypeGuard[Tag | NavigableString]:
    # Comments, doctypes and processing instructions are strings too.
    return isinstance(node, Tag | NavigableString) and not isinstance(node, PreformattedString)


class _Walker:
    """Gather text into lines, one for each block or line break."""

    def __init__(self, root: Tag) -> None:
        self.lines: list[PageLine] = []
        self._block: list[Tag] = [root]
        self._hidden: list[Tag] = []
        self._links: list[Tag] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._preformatted = 0
        self._marker = ""
        self._counters: list[tuple[Tag, int]] = []

    def enter(self, tag: Tag) -> None:
        if tag.name in _BLOCKS or tag.name == "br":
            self.flush()
        if is_hidden(tag) or tag.name in ("rt", "rp"):
            # A note over the text, or text that is not shown: a line of its own, so that it can be counted.
            self._swap_for_hidden(tag)
        if tag.name in _BLOCKS:
            self._block.append(tag)
        if tag.name == "a" and _leads_away(tag):
            self._links.append(tag)
        if tag.name in ("pre", "textarea"):
            self._preformatted += 1
        if tag.name == "ol":
            self._counters.append((tag, _number(tag.get("start"), 1) - 1))
        if tag.name == "li" and self._counters and tag.parent is self._counters[-1][0]:
            counted = self._counters[-1][0], _number(tag.get("value"), self._counters[-1][1] + 1)
            self._counters[-1] = counted
            self._marker = _marker(*counted)

    def leave(self, tag: Tag) -> None:
        if tag.name in _BLOCKS:
            self.flush()
            if len(self._block) > 1:
                self._block.pop()
        if self._hidden and self._hidden[-1] is tag:
            self._end_hidden()
        if tag.name == "li":
            self._marker = ""
        if self._links and self._links[-1] is tag:
            self._links.pop()
        if tag.name in ("pre", "textarea"):
            self._preformatted -= 1
        if self._counters and self._counters[-1][0] is tag:
            self._counters.pop()

    def text(self, node: NavigableString) -> None:
        text = _ESCAPED_TWICE.sub(lambda match: html.unescape(match[0]), str(node))
        if self._preformatted:
            for index, line in enumerate(text.splitlines()):
                if index:
                    self.flush()
                self._add(line)
        else:
            self._add(_CODE_LINE_END.sub("", text))

    def table(self, table: Tag) -> None:
        self.flush()
        rows = list(table_rows(table))
        foot = side_by_side([row.cells for row in rows if row.cells])
        self.lines.extend(PageLine(text, table, drop="hidden-text" if self._hidden else "") for text in foot)
        for row in rows:
            if row.caption:
                self.lines.append(PageLine(row.caption, table))
            if any(row.cells) and not foot:
                drop = "hidden-text" if self._hidden or is_hidden(table) else ""
                line = PageLine(row_line(row.cells), table, "table", drop, cells=row.cells, linked=row.linked)
                self.lines.append(line)
            if row.hidden:
                self.lines.append(PageLine(row.hidden, table, drop="hidden-text"))

    def flush(self) -> None:
        """End the line that is being gathered."""
        text = _squeeze("".join(self._pieces))
        if text.strip():
            block = self._block[-1]
            hint = next((tag.name for tag in reversed(self._block) if tag.name in _HEADINGS), "")
            if not hint and any(tag.name == "li" for tag in self._block[-2:]):
                hint = "list"
            drop = "hidden-text" if self._hidden else "page-title" if block.name == "title" else ""
            if self._marker:
                text, self._marker = self._marker + text, ""
            parts = [clean for piece in self._pieces if (clean := _squeeze(piece))]
            self.lines.append(PageLine(text, block, hint, drop, parts, linked=self._linked))
        self._pieces, self._linked = [], 0

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        if self._links:
            self._linked += len("".join(text.split()))

    def _swap_for_hidden(self, tag: Tag) -> None:
        self._hidden.append(tag)
        if len(self._hidden) == 1:
            self._kept = (self._pieces, self._linked)
            self._pieces, self._linked = [], 0

    def _end_hidden(self) -> None:
        if len(self._hidden) == 1:
            self.flush()
            self._pieces, self._linked = self._kept
        self._hidden.pop()


def _squeeze(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(_EDGE)


def _leads_away(link: Tag) -> bool:
    address = str(link.get("href") or "").strip()
    return bool(address) and not address.startswith("#")


def _number(value: object, default: int) -> int:
    text = str(value).strip() if value is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _marker(numbered: Tag, number: int) -> str:
    """Return the number that a browser draws before a list item: visible, but not in the code of the page."""
    style = str(numbered.get("style") or "").replace(" ", "").lower()
    if _HAN_NUMBERS.search(style):
        return numeral(number, "chineseCounting") + "、"
    if "list-style" in style:
        return ""
    kind = str(numbered.get("type") or "1")
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}. "
    return f"{number}. "
