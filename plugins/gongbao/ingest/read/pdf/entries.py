"""Know the entries of printed contents by the place where their pages stand: at one edge, whatever leads to them."""

import re
from collections.abc import Sequence

from .columns import Block
from .geometry import Char, Piece
from .paragraphs import ENTRY

_HEAD = re.compile(r"目\s*[录錄次]")
_NUMBER = re.compile(r"[（(]?\d{1,3}[）)]?$")
_LEADER = re.compile(r"[.．·•…⋯—/／-]\s*[（(]?\d{1,3}[）)]?$|[（(]\d{1,3}[）)]$")
# Below a title stands its number: （某政发〔2005〕41号）.
_OF_DOCUMENT = re.compile(r"[（(].*\d\s*号[）)]$")
# Two entries more whose pages end at the same place tell that it is the place of pages.
_FEWEST = 2
_ALIGNED, _SAME_SIZE, _NEXT, _SET_IN, _APART = 0.7, 0.15, 3.0, 3.0, 0.75


def with_entries(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a page with the entries of contents closed: a page in the first row of a wrapped title is set
    in its last, and what ends in a page does not go on."""
    lines = [line for block in blocks for line in block.lines if line.table is None]
    is_contents = any(_HEAD.fullmatch(line.text.strip()) for line in lines)
    ends = [line.x1 for line in lines if ENTRY.search(line.text)]
    if not (is_contents or len(ends) >= _FEWEST):
        return list(blocks)
    return [Block(_closed(block.lines, ends, is_contents), block.column, block.right) for block in blocks]


def _closed(lines: Sequence[Piece], ends: Sequence[float], is_contents: bool) -> list[Piece]:
    out = list(lines)
    for n, line in enumerate(lines):
        number = _number_of(line)
        end, play = max((char.x1 for char in number), default=0.0), _ALIGNED * line.size
        # It is another line that shows where the edge is: behind the longest title a page may stand where that ends.
        edge = max((other.x1 for other in lines if other.table is None and other is not line), default=0.0)
        aligned = sum(abs(end - other) < play for other in ends) >= _FEWEST
        at_edge = aligned or (is_contents and abs(edge - end) < play)
        if not number:
            continue
        if at_edge and _LEADER.search(line.text):
            out[n].closed = True
        elif at_edge and n + 1 < len(lines) and _is_rest(lines[n + 1], line, number):
            taken = {id(char) for char in number}
            out[n] = Piece([char for char in line.chars if id(char) not in taken])
            out[n + 1] = Piece([*lines[n + 1].chars, *number], closed=True)
        elif is_contents and _is_set_apart(line, number):
            out[n].closed = True
    return out


def _number_of(line: Piece) -> list[Char]:
    """Return the signs of the page that a line ends in, with its brackets, and words before it; without a clear leader."""
    if line.table is not None or ENTRY.search(line.text):
        return []
    chars = sorted((char for char in line.chars if not char.text.isspace()), key=lambda char: char.x0)
    found = _NUMBER.search("".join(char.text for char in chars))
    if found is None or len("".join(char.text for char in chars)) != len(chars):
        return []
    at = found.start()
    return chars[at:] if at and not chars[at - 1].text.isdecimal() else []


def _is_set_apart(line: Piece, number: Sequence[Char]) -> bool:
    """Tell whether a blank stands between a title and the page right behind it: …的通知　1."""
    begins = min(char.x0 for char in number)
    ends = max(
        (char.x1 for char in line.chars if char.x1 <= begins and not char.text.isspace()), default=begins
    )
    return begins - ends >= _APART * line.size


def _is_rest(after: Piece, line: Piece, number: Sequence[Char]) -> bool:
    """Tell whether a row is the rest of a title: as set, in the next row, short of the numbers, without one."""
    return (
        after.table is None
        and abs(after.size - line.size) < _SAME_SIZE * line.size
        and 0 < after.y1 - line.y1 < _NEXT * line.size
        and -line.size < after.x0 - line.x0 < _SET_IN * line.size
        and after.x1 < min(char.x0 for char in number)
        and _NUMBER.search(after.text) is None
        and not _OF_DOCUMENT.match(after.text.strip())
    )
