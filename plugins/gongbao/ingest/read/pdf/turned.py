"""Text that does not read from left to right: turned words, and writing in columns from the right."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .gaps import is_wide
from .geometry import Char, Page, Rule
from .grids import grids_of

# So many steps from sign to sign have to go down before a page is taken to be written in columns.
_FEWEST_STEPS = 20
_MOSTLY = 0.6
_IN_LINE = 0.3
_STEP = (0.6, 1.6)
# Of a table, turned words belong to its cells where it has level ones too.
_LEVEL_SHARE = 0.3


def upright(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with all text level: what is turned follows as a page of its own, of the same number."""
    found: list[Page] = []
    for page in pages:
        if is_vertical(page):
            chars = [_in_square(char) for char in page.chars]
            found.append(replace(_only(page, chars, 270), dropped=page.dropped, objects=page.objects))
            continue
        in_cells = _in_cells(page)
        level = [char for char in page.chars if not char.turn or id(char) in in_cells]
        found.append(replace(page, chars=level))
        for turn in (90, 270, 180):
            others = [char for char in page.chars if char.turn == turn and id(char) not in in_cells]
            if others:
                found.append(_only(page, others, turn))
    return found


def _in_square(char: Char) -> Char:
    """Return a sign of a column in the square that it stands in: some fonts give the box of its ink, which of 一 is a line."""
    lacks = (char.size - (char.y1 - char.y0)) / 2
    if lacks <= 0 or not is_wide(char.text):
        return char
    return replace(char, y0=char.y0 - lacks, y1=char.y1 + lacks)


def is_vertical(page: Page) -> bool:
    """Tell whether a page is written in columns: from one character to the next it mostly goes down."""
    down = across = 0
    for char, after in pairwise(page.chars):
        if not (is_wide(char.text) and is_wide(after.text)):
            continue
        size = max(char.size, after.size)
        x, y = (after.x0 + after.x1 - char.x0 - char.x1) / 2, (after.y0 + after.y1 - char.y0 - char.y1) / 2
        if abs(x) < _IN_LINE * size and _STEP[0] * size < y < _STEP[1] * size:
            down += 1
        elif abs(y) < _IN_LINE * size and _STEP[0] * size < x < _STEP[1] * size:
            across += 1
    return down >= _FEWEST_STEPS and down >= _MOSTLY * (down + across)


def turned_back(chars: Sequence[Char], turn: int, width: float, height: float) -> list[Char]:
    """Return characters as they stand once the page of this width and height is turned so that they are level."""
    return [
        replace(char, x0=x0, y0=y0, x1=x1, y1=y1, turn=0)
        for char in chars
        for x0, y0, x1, y1 in [_turn(char, turn, width, height)]
    ]


def _turn(box: Char | Rule, turn: int, width: float, height: float) -> tuple[float, float, float, float]:
    if turn == 90:
        return height - box.y1, box.x0, height - box.y0, box.x1
    if turn == 270:
        return box.y0, width - box.x1, box.y1, width - box.x0
    if turn == 180:
        return width - box.x1, height - box.y1, width - box.x0, height - box.y0
    return box.x0, box.y0, box.x1, box.y1


def _only(page: Page, chars: Sequence[Char], turn: int) -> Page:
    """Return a page of these characters alone, level."""
    wide, high = (page.width, page.height) if turn == 180 else (page.height, page.width)
    rules = [Rule(*_turn(rule, turn, page.width, page.height)) for rule in page.rules]
    return Page(
        page.number,
        wide,
        high,
        turned_back(chars, turn, page.width, page.height),
        rules,
        turn,
        leaf=page.leaf,
    )


def _in_cells(page: Page) -> set[int]:
    """Return the turned characters that stand in a table among level ones: words set upright in a narrow cell."""
    if all(not char.turn for char in page.chars):
        return set()
    found: set[int] = set()
    for grid in grids_of(page):
        turned = [char for char in grid.chars if char.turn]
        if len(grid.chars) - len(turned) >= _LEVEL_SHARE * len(grid.chars):
            found.update(map(id, turned))
    return found
