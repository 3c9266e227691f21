"""What stands in the margin beside the text of pages: the section's name sign by sign, so that one finds it in the closed
print, and the number of the page."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from .gaps import is_wide
from .geometry import Char, Page, Piece
from .page_numbers import printed

_SAME_COLUMN, _NEXT, _FEWEST, _LONGEST = 0.5, 3.0, 2, 12
# A line of text has so many signs at least.
_LINE = 4
_FEWEST_PAGES = 2
# In sizes of type: pages of a scan do not lie at the same height.
_SAME_HEIGHT = 3.0
_SAME_PLACE = 0.2
# A scan may have lost a sign of it on a page, or read one otherwise.
_ALIKE = 0.75


def side_tabs(pages: Sequence[Page], parts: Sequence[Sequence[Piece]]) -> list[list[Char]]:
    """Return for each page the signs that stand one below the other beside its text, where another page has the same, or others
    that begin at the same height: each section has its name there."""
    found = [
        [column for column in _columns(of_page) if not _is_in_cell(column, page)]
        for page, of_page in zip(pages, parts, strict=True)
    ]
    tabs = [(page.number, column) for page, columns in zip(pages, found, strict=True) for column in columns]
    return [
        [
            char
            for column in columns
            if len({number for number, other in tabs if _are_of_a_kind(column, other)}) >= _FEWEST_PAGES
            for piece in column
            for char in piece.chars
        ]
        for columns in found
    ]


def side_numbers(parts: Sequence[Sequence[Piece]]) -> list[list[Char]]:
    """Return for each page the number of it that stands beside its text, where those of two pages count on at one height."""
    found: dict[int, tuple[int, Piece]] = {}
    for at, of_page in enumerate(parts):
        lines = [piece for piece in of_page if len(piece.chars) >= _LINE]
        numbers = [piece for piece in of_page if piece.text.strip().isdigit() and _is_beside([piece], lines)]
        # Where several stand there, they count rows or notes.
        if len(numbers) == 1 and (value := printed(numbers[0].text)) is not None:
            found[at] = value - at, numbers[0]
    return [
        list(found[at][1].chars) if at in found and _counts_on(at, found) else [] for at in range(len(parts))
    ]


def _counts_on(at: int, found: Mapping[int, tuple[int, Piece]]) -> bool:
    ahead, number = found[at]
    return any(
        other != at and its == ahead and abs(piece.y0 - number.y0) <= _SAME_HEIGHT * number.size
        for other, (its, piece) in found.items()
    )


def _are_of_a_kind(one: Sequence[Piece], other: Sequence[Piece]) -> bool:
    if _are_alike(_text(one), _text(other)):
        return True
    size = one[0].size
    as_high = abs(one[0].y0 - other[0].y0) <= _SAME_PLACE * size
    return as_high and min(len(one), len(other)) >= _LINE and abs(size - other[0].size) <= _SAME_PLACE * size


def _are_alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _text(column: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in column)


def _columns(parts: Sequence[Piece]) -> list[list[Piece]]:
    lone = sorted(
        (piece for piece in parts if len(piece.text) == 1 and is_wide(piece.text)),
        key=lambda piece: piece.y0,
    )
    runs: list[list[Piece]] = []
    for piece in lone:
        # In a scan signs of a column stand a little to the left or right of each other.
        run = next((run for run in runs if _is_next(run[-1], piece)), None)
        if run is None:
            runs.append([piece])
        else:
            run.append(piece)
    lines = [piece for piece in parts if len(piece.chars) >= _LINE]
    return [
        run
        for run in runs
        if _FEWEST <= len(run) <= _LONGEST and _is_evenly_set(run) and _is_beside(run, lines)
    ]


def _is_next(above: Piece, piece: Piece) -> bool:
    return (
        abs(piece.x0 + piece.x1 - above.x0 - above.x1) / 2 <= _SAME_COLUMN * piece.size
        and 0 < piece.y0 - above.y0 < _NEXT * piece.size
    )


def _is_in_cell(run: Sequence[Piece], page: Page) -> bool:
    """Tell whether upright rules stand on both sides of a column of signs: 序 / 号 in the head of a table that goes on."""
    left, right = min(piece.x0 for piece in run), max(piece.x1 for piece in run)
    top, foot = run[0].y0, run[-1].y1
    beside = [rule for rule in page.rules if not rule.is_flat and rule.y0 <= foot and rule.y1 >= top]
    near = _NEXT * run[0].size
    # The frame of a page is farther off.
    return any(left - near < rule.x1 <= left for rule in beside) and any(
        right <= rule.x0 < right + near for rule in beside
    )


def _is_evenly_set(run: Sequence[Piece]) -> bool:
    steps = [below.y0 - above.y0 for above, below in pairwise(run)]
    return max(steps) - min(steps) <= _SAME_COLUMN * run[0].size


def _is_beside(run: Sequence[Piece], lines: Sequence[Piece]) -> bool:
    """Tell whether no line of the text stands over or under a column of signs, and all stand on one side of it."""
    left, right = min(piece.x0 for piece in run), max(piece.x1 for piece in run)
    return bool(lines) and (all(line.x1 <= left for line in lines) or all(line.x0 >= right for line in lines))
