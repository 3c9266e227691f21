"""Find tables by their ruling lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongbao.bulletin.markup import ABOVE, LEFT

from ..cells import cell_text
from .cell_lines import joined_in_cell
from .geometry import Char, Page, Piece, Rule, pieces, rows
from .loose_rules import ends, without_loose
from .open_grids import open_tables

NEAR = 3.0
_LONGEST_CELL = 1500
_MOST_LINES = 400
# A row that the page cuts has upright rules beyond the last level one: so many of them, so far, in points.
_FEWEST_OPEN, _SHALLOWEST = 3, 9.0
# Pages are not set, or scanned, at exactly the same place and scale.
_PLAY = 0.012
# A drawing or a map, not a table.
_MOST_RULES = 4000


@dataclass(eq=False)
class Grid:
    """A table: the lines between its columns and rows, the characters in it and the text of its cells."""

    xs: list[float]
    ys: list[float]
    chars: list[Char] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)

    @property
    def y0(self) -> float:
        """Return its upper edge."""
        return self.ys[0]

    @property
    def y1(self) -> float:
        """Return its lower edge."""
        return self.ys[-1]


def find_tables(pages: Sequence[Page]) -> list[list[Grid]]:
    """Return the tables of each page; a single row is one only where it goes on from or on the page beside it."""
    found = [grids_of(page) for page in pages]
    return [
        [
            grid
            for grid in grids
            # Lines that hold no word at all are a frame, a drawing, or the grain of the desk below a photograph.
            if grid.chars and (len(grid.cells) > 1 or _goes_on(grid, [*before, *after]))
        ]
        for before, grids, after in zip([[], *found], found, [*found[1:], []], strict=False)
    ]


def _goes_on(grid: Grid, others: Sequence[Grid]) -> bool:
    return any(is_same_table(grid, other) for other in others)


def is_same_table(one: Grid, other: Grid) -> bool:
    """Tell whether two tables have columns of the same widths, so that one may go on in the other."""
    play = max(NEAR, _PLAY * (one.xs[-1] - one.xs[0]))
    return len(other.xs) == len(one.xs) and all(
        abs((a - one.xs[0]) - (b - other.xs[0])) <= play for a, b in zip(one.xs, other.xs, strict=True)
    )


def grids_of(page: Page) -> list[Grid]:
    """Return what looks like a table on a page, single rows among them."""
    grids: list[Grid] = []
    rules = merged(page.rules)
    taken: set[int] = set()
    groups = connected(rules) if len(rules) <= _MOST_RULES else []
    for group in (part for whole in groups for part in connected(without_loose(whole))):
        flat = [rule for rule in group if rule.is_flat]
        upright = [rule for rule in group if not rule.is_flat]
        if not flat or not upright:
            continue
        xs = clusters([(rule.x0 + rule.x1) / 2 for rule in upright] + [*ends(flat, upright)])
        ys = clusters([(rule.y0 + rule.y1) / 2 for rule in flat])
        ys = _with_cut_rows(ys, upright, page.chars)
        if not (3 <= len(xs) <= _MOST_LINES and 2 <= len(ys) <= _MOST_LINES):
            continue
        inside = [
            char
            for char in page.chars
            if id(char) not in taken and is_inside(char, xs[0], ys[0], xs[-1], ys[-1])
        ]
        if (cells := _cells(xs, ys, flat, upright, inside)) is not None:
            grids.append(Grid(xs, ys, inside, cells))
            taken.update(map(id, inside))
    return [*grids, *_open_grids(page, rules, grids, taken)]


def _open_grids(page: Page, rules: Sequence[Rule], grids: Sequence[Grid], taken: set[int]) -> Iterator[Grid]:
    """Give the tables that have level rules only."""
    flat = [
        rule
        for rule in rules
        if rule.is_flat and not any(grid.y0 - NEAR <= rule.y0 <= grid.y1 + NEAR for grid in grids)
    ]
    for table in open_tables(flat, [char for char in page.chars if id(char) not in taken]):
        # What stands between columns is no part of them: lines break where the text of a column ends.
        widths = [
            max((line.x1 - line.x0 for row in table.cells for line in row[at]), default=0.0)
            for at in range(len(table.xs) - 1)
        ]
        cells = [
            [cell_text(joined_in_cell(lines, width)) for lines, width in zip(row, widths, strict=True)]
            for row in table.cells
        ]
        yield Grid(table.xs, table.ys, table.chars, cells)


def _with_cut_rows(ys: list[float], upright: Sequence[Rule], chars: Sequence[Char]) -> list[float]:
    """Close the rows that the head and the foot of the page cut open, where their upright rules end."""
    left, right = min(rule.x0 for rule in upright), max(rule.x1 for rule in upright)
    tops = [rule.y0 for rule in upright if rule.y0 < ys[0] - _SHALLOWEST and rule.y1 >= ys[0] - NEAR]
    feet = [rule.y1 for rule in upright if rule.y1 > ys[-1] + _SHALLOWEST and rule.y0 <= ys[-1] + NEAR]

    def holds_text(top: float, foot: float) -> bool:
        return any(is_inside(char, left, top, right, foot) for char in chars)

    above = [min(tops)] if len(tops) >= _FEWEST_OPEN and holds_text(min(tops), ys[0]) else []
    below = [max(feet)] if len(feet) >= _FEWEST_OPEN and holds_text(ys[-1], max(feet)) else []
    return [*above, *ys, *below]


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Put rules together that continue or repeat one another: programs draw the border of each cell."""
    flat = [(rule.y0 + rule.y1, rule.x0, rule.x1, rule) for rule in rules if rule.is_flat]
    upright = [(rule.x0 + rule.x1, rule.y0, rule.y1, rule) for rule in rules if not rule.is_flat]
    found: list[Rule] = []
    for group in (flat, upright):
        last: Rule | None = None
        for _, _, _, rule in sorted(group, key=lambda item: (round(item[0] / 2), item[1])):
            if last is not None and _continues(last, rule):
                last = found[-1] = Rule(
                    min(last.x0, rule.x0), min(last.y0, rule.y0), max(last.x1, rule.x1), max(last.y1, rule.y1)
                )
            else:
                last = rule
                found.append(rule)
    return found


