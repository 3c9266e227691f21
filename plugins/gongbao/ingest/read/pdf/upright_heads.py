"""Know headings that are set upright beside level text: a few signs one below the other, left or right of what they head."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .apart import blocks_of, in_place_of_marks
from .columns import Block
from .gaps import is_wide
from .geometry import Char, Piece, pieces, rows

Box = tuple[float, float, float, float]
_FEWEST_SIGNS, _MOST_SIGNS = 3, 24
# From sign to sign, in sizes of type; lines of text stand further from each other.
_STEP = (0.6, 1.35)
_IN_LINE, _ALIKE = 0.3, 0.12
# Room between a heading and the text beside it, in sizes of its own type.
_APART = 0.3
# So many lines stand beside it, with so many signs each.
_FEWEST_BESIDE, _FEWEST_OF_LINE = 2, 8
# A sign of a line is no further off its middle; of a heading some signs stand level with lines by chance.
_OFF_LINE, _MOSTLY = 0.2, 0.7
# Lines so much further apart than is usual there do not belong together.
_LOOSE = 1.35
# Where most rows beside it are parted by so much, in sizes of type, they are columns: what stands beside these is a tab.
_GUTTER = 0.8
# Signs are looked for by where their middle lies, in strips of so many points.
_STRIP = 12.0


@dataclass(frozen=True)
class UprightHead:
    """A heading as a piece, the characters beside it that it heads, its own and these, and the box of both, in points."""

    heading: Piece
    beside: list[Char]
    chars: list[Char]
    box: Box

    def blocks(self) -> list[Block]:
        """Return the heading and what stands beside it as blocks of their own."""
        heading = Block([self.heading], 1, self.heading.x1, boxed=True, opens=True)
        return [heading, *blocks_of(pieces(self.beside))]


def upright_heads(chars: Sequence[Char]) -> list[UprightHead]:
    """Return the headings of a page that are set upright beside level text; chars: those outside of tables."""
    runs = [run for run in _runs(chars) if _FEWEST_SIGNS <= len(run) <= _MOST_SIGNS]
    sides = {id(run): _side(_box(run), chars) for run in runs}
    runs = [run for run in runs if sides[id(run)]]
    if not runs:
        return []
    taken = {id(char) for run in runs for char in run}
    lines = rows(pieces([char for char in chars if id(char) not in taken]))
    found = []
    for run in sorted(runs, key=lambda run: run[0].y0):
        box = _box(run)
        if _is_of_lines(run, lines):
            continue
        others = [_box(other) for other in runs if other is not run]
        beside = _beside(box, lines, others, sides[id(run)])
        if beside and not _are_columns(beside):
            within = [char for line in beside for char in line.chars]
            # Each sign has the box of all of them: the row that they make is as long as its words, not as high.
            heading = Piece([replace(char, x0=box[0], y0=box[1], x1=box[2], y1=box[3]) for char in run])
            whole = [*run, *within]
            found.append(UprightHead(heading, within, whole, _box(whole)))
    return found


def _box(chars: Sequence[Char]) -> Box:
    return (
        min(char.x0 for char in chars),
        min(char.y0 for char in chars),
        max(char.x1 for char in chars),
        max(char.y1 for char in chars),
    )


def _runs(chars: Sequence[Char]) -> list[list[Char]]:
    """Return the signs that stand one below the other, as near to each other as those of a line are."""
    found: list[list[Char]] = []
    ends: dict[int, list[list[Char]]] = defaultdict(list)
    wide = (char for char in chars if is_wide(char.text) and not char.text.isspace() and char.size > 0)
    for char in sorted(wide, key=lambda char: char.y0 + char.y1):
        at = int((char.x0 + char.x1) / 2 / _STRIP)
        near = (run for cell in (at - 1, at, at + 1) for run in ends[cell])
        run = next((run for run in near if _is_below(run[-1], char)), None)
        if run is None:
            run = []
            found.append(run)
        else:
            ends[int((run[-1].x0 + run[-1].x1) / 2 / _STRIP)].remove(run)
        run.append(char)
        ends[at].append(run)
    return found


def _is_below(char: Char, after: Char) -> bool:
    size = char.size
    across, down = (
        (after.x0 + after.x1 - char.x0 - char.x1) / 2,
        (after.y0 + after.y1 - char.y0 - char.y1) / 2,
    )
    return (
        abs(across) < _IN_LINE * size
        and _STEP[0] * size < down < _STEP[1] * size
        and abs(after.size - size) < _ALIKE * size
    )


def _side(box: Box, chars: Sequence[Char]) -> int:
    """Return on which side of the text a box stands: -1 at its left, 1 at its right, 0 where it is between or too close.

    chars: all of the page.
    """
    x0, y0, x1, y1 = box
    room = _APART * (x1 - x0)
    others = [
        char
        for char in chars
        if char.y1 > y0
        and char.y0 < y1
        and not (x0 - 1 < char.x0 and char.x1 < x1 + 1)
        and not char.text.isspace()
    ]
    if all(char.x0 >= x1 + room for char in others):
        return -1
    return 1 if all(char.x1 <= x0 - room for char in others) else 0


def _is_of_lines(run: Sequence[Char], lines: Sequence[Piece]) -> bool:
    """Tell whether the signs of a run are the first or last of the lines beside them, set as far apart as these lines are."""
    level = sum(
        any(
            abs(line.y0 + line.y1 - char.y0 - char.y1) / 2 < _OFF_LINE * char.size
            and abs(line.size - char.size) < _ALIKE * char.size
            for line in lines
        )
        for char in run
    )
    return level > _MOSTLY * len(run)


def _beside(box: Box, lines: Sequence[Piece], others: Sequence[Box], side: int) -> list[Piece]:
    """Return the lines beside an upright heading, from the first that belongs to them to the last; side: of the heading."""
    x0, y0, x1, y1 = box

    def stands(line: Piece) -> bool:
        return line.x0 >= x1 if side < 0 else line.x1 <= x0

    known = [n for n, line in enumerate(lines) if line.y1 > y0 and line.y0 < y1]
    if sum(_is_text(lines[n]) for n in known) < _FEWEST_BESIDE or not all(stands(lines[n]) for n in known):
        return []
    steps = [lines[n].y0 - lines[m].y0 for m, n in pairwise(known)]
    usual = median(steps)

    def belongs(n: int, near: int) -> bool:
        line = lines[n]
        return (
            stands(line)
            and abs(line.y0 - lines[near].y0) < _LOOSE * usual
            and not any(line.y1 > other[1] and line.y0 < other[3] for other in others)
        )

    first, last = known[0], known[-1]
    while first and belongs(first - 1, first):
        first -= 1
    while last + 1 < len(lines) and belongs(last + 1, last):
        last += 1
    return list(lines[first : last + 1])


def _are_columns(lines: Sequence[Piece]) -> bool:
    """Tell whether lines stand side by side, as rows that are parted or one beside the other."""
    texts = [line for line in lines if _is_text(line)]
    if any(one.x1 <= other.x0 for one in texts for other in texts):
        return True
    parted = 0
    for line in lines:
        inked = [char for char in line.chars if not char.text.isspace()]
        parted += any(after.x0 - char.x1 > _GUTTER * char.size for char, after in pairwise(inked))
    return parted > len(lines) / 2


def _is_text(line: Piece) -> bool:
    return any(len(words) >= _FEWEST_OF_LINE for words in line.text.split())


def between(blocks: Sequence[Block], heads: Sequence[tuple[int, UprightHead]]) -> Iterator[Block]:
    """Give the blocks of a page with the headings and their texts in the place of the marks that stand for them."""
    inner = {mark: head.blocks() for mark, head in heads}
    for block in blocks:
        yield from in_place_of_marks(block, inner)
