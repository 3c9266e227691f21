"""Find the columns of a page, and the order in which a reader takes its parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .band_ends import apart_from_columns, by_height, written
from .contents_beside import gutter_beside_contents
from .geometry import Piece, Rule, rows
from .paragraphs import right_edge

_FEWEST_ROWS = 3
_GUTTER = 0.8
# Lines of a column fill most of it; those of a list or a form do not.
_FULL = 0.6
_MOSTLY = 0.5
_FULL_CHARS = 6
# Of the step from one line to the next.
_NEAR = 0.75
_SURELY = 6
# Two columns of a page are as wide as each other; a full line, the next below it, of one type.
_AS_WIDE, _FEWEST_OF_TWIN, _LONG_LINE, _WHOLE, _NEXT, _ALIKE = 0.85, 4, 10, 0.85, 2.5, 0.1
# The second line of an entry may hang by one sign below the first; a paragraph begins two signs in.
_HANGS = 1.2
_ENDINGS = "。；：！？"
# What may hang over the end of a line, its sign in the left half of its square.
_HANGING = ("，", "。", "；", "：", "、", "）", "》", "〕", "」")
_HALF = 0.5
_FEWEST_BESIDE = 2
_FEWEST_KNOWN = 2
_SHORTEST_BESIDE = 4.0
_STEP = 3.0
# Columns of one page end where their lines do: their gutters differ by so many points.
_SAME_GUTTER = 24.0
# A rule across the page reaches its margins to so many points; so many rows over it are a masthead, no columns.
_REACHES, _MOST_OVER_RULE = 12.0, 3
# A gutter parts more text than another if it is more than what rounding makes of it.
_MORE = 1.0001
_DEEPEST = 3


@dataclass
class Block:
    """Lines that are read one after the other; `column` counts from 1 within a set of columns, 0 is the whole width.

    boxed: it stands in a box of rules, apart from what is around; opens: it is the first in there.
    """

    lines: list[Piece]
    column: int = 0
    right: float | None = None
    boxed: bool = False
    opens: bool = False


def page_blocks(parts: Sequence[Piece], rules: Sequence[Rule], known: float | None = None) -> list[Block]:
    """Return the blocks of a page; the few rows over a rule across it stand over its columns, as number and day of a newsletter do,
    and rows of no columns under one stand below them, as a masthead does; columns of other widths on both sides are of other texts."""
    if (x := gutter_beside_contents(parts)) is not None:
        sides = rows([p for p in parts if p.x1 <= x]), rows([p for p in parts if p.x0 >= x])
        return [Block(side, at, right_edge(side)) for at, side in enumerate(sides, start=1)]
    for y in sorted((rule.y0 for rule in _across(parts, rules)), reverse=True):
        over, under = [p for p in parts if p.y1 <= y + 1], [p for p in parts if p.y1 > y + 1]
        if not (over and under) or any(p.y0 < y - 1 for p in under):
            continue
        found = blocks(under, known=known)
        if _in_columns(found):
            if len(rows(over)) <= _MOST_OVER_RULE:
                return [Block(rows(over)), *found]
            above = blocks(over)
            if _in_columns(above) and not _of_same_columns(above, found):
                return [*page_blocks(over, rules), *found]
        elif _in_columns(columns := blocks(over, known=known)):
            return [*columns, Block(rows(under))]
    return blocks(parts, known=known)


def _of_same_columns(above: Sequence[Block], below: Sequence[Block]) -> bool:
    """Tell whether columns go on below a rule: as many begin at the same places. Others are those of other texts."""
    edges = [
        sorted(min(line.x0 for line in block.lines) for block in found if block.column)
        for found in (above, below)
    ]
    return all(
        any(abs(edge - other) < _REACHES for other in others)
        for some, others in (edges, edges[::-1])
        for edge in some
    )


def _in_columns(found: Sequence[Block]) -> bool:
    return any(block.column for block in found)


def _across(parts: Sequence[Piece], rules: Sequence[Rule]) -> Iterator[Rule]:
    left, right = min((p.x0 for p in parts), default=0.0), max((p.x1 for p in parts), default=0.0)
    for rule in rules:
        if (
            rule.x1 - rule.x0 > rule.y1 - rule.y0
            and rule.x0 <= left + _REACHES
            and rule.x1 >= right - _REACHES
        ):
            yield rule


def blocks(parts: Sequence[Piece], depth: int = 0, known: float | None = None) -> list[Block]:
    """Return the blocks of a page or a part of it in reading order; known: the gutter of the pages beside it."""
    if not parts:
        return []
    split = (_best_gutter(parts) or known) if depth < _DEEPEST else None
    if split is None:
        return [Block(rows(parts))]
    found: list[Block] = []
    for band, is_columns in _bands(parts, split, is_known=True):
        if not is_columns:
            found.append(Block(rows(band)))
            continue
        left = [piece for piece in band if piece.x1 <= split + 1]
        right = [piece for piece in band if piece.x1 > split + 1]
        for side in (left, right):
            texts = [line for line in rows(side) if line.table is None]
            for block in blocks(side, depth + 1):
                number = 1 + max((b.column for b in found), default=0)
                edge = right_edge(texts) if texts and block.right is None else block.right
                if known is not None and side is right and edge is not None:
                    # A few short lines do not show how wide their column is: the other side does.
                    edge = max(edge, 2 * known - min(p.x0 for p in left))
                found.append(Block(block.lines, number, edge))
    return found


def gutter_of(found: Sequence[Block]) -> float | None:
    """Return where the gutter of a page in two columns is, by its blocks; None where there are more columns, or none."""
    gutters = [
        (ends + begins) / 2
        for left, right in pairwise(found)
        if left.column
        and right.column == left.column + 1
        # Below a headline that parts a page, the first column stands to the left of the last one above.
        and (ends := max(line.x1 for line in left.lines)) < (begins := min(line.x0 for line in right.lines))
    ]
    return median(gutters) if gutters and max(gutters) - min(gutters) <= _SAME_GUTTER else None


def _best_gutter(parts: Sequence[Piece]) -> float | None:
    """Return where a gutter parts the most text, if there is one."""
    left, right = min(p.x0 for p in parts), max(p.x1 for p in parts)
    size = median(piece.size for piece in parts)
    best: tuple[float, float] | None = None
    x = left + 0.2 * (right - left)
    while x < left + 0.8 * (right - left):
        area = sum(
            (piece.x1 - piece.x0) * (piece.y1 - piece.y0)
            for band, is_columns in _bands(parts, x, size)
            if is_columns
            for piece in band
        )
        # Of equally good places the middle of the gutter is as good as any: take the first.
        if area and (best is None or area > best[0] * _MORE):
            best = area, x
        x += _STEP
    return best[1] if best else None


def _bands(
    parts: Sequence[Piece], x: float, size: float = 0.0, is_known: bool = False
) -> list[tuple[list[Piece], bool]]:
    """Cut a page at the lines that cross x, and tell which bands between them are set in columns; is_known: there is a
    gutter at x in other bands or pages."""
    size = size or median(piece.size for piece in parts)
    found: list[tuple[list[Piece], bool]] = []
    band: list[Piece] = []
    for row in by_height(parts):
        if any(piece.x0 < x - 1 and piece.x1 > x + 1 for piece in row):
            if band:
                found.append((band, _is_columns(band, x, size, is_known)))
                band = []
            if found and not found[-1][1]:
                found[-1][0].extend(row)
            else:
                found.append((list(row), False))
        else:
            band.extend(row)
    if band:
        found.append((band, _is_columns(band, x, size, is_known)))
    found = [part for item in found for part in apart_from_columns(*item, x)]
    merged: list[tuple[list[Piece], bool]] = []
    for pieces, is_columns in found:
        if merged and not is_columns and not merged[-1][1]:
            merged[-1][0].extend(pieces)
        else:
            merged.append((list(pieces), is_columns))
    return merged


def _is_columns(band: Sequence[Piece], x: float, size: float, is_known: bool = False) -> bool:
    """Tell whether both sides of x are columns of text, or one surely is and something stands beside it.

    Where a gutter is known, few lines will do: one that runs down to the next, as the last of a text do.
    """
    sides = [[p for p in band if p.x1 <= x + 1], [p for p in band if p.x1 > x + 1]]
    if not all(sides):
        return is_known and _is_first_column(sides[0], x, size)
    if not _are_apart(sides, size) or not _are_beside(sides):
        return False
    fillings = [_filling(side, size) for side in sides]
    if min(fillings) >= _FEWEST_ROWS or _are_twins(sides, size):
        return True
    if is_known and any(_runs_down(rows(side), size, _FEWEST_KNOWN) for side in sides):
        return True
    # The last page of a text in columns ends with a short one. What stands beside a list is shorter yet: numbers.
    other = sides[0] if fillings[0] < fillings[1] else sides[1]
    lines = rows(other)
    return (
        max(fillings) >= _SURELY
        and len(lines) >= _FEWEST_BESIDE
        and median(line.x1 - line.x0 for line in lines) >= _SHORTEST_BESIDE * size
    )


def _is_first_column(side: Sequence[Piece], x: float, size: float) -> bool:
    """Tell whether text fills its side of a known gutter and goes on below: the short last page of a text in columns."""
    lines = rows(side)
    texts = [line for line in lines if line.table is None]
    return (
        bool(texts)
        and max(line.x1 for line in texts) > x - _NEXT * size
        and _runs_down(lines, size, _FEWEST_KNOWN)
    )


def _are_apart(sides: Sequence[Sequence[Piece]], size: float) -> bool:
    """Tell whether a gutter is between two sides; a mark that hangs over the end of its line fills half its square."""
    begins, least = min(p.x0 for p in sides[1]), _GUTTER * size
    if begins - max(p.x1 for p in sides[0]) >= least:
        return True
    narrow = [p for p in sides[0] if begins - p.x1 < least]
    return all(
        p.table is None and p.text[-1:] in _HANGING and begins - p.x1 >= least - _HALF * size for p in narrow
    )


def _are_beside(sides: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether most lines of the side with fewer stand beside lines of the other; signatures stand below the text.

    The baselines of two columns may be half a line apart.
    """
    fewer, more = sorted((rows(side) for side in sides), key=len)
    if len(more) < _FEWEST_BESIDE or any(piece.table is not None for side in sides for piece in side):
        return True
    near = _NEAR * median(abs(above.y1 - below.y1) for above, below in pairwise(more))
    beside = [line for line in fewer if any(abs(line.y1 - other.y1) < near for other in more)]
    return len(beside) >= _MOSTLY * len(fewer)


