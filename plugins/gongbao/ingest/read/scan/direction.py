"""Find out which way up a page lies: how its lines run says it, and with how much doubt they are read each way."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import prepare
from .engine import Engine, Picture, Sign
from .lines import Line, crop_of, squares_of

# The longest lines tell.
_TRIED = 5
# So many times as long as high, a line says which way the page lies.
_LONG = 2.0
# A page that lies on its head is read with no more certainty than this.
_TURNED = 0.85

# By so many degrees columns are turned to be read; so many of their signs are the same when each is read as it stands.
_AS_COLUMNS, _MOSTLY = 270, 0.5

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
    turns = (0, 180) if _run_level(boxes) else (90, 270)
    tried = {turn: [prepare.turned(crop, turn) for crop in crops] for turn in turns}
    read = engine.read([crop for some in tried.values() for crop in some])
    signs = {
        turn: [sign for line in read[n * len(lines) : (n + 1) * len(lines)] for sign in line]
        for n, turn in enumerate(turns)
    }
    turn = max(turns, key=lambda turn: sum(sign.sure for sign in signs[turn]) / max(len(signs[turn]), 1))
    return 0 if turn == _AS_COLUMNS and _stand(crops, signs[turn], engine) else turn


def _stand(columns: Sequence[Picture], signs: Sequence[Sign], engine: Engine) -> bool:
    """Tell whether signs stand one below the other: laid side by side they are what they are as a column turned to the left.

    The engine is made to read columns so. Signs that lie are read as nothing, or as others, if each is left as it lies.
    """
    single = engine.read([np.hstack(squares_of(column)) for column in columns])
    upright = Counter(sign.text for column in single for sign in column)
    both = Counter(sign.text for sign in signs) & upright
    return both.total() >= _MOSTLY * max(len(signs), 1)


def _run_level(boxes: Boxes) -> bool:
    """Tell whether more lines run across the page than down it; a page without long lines does not say."""
    sides = [(float(np.ptp(corners[:, 0])), float(np.ptp(corners[:, 1]))) for corners in boxes]
    across = sum(wide > _LONG * high for wide, high in sides)
    return across >= sum(high > _LONG * wide for wide, high in sides)


def _turned(more: int, level: Picture, engine: Engine) -> tuple[Picture, Boxes]:
    """Turn a page, and look for its lines anew: they are found better where signs stand upright."""
    page = prepare.turned(level, more)
    return page, engine.lines(page)
