"""Tell what was put on a page after it was printed: stamps in a frame of colour, marks of a pen beside the text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .colours import balanced, paper_of, sampled
from .engine import Picture, Sign
from .lines import Line
from .setting import TYPE_SHARE

STAMP, PEN, HOLE = "stamp", "pen-mark", "punched-hole"
# What a hole in the margin is read as.
_HOLES = frozenset("●•·○〇◯◎Oo0")
Box = tuple[float, float, float, float]
_Sides = list[NDArray[np.float64]]

# Stamps are looked for in a picture of this width. A sign, a frame is of a colour where one channel is so much brighter
# than the darkest, with the paper white.
_WIDTH, _COLOURED, _RIM = 800, 28, 14
# In widths of the page: how wide a stamp is, how high.
_WIDE, _HIGH = (0.08, 0.5), (0.025, 0.3)
# Less ink than half around the smallest of them is no frame.
_SHORTEST = (_WIDE[0] + _HIGH[0]) * _WIDTH
# Where other ink lies across a frame, a rule or a word, its sides are joined over so much.
_CROSSED = 11
# So much of each side of a frame is drawn, and of what lies just within little is; in pixels of that picture.
_BROKEN, _PLAY, _WITHIN, _STEPS = 5, 3, 7, 60
_DRAWN, _EMPTY = 0.75, 0.5
_WORN, _QUITE_EMPTY = 0.5, 0.2
# A table has more rules within its frame than a stamp, which may leave lines to be filled in.
_MANY_ROWS = 4
# More black than this, of the ink in colour, is the type of a table whose rules are in colour.
_MOST_BLACK = 0.3
# What is left of a line's ink without the stamp: less than this, and it was the stamp's.
_LEFT = 0.4
_INKED = 60
# A mark of a pen: so many signs at most, so far from the line (in sizes of type), read in doubt or of another colour.
_FEW, _APART, _DOUBTED, _IN_DOUBT = 3, 2.5, 0.6, 0.8
_BESIDE = 0.5
_FEWEST_SIGNS, _EDGES = 8, (15, 85)


def without_stamps(picture: Picture) -> tuple[Picture, list[Box]]:
    """Return a level page without the colour of framed stamps, and where they stand, in pixels; type below them stays."""
    scale = _WIDTH / picture.shape[1]
    small = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    coloured = _coloured(small)
    inked = small.min(axis=2) < paper_of(small).min() - _INKED
    frames = [
        (main, *box)
        for main, mask in enumerate(coloured)
        if np.count_nonzero(mask) > _SHORTEST
        for box in _frames(mask.astype(np.uint8), inked)
        if not _holds_type(small, coloured, main, box)
    ]
    if not frames:
        return picture, []
    out, found = picture.copy(), []
    for main, left, top, right, foot in frames:
        x0, y0 = max(int((left - _PLAY) / scale), 0), max(int((top - _PLAY) / scale), 0)
        x1, y1 = int((right + _PLAY) / scale) + 1, int((foot + _PLAY) / scale) + 1
        spot = out[y0:y1, x0:x1]
        # The paler rim of a stroke belongs to it.
        gone = cv2.dilate(_coloured(spot, _RIM)[main].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # What is dark in all channels is type below the stamp.
        spot[gone & (spot.max(axis=2) > _INKED + 40)] = 255
        found.append((float(x0), float(y0), float(x1), float(y1)))
    return out, found


def stamped(lines: Sequence[Line], frames: Sequence[Box], with_them: Picture, without: Picture) -> list[int]:
    """Return which lines are words of a stamp: they lie in its frame, and without its colour there is no ink."""
    found = []
    for n, line in enumerate(lines):
        x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
        if any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in frames):
            before, after = (_inked(picture, line) for picture in (with_them, without))
            if after < _LEFT * before:
                found.append(n)
    return found


def without_pen(
    crops: Sequence[Picture], signs: Sequence[list[Sign]], lines: Sequence[Line]
) -> tuple[list[list[Sign]], list[tuple[str, int, str, str]]]:
    """Return the signs of each line without marks in the margins, and these: rule, line, its words, what was taken of them.

    What stands beside all lines of a page and is read in doubt, or in another colour than its line, is no type; nor is a
    number alone in the corner above them, by which an archive counts its leaves, or a hole that was punched.
    """
    long = [
        line
        for line, read in zip(lines, signs, strict=True)
        if len(read) >= _FEWEST_SIGNS and not line.upright
    ]
    kept = [list(read) for read in signs]
    gone: list[tuple[str, int, str, str]] = []
    if len(long) < _FEWEST_SIGNS // 2:
        return kept, gone
    left = float(np.percentile([line.x0 for line in long], _EDGES[0]))
    right = float(np.percentile([line.x1 for line in long], _EDGES[1]))
    em = TYPE_SHARE * float(np.median([line.y1 - line.y0 for line in long]))
    top = min(line.y0 for line in long)
    for n, (crop, read, line) in enumerate(zip(crops, signs, lines, strict=True)):
        if line.upright or not (line.x0 < left - em or line.x1 > right + _BESIDE * em):
            continue
        for start, end in _runs(read, line, em):
            part = read[start:end]
            middles = [line.x0 + sign.at * (line.x1 - line.x0) for sign in part]
            is_beside = max(middles) < left - _BESIDE * em or min(middles) > right + _BESIDE * em
            words = "".join(sign.text for sign in part)
            is_leaf = len(part) == len(read) and line.y1 < top and words.isdecimal()
            is_hole = words.strip() in _HOLES
            if is_beside and (is_leaf or is_hole or _is_mark(crop, read, start, end)):
                rule = HOLE if is_hole else PEN
                gone.append((rule, n, "".join(sign.text for sign in read), words))
                taken = {id(sign) for sign in part}
                kept[n] = [sign for sign in kept[n] if id(sign) not in taken]
    return kept, gone


def _runs(read: Sequence[Sign], line: Line, em: float) -> Iterator[tuple[int, int]]:
    """Give the whole of a short line, or the few signs at an end of a line that stand apart from it."""
    inked = [n for n, sign in enumerate(read) if not sign.text.isspace()]
    wide = line.x1 - line.x0
    gaps = [b for a, b in pairwise(inked) if (read[b].at - read[a].at) * wide > _APART * em]
    if not inked:
        return
    if not gaps:
        yield 0, len(read)
        return
    if sum(n < gaps[0] for n in inked) <= _FEW:
        yield 0, gaps[0]
    if sum(n >= gaps[-1] for n in inked) <= _FEW:
        yield gaps[-1], len(read)


def _is_mark(crop: Picture, read: Sequence[Sign], start: int, end: int) -> bool:
    sure = float(np.mean([sign.sure for sign in read[start:end] if not sign.text.isspace()] or [1.0]))
    colours = [_is_coloured(crop, sign) for sign in read]
    own = np.mean(colours[start:end]) > 0.5
    rest = [*colours[:start], *colours[end:]]
    if not rest:
        return sure < _DOUBTED or (bool(own) and (sure < _IN_DOUBT or end - start <= _FEW))
    return sure < _DOUBTED or (bool(own) and float(np.mean(rest)) < 0.5)


def _is_coloured(crop: Picture, sign: Sign) -> bool:
    """Tell whether most of the ink around a sign's middle is of a colour."""
    high, wide = crop.shape[:2]
    reach = max(int(TYPE_SHARE * high / 2), 1)
    part = crop[:, max(int(sign.at * wide) - reach, 0) : int(sign.at * wide) + reach + 1]
    if not part.size:
        return False
    ink = part.min(axis=2) < np.percentile(part.min(axis=2), 90) - _INKED
    return bool(ink.any()) and float(np.mean(np.any(_coloured(part), axis=0)[ink])) > 0.5


