"""Smooth what is screened: grey drawn as dots of black, by a scanner of one bit or by the printer of a tinted box.

The engine reads such dots as strokes: of a page that a scanner drew so, not a word was read; smoothed, all of it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture

# The page is looked at in squares of so many pixels, on each side.
_TILE = 48
# A dot is no larger than this; a square of a screen holds so many at least, in either black or white. Of type it holds
# ten at most; the dots of one bit have been some 150 a square.
_DOT, _MANY = 12, 40
# So much darker than what is around them dots are, and so much of a square they are.
_DARKER, _GONE = 60, 0.03
# So many screened squares are a screen, and no spot of dirt.
_FEWEST = 6
# How wide it is smoothed, in distances from dot to dot and in pixels.
_SMOOTH, _LEAST, _MOST = 0.34, 1.0, 2.0


def without_screen(picture: Picture) -> Picture:
    """Return a picture in colour whose screened parts are smooth; others are as they were."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    down, across = high // _TILE, wide // _TILE
    if min(down, across) < 1:
        return picture
    # Most pages have nothing that a median takes away, and this is soon seen.
    gone = (cv2.absdiff(grey, cv2.medianBlur(grey, 3)) > _DARKER)[: down * _TILE, : across * _TILE]
    shares = cv2.resize(gone.astype(np.float32), (across, down), interpolation=cv2.INTER_AREA)
    if np.count_nonzero(shares > _GONE) < _FEWEST:
        return picture
    # Of a sheet without a word both sides of the threshold are paper.
    parted, black = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if float(np.percentile(grey, 99)) - parted < _DARKER:
        return picture
    dark = np.asarray(black, np.uint8)
    dots = np.maximum(_dots(dark, down, across), _dots(np.asarray(1 - dark, np.uint8), down, across))
    screened = dots >= _MANY
    if np.count_nonzero(screened) < _FEWEST:
        return picture
    apart = _TILE / float(np.sqrt(np.median(dots[screened])))
    smooth = cv2.GaussianBlur(picture, (0, 0), min(max(_SMOOTH * apart, _LEAST), _MOST))
    # Squares at the edge of a screen hold few dots, and the page goes on to the right of and below the last whole ones.
    mask = cv2.dilate(screened.astype(np.uint8), np.ones((3, 3), np.uint8))
    whole = np.kron(mask, np.ones((_TILE, _TILE), np.uint8))
    whole = np.pad(whole, ((0, high - down * _TILE), (0, wide - across * _TILE)), mode="edge")
    return np.where(whole[:, :, None] > 0, smooth, picture).astype(np.uint8)


def _dots(mask: NDArray[np.uint8], down: int, across: int) -> NDArray[np.int64]:
    """Return how many dots of a mask stand in each square: shape (down, across)."""
    count, _, stats, middles = cv2.connectedComponentsWithStats(mask, connectivity=4)
    places = middles[1:][stats[1:count, cv2.CC_STAT_AREA] <= _DOT] // _TILE
    rows, columns = places[:, 1].astype(int), places[:, 0].astype(int)
    kept = (rows < down) & (columns < across)
    return np.bincount(rows[kept] * across + columns[kept], minlength=down * across).reshape(down, across)
