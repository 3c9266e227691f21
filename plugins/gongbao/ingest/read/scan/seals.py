"""Lift seals off a page: what is red and round of a seal's size, and in a scan without colours what is a pale ring."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from .colours import balanced, paper_of
from .engine import Picture

# A seal is round and 38 to 45 mm wide; printed smaller or scanned coarsely it is still so much of the page's width.
_SEAL = (0.08, 0.4)
_ROUND = (0.7, 1.4)
_RED, _TINTED = 40, 20
# Of the seal's own red: darker is type.
_TYPE_BELOW = 0.8
# Paper is brighter than most of what is no seal.
_PAPER = 60
# A ring is looked for in a picture of this width; so much of its way round must be inked, darker than the paper by this.
_WIDTH, _CLOSED, _DARKER = 600, 0.9, 25
_PLAY, _STEPS = 3, 180
# Around a ring is paper, in so many directions; around a round thing in a photograph is the rest of it.
_AROUND, _OPEN = 9, 0.75
# As black as this, a ring cannot be told from the type below it.
_BLACK = 90


def without_seals(picture: Picture) -> Picture:
    """Return the picture without seals; type below them stays."""
    return _without_grey(_without_red(picture))


def _without_red(picture: Picture) -> Picture:
    """Whiten the red of round spots of a seal's size; red heads and lines are no such spots and stay."""
    paper = paper_of(picture)
    # Paper that is pink itself is all red.
    as_on_white = balanced(picture, paper) if paper.max() - paper.min() > _TINTED else picture
    blue, green, red = (as_on_white[:, :, n].astype(np.int16) for n in range(3))
    is_red = ((red - green > _RED) & (red - blue > _RED)).astype(np.uint8)
    if not is_red.any():
        return picture
    wide = picture.shape[1]
    # Odd: with an even one the ring would come out of its own place.
    reach = max(3, wide // 60) | 1
    joined = cv2.morphologyEx(is_red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    out = picture.copy()
    for n in range(1, count):
        x, y, w, h = (int(v) for v in stats[n][:4])
        if not (_SEAL[0] * wide < w < _SEAL[1] * wide and _ROUND[0] < w / h < _ROUND[1]):
            continue
        spot = out[y : y + h, x : x + w]
        channel = red[y : y + h, x : x + w]
        inside = is_red[y : y + h, x : x + w] > 0
        # Type below a seal is as red as the seal, and darker: what is left of it is made grey and stays.
        dark = channel < _TYPE_BELOW * float(np.median(channel[inside]))
        # A wider ring of pale red lies around each stroke.
        pale = (red - green)[y : y + h, x : x + w] > _RED // 3
        seal = inside | pale
        # On grey paper white spots would be found as signs.
        spot[seal & ~dark] = np.percentile(spot[~seal], _PAPER, axis=0) if not seal.all() else 255
        below = seal & dark
        spot[below] = (channel[below] // 2)[:, None].astype(np.uint8)
    return out


def _without_grey(picture: Picture) -> Picture:
    """Whiten what is paler than type within a ring of a seal's size."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    out = picture
    for x, y, radius, pale in _rings(grey):
        disc = np.zeros_like(grey)
        cv2.circle(disc, (x, y), radius, 255, -1)
        gone = (disc > 0) & (grey > _TYPE_BELOW * pale)
        out = out.copy() if out is picture else out
        out[gone] = 255
    return out


def _rings(grey: NDArray[np.uint8]) -> Iterator[tuple[int, int, int, float]]:
    """Give the rings of seals: middle, radius, how dark they are (0 is black); all in pixels of the picture."""
    scale = _WIDTH / grey.shape[1]
    small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    least, most = (int(share * _WIDTH / 2) for share in _SEAL)
    paper = float(np.median(small))
    large = _only_large(small, paper, 2 * least)
    if large is None:
        return
    found = cv2.HoughCircles(
        cv2.GaussianBlur(large, (0, 0), 1),
        cv2.HOUGH_GRADIENT,
        1.5,
        2 * least,
        param1=120,
        param2=45,
        minRadius=least,
        maxRadius=most,
    )
    for x, y, radius in np.reshape(found, (-1, 3)) if found is not None else ():
        ring = _along(small, x, y, np.arange(radius - _PLAY, radius + _PLAY + 1)).min(axis=1)
        around = _along(small, x, y, np.arange(radius + _PLAY + 1, radius + _AROUND)).max(axis=1)
        pale = float(np.median(ring))
        if (
            np.mean(ring < paper - _DARKER) >= _CLOSED
            and np.mean(around >= paper - _DARKER / 2) >= _OPEN
            and pale > _BLACK
        ):
            yield int(x / scale), int(y / scale), int((radius + _PLAY) / scale) + 1, pale


def _only_large(grey: NDArray[np.uint8], paper: float, least: int) -> NDArray[np.uint8] | None:
    """Return the picture with nothing but the spots of ink that are so wide and high; None where there is none.

    Circles are looked for among all edges: those of type would take longer than reading the page does.
    """
    ink = (grey < paper - _DARKER).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    is_large = (stats[:, cv2.CC_STAT_WIDTH] >= least) & (stats[:, cv2.CC_STAT_HEIGHT] >= least)
    is_large[0] = False
    if not is_large.any():
        return None
    # The paler rim of a stroke belongs to it.
    kept = cv2.dilate(is_large[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(kept, grey, np.uint8(paper)).astype(np.uint8)


def _along(grey: NDArray[np.uint8], x: float, y: float, radii: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return what lies at these distances from a point, in all directions: shape (directions, distances)."""
    angles = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False)
    xs = (x + np.outer(np.cos(angles), radii)).astype(int).clip(0, grey.shape[1] - 1)
    ys = (y + np.outer(np.sin(angles), radii)).astype(int).clip(0, grey.shape[0] - 1)
    return np.asarray(grey[ys, xs])
