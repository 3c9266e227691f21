"""Photographs of pages: their margins lean, so that lines begin further to the left, or end further to the right, downwards."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..pdf.geometry import Page, Piece, pieces
from ..pdf.photograph import Lean

# Lines shorter than so much of the widest do not show where the margins are; so many lines show how they lean.
_LONG, _FEWEST = 0.6, 6
# How far margins may lean, in x for one of y, and what is less than the play of scanned lines.
_SLOPES = np.arange(-0.12, 0.1201, 0.004)
_UPRIGHT = 0.012
# Lines that begin so near to a margin, in sizes of type, begin at it; so many more must than at an upright one.
_AT_MARGIN, _MORE = 0.35, 1.25
# And so much of all long lines, the first ones of paragraphs among them.
_SHARE = 0.4


def lean_of(page: Page) -> Lean | None:
    """Return how the margins of a page lean, or None where they stand upright, or too few lines show it."""
    # Not rows: those of a table are as wide as lines, and its columns stand anywhere.
    lines = pieces(page.chars)
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    long = [line for line in lines if line.x1 - line.x0 > _LONG * widest]
    if len(long) < _FEWEST:
        return None
    size = float(np.median([line.size for line in long]))
    heights = np.array([(line.y0 + line.y1) / 2 for line in long])
    left = _margin(np.array([line.x0 for line in long]), heights, size)
    right = _margin(np.array([line.x1 for line in long]), heights, size)
    if max(abs(left[1]), abs(right[1])) < _UPRIGHT:
        return None
    return Lean(left, right, _middle(lines))


def _margin(ends: NDArray[np.float64], heights: NDArray[np.float64], size: float) -> tuple[float, float]:
    """Return where a margin is at the top of the page, and by how much it leans: the one at which most lines end."""
    best = {slope: _most(ends - slope * heights, size) for slope in (0.0, *map(float, _SLOPES))}
    slope = max(best, key=lambda one: (best[one][0], -abs(one)))
    if best[slope][0] < max(_FEWEST, _MORE * best[0.0][0], _SHARE * len(ends)):
        slope = 0.0
    return best[slope][1], slope


def _most(places: NDArray[np.float64], size: float) -> tuple[int, float]:
    """Return at how many places, and where, most lines end together."""
    near = np.abs(places[:, None] - places[None, :]) <= _AT_MARGIN * size
    counts = near.sum(axis=1)
    at = int(counts.argmax())
    return int(counts[at]), float(np.median(places[near[at]]))


def _middle(lines: Sequence[Piece]) -> float:
    return (min(line.y0 for line in lines) + max(line.y1 for line in lines)) / 2
