"""Take out streaks that run over the whole page: dust on the glass of a feeder, scratches of a film.

They cross the type, so signs are misread or cut there. A streak is thin, runs from one edge of the picture to the other,
and is darker or brighter than what lies on both sides of it nearly everywhere; the rules of a table end before the edge,
or level ones meet them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture

# Seen in so many parts from edge to edge, in all but so many of which it has to stand out by so much (of 255).
_PARTS, _MISSED, _STANDS_OUT = 24, 4, 7.0
# So many pixels off a streak the page is looked at; so far it may drift from part to part.
_BESIDE, _DRIFT = 7, 2
# Every so manieth line of pixels is looked at.
_STEP = 7
# Level rules as long as this part of the page; so many that meet it make it one of a table.
_LEVEL, _MET, _INK = 0.08, 2, 60
# A page has few: where there are many lines from edge to edge, it is ruled, or woven.
_MOST = 40


@dataclass(frozen=True)
class Streak:
    """Where a streak runs: the column of its middle in each part of the picture; how far it reaches to either side."""

    at: NDArray[np.int64]
    left: int
    right: int


def without_streaks(picture: Picture) -> Picture:
    """Return the picture, in colour, without what runs over all of it from edge to edge, down or across."""
    for across in (False, True):
        level = np.ascontiguousarray(np.swapaxes(picture, 0, 1)) if across else picture
        found = streaks(level)
        if found:
            level = _mended(level, found)
            picture = np.ascontiguousarray(np.swapaxes(level, 0, 1)) if across else level
    return picture


def streaks(picture: Picture) -> list[Streak]:
    """Return what runs down a picture, in colour, from edge to edge."""
    high, wide = picture.shape[:2]
    if high < _PARTS * _STEP or wide < 4 * _BESIDE:
        return []
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    lines = grey[::_STEP].astype(np.float32)
    mean = cv2.blur(lines, (3, 1))
    left, right = np.roll(mean, _BESIDE, axis=1), np.roll(mean, -_BESIDE, axis=1)
    bounds = np.linspace(0, len(lines), _PARTS + 1).astype(int)
    found: list[Streak] = []
    for off in (np.minimum(left, right) - lines, lines - np.maximum(left, right)):
        seen = np.stack([np.median(off[a:b], axis=0) for a, b in pairwise(bounds)])
        seen[:, :_BESIDE], seen[:, -_BESIDE:] = 0, 0
        for path in _followed(seen):
            if not any(np.abs(path - other.at).mean() <= _DRIFT + 1 for other in found):
                found.append(_streak(path, seen))
    if len(found) > _MOST:
        return []
    return [streak for streak in found if not _is_ruled(grey, streak)]


def _followed(seen: NDArray[np.float32]) -> Iterator[NDArray[np.int64]]:
    """Follow what stands out from the first part to the last; seen: by how much, in each part (parts, columns)."""
    stands_out = seen > _STANDS_OUT
    last = -2 * _BESIDE
    for start in (int(column) for column in np.flatnonzero(stands_out[0])):
        if start - last <= _DRIFT:
            continue
        path, missed, at = [], 0, start
        for part in range(_PARTS):
            near = np.arange(max(at - _DRIFT, 0), min(at + _DRIFT + 1, seen.shape[1]))
            hits = near[stands_out[part, near]]
            missed += not len(hits)
            at = int(hits[np.argmax(seen[part, hits])]) if len(hits) else at
            path.append(at)
        if missed <= _MISSED and stands_out[-1, path[-1]]:
            last = start
            yield np.array(path)


def _streak(path: NDArray[np.int64], seen: NDArray[np.float32]) -> Streak:
    around = np.clip(path[:, None] + np.arange(-_BESIDE, _BESIDE + 1), 0, seen.shape[1] - 1)
    out = np.median(np.take_along_axis(seen, around, axis=1), axis=0) > _STANDS_OUT / 2
    left, right = 0, 0
    while left < _BESIDE - 1 and out[_BESIDE - left - 1]:
        left += 1
    while right < _BESIDE - 1 and out[_BESIDE + right + 1]:
        right += 1
    # Its edges are blurred.
    return Streak(path, left + 1, right + 1)


def _is_ruled(grey: NDArray[np.uint8], streak: Streak) -> bool:
    """Tell whether level rules meet a streak: it is the edge of cells then."""
    reach = int(_LEVEL * grey.shape[1])
    x0, x1 = int(streak.at.min()) - _BESIDE, int(streak.at.max()) + _BESIDE
    first = max(x0 - reach, 0)
    near = grey[:, first : x1 + reach]
    ink = (near < np.median(near) - _INK).astype(np.uint8)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(reach, 1)), np.uint8))
    meets = level[:, max(x0, 0) - first : x1 - first].any(axis=1)
    return int(np.count_nonzero(np.diff(meets.astype(np.int8)) == 1)) >= _MET


def _mended(picture: Picture, found: Sequence[Streak]) -> Picture:
    """Return the picture with each streak drawn over from what lies on both sides of it."""
    out = picture.copy()
    high, wide = picture.shape[:2]
    rows = np.arange(high)
    for streak in found:
        xs = np.interp(rows, (np.arange(_PARTS) + 0.5) * high / _PARTS, streak.at).round().astype(int)
        xs = np.clip(xs, streak.left + 1, wide - streak.right - 2)
        before = out[rows, xs - streak.left - 1].astype(np.float32)
        after = out[rows, xs + streak.right + 1].astype(np.float32)
        for n in range(-streak.left, streak.right + 1):
            share = (n + streak.left + 1) / (streak.left + streak.right + 2)
            out[rows, xs + n] = (before * (1 - share) + after * share).astype(np.uint8)
    return out