def _are_twins(sides: Sequence[Sequence[Piece]], size: float) -> bool:
    """Tell whether two sides are as wide as each other, and in each a sentence goes on from a full line to the next.

    So columns of short paragraphs, titles and signatures are known, most lines of which are short.
    """
    # A table may be wider than its column.
    texts = [[p for p in side if p.table is None] for side in sides]
    if not all(texts):
        return False
    widths = [max(p.x1 for p in side) - min(p.x0 for p in side) for side in texts]
    return min(widths) >= _AS_WIDE * max(widths) and all(_runs_down(rows(side), size) for side in sides)


def _runs_down(lines: Sequence[Piece], size: float, fewest: int = _FEWEST_OF_TWIN) -> bool:
    texts = [line for line in lines if line.table is None] or lines
    left, right = min(line.x0 for line in texts), max(line.x1 for line in texts)
    return len(lines) >= fewest and any(
        written(line) >= _WHOLE * (right - left)
        and len(line.text) >= _LONG_LINE
        and line.text[-1:] not in _ENDINGS
        and after.x0 - left < _HANGS * size
        and after.y1 - line.y1 < _NEXT * line.size
        and abs(after.size - line.size) < _ALIKE * line.size
        for line, after in pairwise(lines)
        if line.table is None and after.table is None
    )


def _filling(side: Sequence[Piece], size: float) -> float:
    """Return how many lines of a side fill its width; 0 when too many do not. A table counts by its height."""
    lines = rows(side)
    width = max(p.x1 for p in side) - min(p.x0 for p in side)
    full = [line for line in lines if written(line) >= _FULL * width and len(line.text) >= _FULL_CHARS]
    tables = sum((line.y1 - line.y0) / (2 * size) for line in lines if line.table is not None)
    texts = sum(1 for line in lines if line.table is None)
    return len(full) + tables if len(full) >= _MOSTLY * texts else 0.0
