"""From the picture of a page to its characters and rules, in the form that the layout of PDFs reads."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Char, Rule
from . import prepare
from .dashes import with_lone_dashes
from .engine import Engine, Picture, Sign
from .lines import Line, crop_of, cut, is_stroke, line_of
from .missed import cell_around, with_missed
from .rules import find_rules
from .setting import level_chars, sizes_of, upright_chars
from .settle import settle, specks

# A page as wide as A4, in points: what the layout's measures are made for.
_WIDTH = 595.0
_SPREAD = 1.2
_NARROWEST = 4.0
_TRIED = 5
# A sign that the engine passed over first is taken if it is so sure of it then.
_SURE_OF_MISSED = 0.6


@dataclass
class Recognised:
    """What was read of a page. Boxes are in points of a page 595 wide, from the left upper corner of the upright page.

    turned: by how many degrees the picture was turned to the right before; skew: by how many it was levelled.
    settled: what was read otherwise than the engine did: rule, line, sign that was read, sign that is meant.
    """

    width: float
    height: float
    turned: int = 0
    skew: float = 0.0
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    settled: list[tuple[str, str, str, str]] = field(default_factory=list)


def recognise(picture: Picture, engine: Engine) -> Recognised:
    """Read a page; picture: shape (height, width, 3) or (height, width)."""
    picture = prepare.sized(picture)
    turn, picture, boxes = _upright(prepare.cleaned(picture), engine)
    skew = _skew(boxes)
    level, matrix = prepare.levelled(picture, skew)
    high, wide = level.shape[:2]
    scale = (_WIDTH if wide < _SPREAD * high else 2 * _WIDTH) / wide
    found = [line_of(box, matrix) for box in boxes]
    rules = [rule for rule in find_rules(level, scale) if not is_stroke(rule, found, scale)]
    lines = [part for line in found for part in cut(line, rules, scale) if part.x1 - part.x0 > _NARROWEST]
    drawn = [Rule(*(v / scale for v in (rule.x0, rule.y0, rule.x1, rule.y1))) for rule in rules]
    lines, more = with_missed(level, lines, drawn)
    result = Recognised(wide * scale, high * scale, turn, skew, rules=rules)
    signs = engine.read([crop_of(level, line) for line in [*lines, *more]])
    taken = [
        n for n, read in enumerate(signs) if n < len(lines) or more[n - len(lines)].dash or _is_sure(read)
    ]
    lines, signs = [[*lines, *more][n] for n in taken], [signs[n] for n in taken]
    in_cell = [
        cell_around((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, drawn) is not None for line in lines
    ]
    signs, result.settled = with_lone_dashes(lines, signs, in_cell)
    for line, read, size in zip(lines, signs, sizes_of(lines, signs), strict=True):
        read = _settled(read, size / (line.x1 - line.x0), result) if not line.upright else read
        result.chars += (
            upright_chars(line, read, scale) if line.upright else level_chars(line, read, size, scale)
        )
    return result


def _is_sure(read: Sequence[Sign]) -> bool:
    return bool(read) and min(sign.sure for sign in read) >= _SURE_OF_MISSED


def _upright(picture: Picture, engine: Engine) -> tuple[int, Picture, NDArray[np.float32]]:
    """Return by how many degrees a page has to be turned to the right, the page so turned, and its lines.

    A page with few lines may be taken for one that lies on its head: what is read of it, both ways, decides.
    """
    tried: list[tuple[float, int, Picture, NDArray[np.float32]]] = []
    for turn in dict.fromkeys((engine.turned(picture), 0)):
        level = prepare.turned(picture, turn)
        boxes = engine.lines(level)
        if turn == 0 and not tried:
            return 0, level, boxes
        longest = sorted(boxes, key=lambda corners: -float(np.ptp(corners[:, 0])))[:_TRIED]
        lines = [Line(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()) for corners in longest]
        sure = [sign.sure for line in engine.read([crop_of(level, line) for line in lines]) for sign in line]
        tried.append((sum(sure) / len(sure) if sure else 0.0, turn, level, boxes))
    _, turn, level, boxes = max(tried, key=lambda one: one[0])
    return turn, level, boxes


def _skew(boxes: NDArray[np.float32]) -> float:
    """Return by how many degrees the lines fall to the right; long lines tell it best."""
    angles = []
    for corners in boxes:
        across, down = (float(v) for v in corners[1] - corners[0])
        if across > 8 * max(float(np.linalg.norm(corners[3] - corners[0])), 1.0):
            angles.append(math.degrees(math.atan2(down, across)))
    return median(angles) if len(angles) >= 3 else 0.0


def _settled(signs: Sequence[Sign], em: float, result: Recognised) -> list[Sign]:
    """Return the signs of a line without specks and with known confusions settled; what was changed is noted."""
    gone = specks(signs, em)
    kept = [sign for n, sign in enumerate(signs) if n not in gone]
    text, changed = settle("".join(sign.text for sign in kept))
    words = "".join(sign.text for sign in signs)
    result.settled += [("speck", words, signs[n].text, "") for n in gone]
    result.settled += [(rule, words, was, text[at]) for rule, at, was in changed]
    return [replace(sign, text=char) for sign, char in zip(kept, text, strict=True)]
