"""Tell what is drawn again and again along a line: a border of ornaments, the marks of a ruler laid beside the page.
What is seen of the neighbouring page at the edge of the picture is told as well: signs one below the other, cut off.

The engine reads it as signs (aaaa, 。。。。, IIII). Shifted by its period such a line is the same as before, which no words are:
of borders and rulers that were measured the two were alike by .85 and more, of printed lines by .68 at most.
"""

import re
from collections.abc import Sequence

import cv2
import numpy as np

from gongbao.bulletin.fold import HAN

from .engine import Picture, Sign
from .lines import Line
from .through import grey_of

ORNAMENT, NEIGHBOUR = "ornament", "neighbouring-page"
_ALIKE = 0.85
# So many times as long as high, and so often the period goes into it.
_LONG, _OFTEN = 4.0, 3
# In pixels: how high the line is drawn for the comparison, the shortest period, the least that ink differs from paper.
_HIGH, _SHORTEST, _INK = 24, 6, 3.0
# So many strokes in a row, found one by one, of one height and apart by less than this times it, are a ruler's.
_FEWEST_STROKES, _STROKES, _AS_HIGH, _APART = 8, frozenset("1Il|丨!/\\"), 1.3, 1.5
# So many single signs touch the edge of the picture, to so many pixels.
_FEWEST_CUT, _TOUCHES, _SQUARE = 3, 3.0, 1.3
_FIGURES, _SURE = re.compile(r"[\d.,%\s]+"), 0.8
# Strokes that are signs as well.
_WORDS = re.compile(rf"(?![一二三丨卜十工口日回])[{HAN}]")


def ornaments(crops: Sequence[Picture], signs: Sequence[Sequence[Sign]], lines: Sequence[Line]) -> list[int]:
    """Return which lines are ornaments: periodic, without a word, and no word stands in their row (leaders stand beside some)."""
    words = ["".join(sign.text for sign in read) for read in signs]
    found = [
        n
        for n, (crop, said) in enumerate(zip(crops, words, strict=True))
        if not (_WORDS.search(said) or _is_figures(signs[n])) and is_periodic(crop)
    ]
    found += [n for n in _strokes(words, lines) if n not in found]
    others = [n for n in range(len(lines)) if n not in found and _WORDS.search(words[n])]
    return [n for n in found if not any(_beside(lines[n], lines[m]) for m in others)]


def cut_off(signs: Sequence[Sequence[Sign]], lines: Sequence[Line], wide: float) -> list[int]:
    """Return which lines are single signs at the edge of the picture, several one below the other, with no line among them."""
    found: list[int] = []
    for touches in (
        [n for n, line in enumerate(lines) if signs[n] and line.x0 <= _TOUCHES],
        [n for n, line in enumerate(lines) if signs[n] and line.x1 >= wide - _TOUCHES],
    ):
        if len(touches) >= _FEWEST_CUT and all(
            len(signs[n]) == 1 and lines[n].x1 - lines[n].x0 <= _SQUARE * (lines[n].y1 - lines[n].y0)
            for n in touches
        ):
            found += touches
    return found


def _is_figures(read: Sequence[Sign]) -> bool:
    """Tell whether a line is figures, read without doubt: a row of a table may hold the same ones again and again."""
    words = "".join(sign.text for sign in read)
    sure = sum(sign.sure for sign in read)
    return _FIGURES.fullmatch(words) is not None and sure >= _SURE * len(read)


def _strokes(words: Sequence[str], lines: Sequence[Line]) -> list[int]:
    """Return the strokes that stand in a row as the marks of a ruler do."""
    single = sorted((n for n, said in enumerate(words) if said in _STROKES), key=lambda n: lines[n].x0)
    found: list[int] = []
    for n in single:
        high = lines[n].y1 - lines[n].y0
        row = [m for m in single if abs(lines[m].y0 - lines[n].y0) < high / 2]
        tall = [lines[m].y1 - lines[m].y0 for m in row]
        reach = lines[row[-1]].x1 - lines[row[0]].x0
        if (
            len(row) >= _FEWEST_STROKES
            and max(tall) <= _AS_HIGH * min(tall)
            and reach <= _APART * high * len(row)
        ):
            found.append(n)
    return found


def is_periodic(crop: Picture) -> bool:
    """Tell whether a line repeats itself along its length."""
    high, wide = crop.shape[:2]
    if high < _SHORTEST or wide < _LONG * high:
        return False
    small = cv2.resize(grey_of(crop), (max(wide * _HIGH // high, 1), _HIGH), interpolation=cv2.INTER_AREA)
    ink = small.astype(np.float32) - float(small.mean())
    if float(ink.std()) < _INK:
        return False
    for shift in range(_SHORTEST, ink.shape[1] // _OFTEN):
        a, b = ink[:, shift:], ink[:, :-shift]
        if float((a * b).sum()) >= _ALIKE * float(np.sqrt((a * a).sum() * (b * b).sum())):
            return True
    return False


def _beside(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one row, or, upright, in one column."""
    if one.upright:
        return min(one.x1, other.x1) - max(one.x0, other.x0) > (other.x1 - other.x0) / 2 and other.upright
    return min(one.y1, other.y1) - max(one.y0, other.y0) > (other.y1 - other.y0) / 2
