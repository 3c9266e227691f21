"""Make pictures of pages small: no larger than reading needs, grey where grey suffices, within a budget of bytes."""

import io
import math

import numpy as np
from PIL import Image

from .numbering import Shape

# A page of A4 at 150 dots an inch.
READING = (1240, 1754)
SMALL = 320
# Bytes of a page for reading; a spread holds two pages.
BUDGET = 120_000
_WIDEST = 2 * READING[0]
# Smaller type than this is hard to read, in pixels.
_LEAST_TYPE = 18.0
_QUALITIES = (55, 45, 35, 27, 20)
_SMALL_QUALITY = 42
_SLOW = 6
_SMALLER = 0.9
_FAR = 2.2
_SAMPLE = 300
# A page has a colour of its own where so large a share of it is so much more coloured than its paper.
_COLOURED, _SHARE = 48, 0.0008


def reading_width(shape: Shape, type_share: float = 0.0) -> int:
    """Return how many pixels wide a page is drawn for reading.

    type_share: how high its type is, as a fraction of the page's height; 0 where that is not known.
    """
    width = READING[0] if shape.high >= shape.wide else READING[1]
    seen = type_share * width * shape.high / shape.wide
    if 0 < seen < _LEAST_TYPE:
        width = min(round(width * _LEAST_TYPE / seen), _WIDEST)
    return min(width, shape.finest) if shape.finest else width


def is_spread(shape: Shape, width: int) -> bool:
    """Tell whether a picture holds two pages: it lies, and its type is so small that it is drawn wider than a page."""
    return shape.wide > shape.high and width > READING[1]


def for_reading(picture: Image.Image, budget: int) -> bytes:
    """Return a page as WebP within a budget of bytes: as good as that allows, and smaller if need be."""
    plain = picture if is_coloured(picture) else picture.convert("L")
    data = _packed(plain, _QUALITIES[0])
    # What is far too large gets the least quality at once, since packing takes a while.
    for quality in _QUALITIES[-1:] if len(data) > _FAR * budget else _QUALITIES[1:]:
        if len(data) <= budget:
            break
        data = _packed(plain, quality)
    while len(data) > budget:
        share = min(math.sqrt(budget / len(data)), _SMALLER)
        size = max(round(plain.width * share), 1), max(round(plain.height * share), 1)
        plain = plain.resize(size, Image.Resampling.LANCZOS)
        data = _packed(plain, _QUALITIES[-1])
    return data


def small(picture: Image.Image) -> bytes:
    """Return a page as WebP for lists and covers."""
    width = min(SMALL, picture.width)
    high = max(round(picture.height * width / picture.width), 1)
    reduced = picture.resize((width, high), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _packed(reduced if is_coloured(picture) else reduced.convert("L"), _SMALL_QUALITY)


def is_coloured(picture: Image.Image) -> bool:
    """Tell whether a page has a colour of its own: a red head, a seal, a photo; yellowed paper is none."""
    if picture.mode != "RGB":
        return False
    sample = picture.copy()
    sample.thumbnail((_SAMPLE, _SAMPLE * 2), Image.Resampling.BOX)
    pixels = np.asarray(sample, np.int16)
    chroma = pixels.max(axis=2) - pixels.min(axis=2)
    return bool((chroma > np.median(chroma) + _COLOURED).mean() > _SHARE)


def _packed(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=_SLOW)
    return out.getvalue()
