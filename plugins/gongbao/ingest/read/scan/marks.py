"""Tell what was put on a page after it was printed: stamps in a frame of colour, marks of a pen beside the text."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .colours import balanced, paper_of, sampled
from .engine import Picture, Sign
from .lines import Line
from .setting import TYPE_SHARE
from .stamp_frames import HIGH, PLAY, WIDE, WIDTH, Box, frames

STAMP, PEN, HOLE = "stamp", "pen-mark", "punched-hole"
# What a hole in the margin is read as.
_HOLES = frozenset("●•·○〇◯◎Oo0")

# A sign, a frame is of a colour where one channel is so much brighter than the darkest, with the paper white.
_COLOURED, _RIM = 28, 14
# Less ink than half around the smallest of them is no frame.
_SHORTEST = (WIDE[0] + HIGH[0]) * WIDTH
# More black than this, of the ink in colour, is the type of a table whose rules are in colour.
_MOST_BLACK = 0.3
# What is left of a line's ink without the stamp: less than this, and it was the stamp's.
_LEFT = 0.4
_INKED = 60
# A mark of a pen: so many signs at most, so far from the line (in sizes of type), read in doubt or of another colour.
_FEW, _APART, _DOUBTED, _IN_DOUBT = 3, 2.5, 0.6, 0.8
_BESIDE = 0.5
# A signature by hand is so much higher than the page's lines, and stands so far behind the office, in sizes of type.
_HIGHER, _BEHIND = 1.8, 5.0
_OFFICES = ("长", "席", "任", "理", "人", "：", ":")
_FEWEST_SIGNS, _EDGES = 8, (15, 85)


def without_stamps(picture: Picture) -> tuple[Picture, list[Box]]:
    """Return a level page without the colour of framed stamps, and where they stand, in pixels; type below them stays."""
    scale = WIDTH / picture.shape[1]
    small = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    coloured = _coloured(small)
    inked = small.min(axis=2) < paper_of(small).min() - _INKED
    in_frames = [
        (main, *box)
        for main, mask in enumerate(coloured)
        if np.count_nonzero(mask) > _SHORTEST
        for box in frames(mask.astype(np.uint8), inked)
        if not _holds_type(small, coloured, main, box)
    ]
    if not in_frames:
        return picture, []
    out, found = picture.copy(), []
    for main, left, top, right, foot in in_frames:
        x0, y0 = max(int((left - PLAY) / scale), 0), max(int((top - PLAY) / scale), 0)
        x1, y1 = int((right + PLAY) / scale) + 1, int((foot + PLAY) / scale) + 1
        spot = out[y0:y1, x0:x1]
        # The paler rim of a stroke belongs to it.
        gone = cv2.dilate(_coloured(spot, _RIM)[main].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # What is dark in all channels is type below the stamp. On coloured paper white spots would be found as signs.
        spot[gone & (spot.max(axis=2) > _INKED + 40)] = paper_of(spot).astype(np.uint8)
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
    crops: Sequence[Picture],
    signs: Sequence[list[Sign]],
    lines: Sequence[Line],
    in_cells: Collection[int] = (),
) -> tuple[list[list[Sign]], list[tuple[str, int, str, str]]]:
    """Return the signs of each line without marks in the margins, and these: rule, line, its words, what was taken of them.

    in_cells: which lines stand in cells of a table; these stand in no margin, however few lines of the page are long.

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
    written = _by_hand(signs, lines, left - _BESIDE * em, right + _BESIDE * em)
    for n in dict.fromkeys([*written, *_over_all(signs, lines)]):
        if n in in_cells:
            continue
        words = "".join(sign.text for sign in signs[n])
        gone.append((PEN, n, words, words))
        kept[n] = []
    for n, (crop, read, line) in enumerate(zip(crops, kept, lines, strict=True)):
        if n in in_cells or line.upright or not (line.x0 < left - em or line.x1 > right + _BESIDE * em):
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


def signatures(signs: Sequence[list[Sign]], lines: Sequence[Line]) -> list[int]:
    """Return which lines are signatures by hand: few figures or letters, higher than type, behind an office in their row."""
    level = [line.y1 - line.y0 for line in lines if not line.upright]
    usual = float(np.median(level)) if level else 0.0
    offices = [
        line
        for read, line in zip(signs, lines, strict=True)
        if read and read[-1].text in _OFFICES and line.y1 - line.y0 < _HIGHER * usual
    ]
    return [
        n
        for n, (read, line) in enumerate(zip(signs, lines, strict=True))
        if 0 < len(read) <= _FEW + 1
        and all(sign.text.isascii() for sign in read)
        and line.y1 - line.y0 > _HIGHER * usual
        and any(
            line.y0 < (office.y0 + office.y1) / 2 < line.y1 and -usual < line.x0 - office.x1 < _BEHIND * usual
            for office in offices
        )
    ]


def _over_all(signs: Sequence[list[Sign]], lines: Sequence[Line]) -> list[int]:
    """Return the sign read in doubt that stands alone over all lines of a page: the edge of the paper, or of its fold."""
    top = min((line.y0 for read, line in zip(signs, lines, strict=True) if len(read) > 1), default=0.0)
    return [
        n
        for n, (read, line) in enumerate(zip(signs, lines, strict=True))
        if len(read) == 1 and read[0].sure < _DOUBTED and not read[0].text.isdecimal() and line.y1 < top
    ]


def _by_hand(signs: Sequence[list[Sign]], lines: Sequence[Line], left: float, right: float) -> list[int]:
    """Return which lines are words written up or down the margins: sign by sign or as one, and in doubt altogether.

    left, right: where the margins begin. Names of sections that are printed there are read without doubt.
    """
    lone = [
        n
        for n, (read, line) in enumerate(zip(signs, lines, strict=True))
        if read and (line.x1 < left or line.x0 > right) and (line.upright or len(read) == 1)
    ]
    groups: list[list[int]] = []
    for n in sorted(lone, key=lambda n: lines[n].y0):
        near = (group for group in groups if _is_over(lines[group[-1]], lines[n]))
        if (group := next(near, None)) is None:
            groups.append([n])
        else:
            group.append(n)
    return [
        n
        for group in groups
        if sum(len(signs[n]) for n in group) > 1
        and np.mean([sign.sure for n in group for sign in signs[n]]) < _IN_DOUBT
        for n in group
    ]


def _is_over(line: Line, below: Line) -> bool:
    wide = max(line.x1 - line.x0, below.x1 - below.x0)
    return (
        abs(line.x0 + line.x1 - below.x0 - below.x1) / 2 < _BESIDE * wide
        and below.y0 - line.y1 < _APART * wide
    )


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


def _holds_type(picture: Picture, coloured: NDArray[np.bool_], main: int, box: Box) -> bool:
    """Tell whether a frame is that of a table: much of the ink within it is black."""
    left, top, right, foot = (int(side) for side in box)
    inside = np.s_[top:foot, left:right]
    paper = np.percentile(sampled(picture).max(axis=2), 80)
    is_black = ~coloured[:, top:foot, left:right].any(axis=0) & (
        picture[inside].max(axis=2) < paper - 2 * _INKED
    )
    return float(is_black.sum()) > _MOST_BLACK * float(coloured[main][inside].sum())


def _inked(picture: Picture, line: Line) -> int:
    crop = picture[max(int(line.y0), 0) : int(line.y1) + 1, max(int(line.x0), 0) : int(line.x1) + 1]
    return int((crop.min(axis=2) < 255 - 2 * _INKED).sum()) if crop.size else 0
