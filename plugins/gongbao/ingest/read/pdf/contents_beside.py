"""Know a page on which the contents stand beside something else, as the masthead: both are lists, and fill no column."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gongbao.bulletin.fold import HAN

from .geometry import Piece, rows

_HEAD = re.compile(r"目[\s\u3000]*[录錄次]")
_WORDS = re.compile(rf"[{HAN}]{{3,}}")
# In sizes of type: so wide is what parts the two, from the top of the page to its foot.
_GUTTER = 1.2
_FEWEST = 3


def gutter_beside_contents(parts: Sequence[Piece]) -> float | None:
    """Return where a page is parted into its contents and another list beside them, None where it is not."""
    texts = [part for part in parts if part.table is None]
    if len(texts) < len(parts) or len(texts) < 2 * _FEWEST:
        return None
    for x in _gutters(texts):
        sides = [rows([p for p in texts if p.x1 <= x]), rows([p for p in texts if p.x0 >= x])]
        headed = [any(_HEAD.fullmatch(line.text.strip()) for line in side) for side in sides]
        # Beside titles their pages alone may stand.
        if sum(headed) == 1 and all(_is_list(side) for side in sides):
            return x
    return None


def _gutters(texts: Sequence[Piece]) -> list[float]:
    """Return the middles of what no line of a page crosses."""
    found = []
    end = min(piece.x1 for piece in texts)
    for before, piece in pairwise(sorted(texts, key=lambda piece: piece.x0)):
        end = max(end, before.x1)
        if piece.x0 - end >= _GUTTER * piece.size:
            found.append((end + piece.x0) / 2)
    return found


def _is_list(side: Sequence[Piece]) -> bool:
    return sum(1 for line in side if _WORDS.search(line.text)) >= _FEWEST
