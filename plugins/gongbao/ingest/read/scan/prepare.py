"""Make a picture of a page fit to be read: level, upright, without seal, shadow or dark border.

What is done is what was measured to help (benchmarks/scans.md); what was measured to harm, such as making the picture
black and white, is not done.
"""

from typing import Any

import cv2
import numpy as np

from .colours import sampled
from .engine import Picture
from .reversed_type import with_dark_type
from .seals import without_seals

# The long side of an A4 page at 200 dots an inch is 2,339 pixels: much more is not read better, only slower.
_LONGEST = 3000
# Fewer pixels than this across hold no line of type, and the libraries fail at them.
_NARROWEST = 8
# The background of a good scan differs by less than this (of 255) from place to place.
_UNEVEN = 12
_TILES = 12
_DARK = 110
# The paper of a negative is darker than this, its type so much brighter, and so little of the picture.
_DARKEST_PAPER, _BRIGHTER, _MOST_TYPE = 100, 60, 0.25
# So much of a picture, from each edge, may be its frame.
_FRAME = 0.15
LEAST_SKEW = 0.1


def is_strip(picture: Picture) -> bool:
    """Tell whether a picture that was sized is so narrow that no type stands on it."""
    return bool(min(picture.shape[:2]) < _NARROWEST)


def sized(picture: Picture) -> Picture:
    """Return a picture no larger than is of use, in colour."""
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR).astype(np.uint8)
    longest = max(picture.shape[:2])
    if longest <= _LONGEST:
        return picture
    down, across = (max(_LONGEST / longest, 1 / side) for side in picture.shape[:2])
    return cv2.resize(picture, None, fx=across, fy=down, interpolation=cv2.INTER_AREA).astype(np.uint8)


def positive(picture: Picture) -> Picture:
    """Return the picture with its type dark on bright paper: microfilm is often kept as the negative that was taken."""
    high, wide = picture.shape[:2]
    y, x = int(_FRAME * high), int(_FRAME * wide)
    inner = sampled(picture[y : high - y, x : wide - x]).max(axis=2)
    if not inner.size:
        return picture
    paper, brightest = float(np.median(inner)), float(np.percentile(inner, 99))
    is_negative = (
        paper < _DARKEST_PAPER
        and brightest - paper > _BRIGHTER
        and np.mean(inner > (paper + brightest) / 2) < _MOST_TYPE
    )
    return (255 - picture).astype(np.uint8) if is_negative else picture


def turned(picture: Picture, degrees: int) -> Picture:
    """Return the picture turned to the right by a multiple of 90 degrees."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return cv2.rotate(picture, codes[degrees]).astype(np.uint8) if degrees in codes else picture


def cleaned(picture: Picture) -> Picture:
    """Return the picture without seal, uneven background and dark border; the white type of dark bars is dark then.

    The border goes first as well: evened out, the grain of what is dark would become lines.
    """
    return _without_border(_flattened(_without_border(without_seals(with_dark_type(picture)))))


def levelled(picture: Picture, degrees: float) -> tuple[Picture, Any]:
    """Return the picture with its lines level, and the matrix (2, 3) that turns points of the one into the other."""
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    if abs(degrees) < LEAST_SKEW:
        return picture, np.array([[1.0, 0, 0], [0, 1.0, 0]])
    white = (255, 255, 255)
    return cv2.warpAffine(picture, matrix, (wide, high), borderValue=white).astype(np.uint8), matrix


def _flattened(picture: Picture) -> Picture:
    """Divide by the background where that is uneven: shadows, yellowed paper, what shines through from behind."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    small = cv2.resize(grey, (max(wide // 4, 1), max(high // 4, 1)), interpolation=cv2.INTER_AREA)
    background = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 31)
    tiles = cv2.resize(background, (_TILES, _TILES), interpolation=cv2.INTER_AREA).astype(np.float32)
    if tiles[1:-1, 1:-1].std() < _UNEVEN and tiles.max() > 225:
        return picture
    whole = np.maximum(cv2.resize(background, (wide, high), interpolation=cv2.INTER_LINEAR), 40)
    return cv2.divide(picture, cv2.cvtColor(whole, cv2.COLOR_GRAY2BGR), scale=250).astype(np.uint8)


def _without_border(picture: Picture) -> Picture:
    """Whiten what is dark from the edge inwards: the lid of the scanner, the shadow of the fold."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    dark = (grey < _DARK).astype(np.uint8)
    spots = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(spots)
    out: Picture = picture
    for n in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[n])
        at_edge = x <= 2 or y <= 2 or x + w >= wide - 2 or y + h >= high - 2
        along = h > 0.5 * high or w > 0.5 * wide
        if at_edge and along and area < 0.2 * high * wide:
            out = out.copy() if out is picture else out
            grown = cv2.dilate((labels == n).astype(np.uint8), np.ones((15, 15), np.uint8))
            out[grown > 0] = 255
    return out
