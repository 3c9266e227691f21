"""Set the signs of a line where they stand on the page, each in the size of its type."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ..pdf.gaps import is_wide
from ..pdf.geometry import Char
from .engine import Sign
from .lines import Line

# Boxes of the engine are a little larger than the type.
TYPE_SHARE = 0.82
_ALIKE = 0.16
_FEWEST_UNITS = 6
# Around so few signs the engine's box is higher than around a line, and says little of their size: that of the line above
# is theirs, where the box is no more than so many times as high.
_SHORT_UNITS, _TALLER = 5.5, (0.75, 1.6)
# So many steps from sign to sign tell the usual one; a line that is so much wider has a blank in it.
_FEWEST_STEPS, _WITH_BLANK = 4, 1.12
# The line above may be the first of a paragraph, set in by two signs.
_INDENTED = 2.2


# The width of a line tells a size so many times that which its height tells, at most. Where so many of its signs are narrow
# (a word in Latin letters does not go over two lines) it may be spread widely, and beside so much Han its height is sure.
_OF_LINE, _OF_MIXED, _NARROW, _FEWEST_HAN = 1.6, 1.2, 0.4, 3


def _units(signs: Sequence[Sign]) -> float:
    return sum(1.0 if is_wide(sign.text) else 0.5 for sign in signs)


def sizes_of(lines: Sequence[Line], signs: Sequence[Sequence[Sign]]) -> list[float]:
    """Return the size of type of each line, in pixels: lines of about the same size have the same."""
    found = []
    short = []
    for n, (line, read) in enumerate(zip(lines, signs, strict=True)):
        by_height = (line.y1 - line.y0) * TYPE_SHARE
        units = _units(read)
        # Lines are spread to the margin, and boxes end near the ink: the truth lies between.
        by_width = _by_width(line, read, units) if units >= _FEWEST_UNITS else by_height
        most = _OF_MIXED if _is_mixed(read, units) else _OF_LINE
        found.append(math.sqrt(by_height * min(max(by_width, by_height / _OF_LINE), by_height * most)))
        if 0 < units < _SHORT_UNITS and not line.upright:
            short.append(n)
    out = list(found)
    left = set(range(len(found)))
    weights = [len(read) for read in signs]
    while left:
        # The size that most signs have nearly; then the next, among what is left.
        middle = max((found[n] for n in left), key=lambda size: _near(found, weights, left, size))
        alike = [n for n in left if abs(found[n] - middle) < _ALIKE * middle]
        usual = median(found[n] for n in alike)
        for n in alike:
            out[n] = usual
        left.difference_update(alike)
    for n in short:
        above = _line_above(lines, n)
        if above is not None and above not in short and _TALLER[0] < found[n] / out[above] < _TALLER[1]:
            out[n] = out[above]
    return out


def _by_width(line: Line, read: Sequence[Sign], units: float) -> float:
    """Return the size that the width of a line tells; where a blank within it makes it wide, the steps between signs do."""
    wide = line.x1 - line.x0
    steps = [
        (right.at - left.at) * wide
        for left, right in pairwise(read)
        if is_wide(left.text) and is_wide(right.text)
    ]
    step = median(steps) if len(steps) >= _FEWEST_STEPS else wide / units
    return step if wide / units > _WITH_BLANK * step else wide / units


def _is_mixed(signs: Sequence[Sign], units: float) -> bool:
    han = sum("\u4e00" <= sign.text <= "\u9fff" for sign in signs)
    return han >= _FEWEST_HAN and sum(not is_wide(sign.text) for sign in signs) > _NARROW * units


def _line_above(lines: Sequence[Line], n: int) -> int | None:
    """Return the line right above the beginning of another, with no room for a line between."""
    line = lines[n]
    high = line.y1 - line.y0
    over = [
        m
        for m, other in enumerate(lines)
        if other.x0 - _INDENTED * high < line.x0 < other.x1
        and 0 < line.y1 - other.y1 < 2 * high
        and not other.upright
        and m != n
    ]
    return max(over, key=lambda m: lines[m].y1, default=None)


def _near(sizes: Sequence[float], weights: Sequence[int], left: set[int], size: float) -> int:
    return sum(weights[n] for n in left if abs(sizes[n] - size) < _ALIKE * size)


def level_chars(line: Line, signs: Sequence[Sign], size: float, scale: float) -> list[Char]:
    """Set the signs of a line where they stand; half of a sign's width lies on each side of its middle."""
    wide = line.x1 - line.x0
    middle = (line.y0 + line.y1) / 2
    chars: list[Char] = []
    for sign in signs:
        half = size / 2 if is_wide(sign.text) else size / 4
        at = line.x0 + sign.at * wide
        x0, x1 = max(at - half, line.x0), min(at + half, line.x1)
        if chars:
            # The engine knows the place of a sign to a quarter of its width; nearer ones touch.
            before = chars[-1].x1 / scale
            x0 = before if x0 - before < 0.5 * size else x0
        chars.append(
            Char(
                sign.text,
                x0 * scale,
                (middle - size / 2) * scale,
                max(x1, x0 + size / 4) * scale,
                (middle + size / 2) * scale,
                size * scale,
                sure=sign.sure,
            )
        )
    return chars


def upright_chars(line: Line, signs: Sequence[Sign], scale: float) -> list[Char]:
    """Set signs one below the other, each in its share of the height."""
    step = (line.y1 - line.y0) / max(len(signs), 1)
    size = (line.x1 - line.x0) * TYPE_SHARE * scale
    return [
        Char(
            sign.text,
            line.x0 * scale,
            (line.y0 + n * step) * scale,
            line.x1 * scale,
            (line.y0 + (n + 1) * step) * scale,
            size,
            sure=sign.sure,
        )
        for n, sign in enumerate(signs)
    ]
