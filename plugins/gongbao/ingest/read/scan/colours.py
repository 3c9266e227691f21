"""The colours of a page against its paper, which may be yellowed, pink, or lit by a lamp."""

import cv2
import numpy as np
from numpy.typing import NDArray

from .engine import Picture

# The paper is known by so many of a picture's points: most are no ink.
_SAMPLE = 20_000
_PAPER = 80
_DARKEST = 40.0


def sampled(picture: Picture) -> Picture:
    """Return every so many-th point of a picture: enough of them to tell its paper."""
    every = max(int(np.sqrt(picture.shape[0] * picture.shape[1] / _SAMPLE)), 1)
    return picture[::every, ::every]


def paper_of(picture: Picture) -> NDArray[np.float64]:
    """Return the colour of a picture's paper: shape (3,)."""
    return np.maximum(np.percentile(sampled(picture).reshape(-1, 3), _PAPER, axis=0), _DARKEST)


def balanced(picture: Picture, paper: NDArray[np.float64]) -> Picture:
    """Return the picture as it would be on white paper."""
    levels = np.minimum(np.arange(256)[:, None] * (255.0 / paper), 255.0).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, levels[None]), np.uint8)
