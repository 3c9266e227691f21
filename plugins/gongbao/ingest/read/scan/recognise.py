"""From the picture of a page to its characters and rules, in the form that the layout of PDFs reads."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Char, Rule
from ..pdf.photograph import Outline
from . import direction, halftone, perspective, prepare
from .askew import ASKEW, askew
from .columns_down import columns_down
from .dashes import DASH, TWO_SQUARES, is_stroke_alone, with_both_halves, with_lone_dashes
from .dashes import RULE as LONE_DASH
from .engine import Engine, Picture, Sign
from .lines import Line, crop_of, cut, is_stroke, joined, line_of
from .marks import PEN, STAMP, signatures, stamped, without_pen, without_stamps
from .mirrored import without_mirrored
from .missed import cell_around, is_even, with_missed
from .ornament import NEIGHBOUR, ORNAMENT, cut_off, ornaments
from .points import MIDDLE, POINT, with_raised
from .points import RULE as RAISED
from .rules import find_rules, slopes
from .scripts import RULE as FORMS
from .scripts import with_forms_of_page
from .setting import level_chars, sizes_of, upright_chars
from .settle import LOST_ZERO, PER_MILLE, Settled, lost_zeros, per_milles, settle, specks
from .spread import closed_up, with_spread
from .stacked import with_rows
from .streaks import without_streaks
from .through import SHOW_THROUGH, without_show_through
from .unread import UNREAD, unread
from .watermark import WATERMARK, without_watermark

# A page as wide as A4, in points: what the layout's measures are made for.
_WIDTH = 595.0
_SPREAD = 1.2
_NARROWEST = 4.0
# So many lines or rules tell how a page is skewed.
_FEWEST_LONG = 3
# A cell of a table is smaller than this part of the page.
_CELL = 0.4
# So many signs on each side tell where one stands that was settled.
_CONTEXT = 6
# A sign that the engine passed over first is taken if it is so sure of it then.
_SURE_OF_MISSED = 0.6
# How sure one is of a sign that its room alone tells.
_DOUBTED = 0.5
_DOTS = frozenset("·.…")


@dataclass
class Recognised:
    """What was read of a page. Boxes are in points of a page 595 wide, from the left upper corner of the upright page.

    turned: by how many degrees the picture was turned to the right before; skew: by how many it was levelled.
    outline: the corners of the sheet in the turned picture, in fractions of it, where it was seen in perspective: the page
    is what lies between them, seen from above. settled: what is meant otherwise than the engine read it.
    """

    width: float
    height: float
    turned: int = 0
    skew: float = 0.0
    outline: Outline | None = None
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)


def recognise(picture: Picture, engine: Engine) -> Recognised:
    """Read a page; picture: shape (height, width, 3) or (height, width)."""
    picture = prepare.sized(picture)
    if prepare.is_strip(picture):
        return Recognised(_WIDTH, _WIDTH * picture.shape[0] / picture.shape[1])
    picture = halftone.without_screen(without_streaks(prepare.positive(picture)))
    corners = perspective.corners_of(picture)
    sheet = picture if corners is None else perspective.seen_from_above(picture, corners)
    clean = prepare.cleaned(sheet)
    turn, level, boxes = direction.upright(clean, engine)
    page = _page(turn, level, boxes, engine)
    if other := direction.if_on_its_head(turn, level, boxes, page.signs, engine):
        page = _page(*other, engine)
    result = _result(page)
    if corners is not None:
        result.outline = perspective.outline(corners, picture, result.turned)
    return result


@dataclass
class _Page:
    """A level page, in pixels: its lines and what is read of them, its rules in points; scale: points a pixel.

    beside: what is no type of the page: by which rule, a line, its words, what of them; points: those that stand high.
    """

    width: float
    height: float
    turn: int
    skew: float
    scale: float
    lines: list[Line]
    signs: list[list[Sign]]
    rules: list[Rule]
    beside: list[tuple[str, Line, str, str]]
    points: list[tuple[Line, str]]


def _page(turn: int, picture: Picture, boxes: NDArray[np.float32], engine: Engine) -> _Page:
    lifted = without_watermark(picture, boxes, engine)
    picture, boxes = lifted.picture, lifted.boxes
    skew = _skew(boxes, picture)
    whole, matrix = prepare.levelled(picture, skew)
    level, frames = without_stamps(whole)
    high, wide = level.shape[:2]
    scale = (_WIDTH if wide < _SPREAD * high else 2 * _WIDTH) / wide
    found = [line_of(box, matrix) for box in boxes]
    put_on = dict.fromkeys(askew(boxes), ASKEW) | dict.fromkeys(stamped(found, frames, whole, level), STAMP)
    marks = [found[n] for n in put_on]
    found = with_spread(joined([line for n, line in enumerate(found) if n not in put_on]))
    rules = [rule for rule in find_rules(level, scale) if not is_stroke(rule, found, scale)]
    lines = [part for line in found for part in cut(line, rules, scale) if part.x1 - part.x0 > _NARROWEST]
    lines = with_rows(level, lines)
    drawn = _in_pixels(rules, scale)
    lines, more, crossed = with_missed(level, lines, marks, drawn)
    every = [*lines, *more]
    crops = [crop_of(level, line) for line in every]
    crops, read = columns_down(level, every, crops, _read(crops, engine), engine)
    empty = unread(level, crops[: len(lines)], read[: len(lines)], lines)
    signs, through = without_show_through(crops, read)
    signs, mirrored = without_mirrored(crops, signs, engine.read)
    signs, pen = without_pen(crops, signs, every, _in_cells(every, drawn, high, wide))
    signs, points = with_raised(crops, signs, every)
    pattern = dict.fromkeys(ornaments(crops, signs, every), ORNAMENT)
    pattern |= dict.fromkeys(cut_off(signs, every, wide), NEIGHBOUR)
    pattern |= dict.fromkeys(signatures(signs, every), PEN)
    pattern |= dict.fromkeys(_in_photographs(level, signs, every, drawn), ORNAMENT)
    beside = [(SHOW_THROUGH, every[n], words, part) for n, words, part in (*through, *mirrored)]
    beside += [(rule, every[n], words, part) for rule, n, words, part in pen]
    beside += [
        (WATERMARK, line_of(box, matrix), words, words)
        for box, words in zip(lifted.marks, lifted.words, strict=True)
    ]
    for n, rule in pattern.items():
        words = "".join(sign.text for sign in signs[n])
        beside.append((rule, every[n], words, words))
        signs[n] = []
    # What was told of a line as a mark is told once.
    for n in [n for n in empty if n not in pattern and (signs[n] or not read[n])]:
        words = "".join(sign.text for sign in signs[n])
        beside.append((UNREAD, every[n], words, words))
        signs[n] = []
    beside += [(UNREAD, line, "", "") for line in crossed]
    read_marks = engine.read([crop_of(whole, line) for line in marks])
    for rule, line, mark in zip(put_on.values(), marks, read_marks, strict=True):
        words = "".join(sign.text for sign in mark)
        beside.append((rule, line, words, words))
    taken = [n for n, read in enumerate(signs) if n < len(lines) or every[n].dash or _is_sure(read)]
    kept, read = [every[n] for n in taken], [signs[n] for n in taken]
    return _Page(wide, high, turn, skew, scale, kept, read, rules, beside, points)


def _in_cells(lines: Sequence[Line], rules: Sequence[Rule], high: float, wide: float) -> set[int]:
    """Return which lines stand in cells of a table: a frame around the page is none. In pixels."""
    cells = [cell_around((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, rules) for line in lines]
    return {
        n
        for n, cell in enumerate(cells)
        if cell and cell[2] - cell[0] < _CELL * wide and cell[3] - cell[1] < _CELL * high
    }


def _in_photographs(
    picture: Picture, signs: Sequence[Sequence[Sign]], lines: Sequence[Line], rules: Sequence[Rule]
) -> list[int]:
    """Return which lines are strokes alone, and stand in a frame around a photograph: there is no cell with a dash."""
    cells = {
        n: cell_around((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, rules)
        for n, line in enumerate(lines)
        if is_stroke_alone(signs[n])
    }
    return [n for n, cell in cells.items() if cell and not is_even(picture, cell)]


def _read(crops: Sequence[Picture], engine: Engine) -> list[list[Sign]]:
    """Return the signs of each line, where they stand in it."""
    closed = [closed_up(crop) for crop in crops]
    found = engine.read(
        [crop if one is None else one.picture for crop, one in zip(crops, closed, strict=True)]
    )
    return [signs if one is None else one.as_set(signs) for signs, one in zip(found, closed, strict=True)]


def _result(page: _Page) -> Recognised:
    """Settle what was read, and set it where it stands."""
    scale = page.scale
    result = Recognised(page.width * scale, page.height * scale, page.turn, page.skew, rules=page.rules)
    drawn = _in_pixels(page.rules, scale)
    in_cell = [
        cell_around((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, drawn) is not None
        for line in page.lines
    ]
    of_page, forms = with_forms_of_page(page.signs)
    signs, dashes = with_lone_dashes(page.lines, of_page, in_cell)
    result.settled = [
        Settled(RAISED, words, POINT, MIDDLE, _in_points(line, scale)) for line, words in page.points
    ]
    result.settled += [
        Settled(LONE_DASH, words, words, DASH, _in_points(line, scale)) for line, words in dashes
    ]
    result.settled += [
        Settled(
            FORMS,
            _around([sign.text for sign in page.signs[n]], at),
            was,
            of_page[n][at].text,
            _in_points(page.lines[n], scale),
        )
        for n, at, was in forms
    ]
    result.settled += [
        Settled(rule, words, part, "", _in_points(line, scale)) for rule, line, words, part in page.beside
    ]
    for line, read, size in zip(page.lines, signs, sizes_of(page.lines, signs), strict=True):
        if line.upright:
            result.chars += upright_chars(line, read, scale)
        else:
            settled = _settled(read, line, size, scale, result)
            result.chars += level_chars(line, settled, size, scale)
    return result


def _in_pixels(rules: Sequence[Rule], scale: float) -> list[Rule]:
    return [Rule(*(v / scale for v in (rule.x0, rule.y0, rule.x1, rule.y1))) for rule in rules]


def _is_sure(read: Sequence[Sign]) -> bool:
    # Of leaders, the dot that stands beside a figure may be anything.
    signs = [sign for sign in read if sign.text not in _DOTS]
    return bool(signs) and min(sign.sure for sign in signs) >= _SURE_OF_MISSED


def _skew(boxes: NDArray[np.float32], picture: Picture) -> float:
    """Return by how many degrees the lines fall to the right; long lines tell it best, where they are few the rules."""
    angles = []
    for corners in boxes:
        across, down = (float(v) for v in corners[1] - corners[0])
        if across > 8 * max(float(np.linalg.norm(corners[3] - corners[0])), 1.0):
            angles.append(math.degrees(math.atan2(down, across)))
    angles = angles if len(angles) >= _FEWEST_LONG else slopes(picture)
    return median(angles) if len(angles) >= _FEWEST_LONG else 0.0


def _around(signs: Sequence[str], at: int) -> str:
    return "".join(signs[max(0, at - _CONTEXT) : at + _CONTEXT + 1])


def _in_points(line: Line, scale: float) -> tuple[float, float, float, float]:
    return (line.x0 * scale, line.y0 * scale, line.x1 * scale, line.y1 * scale)


def _settled(signs: Sequence[Sign], line: Line, size: float, scale: float, result: Recognised) -> list[Sign]:
    """Return the signs of a line without specks and with known confusions settled; what was changed is noted.

    size: of the line's type, in pixels.
    """
    gone = specks(signs, size / (line.x1 - line.x0))
    kept = [sign for n, sign in enumerate(signs) if n not in gone]
    text, changed = settle("".join(sign.text for sign in kept))
    box = _in_points(line, scale)
    read, left = [sign.text for sign in signs], [sign.text for sign in kept]
    result.settled += [Settled("speck", _around(read, n), read[n], "", box) for n in gone]
    result.settled += [Settled(rule, _around(left, at), was, text[at], box) for rule, at, was in changed]
    meant = [replace(sign, text=char) for sign, char in zip(kept, text, strict=True)]
    for at in reversed(per_milles(text)):
        result.settled.append(Settled(PER_MILLE, _around(text, at), text[at : at + 2], "‰", box))
        meant[at : at + 2] = [replace(meant[at], text="‰")]
    for at in reversed(lost_zeros(meant, size / (line.x1 - line.x0))):
        text = "".join(sign.text for sign in meant)
        result.settled.append(Settled(LOST_ZERO, _around(text, at), "", "〇", box))
        meant.insert(at, Sign("〇", (meant[at - 1].at + meant[at].at) / 2, _DOUBTED))
    text = "".join(sign.text for sign in meant)
    whole, halves = with_both_halves(meant, line, size)
    result.settled += [Settled(TWO_SQUARES, _around(text, n), DASH, 2 * DASH, box) for n in halves]
    return whole
