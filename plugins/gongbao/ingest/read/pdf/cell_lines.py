"""The lines in a cell of a table, put together to its paragraphs."""

from collections.abc import Sequence
from itertools import pairwise

from .gaps import together
from .geometry import Piece
from .paragraphs import MARKER, is_full


def joined_in_cell(lines: Sequence[Piece], width: float) -> list[str]:
    """Return the paragraphs in a cell of a table, where lines are set in the middle as often as at the margin."""
    if not lines:
        return []
    padding = 2 * min(max(width - max(line.x1 - line.x0 for line in lines), 0) / 2, 6.0)
    texts = [lines[0].text]
    for line, after in pairwise(lines):
        if is_full(line, after, width - padding - (line.x1 - line.x0)) and not MARKER.match(after.text):
            texts[-1] = together(texts[-1], after.text)
        else:
            texts.append(after.text)
    return texts
