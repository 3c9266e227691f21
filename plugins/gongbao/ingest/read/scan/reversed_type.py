"""Turn white type on dark bars into dark type on white: headings of leaflets, the heads of tables.

A bar is an even, dark rectangle with something light in it that is as type is: several pieces, none of which is large.
Where the light were evened out over the page, as shadows are, the bar would take its type with it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture

# So much darker than the paper (of 255), and even to so much; the picture is looked at so much smaller.
_DARKER, _EVEN, _SMALLER = 60, 26, 2
# Strokes of type are thinner than this and shorter, in pixels of the smaller picture.
_THICK, _LONG = 9, 25
# Of its rectangle so much is bar and type; so much of that is type.
_LEAST, _FILLS, _TYPE = 0.35, 0.9, (0.02, 0.4)
_LEAST_PIECES, _LARGEST_PIECE = 2, 0.12
_HIGHEST, _WIDE = 0.4, 1.3
# So many pixels along its edge are neither bar nor paper.
_EDGE = 3


def with_dark_type(picture: Picture) -> Picture:
    """Return the picture, in colour, with the white type of its dark bars dark on white."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    high, wide = grey.shape
    if min(high, wide) < _SMALLER * _LONG:
        return picture
    size = (wide // _SMALLER, high // _SMALLER)
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    paper = float(np.median(small))
    dark = (small < paper - _DARKER).astype(np.uint8)
    if not cv2.erode(dark, np.ones((_THICK, _THICK), np.uint8)).any():
        return picture
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    out = picture
    for n in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[n])
        long, short = max(w, h), min(w, h)
        if long < max(_LONG, _WIDE * short) or not _THICK <= short <= _HIGHEST * min(small.shape):
            continue
        if area < _LEAST * w * h:
            continue
        piece = (labels[y : y + h, x : x + w] == n).astype(np.uint8)
        outline = max(
            cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0], key=cv2.contourArea
        )
        across, down = cv2.minAreaRect(outline)[1]
        if cv2.contourArea(outline) < _FILLS * across * down:
            continue
        bar = np.zeros((h, w), np.uint8)
        cv2.drawContours(bar, [outline], -1, 1, -1)
        if _holds_type(small[y : y + h, x : x + w], bar, paper):
            out = out.copy() if out is picture else out
            _turn(out, ((outline + np.array([x, y])) * _SMALLER).astype(np.int32))
    return out


def _holds_type(grey: NDArray[np.uint8], bar: NDArray[np.uint8], paper: float) -> bool:
    """Tell whether what is light in a bar is as type is; bar: 1 where it is."""
    inner = cv2.erode(bar, np.ones((_EDGE, _EDGE), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    if not inner.any():
        return False
    ground = float(np.median(grey[inner > 0]))
    light = ((grey > (ground + paper) / 2) & (inner > 0)).astype(np.uint8)
    rest = grey[(inner > 0) & (cv2.dilate(light, np.ones((5, 5), np.uint8)) == 0)]
    share = float(light.sum() / inner.sum())
    if not (_TYPE[0] <= share <= _TYPE[1]) or not rest.size or float(rest.std()) > _EVEN:
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats(light)
    areas = stats[1:, 4]
    return count - 1 >= _LEAST_PIECES and float(areas.max()) < _LARGEST_PIECE * float(inner.sum())


def _turn(picture: Picture, outline: NDArray[np.int32]) -> None:
    """Turn a bar about, in place."""
    x, y, w, h = cv2.boundingRect(outline)
    part = picture[y : y + h + 1, x : x + w + 1]
    bar = np.zeros(part.shape[:2], np.uint8)
    cv2.drawContours(bar, [outline - (x, y)], -1, 1, -1)
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    ground, type_ = float(np.median(grey[bar > 0])), float(np.percentile(grey[bar > 0], 99))
    turned = np.clip(255 * (1 - (grey - ground) / max(type_ - ground, 1.0)), 0, 255).astype(np.uint8)
    size = 2 * _EDGE + 1
    kernel = np.ones((size, size), np.uint8)
    inner = cv2.erode(bar, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    part[inner > 0] = turned[inner > 0][:, None]
    x0, y0 = max(x - _EDGE, 0), max(y - _EDGE, 0)
    around = picture[y0 : y + h + 1 + _EDGE, x0 : x + w + 1 + _EDGE]
    edge: NDArray[np.uint8] = np.zeros(around.shape[:2], np.uint8)
    cv2.drawContours(edge, [outline - (x0, y0)], -1, 1, -1)
    edge = np.asarray(cv2.dilate(edge, kernel), np.uint8)
    edge[y - y0 : y - y0 + part.shape[0], x - x0 : x - x0 + part.shape[1]][inner > 0] = 0
    around[edge > 0] = 255
