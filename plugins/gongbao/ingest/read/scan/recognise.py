"""From the picture of a page to its characters and rules, in the form that the layout of PDFs reads."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Char, Rule, is_wide
from . import prepare
from .engine import Engine, Picture, Sign
from .rules import find_rules
from .settle import settle, specks

# A page as wide as A4, in points: what the layout's measures are made for.
_WIDTH = 595.0
# Boxes of the engine are a little larger than the type.
_TYPE_SHARE = 0.82
_ALIKE = 0.16
_FEWEST_UNITS = 6
# A box that is so much higher than wide holds signs one below the other.
_UPRIGHT = 1.7
_INSET = 2.0
_SPREAD = 1.2
_PAD = 4
_INK = 140
# From sign to sign of an upright line, in widths of a sign: the least and the most, the usual, and how much it weighs.
_STEPS, _USUAL_STEP, _UNUSUAL, _SHIFT = (0.85, 2.2), 1.2, 0.05, 0.2
# In pixels: boxes and rules are found to about so much.
_PLAY = 4.0
_NARROWEST = 4.0
_TRIED = 5
# So much of a line's height at its top and foot may hold a rule, and no part of a sign that matters.
_EDGE = 0.25


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


@dataclass
class _Line:
    """A line of text in the level picture, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float
    upright: bool = False


def recognise(picture: Picture, engine: Engine) -> Recognised:
    """Read a page; picture: shape (height, width, 3) or (height, width)."""
    picture = prepare.sized(picture)
    turn, picture, boxes = _upright(prepare.cleaned(picture), engine)
    skew = _skew(boxes)
    level, matrix = prepare.levelled(picture, skew)
    high, wide = level.shape[:2]
    scale = (_WIDTH if wide < _SPREAD * high else 2 * _WIDTH) / wide
    found = [_line(box, matrix) for box in boxes]
    rules = [rule for rule in find_rules(level, scale) if not _is_stroke(rule, found, scale)]
    lines = [part for line in found for part in _cut(line, rules, scale) if part.x1 - part.x0 > _NARROWEST]
    result = Recognised(wide * scale, high * scale, turn, skew, rules=rules)
    signs = engine.read([_crop(level, line) for line in lines])
    for line, read, size in zip(lines, signs, _sizes(lines, signs), strict=True):
        read = _settled(read, size / (line.x1 - line.x0), result) if not line.upright else read
        result.chars += _upright_chars(line, read, scale) if line.upright else _chars(line, read, size, scale)
    return result


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
        lines = [_Line(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()) for corners in longest]
        sure = [sign.sure for line in engine.read([_crop(level, line) for line in lines]) for sign in line]
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


def _line(corners: NDArray[np.float32], matrix: Any) -> _Line:
    points = np.hstack([corners, np.ones((4, 1), np.float32)]) @ np.asarray(matrix, np.float32).T
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return _Line(float(x0), float(y0), float(x1), float(y1))


def _is_stroke(rule: Rule, lines: Sequence[_Line], scale: float) -> bool:
    """Tell whether a rule is a stroke of large type: it lies within a line of text."""
    x0, y0, x1, y1 = rule.x0 / scale, rule.y0 / scale, rule.x1 / scale, rule.y1 / scale
    return any(
        line.x0 - _PLAY <= x0 and x1 <= line.x1 + _PLAY and line.y0 - _PLAY <= y0 and y1 <= line.y1 + _PLAY
        for line in lines
    )


def _cut(line: _Line, rules: Sequence[Rule], scale: float) -> list[_Line]:
    """Cut a line where upright rules cross it: it goes through several cells of a table."""
    margin = _INSET / scale
    line = _between(line, rules, scale)
    edges = sorted(
        rule.x0 / scale
        for rule in rules
        if rule.x1 - rule.x0 < 1
        and rule.y0 / scale <= line.y0 + _PLAY
        and rule.y1 / scale >= line.y1 - _PLAY
        and line.x0 < rule.x0 / scale < line.x1
    )
    bounds = [
        line.x0,
        *(edge for edge in edges if line.x0 + 2 * margin < edge < line.x1 - 2 * margin),
        line.x1,
    ]
    parts = []
    for left, right in pairwise(bounds):
        inner = _Line(
            left + (margin if left in edges else 0),
            line.y0,
            right - (margin if right in edges else 0),
            line.y1,
        )
        inner.upright = inner.y1 - inner.y0 > _UPRIGHT * (inner.x1 - inner.x0)
        parts.append(inner)
    return parts


