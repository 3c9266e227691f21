"""Know the boxes of a page: a rectangle of rules around lines of text that are read apart from what is beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .apart import blocks_of, in_place_of_marks
from .columns import Block
from .geometry import Char, Page, Piece, rows
from .grids import NEAR, Grid, clusters, connected, is_inside, merged

# One line in a box is a heading or a label; what holds more of a page than this is the frame of the page itself.
_FEWEST_ROWS, _MOST_OF_PAGE = 2, 0.6
_MOST_RULES = 400


@dataclass(frozen=True)
class Frame:
    """A box, and the characters and tables that stand in it."""

    box: tuple[float, float, float, float]
    chars: list[Char]
    tables: list[int]


def frames_of(page: Page, grids: Sequence[Grid], chars: Sequence[Char]) -> list[Frame]:
    """Return the boxes of a page around text, the outermost only; chars: those outside of tables."""
    # What is recognised on a scan has the rules of its paper, too.
    if len(page.rules) > _MOST_RULES or any(char.sure < 1 for char in chars):
        return []
    found: list[Frame] = []
    for box in sorted(_boxes(page), key=lambda box: (box[0] - box[2]) * (box[3] - box[1])):
        if any(_is_within(box, frame.box) for frame in found) or any(_cuts(box, grid) for grid in grids):
            continue
        inside = [char for char in chars if is_inside(char, *box)]
        if len(inside) > _MOST_OF_PAGE * len(chars) or any(_crosses(char, box) for char in inside):
            continue
        if len(rows([Piece([char]) for char in inside if not char.text.isspace()])) >= _FEWEST_ROWS:
            tables = [
                n for n, grid in enumerate(grids) if box[1] <= grid.y0 <= box[3] and _is_beside(grid, box)
            ]
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


def _crosses(char: Char, box: tuple[float, ...]) -> bool:
    return not char.text.isspace() and (char.x0 < box[0] - 1 or char.x1 > box[2] + 1)
