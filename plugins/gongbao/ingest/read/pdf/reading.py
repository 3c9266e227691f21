"""Read the pages of a PDF in the order of a reader: furniture aside, columns in turn, paragraphs whole."""

from collections.abc import Iterator, Sequence
from statistics import median

from ...model.source import Place
from ..cells import row_line, side_by_side
from . import notes
from .beside import set_beside
from .bookmarks import with_headings
from .columns import Block
from .continued import join_tables, without_repeated_rows
from .furniture import find_furniture, is_address
from .gaps import together
from .geometry import Char, Page, Piece, pieces, rows
from .grids import Grid, find_tables
from .layouts import layouts
from .paragraphs import (
    Margins,
    begins_at_margin,
    is_full,
    is_in_middle,
    is_whole,
    runs_on,
)
from .text import PageText
from .turned import upright
from .usual_margins import Usual, of_block, usual_margins

# Between the rows of one table nothing is free; between two tables a line is, of so many sizes of type.
_TABLES_APART = 0.8
# A title is set in type so many times as large as the text.
_TITLE_SIZE = 1.2


def page_lines(found: Sequence[Page]) -> list[PageText]:
    """Return all lines of a document in reading order."""
    pages = upright(found)
    furniture = []
    for page, drops in zip(pages, find_furniture(pages), strict=True):
        dropped = [char for char in page.chars if id(char) in drops]
        page.chars = [char for char in page.chars if id(char) not in drops]
        furniture.append(_furniture_lines(page, dropped, drops))
    if any(is_address(line.text) for _heads, feet in furniture for line in feet):
        set_beside(pages)
    tables = find_tables(pages)
    laid_out = layouts(pages, tables)
    usual = usual_margins(laid_out)
    lines: list[PageText] = []
    for page, (heads, feet), grids, layout in zip(pages, furniture, tables, laid_out, strict=True):
        if page.is_picture:
            # It has words that nobody can read here: a line without text says so, and where.
            lines.append(PageText("", page.number, hint="scan"))
        lines.extend(heads)
        lines.extend(_page_text(page, grids, layout, usual))
        lines.extend(_aside(page))
        lines.extend(feet)
    whole = without_repeated_rows(join_tables(lines))
    marked = [(page.number, page.marks) for page in pages if page.marks]
    return with_headings(whole, marked) if marked else whole


def _aside(page: Page) -> Iterator[PageText]:
    """Give what was set aside from a page's text, each rule's by itself, line by line."""
    for rule, chars in sorted(page.dropped.items()):
        # Slanted words overlap in height; a watermark is told in the order in which it was drawn.
        parts = [Piece(chars)] if rule == "watermark" else rows(pieces(chars))
        for part in parts:
            text = "".join(char.text for char in chars) if rule == "watermark" else part.text
            if text.strip():
                yield PageText(text, page.number, drop=rule, place=_place(page, [part]))


def _place(page: Page, parts: Sequence[Char | Piece]) -> Place:
    return page.place(
        min(part.x0 for part in parts),
        min(part.y0 for part in parts),
        max(part.x1 for part in parts),
        max(part.y1 for part in parts),
    )


def _furniture_lines(
    page: Page, chars: Sequence[Char], drops: dict[int, str]
) -> tuple[list[PageText], list[PageText]]:
    """Return what was dropped at the head and at the foot of a page."""
    heads: list[PageText] = []
    feet: list[PageText] = []
    for rule in ("running-head", "page-number"):
        for row in rows(pieces([char for char in chars if drops[id(char)] == rule])):
            place = heads if row.y0 < page.height / 2 else feet
            place.append(PageText(row.text, page.number, drop=rule, place=_place(page, [row])))
    return heads, feet


