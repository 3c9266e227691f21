"""What a page that was printed from a browser has beside its text: a column of links that the site sets there."""

from collections.abc import Sequence
from itertools import pairwise

from .geometry import Page, Piece, pieces
from .paragraphs import right_edge

RULE = "beside-the-text"
_FEWEST_LINES, _FEWEST_BESIDE = 8, 3
# A line of text has so many signs; what stands beside is narrow, and set off by so many sizes of type.
_LINE, _NARROW, _APART = 12, 0.45, 0.6
_ENDS = "。！？；"


def set_beside(pages: Sequence[Page]) -> None:
    """Set aside on pages that a browser printed the short lines that stand in a column beside all lines of text."""
    parts = [pieces(page.chars) for page in pages]
    lines = [p for of_page in parts for p in of_page if len(p.text.strip()) >= _LINE]
    if len(lines) < _FEWEST_LINES:
        return
    starts = sorted(line.x0 for line in lines)
    left, right = starts[len(starts) // 20], right_edge(lines)
    for page, of_page in zip(pages, parts, strict=True):
        for side in (
            [p for p in of_page if p.x0 > right + _APART * p.size],
            [p for p in of_page if p.x1 < left - _APART * p.size],
        ):
            if _is_column(side, right - left):
                gone = {id(char) for piece in side for char in piece.chars}
                page.dropped.setdefault(RULE, []).extend(c for c in page.chars if id(c) in gone)
                page.chars = [c for c in page.chars if id(c) not in gone]


def _is_column(side: Sequence[Piece], width: float) -> bool:
    """Tell whether pieces stand one below the other, narrow and without a sentence."""
    if len(side) < _FEWEST_BESIDE or any(piece.text.strip()[-1:] in _ENDS for piece in side):
        return False
    narrow = max(p.x1 for p in side) - min(p.x0 for p in side) <= _NARROW * width
    below = sorted(side, key=lambda piece: piece.y0)
    return narrow and all(after.y0 >= above.y1 - above.size / 2 for above, after in pairwise(below))
