"""Find the frames of stamps in a picture of a page: boxes and ovals of a stamp's size, drawn on all sides, no table."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
_Sides = list[NDArray[np.float64]]

# Frames are looked for in a picture of this width, in pixels.
WIDTH = 800
# In widths of the page: how wide a stamp is, how high.
WIDE, HIGH = (0.08, 0.5), (0.025, 0.3)
# Where other ink lies across a frame, a rule or a word, its sides are joined over so much.
_CROSSED = 11
# So much of each side of a frame is drawn, and of what lies just within little is; in pixels of that picture.
_BROKEN, PLAY, _WITHIN, _STEPS = 5, 3, 7, 60
_DRAWN, _EMPTY = 0.75, 0.5
_WORN, _QUITE_EMPTY = 0.5, 0.2
# What sticks out of a frame and is narrower than so much of it, a date by hand, is none of it.
_STICKS_OUT = 0.33
# A table has more rules within its frame than a stamp, which may leave lines to be filled in.
_MANY_ROWS = 4


def frames(mask: NDArray[np.uint8], inked: NDArray[np.bool_]) -> Iterator[Box]:
    """Give the frames of a stamp's size, boxes and ovals: all sides drawn, and little just within them.

    mask: where the page is of the frame's colour; inked: where it is of any.
    """
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_BROKEN, _BROKEN), np.uint8))
    crossed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_CROSSED, _CROSSED), np.uint8))
    joined = cv2.max(joined, crossed * inked.astype(np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for n in range(1, count):
        x, y, w, h = (int(v) for v in stats[n][:4])
        if not (WIDE[0] * WIDTH < w < WIDE[1] * WIDTH and HIGH[0] * WIDTH < h < HIGH[1] * WIDTH):
            continue
        own = (labels[y : y + h, x : x + w] == n).astype(np.uint8)
        near = np.asarray(cv2.dilate(own, np.ones((PLAY, PLAY), np.uint8)), np.uint8)
        sides = [
            (_drawn(near, outer), _drawn(near, inner))
            for outer, inner in (_box_sides(own), _oval_sides(w, h))
        ]
        sides += _sides_around_hole(own, near)
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
    groups = np.split(drawn, np.flatnonzero(np.diff(drawn) > PLAY) + 1)
    # Rows of small type are as full, and as high as type.
    return sum(
        len(group) > 0 and len(group) <= _WITHIN and group[0] > _WITHIN and group[-1] < len(inked) - _WITHIN
        for group in groups
    )


def _box_sides(mask: NDArray[np.uint8], off: float = 0) -> tuple[_Sides, _Sides]:
    """Return points along the sides of the smallest box around ink, so far within it, and along those of one within it."""
    corners = _corners(mask)
    along = [np.roll(corners, turn, axis=0) - corners for turn in (1, -1)]
    steps_in = sum(side / np.linalg.norm(side, axis=1, keepdims=True).clip(1) for side in along)
    corners, inward = corners + off * steps_in, corners + (off + _WITHIN) * steps_in
    steps = np.linspace(0, 1, _STEPS)[:, None]
    outer, inner = (
        [a + (b - a) * steps for a, b in zip(box, np.roll(box, -1, axis=0), strict=True)]
        for box in (corners, inward)
    )
    return outer, inner


def _sides_around_hole(
    mask: NDArray[np.uint8], near: NDArray[np.uint8]
) -> list[tuple[list[float], list[float]]]:
    """Return how much is inked of the sides around what ink encloses, and within them: strokes stick out of some frames."""
    outside = np.pad(mask, 1)
    cv2.floodFill(outside, None, (0, 0), 1)
    whole = cv2.max(mask, 1 - outside[1:-1, 1:-1])
    side = int(_STICKS_OUT * min(mask.shape)) + 1
    trimmed = np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)), np.uint8)
    if 2 * int(trimmed.sum()) < mask.size:
        return []
    tried = [
        list(zip(*(_drawn(near, sides) for sides in _box_sides(trimmed, off)), strict=True))
        for off in range(PLAY + 2)
    ]
    # What sticks out moves a side a little outwards.
    best = [max(one, key=lambda drawn: drawn[0]) for one in zip(*tried, strict=True)]
    return [([outer for outer, _ in best], [inner for _, inner in best])]


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