def _coloured(picture: Picture, least: int = _COLOURED) -> NDArray[np.bool_]:
    """Return where a picture is of a colour, by its brightest channel: shape (3, height, width); its paper counts as white."""
    blue, green, red = cv2.split(balanced(picture, paper_of(picture)))
    brightest = cv2.max(cv2.max(blue, green), red)
    is_of_colour = cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red)) > least
    is_blue = is_of_colour & (blue == brightest)
    is_green = is_of_colour & ~is_blue & (green == brightest)
    return np.stack([is_blue, is_green, is_of_colour & ~is_blue & ~is_green])


def _frames(mask: NDArray[np.uint8], inked: NDArray[np.bool_]) -> Iterator[Box]:
    """Give the frames of a stamp's size, boxes and ovals: all sides drawn, and little just within them.

    mask: where the page is of the frame's colour; inked: where it is of any.
    """
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_BROKEN, _BROKEN), np.uint8))
    crossed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_CROSSED, _CROSSED), np.uint8))
    joined = cv2.max(joined, crossed * inked.astype(np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for n in range(1, count):
        x, y, w, h = (int(v) for v in stats[n][:4])
        if not (_WIDE[0] * _WIDTH < w < _WIDE[1] * _WIDTH and _HIGH[0] * _WIDTH < h < _HIGH[1] * _WIDTH):
            continue
        own = (labels[y : y + h, x : x + w] == n).astype(np.uint8)
        near = np.asarray(cv2.dilate(own, np.ones((_PLAY, _PLAY), np.uint8)), np.uint8)
        sides = (
            (_drawn(near, outer), _drawn(near, inner))
            for outer, inner in (_box_sides(own), _oval_sides(w, h))
        )
        if any(_is_frame(outer, inner) for outer, inner in sides) and not _is_table(near):
            yield float(x), float(y), float(x + w), float(y + h)


def _is_frame(outer: Sequence[float], inner: Sequence[float]) -> bool:
    """Tell whether all sides are drawn and little lies just within; of one side more may be worn off where nothing does."""
    within = float(np.mean(inner))
    worn, next_worn = sorted(outer)[:2]
    return next_worn >= _DRAWN and (
        (worn >= _DRAWN and within <= _EMPTY) or (worn >= _WORN and within <= _QUITE_EMPTY)
    )


def _is_table(mask: NDArray[np.uint8]) -> bool:
    """Tell whether a frame is parted by rules into more rows and columns than a stamp has."""
    straight = _straightened(mask)
    levels, uprights = (_inner_rules(straight.mean(axis=axis)) for axis in (1, 0))
    return (levels >= 1 and uprights >= 2) or (levels >= _MANY_ROWS and uprights >= 1)


def _straightened(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return what lies in the smallest box around ink, with its sides level and upright."""
    corners = _corners(mask)
    across, down = corners[1] - corners[0], corners[2] - corners[1]
    if abs(across[0]) < abs(across[1]):
        corners, across, down = np.roll(corners, 1, axis=0), down, across
    wide, high = (max(round(float(np.linalg.norm(side))), 1) for side in (across, down))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(mask, matrix, (wide, high), flags=cv2.INTER_NEAREST), np.uint8)


def _corners(mask: NDArray[np.uint8]) -> NDArray[np.float64]:
    points = np.argwhere(mask)[:, ::-1].astype(np.float32)
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), np.float64)


def _inner_rules(inked: NDArray[np.float64]) -> int:
    """Return how many rules go from side to side within a frame; inked: how much of each row, or column, is drawn."""
    drawn = np.flatnonzero(inked >= _DRAWN)
    groups = np.split(drawn, np.flatnonzero(np.diff(drawn) > _PLAY) + 1)
    # Rows of small type are as full, and as high as type.
    return sum(
        len(group) > 0 and len(group) <= _WITHIN and group[0] > _WITHIN and group[-1] < len(inked) - _WITHIN
        for group in groups
    )


def _holds_type(picture: Picture, coloured: NDArray[np.bool_], main: int, box: Box) -> bool:
    """Tell whether a frame is that of a table: much of the ink within it is black."""
    left, top, right, foot = (int(side) for side in box)
    inside = np.s_[top:foot, left:right]
    paper = np.percentile(sampled(picture).max(axis=2), 80)
    is_black = ~coloured[:, top:foot, left:right].any(axis=0) & (
        picture[inside].max(axis=2) < paper - 2 * _INKED
    )
    return float(is_black.sum()) > _MOST_BLACK * float(coloured[main][inside].sum())


def _box_sides(mask: NDArray[np.uint8]) -> tuple[_Sides, _Sides]:
    """Return points along the sides of the smallest box around ink, and along those of one within it."""
    corners = _corners(mask)
    along = [np.roll(corners, turn, axis=0) - corners for turn in (1, -1)]
    inward = corners + _WITHIN * sum(
        side / np.linalg.norm(side, axis=1, keepdims=True).clip(1) for side in along
    )
    steps = np.linspace(0, 1, _STEPS)[:, None]
    outer, inner = (
        [a + (b - a) * steps for a, b in zip(box, np.roll(box, -1, axis=0), strict=True)]
        for box in (corners, inward)
    )
    return outer, inner


def _oval_sides(wide: int, high: int) -> tuple[_Sides, _Sides]:
    """Return points along the quarters of the oval that fills a box, and along those of one within it."""
    angles = np.linspace(0, 2 * np.pi, 4 * _STEPS, endpoint=False)
    round_ = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    middle = np.array([wide - 1, high - 1]) / 2
    outer, inner = (
        list(np.split(middle + round_ * (middle - off), 4)) for off in (1.0, min(float(_WITHIN), high / 3))
    )
    return outer, inner


def _drawn(mask: NDArray[np.uint8], sides: _Sides) -> list[float]:
    """Return how much of each side is inked."""
    high, wide = mask.shape
    places = [side.round().astype(int) for side in sides]
    return [float(mask[at[:, 1].clip(0, high - 1), at[:, 0].clip(0, wide - 1)].mean()) for at in places]


def _inked(picture: Picture, line: Line) -> int:
    crop = picture[max(int(line.y0), 0) : int(line.y1) + 1, max(int(line.x0), 0) : int(line.x1) + 1]
    return int((crop.min(axis=2) < 255 - 2 * _INKED).sum()) if crop.size else 0
