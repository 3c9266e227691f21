"""Know the running heads and page numbers of a PDF: the same words at the same height of many pages.

Numbers in them are the same, or count the pages. What opens a document or an attachment is no head where it first stands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from gongbao.bulletin import dates, number

from .geometry import Page, Piece, pieces, rows
from .page_numbers import is_decorated, printed, states
from .side_tabs import side_numbers, side_tabs
from .table_edges import PARTED, is_of_a_table, is_row, opens_a_table

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
# A head that can be told from a single page, since it names the bulletin.
_BULLETIN = re.compile(r".*(?:公报|政报|第\s*\d+\s*期).*")
_AT_LEFT = re.compile(r"^(\d{1,4})[^\w\s]?(?![\d年月日期号届条、.．])(\w.{3,})$")
_AT_RIGHT = re.compile(r"(?<=[^\W\d])[^\w\s](\d{1,4})$")
_LABEL = re.compile(r"附(?:件|表|图|录)\s*[\d一二三四五六七八九十]*\s*[:：]?")
_MOST_PARTS = 3
# What a browser prints at the edges of a page: the moment and the page's title, its address and which page it is.
_PRINTED_AT = re.compile(
    dates.PRINTED + r",?\s*(?:[上下]午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[AP]M)?(?!\S*[:：]).*",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?|file)[:：]//\S+.*|about:blank.*|\S+\.html?\b.*\d+/\d+", re.I)
_SMALLER = 0.85
_UNFINISHED = ("关于", "關於")
_TITLE_SIZE, _NEXT_LINE, _FAR_BELOW = 1.1, 2.2, 3.0
# What a program of layout prints beside the page: the name of its file and when that was.
_SLUG = re.compile(r".*\.(?:indd|qxd|qxp|fbd|fs|s\d{1,2}|cdr|pmd)\b.*", re.I)


@dataclass(frozen=True)
class _Edge:
    """A row at the head or foot of a page; `index` counts printed pages from 0, `at` their places in the list.

    rows: all of the page, made once for all that is asked of them.
    """

    row: Piece
    page: Page
    rows: Sequence[Piece]
    at: int
    at_top: bool

    @property
    def index(self) -> int:
        """Return the place of the printed page; one whose turned text is read apart stands in the list twice."""
        return (self.page.leaf or self.page.number) - 1

    @property
    def shape(self) -> tuple[str, bool]:
        """Return what is alike in heads that differ in their numbers only."""
        return re.sub(r"\d+", "#", self.shape_with_figures), self.at_top

    @property
    def shape_with_figures(self) -> str:
        """Return the words without blanks; figures that a blank parts are one number.

        The number of the page stands at the outer edge, on a left one before the words (4 · 某县公报): here behind them.
        """
        words = re.sub(r"[\s\u3000]+", "", self.row.text)
        return _AT_LEFT.sub(r"\2\1", words) if words[:1].isdigit() else _AT_RIGHT.sub(r"\1", words)

    @property
    def names(self) -> tuple[str, ...]:
        """Return its parts, set apart by blanks, that name the bulletin or the issue: 2011年第9期　　　市政府文件."""
        parts = PARTED.split(self.row.text.strip())
        return tuple(part for part in parts if len(parts) <= _MOST_PARTS and _BULLETIN.fullmatch(part))

    @property
    def counts(self) -> tuple[int, ...]:
        """Return the numbers in it."""
        return tuple(int(digits) for digits in re.findall(r"\d+", self.shape_with_figures))

    @property
    def opens(self) -> bool:
        """Tell whether it is what a document or an attachment opens with: its number, its label."""
        text = self.row.text.strip()
        return _LABEL.fullmatch(text) is not None or number.parse(text) is not None

    @property
    def number(self) -> int | None:
        """Return the number, if the row is nothing else."""
        return printed(self.row.text)

    @property
    def numbers_beside(self) -> set[int]:
        """Return the numbers that stand apart in it from words: 某办公室编印　　　第1版."""
        parts = PARTED.split(self.row.text.strip())
        return {found for part in parts if (found := printed(part)) is not None} if len(parts) > 1 else set()

    @property
    def is_sentence(self) -> bool:
        """Tell whether the row is running text."""
        return _SENTENCE.search(self.row.text) is not None


def find_furniture(pages: Sequence[Page]) -> list[dict[int, str]]:
    """Return for each page the rules that drop characters: id of the character → name of the rule."""
    parts = [pieces(page.chars) for page in pages]
    tabs = [
        {id(char): "running-head" for char in words} | {id(char): "page-number" for char in numbers}
        for words, numbers in zip(side_tabs(pages, parts), side_numbers(parts), strict=True)
    ]
    edges = [edge for at, page in enumerate(pages) for edge in _edges(page, at, parts[at], tabs[at])]
    places: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        places[edge.shape].append(edge)
    named: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        for part in edge.names:
            named[part, edge.at_top].append(edge)
    counting = _counting(edges)
    usual = median([char.size for page in pages for char in page.chars] or [0.0])
    rules: list[tuple[_Edge, str]] = []
    for edge in edges:
        if (number := edge.number) is not None:
            certain = len(pages) < _MANY and (is_decorated(edge.row.text) or _stands_at_foot(edge))
            stated = certain or states(edge.row.text, edge.index + 1, len(pages))
            rules.append((edge, "page-number" if stated or number - edge.index == counting else ""))
        else:
            is_head = (
                not (edge.is_sentence or edge.row.size > _LARGE * usual or _opens_a_title(edge, usual))
                and (
                    _repeats(edge, places[edge.shape], len(pages))
                    or any(_has_beside(edge, named[part, edge.at_top]) for part in edge.names)
                    or (len(pages) < _MANY and edge.at_top and _stands_apart(edge))
                    or (edge.at_top and _stands_over_a_rule(edge))
                    or _is_of_browser(edge, usual)
                    or _has_page_beside(edge, counting)
                )
                and not is_of_a_table(edge.row, edge.rows, edge.page.rules, edge.at_top)
            )
            rules.append((edge, "running-head" if is_head else ""))
    heights = [edge.row.y0 for edge, rule in rules if rule == "running-head"]
    found: list[dict[int, str]] = [dict(of_page) for of_page in tabs]
    for edge, rule in rules:
        # Heads that name the section change: what stands where heads stand is one.
        beside = sum(abs(y - edge.row.y0) <= _SAME_HEIGHT / 2 for y in heights)
        near = not (
            edge.is_sentence or edge.opens or edge.row.size > _LARGE * usual or _opens_a_title(edge, usual)
        ) and (beside >= _MANY or (beside > 0 and edge.at_top and _names_the_issue(edge)))
        near = near and not is_of_a_table(edge.row, edge.rows, edge.page.rules, edge.at_top)
        if name := rule or ("running-head" if near else ""):
            found[edge.at].update((id(char), name) for char in edge.row.chars)
    return found


def _edges(page: Page, at: int, parts: Sequence[Piece], tab: Collection[int]) -> list[_Edge]:
    """Return the outermost rows at the head and the foot of a page, what is written down its margin left out."""
    whole = rows(parts)
    found = rows([piece for piece in parts if id(piece.chars[0]) not in tab]) if tab else whole
    top = [row for row in found[:_EDGE_ROWS] if row.y1 < _ZONE * page.height]
    bottom = [row for row in found[-_EDGE_ROWS:] if row.y0 > (1 - _ZONE) * page.height and row not in top]
    return [_Edge(row, page, whole, at, row in top) for row in top + bottom]


def _counting(edges: Sequence[_Edge]) -> int | None:
    """Return by how much the printed numbers are ahead of the pages, if they count on from page to page."""
    offsets = Counter(number - edge.index for edge in edges if (number := edge.number) is not None)
    if not offsets:
        # 2021年第6期　　3: no page has its number alone.
        offsets = Counter(number - edge.index for edge in edges for number in edge.numbers_beside)
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
    if len(others) == 1 and edge.at_top and _names_the_issue(edge):
        return True
    alike = sum(index % 2 == edge.index % 2 for index in others) + 1
    of_a_side = len(range(edge.index % 2, pages, 2))
    return len(others) >= _MANY - 1 or (len(others) >= 1 and (pages <= 4 or alike >= 0.6 * of_a_side))


def _has_beside(edge: _Edge, places: Sequence[_Edge]) -> bool:
    """Tell whether a part of a row that names the issue stands at this height of other pages, beside other words there."""
    return any(
        other.index != edge.index and abs(other.row.y0 - edge.row.y0) <= _SAME_HEIGHT for other in places
    )


def _are_alike(one: _Edge, other: _Edge) -> bool:
    """Tell whether two rows of the same words have the same numbers, or such as count the pages."""
    apart = 0 if one.opens else other.index - one.index
    return all(b - a in (0, apart) for a, b in zip(one.counts, other.counts, strict=True))


def _stands_apart(edge: _Edge) -> bool:
    """Tell whether a row names the bulletin in the margin over the text, in type no larger than that."""
    return (
        edge.row.y1 <= 0.1 * edge.page.height
        and _BULLETIN.fullmatch(edge.row.text) is not None
        and _is_set_apart(edge)
    )


def _names_the_issue(edge: _Edge) -> bool:
    """Tell whether a row says which bulletin or issue it is, set apart from the text below."""
    return _BULLETIN.fullmatch(edge.row.text.strip()) is not None and _is_set_apart(edge)


def _opens_a_title(edge: _Edge, usual: float) -> bool:
    """Tell whether a row in larger type goes on in the next one, in the same type: 某县人民政府 / 关于….

    Titles that open pages stand at the same height, and in many documents their first line is the same. A scan may not
    show that the type is larger; 关于 at the end of a line tells it, too.
    """
    if edge.row.text.strip().endswith(_UNFINISHED):
        return True
    size = edge.row.size
    return size > _TITLE_SIZE * usual and any(
        0 < other.y0 - edge.row.y0 < _NEXT_LINE * size and abs(other.size - size) < 0.5 for other in edge.rows
    )


def _is_set_apart(edge: _Edge) -> bool:
    """Tell whether a row stands in type no larger than the text, well above what follows it."""
    row, page = edge.row, edge.page
    below = next((other for other in edge.rows if other.y0 > row.y1), None)
    if below is None or below.y0 - row.y1 <= 0.03 * page.height:
        return False
    return row.size <= 1.2 * median(char.size for char in page.chars)


def _stands_over_a_rule(edge: _Edge) -> bool:
    """Tell whether a row is the first of its page, in small type, with a rule over the whole width right below it.

    The rule of a red head stands below its number, and its type is large.
    """
    row, page, found = edge.row, edge.page, edge.rows
    if not found or row.y0 > found[0].y0 + 1 or row.y1 > _ZONE * page.height:
        return False
    if is_row(row):
        return False
    width = max(other.x1 for other in found) - min(other.x0 for other in found)
    usual = median(char.size for char in page.chars)
    return row.size <= _SMALL * usual and any(
        -1 <= rule.y0 - row.y1 <= row.size
        and rule.x1 - rule.x0 >= _WHOLE * width
        and not opens_a_table(rule, page, row.size)
        for rule in page.rules
    )


def _has_page_beside(edge: _Edge, counting: int | None) -> bool:
    """Tell whether the page's number stands apart in a row, at the foot, or at the top set apart from the text: 2　某县通报."""
    counted = counting in {number - edge.index for number in edge.numbers_beside}
    return counted and (not edge.at_top or _is_set_apart(edge))


def _stands_at_foot(edge: _Edge) -> bool:
    """Tell whether a bare number stands well below all else on a page: of a bulletin, one page of which is the file, it
    may be any."""
    above = max((row.y1 for row in edge.rows if row.y1 < edge.row.y0), default=None)
    return not edge.at_top and above is not None and edge.row.y0 - above > _FAR_BELOW * edge.row.size


def is_address(text: str) -> bool:
    """Tell whether a row is the address that a browser prints under each page, with the number of it."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def _is_of_browser(edge: _Edge, usual: float) -> bool:
    """Tell whether a row is what a browser or a program of layout prints over or under a page, in small type."""
    text, pattern = edge.row.text.strip(), _PRINTED_AT if edge.at_top else _ADDRESS
    return edge.row.size <= _SMALLER * usual and bool(pattern.fullmatch(text) or _SLUG.fullmatch(text))
