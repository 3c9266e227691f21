"""Tell what runs askew to the lines around it: stamps without a frame, notes by hand. It was put on after the page was printed.

Printed lines run alike, however the page was laid, curled or photographed: on 170 pages that were measured none was off
those beside it by more than 1.5 degrees; stamps and notes were by 2 to 6.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ASKEW = "askew-mark"
# A line is so many times as long as high where its direction can be told, and so many degrees off those beside it.
_LONG, _OFF = 3.5, 2.2
# So many of the nearest lines tell how lines run there.
_NEAREST, _FEWEST = 5, 6
# Where a page has fewer, or the line is short, it is told if it is so far off as no printed one is.
_FEW, _SHORT, _FAR_OFF = 4, 2.0, 8.0
# Of the lines beside it most run alike: where each runs its own way, the page is no printed one.
_ALIKE = 1.0


def askew(boxes: NDArray[np.float32]) -> list[int]:
    """Return which lines run askew; boxes: the corners of each line, from the left upper one on."""
    across, down = boxes[:, 1] - boxes[:, 0], boxes[:, 3] - boxes[:, 0]
    lengths, heights = np.linalg.norm(across, axis=1), np.linalg.norm(down, axis=1)
    long = [int(n) for n in np.flatnonzero(lengths >= _LONG * np.maximum(heights, 1))]
    if len(long) < _FEW:
        return []
    short = [int(n) for n in np.flatnonzero(lengths >= _SHORT * np.maximum(heights, 1)) if int(n) not in long]
    least = dict.fromkeys(long, _OFF if len(long) >= _FEWEST else _FAR_OFF) | dict.fromkeys(short, _FAR_OFF)
    angles = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    middles = boxes.mean(axis=1)
    return sorted(n for n in least if _is_askew(n, [m for m in long if m != n], middles, angles, least[n]))


def _is_askew(
    n: int, others: Sequence[int], middles: NDArray[np.float32], angles: NDArray[np.float32], least: float
) -> bool:
    near = sorted(others, key=lambda m: float(np.linalg.norm(middles[m] - middles[n])))[:_NEAREST]
    usual = float(np.median(angles[near]))
    alike = float(np.median(np.abs(angles[near] - usual)))
    return abs(float(angles[n]) - usual) > least and alike < _ALIKE
