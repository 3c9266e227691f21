"""Pages of two columns that a conversion has set side by side: read the left column first, then the right one.

A block of lines is two columns if in most of them a wide gap stands at the same place, with text enough on both sides.
Tables have more gaps or short cells, signatures side by side are one line: they are left as they are.
"""

import re
import unicodedata
from dataclasses import replace

from ..model.lines import Line
from .wrapping import measure

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)|(?<=\S)\u3000{3,}(?=\S)")
# What sentences and titles have and the cells of a list do not.
_OF_TEXT = re.compile(r"[，。；：…《【]|关于|\.{3}")
_CONTENTS = re.compile("(?:本期)?[要总]?目[录錄次]?")
_LEAST_LINES = 3
_LEAST_WIDTH = 9
_DRIFT = 8


def unfold(lines: list[Line]) -> list[Line]:
    """Return the lines with every block of two columns put one column below the other."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end = at + 1
        # A blank line parts what stands in columns from what is set over the whole page.
        while end < len(lines) and not lines[end].gap and not lines[end].page_break:
            end += 1
        # The names of two sections stand over the columns, a blank line apart.
        if end - at == 1 and end < len(lines) and _split(lines[at]):
            below = end + 1
            while below < len(lines) and not lines[below].gap and not lines[below].page_break:
                below += 1
            whole = lines[at:below]
            if not lines[end].page_break and (unfolded := _block(whole)) is not whole:
                out += unfolded
                at = below
                continue
        out += _block(lines[at:end])
        at = end
    return out


def _block(block: list[Line]) -> list[Line]:
    # 目　　　录 stands over both columns, and its blank is none between them.
    if len(block) > _LEAST_LINES and _CONTENTS.fullmatch("".join(block[0].text.split())):
        return [block[0], *_block(block[1:])]
    if len(block) < _LEAST_LINES or any("\t" in line.text for line in block):
        return block
    splits = [_split(line) for line in block]
    places = [place_of(line, match.end()) for line, match in zip(block, splits, strict=True) if match]
    if len(places) < max(_LEAST_LINES, 0.6 * len(block)):
        return block
    gutter = min(places)
    edge = min(place_of(line, 0) for line in block)
    if max(places) - gutter > _DRIFT + _indent(block) or not _is_text(block, splits):
        return block
    left: list[Line] = []
    right: list[Line] = []
    for line, match in zip(block, splits, strict=True):
        if match:
            left.append(_at_margin(line.cut(0, match.start()), edge, place_of(line, 0)))
            right.append(_at_margin(line.cut(match.end()), gutter, place_of(line, match.end())))
        elif place_of(line, 0) >= gutter - 2:
            right.append(_at_margin(line, gutter, place_of(line, 0)))
        elif place_of(line, len(line.text)) <= gutter:
            left.append(_at_margin(line, edge, place_of(line, 0)))
        else:
            return block
    return _as_print(left) + _as_print(right)


def _at_margin(line: Line, margin: int, place: int) -> Line:
    """Return a line that knows where its column begins: what stands further in is its indent."""
    return replace(line, margin=line.columns[0] - max(0, place - margin))


def _as_print(column: list[Line]) -> list[Line]:
    """Return the lines of a column, all but the first with no gap before, wrapped at the column's width."""
    width = max((measure(line.text) for line in column), default=0)
    return [replace(line, gap=line.gap if n == 0 else 0, wrap=width) for n, line in enumerate(column)]


def _split(line: Line) -> re.Match[str] | None:
    """Return the one gap of a line; a line with several stands in a table."""
    found = list(_GAP.finditer(line.text))
    return found[0] if len(found) == 1 else None


def _is_text(block: list[Line], splits: list[re.Match[str] | None]) -> bool:
    """Tell whether both sides hold running text or titles, and no cells or names."""
    lefts = [line.text[: m.start()] for line, m in zip(block, splits, strict=True) if m]
    rights = [line.text[m.end() :] for line, m in zip(block, splits, strict=True) if m]
    wide = all(sum(map(len, side)) >= _LEAST_WIDTH * len(side) for side in (lefts, rights))
    marked = [sum(1 for text in side if _OF_TEXT.search(text)) for side in (lefts, rights)]
    return wide and all(marked) and 3 * sum(marked) >= len(lefts) + len(rights)


def _indent(block: list[Line]) -> int:
    """Return how much deeper than the column a line may begin: a signature or a date stands far in."""
    return 16 if len(block) >= 2 * _LEAST_LINES else 8


def place_of(line: Line, end: int) -> int:
    """Return the place of a character on the page, wide characters counted twice."""
    before = line.columns[0] if line.columns else 0
    return before + sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.text[:end])
