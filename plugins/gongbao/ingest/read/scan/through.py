"""Tell what shines through from the other side of a sheet: far paler than the page's own type, and read in doubt."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture, Sign

SHOW_THROUGH = "show-through"
# Of the contrast of the page's own type. What was measured to shine through had an eighth of it, the palest type two fifths.
_PALEST, _PALE = 0.2, 0.3
# Between the two it shines through if it was read in doubt, as mirrored type is; a stamp is read for what it is.
_DOUBTED, _MANY = 0.8, 0.25
_TOUCHED = 0.5
PAPER, _INK = 90, 5
_OWN = 75
# In widths of a sign, to either side of its middle.
_REACH = 0.3


def without_show_through(
    crops: Sequence[Picture], signs: Sequence[list[Sign]]
) -> tuple[list[list[Sign]], list[tuple[int, str, str]]]:
    """Return the signs of each line without what shines through, and that: which line, its words, what was taken of them.

    crops: the pictures of the lines, level, in colour.
    """
    kept, gone = [list(read) for read in signs], []
    usual = usual_contrast(contrasts(crops), signs)
    for n, (crop, read) in enumerate(zip(crops, signs, strict=True)):
        ink = inks(crop, read)
        found = [(dark / max(usual, 1.0), sign.sure) for dark, sign in zip(ink, read, strict=True)]
        runs = [(0, _length(found)), (len(read) - _length(found[::-1]), len(read))]
        if read and float(np.median(ink)) < _PALE * usual and max(ink) < _TOUCHED * usual:
            runs = [(0, len(read))]
        for start, end in dict.fromkeys(runs):
            if end > start and (
                float(np.median(ink[start:end])) < _PALEST * usual or _is_doubted(read[start:end])
            ):
                words = "".join(sign.text for sign in read)
                gone.append((n, words, "".join(sign.text for sign in read[start:end])))
                taken = {id(sign) for sign in read[start:end]}
                kept[n] = [sign for sign in kept[n] if id(sign) not in taken]
    return kept, gone


def contrasts(crops: Sequence[Picture]) -> list[float]:
    """Return by how much the ink of each line is darker than its paper (0 … 255)."""
    return [_contrast(_grey(crop)) for crop in crops]


def usual_contrast(found: Sequence[float], signs: Sequence[list[Sign]]) -> float:
    """Return the contrast of the page's own type, by those of its lines and what was read of them."""
    # Not the median: of a page with a few lines, half may shine through.
    return float(np.percentile([c for c, read in zip(found, signs, strict=True) if read] or [0.0], _OWN))


def _is_doubted(read: Sequence[Sign]) -> bool:
    """Tell whether signs were read in doubt on the average, or many of them: some signs are nearly alike when mirrored."""
    sure = np.array([sign.sure for sign in read])
    return bool(sure.mean() < _DOUBTED or (len(sure) > 1 and (sure < _DOUBTED).mean() >= _MANY))


def grey_of(crop: Picture) -> NDArray[np.uint8]:
    """Return the picture of a line, which may be grey, in grey."""
    return np.asarray(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) if crop.ndim == 3 else crop, np.uint8)


def _grey(crop: Picture) -> NDArray[np.uint8]:
    """Return the line in grey, without the noise of the scanner."""
    grey = grey_of(crop)
    return np.asarray(cv2.blur(grey, (3, 3)) if grey.size else grey, np.uint8)


def _contrast(grey: NDArray[np.uint8]) -> float:
    return float(np.percentile(grey, PAPER)) - float(np.percentile(grey, _INK)) if grey.size else 0.0


def inks(crop: Picture, read: Sequence[Sign]) -> list[float]:
    """Return for each sign of a line how much darker than the paper the darkest ink around it is (0 … 255)."""
    grey = _grey(crop)
    if not grey.size:
        return [0.0] * len(read)
    dark = float(np.percentile(grey, PAPER)) - np.percentile(grey, _INK, axis=0)
    high, wide = grey.shape
    reach = _REACH * high
    around = [dark[max(int(sign.at * wide - reach), 0) : int(sign.at * wide + reach) + 1] for sign in read]
    return [float(one.max()) if one.size else 0.0 for one in around]


def _length(found: Sequence[tuple[float, float]]) -> int:
    """Return how many signs at the beginning are pale; of each: its share of the usual contrast, how sure it is."""
    end = next((n for n, (share, _) in enumerate(found) if share >= _PALE), len(found))
    # The last of them may touch the first that is not.
    touches = 0 < end < len(found) and found[end][0] < _TOUCHED and found[end][1] < _DOUBTED
    return end + touches
