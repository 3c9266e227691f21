"""Tell what shines through from the other side of a sheet by reading it in a mirror: paler than type, and read there better."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from .engine import Picture, Sign
from .through import PAPER, contrasts, grey_of, inks, usual_contrast

# Of the contrast of the page's own type: what is darker is not asked about.
_PALEST_OWN = 0.6
# How sure the engine is of most that it reads in the mirror, and of how many signs at least.
_SURE, _FEWEST = 0.95, 2
# The darkest of it is darker than what is measured of its signs.
_MORE = 1.15


def without_mirrored(
    crops: Sequence[Picture],
    signs: Sequence[list[Sign]],
    read: Callable[[Sequence[Picture]], list[list[Sign]]],
) -> tuple[list[list[Sign]], list[tuple[int, str, str]]]:
    """Return the signs of each line without those that the other side's type lent, and those: line, its words, what of them.

    Pale signs at the ends of a line, or all of it, are asked about. What is left of such a line is read again without ink as
    pale as theirs, where the engine is surer then. crops: the pictures of the lines, level, in colour.
    """
    kept, gone = [list(line) for line in signs], []
    usual = usual_contrast(contrasts(crops), signs)
    for n, (crop, line) in enumerate(zip(crops, signs, strict=True)):
        if not crop.size:
            continue
        taken: set[int] = set()
        dark = inks(crop, line)
        for start, end in _pale_ends([ink / max(usual, 1.0) for ink in dark]):
            part = line[start:end]
            in_mirror = read([_mirrored(crop, line, start, end)])[0]
            if _is_read_better(in_mirror, part):
                taken |= set(range(start, end))
                gone.append((n, "".join(sign.text for sign in line), "".join(sign.text for sign in part)))
        if taken:
            rest = [sign for at, sign in enumerate(line) if at not in taken]
            again = read([_without_ink(crop, _MORE * max(dark[at] for at in taken))])[0] if rest else []
            kept[n] = again if again and _sure(again) > _sure(rest) else rest
    return kept, gone


def _without_ink(crop: Picture, level: float) -> Picture:
    """Return a line's picture with ink up to a level (darker than the paper by it) made paper."""
    grey = grey_of(crop)
    paper = float(np.percentile(grey, PAPER))
    out = crop.copy()
    out[paper - grey.astype(np.float32) <= level] = int(paper)
    return out


def _sure(signs: Sequence[Sign]) -> float:
    return float(np.mean([sign.sure for sign in signs]))


def _pale_ends(shares: Sequence[float]) -> list[tuple[int, int]]:
    """Return the runs of pale signs at the beginning and the end; shares: of the usual contrast, of each sign."""
    count = len(shares)
    first = next((n for n, share in enumerate(shares) if share >= _PALEST_OWN), count)
    last = next((n for n in range(count, first, -1) if shares[n - 1] >= _PALEST_OWN), first)
    return [(start, end) for start, end in ((0, first), (last, count)) if end > start]


def _mirrored(crop: Picture, line: Sequence[Sign], start: int, end: int) -> Picture:
    """Return the part of a line's picture in which the signs from start to end stand, mirrored."""
    wide = crop.shape[1]
    left = int((line[start - 1].at + line[start].at) / 2 * wide) if start else 0
    right = int((line[end - 1].at + line[end].at) / 2 * wide) if end < len(line) else wide
    return np.asarray(cv2.flip(crop[:, left : max(right, left + 1)], 1), np.uint8)


def _is_read_better(in_mirror: Sequence[Sign], read: Sequence[Sign]) -> bool:
    """Tell whether several signs are read surely in the mirror, more of them or more surely than without."""
    if len(in_mirror) < _FEWEST:
        return False
    # The piece may cut its outer signs.
    surely = float(np.median([sign.sure for sign in in_mirror])) >= _SURE
    return surely and (len(in_mirror) > len(read) or _sure(in_mirror) > _sure(read))
