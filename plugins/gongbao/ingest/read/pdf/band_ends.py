"""What stands over, between and under the columns of a band of a page: headlines in the middle, rows far below."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .geometry import Piece, rows

# In sizes of its type, off the middle of the page; heads of two columns side by side are wider than this together.
_OFF_MIDDLE, _MIDDLE = 0.6, 0.4
# A headline between columns is set so much larger than they are.
_HEADLINE = 1.25
# Within a line of text nothing stands so far apart, in sizes of type: the names of a list do.
_CELLS_APART = 1.7
# A masthead below the end of a text in columns: so far below both, in sizes of type, and no row as full as one of a text is.
_FAR_BELOW, _FULL, _FEWEST_BELOW = 6.0, 0.85, 2


def apart_from_columns(band: list[Piece], is_columns: bool, x: float) -> Iterator[tuple[list[Piece], bool]]:
    """Give the columns of a band, and the headlines and rows that stand apart from them, each with whether it is columns."""
    for part, in_columns in _without_headline(band, is_columns, x):
        below = _far_below(part, x) if in_columns else []
        apart = set(map(id, below))
        yield [piece for piece in part if id(piece) not in apart], in_columns
        if below:
            yield below, False


def _far_below(band: Sequence[Piece], x: float) -> list[Piece]:
    """Return the short rows on one side of x that stand far below both columns, [] if there are none."""
    size = median(piece.size for piece in band)
    heights = by_height(band)
    for at in range(len(heights) - 1, 0, -1):
        over, under = heights[at - 1], [piece for row in heights[at:] for piece in row]
        if len({piece.x1 <= x + 1 for piece in under}) > 1 or any(p.table is not None for p in under):
            return []
        if min(p.y0 for p in heights[at]) - max(p.y1 for p in over) >= _FAR_BELOW * size:
            lines = rows(under)
            left, right = min(p.x0 for p in band), max(p.x1 for p in band)
            width = x - left if under[0].x1 <= x + 1 else right - x
            short = all(written(line) < _FULL * width for line in lines)
            return under if short and len(lines) >= _FEWEST_BELOW else []
    return []


def _without_headline(band: list[Piece], is_columns: bool, x: float) -> Iterator[tuple[list[Piece], bool]]:
    """Give what stands alone over columns, in the middle of them all, apart from the columns.

    A headline over three columns need not reach over the gutter that parts the first of them from the others. Below
    other columns it is one where it is set in larger type than they are.
    """
    if not is_columns:
        yield band, False
        return
    left, right = min(p.x0 for p in band), max(p.x1 for p in band)
    size = median(piece.size for piece in band)

    def is_alone(row: Sequence[Piece]) -> bool:
        x0, x1 = min(p.x0 for p in row), max(p.x1 for p in row)
        # Signs set far apart (目　录) leave a gap where the gutter runs, too.
        separate = len({p.x1 <= x + 1 for p in row}) == 1 or x1 - x0 < _MIDDLE * (right - left)
        in_middle = abs((x0 - left) - (right - x1)) <= 2 * _OFF_MIDDLE * row[0].size
        return separate and in_middle and all(p.table is None for p in row)

    part: list[Piece] = []
    head = True
    for row in by_height(band):
        if is_alone(row) and (head or min(p.size for p in row) >= _HEADLINE * size):
            if part and not head:
                yield part, True
                part = []
            head = True
        elif head:
            if part:
                yield part, False
            part, head = [], False
        part += row
    if part:
        yield part, not head


def by_height(parts: Sequence[Piece]) -> list[list[Piece]]:
    """Group pieces whose heights overlap, from the top down."""
    found: list[list[Piece]] = []
    bottom = float("-inf")
    for piece in sorted(parts, key=lambda piece: piece.y0):
        inset = 0.25 * (piece.y1 - piece.y0)
        if found and piece.y0 + inset < bottom:
            found[-1].append(piece)
        else:
            found.append([piece])
            bottom = float("-inf")
        bottom = max(bottom, piece.y1 - inset)
    return found


def written(line: Piece) -> float:
    """Return how much of its row a line fills: nothing where it falls apart into the cells of a table without rules."""
    chars = sorted((char for char in line.chars if not char.text.isspace()), key=lambda char: char.x0)
    if any(after.x0 - char.x1 >= _CELLS_APART * line.size for char, after in pairwise(chars)):
        return 0.0
    return sum(char.x1 - char.x0 for char in line.chars if not char.text.isspace())
