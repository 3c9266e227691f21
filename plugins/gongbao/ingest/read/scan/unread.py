"""Tell lines that were found on the page's paper, as dark as its type, and of which no sign was read."""

from collections.abc import Sequence

import numpy as np

from .colours import paper_of
from .engine import Picture, Sign
from .lines import Line
from .missed import is_on_paper
from .through import contrasts, usual_contrast

UNREAD = "unread-line"
# Of the contrast of the page's type: what is paler shines through or is dirt.
_DARK = 0.5
# Signs that fill so little of their line and were read so unsurely are none.
_DOUBTED, _HARDLY = 0.5, 0.35
# In widths of the page from its edge: what lies there is the edge of the paper.
_EDGE = 0.02


def unread(
    picture: Picture, crops: Sequence[Picture], signs: Sequence[list[Sign]], lines: Sequence[Line]
) -> list[int]:
    """Return which lines hold ink and no sign, or hardly one and that in doubt.

    picture: the level page; crops: the pictures of its lines.
    """
    empty = [n for n, (read, line) in enumerate(zip(signs, lines, strict=True)) if _is_empty(read, line)]
    if not empty:
        return []
    every = contrasts(crops)
    usual = usual_contrast(every, signs)
    paper, wide = paper_of(picture), picture.shape[1]
    high = float(np.median([line.y1 - line.y0 for line in lines if not line.upright] or [1.0]))
    return [
        n
        for n in empty
        if every[n] >= _DARK * usual
        and lines[n].y1 - lines[n].y0 > high / 2
        and _EDGE * wide < lines[n].x0
        and lines[n].x1 < (1 - _EDGE) * wide
        and is_on_paper(picture, (lines[n].x0, lines[n].y0, lines[n].x1, lines[n].y1), high, paper)
    ]


def _is_empty(read: Sequence[Sign], line: Line) -> bool:
    """Tell whether so little of a line was read, and so unsurely, that its signs are others or none."""
    inked = [sign for sign in read if not sign.text.isspace()]
    if not inked:
        return True
    square = min(line.x1 - line.x0, line.y1 - line.y0)
    sure = float(np.mean([sign.sure for sign in inked]))
    return sure < _DOUBTED and len(inked) * square < _HARDLY * max(line.x1 - line.x0, line.y1 - line.y0)
