"""Walk an element of a web page and gather its text into lines, one for each block or line break."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from gongbao.messages import _

from ...model.marks import marked
from ...model.source import SourceObject
from ..cells import row_line, side_by_side
from .chrome import is_chrome_line
from .element_forms import AS_TYPED, BLOCKS, HEADINGS, form_of
from .instead import HOLDING, fallback_is_shown, is_said_of_drawing, leads_on, not_chosen, sign_of
from .item_numbers import ItemNumbers
from .lines import PageContent, PageLine, wide_blanks
from .replaced import REPLACED, replaced
from .tables import filled_rows, is_data_table
from .visible import CODE, Sight, is_hidden, sight_in

_DEEPEST = 1000
_ESCAPED_TWICE = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|[lr][ds]quo|middot|hellip|mdash|ndash|quot|amp|lt|gt|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.I,
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
# A line end in the page's code between two wide characters is no blank of the text.
_CODE_LINE_END = re.compile(rf"(?<={_WIDE})[ \t]*+[\r\n][ \t\r\n]*+(?={_WIDE})")
_EDGE = " \t\r\n\f"
_SHORTEST_BUTTON = 2
_ENDINGS = tuple("。？！；?!")


class DeeplyNested(Exception):
    """Elements are nested deeper than any page needs; str() says how deep."""


def read_element(root: Tag, around: Sight | None = None) -> PageContent:
    """Return the lines of an element in reading order; `around` says how the elements around it are shown."""
    walker = _Walker(root, around or Sight())
    depth = 0
    for event, node in _events(root):
        depth += {"enter": 1, "leave": -1}.get(event, 0)
        if depth > _DEEPEST:
            raise DeeplyNested(_("elements nested deeper than {deepest}", deepest=_DEEPEST))
        if not isinstance(node, Tag):
            walker.text(node)
        elif event == "table":
            walker.table(node)
        elif event == "replaced":
            walker.replaced(node)
        elif event == "enter":
            walker.enter(node)
        else:
            walker.leave(node)
    walker.flush()
    return walker.content


def _events(root: Tag) -> Iterator[tuple[str, Tag | NavigableString]]:
    """Walk without recursion, since pages may be nested deeper than Python's stack."""
    stack: list[tuple[str, Tag | NavigableString]] = [("enter", root)]
    while stack:
        event, node = stack.pop()
        if not isinstance(node, Tag):
            yield "text", node
        elif event == "leave":
            yield event, node
        elif node.name in REPLACED:
            yield "replaced", node
            if node.name in HOLDING:
                yield from _entered(node, stack)
        elif node.name in CODE or is_said_of_drawing(node):
            continue
        elif node.name == "table" and is_data_table(node):
            yield "table", node
        else:
            yield from _entered(node, stack)


def _entered(node: Tag, stack: list[tuple[str, Tag | NavigableString]]) -> Iterator[tuple[str, Tag]]:
    yield "enter", node
    stack.append(("leave", node))
    stack.extend(("enter", child) for child in reversed(node.contents) if _matters(child))


def _matters(node: PageElement) -> TypeGuard[Tag | NavigableString]:
    # Comments, doctypes and processing instructions are strings too.
    return isinstance(node, Tag | NavigableString) and not isinstance(node, PreformattedString)