def _continues(last: Rule, rule: Rule) -> bool:
    """Tell whether two rules lie on one line and touch; a hair of difference may have put the farther one first."""
    if last.is_flat:
        return (
            abs(last.y0 + last.y1 - rule.y0 - rule.y1) <= NEAR
            and rule.x0 <= last.x1 + NEAR
            and last.x0 <= rule.x1 + NEAR
        )
    return (
        abs(last.x0 + last.x1 - rule.x0 - rule.x1) <= NEAR
        and rule.y0 <= last.y1 + NEAR
        and last.y0 <= rule.y1 + NEAR
    )


def connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Group rules that touch one another."""
    groups: list[tuple[Rule, list[Rule]]] = []
    for rule in sorted(set(rules), key=lambda rule: (rule.y0, rule.x0)):
        touching = [group for group in groups if _touches_any(rule, group)]
        merged = [rule, *(other for _, members in touching for other in members)]
        bounds = Rule(
            min(r.x0 for r in merged),
            min(r.y0 for r in merged),
            max(r.x1 for r in merged),
            max(r.y1 for r in merged),
        )
        kept = {id(group) for group in touching}
        groups = [group for group in groups if id(group) not in kept]
        groups.append((bounds, merged))
    return [members for _, members in groups]


def _touches_any(rule: Rule, group: tuple[Rule, list[Rule]]) -> bool:
    bounds, members = group
    return _touches(rule, bounds) and any(_touches(rule, other) for other in members)


def _touches(a: Rule, b: Rule) -> bool:
    return a.x0 <= b.x1 + NEAR and b.x0 <= a.x1 + NEAR and a.y0 <= b.y1 + NEAR and b.y0 <= a.y1 + NEAR


def clusters(values: Sequence[float]) -> list[float]:
    """Return the places at which values lie, as near ones as make no difference taken together."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def is_inside(char: Char, x0: float, y0: float, x1: float, y1: float) -> bool:
    """Tell whether the middle of a character lies in a box."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return x0 <= x <= x1 and y0 <= y <= y1


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    flat: Sequence[Rule],
    upright: Sequence[Rule],
    chars: Sequence[Char],
) -> list[list[str]] | None:
    """Return the text of each cell, merged ones marked; None when the rules frame text that is no table."""
    wide, high = len(xs) - 1, len(ys) - 1
    owner = {(row, column): (row, column) for row in range(high) for column in range(wide)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row in range(high):
        for column in range(wide):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < wide and not _walled(upright, xs[column + 1], middle_y, across=False):
                _unite(owner, root((row, column)), root((row, column + 1)))
            if row + 1 < high and not _walled(flat, ys[row + 1], middle_x, across=True):
                _unite(owner, root((row, column)), root((row + 1, column)))
    inside: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        row = _index(ys, (char.y0 + char.y1) / 2)
        column = _index(xs, (char.x0 + char.x1) / 2)
        inside.setdefault(root((row, column)), []).append(char)
    roots = {root(cell) for cell in owner}
    if len({column for _, column in roots}) < 2 or (high > 1 and len({row for row, _ in roots}) < 2):
        return None
    if any(len(in_cell) > _LONGEST_CELL for in_cell in inside.values()):
        return None
    right = {top: top[1] for top in roots}
    for row, column in owner:
        top = root((row, column))
        right[top] = max(right[top], column)
    texts = {top: _text(inside.get(top, []), xs[right[top] + 1] - xs[top[1]]) for top in roots}

    def shown(cell: tuple[int, int]) -> str:
        top = root(cell)
        return texts[cell] if top == cell else LEFT if top[0] == cell[0] else ABOVE

    return [[shown((row, column)) for column in range(wide)] for row in range(high)]


def _unite(owner: dict[tuple[int, int], tuple[int, int]], a: tuple[int, int], b: tuple[int, int]) -> None:
    owner[max(a, b)] = min(a, b)


def _walled(rules: Sequence[Rule], at: float, along: float, across: bool) -> bool:
    if across:
        return any(abs((r.y0 + r.y1) / 2 - at) <= NEAR and r.x0 - 1 <= along <= r.x1 + 1 for r in rules)
    return any(abs((r.x0 + r.x1) / 2 - at) <= NEAR and r.y0 - 1 <= along <= r.y1 + 1 for r in rules)


def _index(edges: Sequence[float], at: float) -> int:
    return min(max(sum(edge <= at for edge in edges) - 1, 0), len(edges) - 2)


def _text(chars: Sequence[Char], width: float) -> str:
    turned = [char for char in chars if char.turn]
    if turned and len(turned) == len(chars):
        # Words set upright in a narrow cell: turned so that they are level, whatever their page measures.
        level = [_levelled(char) for char in chars]
        width = max(char.x1 for char in level) - min(char.x0 for char in level)
        return cell_text(joined_in_cell(rows(pieces(level)), width))
    lines: list[Piece] = rows(pieces(chars))
    return cell_text(joined_in_cell(lines, width))


def _levelled(char: Char) -> Char:
    """Return a turned character as it stands when its cell is turned back; only distances count in a cell."""
    if char.turn == 90:
        return replace(char, x0=-char.y1, y0=char.x0, x1=-char.y0, y1=char.x1, turn=0)
    if char.turn == 270:
        return replace(char, x0=char.y0, y0=-char.x1, x1=char.y1, y1=-char.x0, turn=0)
    return replace(char, x0=-char.x1, y0=-char.y1, x1=-char.x0, y1=-char.y0, turn=0)
