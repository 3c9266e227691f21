"""Find out which way up a page lies: how its lines run says it, and with how much doubt they are read each way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import prepare
from .engine import Engine, Picture, Sign
from .lines import Line, crop_of

# The longest lines tell.
_TRIED = 5
# So many times as long as high, a line says which way the page lies.
_LONG = 2.0
# A page that lies on its head is read with no more certainty than this.
_TURNED = 0.85

Boxes = NDArray[np.float32]


def upright(picture: Picture, engine: Engine) -> tuple[int, Picture, Boxes]:
    """Return by how many degrees a page has to be turned to the right, the page so turned, and its lines.

    Lines that run across the page may stand on their heads; that is seen when they are read.
    """
    boxes = engine.lines(picture)
    turn = 0 if _run_level(boxes) else best_turn(picture, boxes, engine)
    return (turn, *_turned(turn, picture, engine)) if turn else (0, picture, boxes)


def if_on_its_head(
    turn: int, level: Picture, boxes: Boxes, signs: Sequence[Sequence[Sign]], engine: Engine
) -> tuple[int, Picture, Boxes] | None:
    """Return a page turned about, where what was read of it is doubtful and less so that way; else None."""
    sure = [sign.sure for line in signs for sign in line]
    if not sure or sum(sure) / len(sure) >= _TURNED:
        return None
    more = best_turn(level, boxes, engine)
    return ((turn + more) % 360, *_turned(more, level, engine)) if more else None


def best_turn(level: Picture, boxes: Boxes, engine: Engine) -> int:
    """Return by how many degrees more a page is to be turned so that its longest lines are read with the least doubt.

    Lines that run down the page may be those of a page on its side, or signs that stand one below the other.
    """
    longest = sorted(boxes, key=lambda corners: -float(max(np.ptp(corners[:, 0]), np.ptp(corners[:, 1]))))
    lines = [
        Line(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()) for corners in longest[:_TRIED]
    ]
    if not lines:
        return 0
    crops = [crop_of(level, line) for line in lines]
    if _run_level(boxes):
        tried = {0: crops, 180: [prepare.turned(crop, 180) for crop in crops]}
    else:
        below = [crop_of(level, Line(line.x0, line.y0, line.x1, line.y1, upright=True)) for line in lines]
        tried = {0: below} | {turn: [prepare.turned(crop, turn) for crop in crops] for turn in (90, 270)}
    read = engine.read([crop for some in tried.values() for crop in some])
    sure = {}
    for n, turn in enumerate(tried):
        signs = [sign.sure for line in read[n * len(lines) : (n + 1) * len(lines)] for sign in line]
        sure[turn] = sum(signs) / len(signs) if signs else 0.0
    return max(sure, key=lambda turn: sure[turn])


def _run_level(boxes: Boxes) -> bool:
    """Tell whether more lines run across the page than down it; a page without long lines does not say."""
    sides = [(float(np.ptp(corners[:, 0])), float(np.ptp(corners[:, 1]))) for corners in boxes]
    across = sum(wide > _LONG * high for wide, high in sides)
    return across >= sum(high > _LONG * wide for wide, high in sides)


def _turned(more: int, level: Picture, engine: Engine) -> tuple[Picture, Boxes]:
    """Turn a page, and look for its lines anew: they are found better where signs stand upright."""
    page = prepare.turned(level, more)
    return page, engine.lines(page)
