"""The margins of pages: where lines over the whole width begin and end, measured over all pages, and those of a block by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .columns import Block
from .geometry import Page, Piece
from .paragraphs import (
    Margins,
    are_spread,
    body_left,
    ends_a_line,
    is_indent,
    is_indented,
    margins,
    right_edge,
)

_FEWEST_LINES = 8
_SAME_WIDTH = 30.0
# In sizes of type: what begins at the margin, and what a paragraph is indented by.
_PLAY, _INDENT = 0.9, 2.0


@dataclass
class Usual:
    """Where the lines of a document begin and end, and whether its paragraphs are indented.

    width: of the text of its widest page. Scanned pages do not lie at the same place, so that right - left may be more.
    """

    left: float
    right: float
    indented: bool
    width: float
    spread: bool


def usual_margins(pages: Sequence[Sequence[Block]]) -> dict[int, Usual]:
    """Measure the lines over the whole width, for odd (1) and even (0) pages."""
    found: dict[int, Usual] = {}
    for parity in (0, 1):
        by_page = [
            [line for block in page if not block.column for line in block.lines if line.table is None]
            for index, page in enumerate(pages)
            if (index + 1) % 2 == parity
        ]
        by_page = [_body(of_page) for of_page in by_page if of_page]
        lines = [line for of_page in by_page for line in of_page]
        if len(lines) >= _FEWEST_LINES:
            right = right_edge(lines)
            left = _margin(lines, _left_edge(lines), right)
            widths = [
                right_edge(of_page) - _left_edge(of_page)
                for of_page in by_page
                if len(of_page) >= _FEWEST_LINES
            ]
            width = max(widths, default=right - left)
            found[parity] = Usual(
                left, right, is_indented(lines, left, right), width, are_spread(lines, right)
            )
    # Pages are of one width, though odd and even ones may be set off; what is narrower had only short lines.
    widest = max(found.values(), key=lambda usual: usual.right - usual.left, default=None)
    return {
        parity: usual if widest.right - widest.left - (usual.right - usual.left) < _SAME_WIDTH else widest
        for parity, usual in found.items()
        if widest is not None
    }


def _body(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page without what a machine set over or under them."""
    left = body_left(lines)
    return [line for line in lines if line.x0 >= left]


def _margin(lines: Sequence[Piece], left: float, right: float) -> float:
    """Return where the margin is of lines that begin at a place: where none begins farther in as a paragraph does, and none of
    them is broken within a sentence, each is a paragraph, and indented."""
    size = median(line.size for line in lines)
    first = [line for line in lines if line.x0 - left < _PLAY * size]
    whole = len(first) > 1 and all(ends_a_line(line, right) for line in first)
    inner = any(is_indent((line.x0 - left) / size) for line in lines)
    return left - _INDENT * size if whole and not inner else left


def _left_edge(lines: Sequence[Piece]) -> float:
    starts = sorted(line.x0 for line in lines)
    return starts[len(starts) // 20]


def of_block(block: Block, page: Page, usual_margins: dict[int, Usual]) -> Margins:
    """Return the margins of a block; usual_margins: those of odd (1) and even (0) pages."""
    lines = [line for line in block.lines if line.table is None] or block.lines
    if block.column:
        return margins(lines, right=block.right)
    usual = usual_margins.get((page.leaf or page.number) % 2) or next(iter(usual_margins.values()), None)
    if usual is None:
        # A few lines do not show how wide the page is set: take its margins to be alike.
        left, right = body_left(lines), max(line.x1 for line in lines)
        left = _margin(lines, left, right)
        # Those of a signature stand at the right: it is not they that begin at the left one.
        left = min(left, max(page.width - right, 0.0)) if left > page.width / 2 else left
        return margins(lines, left, max(page.width - left, right))
    left = body_left(lines)
    size = median(line.size for line in lines)
    # A page may hold paragraphs of one line alone: they begin at the indent, and the margin is that of the others.
    at_indent = usual.indented and is_indent((left - usual.left) / size)
    if len(lines) < _FEWEST_LINES or at_indent or abs(left - usual.left) >= 3 * lines[0].size:
        left = min(left, usual.left)
    right = max(right_edge(lines), min(usual.right, left + usual.width))
    spread = any(one.spread for one in usual_margins.values())
    return margins(lines, left, right, usual.indented, spread)
