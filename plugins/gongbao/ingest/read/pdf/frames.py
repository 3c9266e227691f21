"""Know the boxes of a page: a rectangle of rules around lines of text that are read apart from what is beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .apart import blocks_of, in_place_of_marks
from .columns import Block
from .geometry import Char, Page, Piece, pieces, rows
from .grids import NEAR, Grid, clusters, connected, is_inside, merged

# One line in a box is a heading or a label; what holds more of a page than this is the frame of the page itself.
_FEWEST_ROWS, _MOST_OF_PAGE = 2, 0.6
_MOST_RULES = 400
# On a scan a box has so many lines, with as many beside it, and lies so far from the edges of the page, of its sides.
_FEWEST_OF_SCAN, _FROM_EDGE = 3, 0.02
# A line in or beside a box has so many signs, where those of an upright heading stand alone; what is so near, in sizes of type, over
# or under a box is next to it.
_FEWEST_IN_LINE, _NEXT_TO = 6, 3.0


@dataclass(frozen=True)
class Frame:
    """A box, and the characters and tables that stand in it."""

    box: tuple[float, float, float, float]
    chars: list[Char]
    tables: list[int]


def frames_of(page: Page, grids: Sequence[Grid], chars: Sequence[Char]) -> list[Frame]:
    """Return the boxes of a page around text, the outermost only; chars: those outside of tables."""
    if len(page.rules) > _MOST_RULES:
        return []
    is_scan = any(char.sure < 1 for char in chars)
    found: list[Frame] = []
    for box in sorted(_boxes(page), key=lambda box: (box[0] - box[2]) * (box[3] - box[1])):
        if any(_is_within(box, frame.box) for frame in found) or any(_cuts(box, grid) for grid in grids):
            continue
        inside = [char for char in chars if is_inside(char, *box)]
        if len(inside) > _MOST_OF_PAGE * len(chars) or any(_crosses(char, box) for char in inside):
            continue
        if _count_rows(inside) < _FEWEST_ROWS:
            continue
        # What is recognised on a scan has the rules of its paper and of stamps, too.
        if is_scan and not _is_printed_beside_text(box, page, inside, chars):
            continue
        tables = [n for n, grid in enumerate(grids) if box[1] <= grid.y0 <= box[3] and _is_beside(grid, box)]
        found.append(Frame(box, inside, tables))
    return found


def in_place(blocks: Sequence[Block], inner: Sequence[tuple[int, Sequence[Piece]]]) -> list[Block]:
    """Return the blocks of a page with what stands in its boxes: behind the columns among which a box stands.

    inner: the mark that stands for a box among the lines, and the pieces in it.
    """
    parts = {mark: list(blocks_of(pieces)) for mark, pieces in inner}
    found: list[Block] = []
    held: list[Block] = []
    for at, block in enumerate(blocks):
        texts = [line for line in block.lines if line.table not in parts]
        boxes = [line for line in block.lines if line.table in parts]
        if not boxes:
            found.append(block)
        elif block.column:
            found += [replace(block, lines=texts)] if texts else []
            held += [part for box in boxes for part in parts[box.table or 0]]
        else:
            found += in_place_of_marks(block, parts)
        after = blocks[at + 1].column if at + 1 < len(blocks) else 0
        if held and after <= block.column:
            found += held
            held = []
    return found


def _boxes(page: Page) -> Iterator[tuple[float, float, float, float]]:
    for group in connected(merged(page.rules)):
        flat = [rule for rule in group if rule.is_flat]
        upright = [rule for rule in group if not rule.is_flat]
        xs = clusters([(rule.x0 + rule.x1) / 2 for rule in upright])
        ys = clusters([(rule.y0 + rule.y1) / 2 for rule in flat])
        if len(xs) != 2 or len(ys) != 2:
            continue
        whole_flat = all(abs(r.x0 - xs[0]) <= 2 * NEAR and abs(r.x1 - xs[1]) <= 2 * NEAR for r in flat)
        whole_upright = all(abs(r.y0 - ys[0]) <= 2 * NEAR and abs(r.y1 - ys[1]) <= 2 * NEAR for r in upright)
        if whole_flat and whole_upright:
            yield xs[0], ys[0], xs[1], ys[1]


def _is_within(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3]


def _is_beside(grid: Grid, box: tuple[float, ...]) -> bool:
    return box[0] <= (grid.xs[0] + grid.xs[-1]) / 2 <= box[2]


def _cuts(box: tuple[float, ...], grid: Grid) -> bool:
    """Tell whether a box goes through a table, or is one of its cells."""
    if grid.xs[-1] <= box[0] or grid.xs[0] >= box[2] or grid.y1 <= box[1] or grid.y0 >= box[3]:
        return False
    return not (
        box[0] <= grid.xs[0] + NEAR
        and grid.xs[-1] <= box[2] + NEAR
        and box[1] <= grid.y0 + NEAR
        and grid.y1 <= box[3] + NEAR
    )


def _is_printed_beside_text(
    box: tuple[float, ...], page: Page, inside: Sequence[Char], chars: Sequence[Char]
) -> bool:
    """Tell whether a box lies within the page, and holds lines that stand beside others: else it parts nothing."""
    x0, y0, x1, y1 = box
    wide, high = _FROM_EDGE * page.width, _FROM_EDGE * page.height
    if x0 < wide or y0 < high or x1 > page.width - wide or y1 > page.height - high:
        return False
    outside = pieces([char for char in chars if not is_inside(char, *box)])
    beside = [
        piece
        for piece in outside
        if (piece.x1 <= x0 or piece.x0 >= x1) and y0 <= (piece.y0 + piece.y1) / 2 <= y1
    ]
    next_to = [
        piece
        for piece in outside
        if piece.x0 < x1 and piece.x1 > x0 and max(piece.y0 - y1, y0 - piece.y1) < _NEXT_TO * piece.size
    ]
    # Over and under a box in a column the column goes on: it is read there.
    of_column = next_to and all(
        piece.x0 > x0 - piece.size and piece.x1 < x1 + piece.size for piece in next_to
    )
    return not of_column and min(_count_lines(pieces(inside)), _count_lines(beside)) >= _FEWEST_OF_SCAN


def _count_lines(parts: Sequence[Piece]) -> int:
    return len(rows([piece for piece in parts if len(piece.text) >= _FEWEST_IN_LINE]))


def _count_rows(chars: Sequence[Char]) -> int:
    return len(rows([Piece([char]) for char in chars if not char.text.isspace()]))


def _crosses(char: Char, box: tuple[float, ...]) -> bool:
    return not char.text.isspace() and (char.x0 < box[0] - 1 or char.x1 > box[2] + 1)
