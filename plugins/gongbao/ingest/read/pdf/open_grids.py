"""Find tables that have level rules only: a rule above, one below the head, one at the foot; or one below each row.

Their columns are what blank strips part that go through all rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .geometry import Char, Piece, Rule, pieces, rows

# Rules of one table begin and end at the same places.
_SAME_ENDS = 6.0
_FEWEST_RULES, _FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3, 3
# In sizes of type: how wide a strip between columns is at least; how far apart lines of one height are at most.
_STRIP, _LEVEL = 0.7, 0.5
# Lines over the whole width of their column, of so many signs, are those of running text.
_FULL, _LONG, _MOST_FULL = 0.85, 8, 0.5
# A line nearer to a row than this part of the distance between rows belongs to one of its cells.
_NEARER = 0.75


@dataclass(eq=False)
class OpenTable:
    """A table between level rules: the edges of its columns and rows, the signs in it, the lines in each cell."""

    xs: list[float]
    ys: list[float]
    chars: list[Char]
    cells: list[list[list[Piece]]]


def open_tables(flat: Sequence[Rule], chars: Sequence[Char]) -> Iterator[OpenTable]:
    """Give the tables between level rules; chars: those that stand in no other table."""
    for group in _stacks(flat):
        ys = [(rule.y0 + rule.y1) / 2 for rule in group]
        left, right = min(rule.x0 for rule in group), max(rule.x1 for rule in group)
        inside = [
            char
            for char in chars
            if left <= (char.x0 + char.x1) / 2 <= right and ys[0] < (char.y0 + char.y1) / 2 < ys[-1]
        ]
        # The rule below a running head may be as long as those of the table: the title stands between them.
        if len(ys) > _FEWEST_RULES and _is_title_between(left, right, ys, inside):
            ys = ys[1:]
            inside = [char for char in inside if (char.y0 + char.y1) / 2 > ys[0]]
        if table := _table(left, right, ys, inside):
            yield table


def _stacks(flat: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Give the rules that stand below one another and are of one length."""
    left = sorted(flat, key=lambda rule: rule.y0)
    while left:
        first = left[0]
        stack = [
            rule
            for rule in left
            if abs(rule.x0 - first.x0) <= _SAME_ENDS and abs(rule.x1 - first.x1) <= _SAME_ENDS
        ]
        left = [rule for rule in left if rule not in stack]
        if len(stack) >= _FEWEST_RULES:
            yield stack


def _table(left: float, right: float, ys: Sequence[float], chars: list[Char]) -> OpenTable | None:
    signs = [char for char in chars if not char.text.isspace()]
    if not signs:
        return None
    size = median(char.size for char in signs)
    strips = _strips([char for char in signs if (char.y0 + char.y1) / 2 > ys[1]], size)
    xs = [left, *strips, right]
    if len(xs) <= _FEWEST_COLUMNS:
        return None
    stands = _middles(chars, strips, ys[1])
    columns = [
        rows(pieces([char for char, at in zip(chars, stands, strict=True) if a <= at < b]))
        for a, b in pairwise(xs)
    ]
    if _is_running_text(columns):
        return None
    cells: list[list[list[Piece]]] = []
    edges = [ys[0]]
    for number, (top, foot) in enumerate(pairwise(ys)):
        within = [[line for line in lines if top < (line.y0 + line.y1) / 2 < foot] for lines in columns]
        if not any(within):
            continue
        # What stands above the second rule is the head, on however many lines.
        made = [within] if number == 0 else _rows(within, size)
        bounds = [(_top(above), _top(below)) for above, below in pairwise(made)]
        edges += [(a + b) / 2 for a, b in bounds] + [foot]
        cells += made
    return OpenTable(xs, edges, chars, cells) if len(cells) >= _FEWEST_ROWS else None


def _is_title_between(left: float, right: float, ys: Sequence[float], chars: Sequence[Char]) -> bool:
    """Tell whether what stands between the first two rules is lines across the columns below them, each in the middle."""
    signs = [char for char in chars if not char.text.isspace()]
    above = rows(pieces([char for char in signs if (char.y0 + char.y1) / 2 < ys[1]]))
    size = median(char.size for char in signs) if signs else 0.0
    strips = _strips([char for char in signs if (char.y0 + char.y1) / 2 > ys[2]], size)
    return bool(above) and all(
        any(line.x0 < strip < line.x1 for strip in strips)
        and abs(line.x0 + line.x1 - left - right) <= 2 * _SAME_ENDS + 2 * size
        for line in above
    )


def _middles(chars: Sequence[Char], strips: Sequence[float], head: float) -> list[float]:
    """Return where each sign stands; words of the head across columns stand in the first of them, and are not cut."""
    of_words: dict[int, float] = {}
    for piece in pieces([char for char in chars if (char.y0 + char.y1) / 2 < head]):
        if any(piece.x0 < strip < piece.x1 for strip in strips):
            first = (piece.chars[0].x0 + piece.chars[0].x1) / 2
            of_words |= {id(char): first for char in piece.chars}
    return [of_words.get(id(char), (char.x0 + char.x1) / 2) for char in chars]


def _top(row: Sequence[Sequence[Piece]]) -> float:
    return min(line.y0 for lines in row for line in lines)


def _strips(signs: Sequence[Char], size: float) -> list[float]:
    """Return the middles of the strips in which nothing stands in any row."""
    found: list[float] = []
    end: float | None = None
    for char in sorted(signs, key=lambda char: char.x0):
        if end is not None and char.x0 - end >= _STRIP * size:
            found.append((end + char.x0) / 2)
        end = char.x1 if end is None else max(end, char.x1)
    return found


def _is_running_text(columns: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether the columns are those of a page of text, between the rules at its head and foot."""
    lines = full = 0
    for column in columns:
        if column:
            width = max(line.x1 for line in column) - min(line.x0 for line in column)
            lines += len(column)
            full += sum(line.x1 - line.x0 >= _FULL * width and len(line.chars) >= _LONG for line in column)
    return full >= _MOST_FULL * max(lines, 1)


def _rows(columns: Sequence[Sequence[Piece]], size: float) -> list[list[list[Piece]]]:
    """Return the rows between two rules; a line of a cell that breaks goes to the row that it is near to."""
    levels: list[list[tuple[int, Piece]]] = []
    every = [(n, line) for n, lines in enumerate(columns) for line in lines]
    for n, line in sorted(every, key=lambda item: item[1].y0 + item[1].y1):
        if levels and _middle([(n, line)]) - _middle(levels[-1]) < _LEVEL * size:
            levels[-1].append((n, line))
        else:
            levels.append([(n, line)])
    most = max(len(level) for level in levels)
    full = [level for level in levels if 2 * len(level) >= most]
    apart = median([_middle(b) - _middle(a) for a, b in pairwise(full)] or [0.0])
    rows_of = {id(level): list(level) for level in levels}
    for level in levels:
        nearest = min(full, key=lambda other: abs(_middle(other) - _middle(level)))
        near = abs(_middle(nearest) - _middle(level)) < _NEARER * apart or len(full) == 1
        if 2 * len(level) < most and near:
            rows_of[id(nearest)] += rows_of.pop(id(level))
    return [
        [sorted((line for n, line in row if n == at), key=lambda line: line.y0) for at in range(len(columns))]
        for row in rows_of.values()
    ]


def _middle(level: Sequence[tuple[int, Piece]]) -> float:
    return median((line.y0 + line.y1) / 2 for _, line in level)
