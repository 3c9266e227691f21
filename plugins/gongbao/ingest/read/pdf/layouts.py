"""Lay out the pages of a PDF in the blocks that a reader takes in turn: columns, tables, boxes."""

from collections.abc import Sequence

from .columns import Block, gutter_of, page_blocks
from .entries import with_entries
from .frames import frames_of, in_place
from .geometry import Char, Page, Piece, pieces
from .grids import Grid
from .upright_heads import between, upright_heads


def layouts(pages: Sequence[Page], tables: Sequence[Sequence[Grid]]) -> list[list[Block]]:
    """Return the blocks of all pages; where a page alone does not show its columns, those of the page before it do."""
    found: list[list[Block]] = []
    known: float | None = None
    for page, grids in zip(pages, tables, strict=True):
        layout = _layout(page, grids)
        outside = [block for block in layout if not block.boxed]
        if any(block.column for block in outside):
            known = gutter_of(outside)
        elif known is not None:
            layout = _layout(page, grids, known)
        found.append(layout)
    return found


def _layout(page: Page, grids: Sequence[Grid], known: float | None = None) -> list[Block]:
    """Return the blocks of a page; each table, and each box while columns are looked for, is a single piece.

    So is a heading that is set upright, with the text that it stands beside.
    """
    in_tables = {id(char) for grid in grids for char in grid.chars}
    chars = [char for char in page.chars if id(char) not in in_tables]
    tables = [_whole((grid.xs[0], grid.y0, grid.xs[-1], grid.y1), n) for n, grid in enumerate(grids)]
    frames = frames_of(page, grids, chars)
    boxed = {id(char) for frame in frames for char in frame.chars}
    heads = [] if frames else upright_heads(chars)
    boxed |= {id(char) for head in heads for char in head.chars}
    parts = pieces([char for char in chars if id(char) not in boxed])
    parts += [table for n, table in enumerate(tables) if all(n not in frame.tables for frame in frames)]
    parts += [_whole(box, len(grids) + n) for n, box in enumerate(one.box for one in frames or heads)]
    found = with_entries(page_blocks(parts, page.rules, known))
    if heads:
        return list(between(found, [*enumerate(heads, len(grids))]))
    if not frames:
        return found
    inner = [[*pieces(frame.chars), *(tables[n] for n in frame.tables)] for frame in frames]
    return in_place(found, [*enumerate(inner, len(grids))])


def _whole(box: tuple[float, float, float, float], index: int) -> Piece:
    return Piece([Char("", *box, 10.0, index)])
