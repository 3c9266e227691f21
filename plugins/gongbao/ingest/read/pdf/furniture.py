"""Know the running heads and page numbers of a PDF: the same words at the same height of many pages.

Numbers in them are the same, or count the pages. What opens a document or an attachment is no head where it first stands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from gongbao.bulletin import number

from .geometry import Page, Piece, pieces, rows

_ZONE = 0.14
_SENTENCE = re.compile(r"[，。；]")
_EDGE_ROWS = 3
_SAME_HEIGHT = 4.0
# A rule of so much of the width of the text goes over the whole page.
_WHOLE = 0.9
_SMALL = 1.3
# The name over a document (机关标志, a title) is set in larger type than this; running heads are not.
_LARGE = 1.5
_MANY = 3
_PAGE_NUMBER = re.compile(
    r"[—–\-－·•.~\s\u3000第]*\d{1,4}[—–\-－·•.~\s\u3000页]*(?:[/／共,，]\s*共?\s*\d{1,4}\s*页?)?"
)
# A head that can be told from a single page, since it names the bulletin.
_BULLETIN = re.compile(r".*(?:公报|政报|第\s*\d+\s*期).*")
_LABEL = re.compile(r"附(?:件|表|图|录)\s*[\d一二三四五六七八九十]*\s*[:：]?")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*[%％]?")
_PARTED = re.compile(r"\s{2,}|\u3000+")
_FEWEST_CELLS, _FEWEST_FIGURES = 3, 2
_DECORATED = re.compile(r"[—–\-－·•~]\s*\d{1,4}\s*[—–\-－·•~]|第\s*\d{1,4}\s*页.*")


@dataclass(frozen=True)
class _Edge:
    """A row at the head or foot of a page; `index` counts printed pages from 0, `at` their places in the list."""

    row: Piece
    page: Page
    at: int
    at_top: bool

    @property
    def index(self) -> int:
        """Return the place of the printed page; one whose turned text is read apart stands in the list twice."""
        return (self.page.leaf or self.page.number) - 1

    @property
    def shape(self) -> tuple[str, bool]:
        """Return what is alike in heads that differ in their numbers only."""
        return re.sub(r"\d+", "#", re.sub(r"[\s\u3000]+", "", self.row.text)), self.at_top

    @property
    def counts(self) -> tuple[int, ...]:
        """Return the numbers in it."""
        return tuple(int(digits) for digits in re.findall(r"\d+", self.row.text))

    @property
    def opens(self) -> bool:
        """Tell whether it is what a document or an attachment opens with: its number, its label."""
        text = self.row.text.strip()
        return _LABEL.fullmatch(text) is not None or number.parse(text) is not None

    @property
    def number(self) -> int | None:
        """Return the number, if the row is nothing else."""
        line = self.row.text.strip()
        digits = re.search(r"\d+", line) if _PAGE_NUMBER.fullmatch(line) else None
        return int(digits[0]) if digits else None

    @property
    def is_sentence(self) -> bool:
        """Tell whether the row is running text."""
        return _SENTENCE.search(self.row.text) is not None


def find_furniture(pages: Sequence[Page]) -> list[dict[int, str]]:
    """Return for each page the rules that drop characters: id of the character → name of the rule."""
    edges = [edge for at, page in enumerate(pages) for edge in _edges(page, at)]
    places: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        places[edge.shape].append(edge)
    counting = _counting(edges)
    usual = median([char.size for page in pages for char in page.chars] or [0.0])
    rules: list[tuple[_Edge, str]] = []
    for edge in edges:
        if (number := edge.number) is not None:
            alone = len(pages) < _MANY and _DECORATED.fullmatch(edge.row.text.strip()) is not None
            rules.append((edge, "page-number" if alone or number - edge.index == counting else ""))
        else:
            is_head = not (edge.is_sentence or edge.row.size > _LARGE * usual) and (
                _repeats(edge, places[edge.shape], len(pages))
                or (len(pages) < _MANY and edge.at_top and _stands_apart(edge.row, edge.page))
                or (edge.at_top and _stands_over_a_rule(edge.row, edge.page))
            )
            rules.append((edge, "running-head" if is_head else ""))
    heights = [edge.row.y0 for edge, rule in rules if rule == "running-head"]
    found: list[dict[int, str]] = [{} for _ in pages]
    for edge, rule in rules:
        # Heads that name the section change: what stands where heads stand is one.
        near = (
            not (edge.is_sentence or edge.opens or edge.row.size > _LARGE * usual)
            and sum(abs(y - edge.row.y0) <= _SAME_HEIGHT / 2 for y in heights) >= _MANY
        )
        if name := rule or ("running-head" if near else ""):
            found[edge.at].update((id(char), name) for char in edge.row.chars)
    return found


def _edges(page: Page, at: int) -> list[_Edge]:
    """Return the outermost rows at the head and the foot of a page."""
    found = rows(pieces(page.chars))
    top = [row for row in found[:_EDGE_ROWS] if row.y1 < _ZONE * page.height]
    bottom = [row for row in found[-_EDGE_ROWS:] if row.y0 > (1 - _ZONE) * page.height and row not in top]
    return [_Edge(row, page, at, row in top) for row in top + bottom]


def _counting(edges: Sequence[_Edge]) -> int | None:
    """Return by how much the printed numbers are ahead of the pages, if they count on from page to page."""
    offsets = Counter(number - edge.index for edge in edges if (number := edge.number) is not None)
    ((offset, times),) = offsets.most_common(1) or [(0, 0)]
    return offset if times > 1 else None


def _repeats(edge: _Edge, places: Sequence[_Edge], pages: int) -> bool:
    """Tell whether a row stands at this height of other pages too: of two, or of most odd or even ones."""
    others = {
        other.index
        for other in places
        if other.index != edge.index
        and abs(other.row.y0 - edge.row.y0) <= _SAME_HEIGHT
        and _are_alike(edge, other)
    }
    if edge.opens and edge.index < min(others, default=0):
        return False
    alike = sum(index % 2 == edge.index % 2 for index in others) + 1
    of_a_side = len(range(edge.index % 2, pages, 2))
    return len(others) >= _MANY - 1 or (len(others) >= 1 and (pages <= 4 or alike >= 0.6 * of_a_side))


def _are_alike(one: _Edge, other: _Edge) -> bool:
    """Tell whether two rows of the same words have the same numbers, or such as count the pages."""
    apart = 0 if one.opens else other.index - one.index
    return all(b - a in (0, apart) for a, b in zip(one.counts, other.counts, strict=True))


def _stands_apart(row: Piece, page: Page) -> bool:
    """Tell whether a row names the bulletin in the margin over the text, in type no larger than that."""
    below = [other for other in rows(pieces(page.chars)) if other.y0 > row.y1]
    if not below or row.y1 > 0.1 * page.height or not _BULLETIN.fullmatch(row.text):
        return False
    usual = median(char.size for char in page.chars)
    return below[0].y0 - row.y1 > 0.03 * page.height and row.size <= 1.2 * usual


def _stands_over_a_rule(row: Piece, page: Page) -> bool:
    """Tell whether a row is the first of its page, in small type, with a rule over the whole width right below it.

    The rule of a red head stands below its number, and its type is large.
    """
    found = rows(pieces(page.chars))
    if not found or row.y0 > found[0].y0 + 1 or row.y1 > _ZONE * page.height:
        return False
    if _is_row(row):
        return False
    width = max(other.x1 for other in found) - min(other.x0 for other in found)
    usual = median(char.size for char in page.chars)
    return row.size <= _SMALL * usual and any(
        -1 <= rule.y0 - row.y1 <= row.size and rule.x1 - rule.x0 >= _WHOLE * width for rule in page.rules
    )


def _is_row(row: Piece) -> bool:
    """Tell whether a row is the last of a table that a rule closes: its cells stand apart, figures in most of them."""
    cells = _PARTED.split(row.text.strip())
    return (
        len(cells) >= _FEWEST_CELLS and sum(1 for cell in cells if _FIGURE.fullmatch(cell)) >= _FEWEST_FIGURES
    )
