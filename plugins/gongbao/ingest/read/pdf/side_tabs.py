"""The section's name that is written down the margin of pages, sign by sign, so that one finds it in the closed print."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .geometry import Char, Page, Piece, is_wide

_SAME_COLUMN, _NEXT, _FEWEST, _LONGEST = 0.5, 3.0, 2, 12
# A line of text has so many signs at least.
_LINE = 4
_FEWEST_PAGES = 2


def side_tabs(pages: Sequence[Page], parts: Sequence[Sequence[Piece]]) -> list[list[Char]]:
    """Return for each page the signs that stand one below the other beside its text, where another page has the same."""
    found = [_columns(of_page) for of_page in parts]
    where: dict[str, set[int]] = defaultdict(set)
    for at, columns in enumerate(found):
        for column in columns:
            where[_text(column)].add(pages[at].number)
    return [
        [
            char
            for column in columns
            if len(where[_text(column)]) >= _FEWEST_PAGES
            for piece in column
            for char in piece.chars
        ]
        for columns in found
    ]


def _text(column: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in column)


def _columns(parts: Sequence[Piece]) -> list[list[Piece]]:
    lone = sorted(
        (piece for piece in parts if len(piece.text) == 1 and is_wide(piece.text)),
        key=lambda piece: (piece.x0, piece.y0),
    )
    runs: list[list[Piece]] = []
    for piece in lone:
        last = runs[-1][-1] if runs else None
        if (
            last
            and abs(piece.x0 - last.x0) <= _SAME_COLUMN * piece.size
            and 0 < piece.y0 - last.y0 < _NEXT * piece.size
        ):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    lines = [piece for piece in parts if len(piece.chars) >= _LINE]
    return [
        run
        for run in runs
        if _FEWEST <= len(run) <= _LONGEST and _is_evenly_set(run) and _is_beside(run, lines)
    ]


def _is_evenly_set(run: Sequence[Piece]) -> bool:
    steps = [below.y0 - above.y0 for above, below in pairwise(run)]
    return max(steps) - min(steps) <= _SAME_COLUMN * run[0].size


def _is_beside(run: Sequence[Piece], lines: Sequence[Piece]) -> bool:
    """Tell whether no line of the text stands over or under a column of signs, and all stand on one side of it."""
    left, right = min(piece.x0 for piece in run), max(piece.x1 for piece in run)
    return bool(lines) and (all(line.x1 <= left for line in lines) or all(line.x0 >= right for line in lines))