class _Walker:
    """Gathers text into lines; what is hidden becomes a line of its own, so that it can be counted."""

    def __init__(self, root: Tag, around: Sight) -> None:
        self.content = PageContent()
        self._block: list[Tag] = [root]
        self._sights: list[tuple[Tag | None, Sight]] = [(None, around)]
        self._links: list[Tag] = []
        self._forms: list[tuple[Tag, str, int]] = []
        self._pieces: list[str] = []
        self._linked = 0
        # Where links without an address begin and end among the pieces: buttons, if they say so.
        self._buttons: list[tuple[int, int]] = []
        self._opened: list[tuple[Tag, int]] = []
        self._hidden: list[str] = []
        self._hidden_linked = 0
        self._preformatted = 0
        self._numbers = ItemNumbers()
        self._pending: list[SourceObject] = []

    def enter(self, tag: Tag) -> None:
        if tag.name in BLOCKS or tag.name == "br":
            self.flush()
        before = self._sight
        sight = sight_in(tag, before)
        if tag.name in HOLDING and not fallback_is_shown(tag):
            sight = replace(sight, is_gone=True)
        if sight != before:
            self._end_hidden()
            self._sights.append((tag, sight))
        if tag.name in BLOCKS:
            self._block.append(tag)
        if form := form_of(tag):
            self._forms.append((tag, form, len(self._pieces)))
        self._add(sign_of(tag, "before"))
        if tag.name == "a" and _leads_away(tag):
            self._links.append(tag)
        if tag.name in ("a", "button") and not tag.get("href"):
            self._opened.append((tag, len(self._pieces)))
        if tag.name in AS_TYPED:
            self._preformatted += 1
        self._numbers.enter(tag)

    def leave(self, tag: Tag) -> None:
        self._add(sign_of(tag, "behind"))
        if tag.name == "rt" and not self._sight.is_hidden:
            self._pending.append(SourceObject("ruby", text=tag.get_text(strip=True), kept="text"))
        if self._forms and self._forms[-1][0] is tag:
            self._mark(*self._forms.pop()[1:])
        if self._opened and self._opened[-1][0] is tag:
            self._buttons.append((self._opened.pop()[1], len(self._pieces)))
        if tag.name in BLOCKS:
            self.flush()
            if len(self._block) > 1:
                self._block.pop()
        if self._sights[-1][0] is tag:
            self._end_hidden()
            self._sights.pop()
        if self._links and self._links[-1] is tag:
            self._links.pop()
        if tag.name in AS_TYPED:
            self._preformatted -= 1
        self._numbers.leave(tag)

    def text(self, node: NavigableString) -> None:
        text = _ESCAPED_TWICE.sub(lambda match: html.unescape(match[0]), str(node))
        if self._preformatted:
            for index, line in enumerate(text.splitlines()):
                if index:
                    self.flush()
                self._add(wide_blanks(line))
        else:
            self._add(_CODE_LINE_END.sub("", text))

    def replaced(self, tag: Tag) -> None:
        """Take in an element that is drawn: a formula, a picture, a field of a form."""
        is_gone = self._sight.is_hidden or is_hidden(tag)
        text, found = replaced(tag, is_gone)
        rest = not_chosen(tag)
        if is_gone and text:
            rest, text, found = [text, *rest], "", []
        if words := _squeeze("、".join(rest)):
            linked = len("".join(words.split())) if leads_on(tag) else 0
            self.content.lines.append(
                PageLine(words, self._block[-1], drop="hidden-text", hider=tag, linked=linked)
            )
        self._add(text)
        self._pending += found

    def table(self, table: Tag) -> None:
        self.flush()
        sight = sight_in(table, self._sight)
        hider = (self._hider or table) if sight.is_hidden else None
        drop = "hidden-text" if hider else ""
        rows = filled_rows(table, lambda cell: read_element(cell, sight))
        beside = side_by_side([row.cells for row in rows if row.cells])
        lines = self.content.lines
        lines.extend(PageLine(text, table, drop=drop, hider=hider) for text in beside)
        for row in rows:
            at = len(lines)
            if row.caption:
                lines.append(PageLine(row.caption, table, drop=drop, hider=hider))
            if any(row.cells) and not beside:
                text = row_line(row.cells)
                lines.append(
                    PageLine(
                        text, table, "table", drop,
                        cells=row.cells, linked=row.linked, hider=hider, empty_rows=row.empty_rows,
                    )
                )  # fmt: skip
            lines.extend(PageLine(text, table, drop="hidden-text", hider=table) for text in row.hidden)
            self.content.objects += (replace(_placed(one, at), within=True) for one in row.objects)

    def flush(self) -> None:
        """End the line that is being gathered."""
        self._end_hidden()
        self._part_button()
        text = _squeeze("".join(self._pieces))
        at = len(self.content.lines)
        if text.strip():
            block = self._block[-1]
            hint = next((tag.name for tag in reversed(self._block) if tag.name in HEADINGS), "")
            if not hint and any(tag.name == "li" for tag in self._block[-2:]):
                hint = "list"
            text = self._numbers.take() + text
            parts = [clean for piece in self._pieces if (clean := _squeeze(piece))]
            drop = "page-title" if block.name == "title" else ""
            self.content.lines.append(PageLine(text, block, hint, drop, parts, linked=self._linked))
        self._pieces, self._linked = [], 0
        within = bool(text.strip())
        self.content.objects += (replace(_placed(one, at), within=within) for one in self._pending)
        self._pending = []

    def _part_button(self) -> None:
        """Make a line of its own of the button behind the sentence that a line ends with: 问：怎样参保？ 展开."""
        start, end = self._buttons[-1] if self._buttons else (0, 0)
        self._buttons = []
        words, rest = "".join(self._pieces[start:end]).strip(), "".join(self._pieces[end:])
        before = "".join(self._pieces[:start]).strip()
        if len(words) < _SHORTEST_BUTTON or rest.strip() or before[-1:] not in _ENDINGS:
            return
        if is_chrome_line(words):
            linked = min(self._linked, len("".join(words.split())))
            self._linked -= linked
            self.content.lines.append(PageLine(words, self._block[-1], drop="page-chrome", linked=linked))
            del self._pieces[start:]

    def _add(self, text: str) -> None:
        if self._sight.is_hidden:
            self._hidden.append(text)
            self._hidden_linked += len("".join(text.split())) if self._links else 0
            return
        self._pieces.append(text)
        if self._links:
            self._linked += len("".join(text.split()))

    @property
    def _sight(self) -> Sight:
        return self._sights[-1][1]

    @property
    def _hider(self) -> Tag | None:
        """The outermost element from which on nothing is shown."""
        return next((tag for tag, sight in self._sights if sight.is_hidden), None)

    def _mark(self, form: str, start: int) -> None:
        """Mark what was gathered since an element began; an element that spans lines marks its last one."""
        if self._sight.is_hidden:
            return
        start = min(start, len(self._pieces))
        words = _squeeze_inside("".join(self._pieces[start:]))
        if not words.strip():
            return
        self._pieces[start:] = [marked(words, form)]
        self._pending.append(SourceObject(form, text=words.strip(), kept="mark"))

    def _end_hidden(self) -> None:
        text = _squeeze("".join(self._hidden))
        if text.strip():
            hider = self._hider or self._block[-1]
            line = PageLine(
                text, self._block[-1], drop="hidden-text", hider=hider, linked=self._hidden_linked
            )
            self.content.lines.append(line)
        self._hidden, self._hidden_linked = [], 0


def _placed(one: SourceObject, line: int) -> SourceObject:
    return SourceObject(one.kind, one.line + line, one.text, one.kept, one.rule, one.place, one.file)


def _squeeze(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(_EDGE)


def _squeeze_inside(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _leads_away(link: Tag) -> bool:
    if link.get("href") is None:
        # A script leads away from what is no place in the page either.
        return not (link.get("name") or link.get("id"))
    address = str(link["href"]).strip()
    return bool(address) and not address.startswith("#")