def _between(line: _Line, rules: Sequence[Rule], scale: float) -> _Line:
    """Return a line without the level rule that its box may have taken in at the top or the foot."""
    y0, y1, share = line.y0, line.y1, _EDGE * min(line.y1 - line.y0, line.x1 - line.x0)
    middle = (line.x0 + line.x1) / 2 * scale
    for rule in rules:
        at = rule.y0 / scale
        if rule.y1 - rule.y0 < 1 and rule.x0 <= middle <= rule.x1:
            y0 = max(y0, at + _PLAY) if line.y0 - _PLAY <= at <= line.y0 + share else y0
            y1 = min(y1, at - _PLAY) if line.y1 - share <= at <= line.y1 + _PLAY else y1
    return replace(line, y0=y0, y1=y1)


def _crop(picture: Picture, line: _Line) -> Picture:
    high, wide = picture.shape[:2]
    x0, y0 = max(int(line.x0), 0), max(int(line.y0), 0)
    x1, y1 = min(int(line.x1) + 1, wide), min(int(line.y1) + 1, high)
    crop = picture[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return _laid_side_by_side(crop) if line.upright else crop


def _laid_side_by_side(crop: Picture) -> Picture:
    """Return signs that stand one below the other as a line: cut apart where there is least ink, and set beside."""
    ink = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) < _INK
    rows_with, columns_with = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows_with) == 0:
        return crop
    top, foot = int(rows_with[0]), int(rows_with[-1]) + 1
    left, right = int(columns_with[0]), int(columns_with[-1]) + 1
    cuts = _cuts(ink[top:foot, left:right].mean(axis=1), right - left)
    side = max(right - left, *(b - a for a, b in pairwise(cuts))) + 2 * _PAD
    squares = []
    for a, b in pairwise(cuts):
        square = np.full((side, side, 3), 255, np.uint8)
        part = crop[top + a : top + b, left:right]
        y, x = (side - part.shape[0]) // 2, (side - part.shape[1]) // 2
        square[y : y + part.shape[0], x : x + part.shape[1]] = part
        squares.append(square)
    return np.hstack(squares)


def _cuts(ink: NDArray[np.float64], wide: int) -> list[int]:
    """Return where to cut a column of signs that are evenly set; ink: share of each row that is inked."""
    high = len(ink)
    best, found = math.inf, [0, high]
    for count in range(max(round(high / (_STEPS[1] * wide)), 1), round(high / (_STEPS[0] * wide)) + 1):
        step = high / count
        reach = max(int(step * _SHIFT), 1)
        cuts = [
            max(0, int(n * step) - reach)
            + int(ink[max(0, int(n * step) - reach) : int(n * step) + reach + 1].argmin())
            for n in range(1, count)
        ]
        cost = sum(float(ink[cut]) for cut in cuts) / max(count - 1, 1) + _UNUSUAL * abs(
            step / wide - _USUAL_STEP
        )
        if cost < best:
            best, found = cost, [0, *cuts, high]
    return found


def _settled(signs: Sequence[Sign], em: float, result: Recognised) -> list[Sign]:
    """Return the signs of a line without specks and with known confusions settled; what was changed is noted."""
    gone = specks(signs, em)
    kept = [sign for n, sign in enumerate(signs) if n not in gone]
    text, changed = settle("".join(sign.text for sign in kept))
    words = "".join(sign.text for sign in signs)
    result.settled += [("speck", words, signs[n].text, "") for n in gone]
    result.settled += [(rule, words, was, text[at]) for rule, at, was in changed]
    return [replace(sign, text=char) for sign, char in zip(kept, text, strict=True)]


def _units(signs: Sequence[Sign]) -> float:
    return sum(1.0 if is_wide(sign.text) else 0.5 for sign in signs)


def _sizes(lines: Sequence[_Line], signs: Sequence[Sequence[Sign]]) -> list[float]:
    """Return the size of type of each line, in pixels: lines of about the same size have the same."""
    found = []
    for line, read in zip(lines, signs, strict=True):
        by_height = (line.y1 - line.y0) * _TYPE_SHARE
        units = _units(read)
        # Lines are spread to the margin, and boxes end near the ink: the truth lies between.
        by_width = (line.x1 - line.x0) / units if units >= _FEWEST_UNITS else by_height
        found.append(math.sqrt(by_height * min(max(by_width, by_height / 1.6), by_height * 1.6)))
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
    return out


def _near(sizes: Sequence[float], weights: Sequence[int], left: set[int], size: float) -> int:
    return sum(weights[n] for n in left if abs(sizes[n] - size) < _ALIKE * size)


def _chars(line: _Line, signs: Sequence[Sign], size: float, scale: float) -> list[Char]:
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


def _upright_chars(line: _Line, signs: Sequence[Sign], scale: float) -> list[Char]:
    """Set signs one below the other, each in its share of the height."""
    step = (line.y1 - line.y0) / max(len(signs), 1)
    size = (line.x1 - line.x0) * _TYPE_SHARE * scale
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
