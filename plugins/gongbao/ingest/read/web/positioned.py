"""Read a page whose text is put sign by sign or line by line at its place: a PDF turned to a page, or a viewer's saved with its text.

pdf2htmlEX, pdftohtml and PDF.js set each line into an element with left and top or bottom; what they show is read as the pages of a
PDF are. Lengths are those of the page's own style sheets and styles, in pixels; shares are of the element around.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from ...model.source import SourceLine, SourceObject
from ..pdf.gaps import is_wide
from ..pdf.geometry import Char, Page
from ..pdf.handing import lines_of
from .lines import PageContent
from .visible import rules

_SIDES = ("left", "top", "bottom", "width", "height", "font-size", "letter-spacing", "transform")
_DECLARED = re.compile(rf"(?:^|[;{{\s])({'|'.join(_SIDES)})\s*:\s*([^;}}]+)", re.I)
_LENGTH = re.compile(r"((?:-|(?<!\d))\d+(?:\.\d+)?|-?\.\d+)\s*(px|pt|%)")
_SCALE = re.compile(r"matrix\(\s*(-?[\d.]+)")
_PIXELS = {"px": 1.0, "pt": 4 / 3}
_SIMPLE = re.compile(r"[.#][\w-]+")
# A page has a size of its own, and so many lines; of the words of the whole so many stand in such lines.
_FEWEST_LINES, _NEARLY_ALL, _SMALLEST_PAGE = 5, 0.8, 200.0
_MOST_LINES = 200_000
_NARROW = 0.5
_USUAL_SIZE = 16.0


@dataclass(frozen=True)
class _Place:
    """Where an element is put in the one around it: sides as (value, unit), as far as they are said."""

    sides: dict[str, tuple[float, str]]
    scale: float = 1.0

    def pixels(self, side: str, of: float, otherwise: float | None = None) -> float | None:
        """Return a length in pixels; of: that of which a share is one."""
        if side not in self.sides:
            return otherwise
        value, unit = self.sides[side]
        return value / 100 * of if unit == "%" else value * _PIXELS[unit]

    @property
    def is_put(self) -> bool:
        """Tell whether it says where it is."""
        return "left" in self.sides and ("top" in self.sides or "bottom" in self.sides)


def lines_on_pages(
    soup: BeautifulSoup, content: PageContent
) -> tuple[list[SourceLine], list[SourceObject]] | None:
    """Return the lines of a page whose text is positioned, in the order of a reader, and behind them what else it shows,
    dropped; None where it is no such page. content: its lines as they stand in the code."""
    styles = _Styles(soup)
    put = [tag for tag in soup.find_all(("div", "span", "p")) if styles.place(tag).is_put][:_MOST_LINES]
    pages: dict[int, tuple[Tag, list[Tag]]] = {}
    for tag in put:
        if _is_text(tag, styles) and (holder := _page_of(tag, styles)) is not None:
            pages.setdefault(id(holder), (holder, []))[1].append(tag)
    found = [page for page in pages.values() if len(page[1]) >= _FEWEST_LINES]
    held = sum(len("".join(tag.get_text().split())) for _holder, tags in found for tag in tags)
    shown = sum(len("".join(line.text.split())) for line in content.lines if not line.drop)
    if not found or held < _NEARLY_ALL * shown:
        return None
    drawn = [_drawn(holder, tags, styles, at) for at, (holder, tags) in enumerate(pages.values(), start=1)]
    made, objects = lines_of(drawn)
    # There are no pages that could be shown beside the text: which one a line stands on is known, and no place on it.
    out = [replace(line, place=None, rows=()) for line in made]
    holders = {id(holder) for holder, _tags in pages.values()}
    rest = [
        line.text
        for line in content.lines
        if line.text.strip() and not any(id(tag) in holders for tag in (line.element, *line.element.parents))
    ]
    out += [SourceLine(len(out) + n, text, "page-chrome") for n, text in enumerate(rest, start=1)]
    return out, [replace(one, place=None) for one in objects]


class _Styles:
    """What style sheets and styles of a page say of the places of its elements; each is read once."""

    def __init__(self, soup: BeautifulSoup) -> None:
        # Of each class and name, as one style.
        self._said: dict[str, str] = {}
        for sheet in soup.find_all("style"):
            for selectors, style in rules(sheet.get_text()):
                for selector in map(str.strip, selectors.split(",")):
                    if _SIMPLE.fullmatch(selector):
                        self._said[selector] = f"{self._said.get(selector, '')};{style}"
        self._known: dict[int, _Place] = {}

    def place(self, tag: Tag) -> _Place:
        """Return where an element of the page is put."""
        known = self._known.get(id(tag))
        if known is None:
            known = self._known[id(tag)] = self._read(tag)
        return known

    def _read(self, tag: Tag) -> _Place:
        classes: object = tag.get("class") or []
        names = [f".{name}" for name in (classes if isinstance(classes, list) else str(classes).split())]
        styles = [self._said.get(name, "") for name in (*names, f"#{tag.get('id')}")]
        sides: dict[str, tuple[float, str]] = {}
        scale = 1.0
        for style in (*styles, str(tag.get("style") or "")):
            for side, value in _DECLARED.findall(style):
                if side.lower() == "transform":
                    matrix = _SCALE.search(value)
                    scale = abs(float(matrix[1])) if matrix else scale
                elif length := _LENGTH.search(value):
                    sides[side.lower()] = float(length[1]), length[2]
        return _Place(sides, scale)


def _is_text(tag: Tag, styles: _Styles) -> bool:
    """Tell whether an element is a line: it has words, and nothing in it is put at a place of its own."""
    return bool(tag.get_text(strip=True)) and not any(
        styles.place(one).is_put for one in tag.find_all(("div", "span", "p"))
    )


def _page_of(tag: Tag, styles: _Styles) -> Tag | None:
    """Return the outermost element around a line that has a size in pixels: its page."""
    found = None
    for one in tag.parents:
        place = styles.place(one)
        wide, high = (place.pixels(side, 0.0, 0.0) or 0.0 for side in ("width", "height"))
        if min(wide, high) >= _SMALLEST_PAGE:
            found = one
    return found


def _drawn(holder: Tag, tags: list[Tag], styles: _Styles, number: int) -> Page:
    of_page = styles.place(holder)
    wide, high = (of_page.pixels(side, 0.0, 0.0) or 0.0 for side in ("width", "height"))
    page = Page(number, wide, high)
    for tag in tags:
        x, y, size, spacing = _corner(tag, holder, styles, wide, high)
        for text, room in _signs(tag, styles):
            if text:
                across = size if is_wide(text) else _NARROW * size
                page.chars.append(Char(text, x, y - size, x + across, y, size))
                x += across + spacing
            x += room
    return page


def _corner(
    tag: Tag, holder: Tag, styles: _Styles, wide: float, high: float
) -> tuple[float, float, float, float]:
    """Return where a line begins and what it stands on, counted from the top, the size of its type, and the room between signs."""
    own = styles.place(tag)
    size = (own.pixels("font-size", _USUAL_SIZE) or _USUAL_SIZE) * own.scale
    x = y = 0.0
    below = "bottom" in own.sides
    for one in (tag, *tag.parents):
        if one is holder:
            break
        place = styles.place(one)
        x += place.pixels("left", wide, 0.0) or 0.0
        y += place.pixels("bottom" if below else "top", high, 0.0) or 0.0
    spacing = (own.pixels("letter-spacing", size, 0.0) or 0.0) * own.scale
    return x, high - y if below else y + size, size, spacing


def _signs(tag: Tag, styles: _Styles) -> Iterator[tuple[str, float]]:
    """Give the signs of a line, and the room of the empty elements that set them apart."""
    for node in tag.descendants:
        if isinstance(node, NavigableString):
            yield from ((sign, 0.0) for sign in str(node) if sign not in "\r\n")
        elif isinstance(node, Tag) and not node.get_text(strip=True):
            room = styles.place(node).pixels("width", 0.0, 0.0) or 0.0
            yield "", room * styles.place(tag).scale