def _page_text(
    page: Page, grids: Sequence[Grid], found: Sequence[Block], usual: dict[int, Usual]
) -> Iterator[PageText]:
    pieces: list[Piece] = []
    starts: list[int] = []
    text = hint = ""
    before: tuple[Piece, Margins] | None = None
    above: Grid | None = None
    body_size = median([line.size for block in found for line in block.lines if line.table is None] or [10.0])
    note_height, note_size = notes.begin(page, found, body_size)
    for over, block in zip([None, *found], found, strict=False):
        if over is not None and (_heads_columns(over, block, body_size) or _is_apart(over, block)):
            # What stands over columns is whole: the first line of a column, a head perhaps, does not go on from it.
            if pieces:
                yield _paragraph(page, text, hint, pieces, starts)
                pieces, starts = [], []
            before = None if _is_apart(over, block) else before
            yield PageText("", page.number)
        column = of_block(block, page, usual)
        for line in block.lines:
            goes_on = before is not None and line.table is None and _goes_on(before, line, column, block)
            if before is not None and pieces and not goes_on:
                whole = before[1] is column and is_whole(before[0], line, column)
                yield _paragraph(page, text, hint, pieces, starts, whole)
                pieces, starts = [], []
            if line.table is not None:
                grid = grids[line.table]
                if above is not None and grid.y0 - above.y1 > _TABLES_APART * body_size:
                    yield PageText("", page.number)
                yield from _table_lines(grid, page)
                before, above = None, grid
                continue
            above = None
            if pieces:
                text = together(text, line.text)
            else:
                if before is not None and (
                    _opens_in_larger_type(before[0], line, body_size)
                    or (block.column and _is_headline(before[0], line, column))
                ):
                    # A headline is set apart from the text above it, however near it stands.
                    yield PageText("", page.number)
                is_note = line.y0 > note_height and line.size < note_size
                text, hint = line.text, "footnote" if is_note else ""
            pieces.append(line)
            starts.append(len(text) - len(line.text))
            before = line, column
    if pieces:
        yield _paragraph(page, text, hint, pieces, starts)


def _is_apart(over: Block, block: Block) -> bool:
    """Tell whether a box begins or ends between two blocks."""
    return over.boxed != block.boxed or (block.boxed and block.opens)


def _opens_in_larger_type(above: Piece, line: Piece, body_size: float) -> bool:
    """Tell whether a line begins a title below text: in larger type than the text is."""
    return above.table is None and above.size < _TITLE_SIZE * body_size <= line.size


def _is_headline(above: Piece, line: Piece, column: Margins) -> bool:
    """Tell whether a line of a column stands in its middle below one that does not: a headline as small as the text."""
    return above.table is None and is_in_middle(line, column) and not is_in_middle(above, column)


def _heads_columns(over: Block, block: Block, body_size: float) -> bool:
    """Tell whether a block is the first of columns below a title: lines over the whole width in larger type."""
    last = over.lines[-1]
    return (
        block.column == 1 and not over.column and last.table is None and last.size > _TITLE_SIZE * body_size
    )


def _paragraph(
    page: Page, text: str, hint: str, pieces: Sequence[Piece], starts: Sequence[int], whole: bool = False
) -> PageText:
    """Return a paragraph: its printed rows, where in its text each of them begins, and whether it ends there for certain."""
    rows = [(start, _place(page, [row])) for start, row in zip(starts, pieces, strict=True)]
    return PageText(
        text,
        page.number,
        hint,
        place=_place(page, pieces),
        sure=_sure(pieces),
        rows=rows if len(rows) > 1 else [],
        whole=whole,
    )


def _sure(pieces: Sequence[Piece]) -> float | None:
    """Return how sure the engine is of the signs of a line; None where none were recognised."""
    sure = [char.sure for piece in pieces for char in piece.chars]
    return sum(sure) / len(sure) if any(one < 1 for one in sure) else None


def _goes_on(before: tuple[Piece, Margins], line: Piece, column: Margins, block: Block) -> bool:
    above, its_column = before
    if its_column is column:
        return runs_on(above, line, column)
    # From the foot of a column to the head of the next.
    if not (block.column and its_column.indented and column.indented):
        return False
    full = is_full(above, line, its_column.right - above.x1)
    return full and begins_at_margin(above, line, column) and abs(above.size - line.size) < 0.1 * line.size


def _table_lines(grid: Grid, page: Page) -> Iterator[PageText]:
    # A single row is here only as part of a table on the page beside it.
    if len(grid.cells) > 1 and (foot := side_by_side(grid.cells)):
        whole = page.place(grid.xs[0], grid.y0, grid.xs[-1], grid.y1)
        yield from (PageText(line, page.number, place=whole) for line in foot)
        return
    row: PageText | None = None
    for cells, top, bottom in zip(grid.cells, grid.ys, grid.ys[1:], strict=False):
        if any(cells):
            if row:
                yield row
            place = page.place(grid.xs[0], top, grid.xs[-1], bottom)
            text = row_line(cells)
            found = [
                (start, page.place(left, top, right, bottom))
                for start, left, right in zip(_cell_starts(text), grid.xs, grid.xs[1:], strict=False)
            ]
            row = PageText(text, page.number, "table", place=place, grid=grid, rows=found)
        elif row:
            row.empty_rows += 1
    if row:
        yield row


def _cell_starts(text: str) -> list[int]:
    return [0, *(at + 1 for at, sign in enumerate(text) if sign == "\t")]
