"""The blanks that the distances between characters show; few are drawn."""

import re
from typing import TYPE_CHECKING

from gongbao.bulletin.numerals import COUNT

if TYPE_CHECKING:
    from .geometry import Char

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’—…·○〇\U00020000-\U0003ffff]")
# Between Latin letters or digits a gap of this much of their size is a blank; between Chinese characters it takes more,
# because lines are spread to the margin.
_LATIN_GAP = 0.2
_NARROWEST_BLANK = 0.15
_OF_ARTICLE = re.compile(rf"[\s\u3000]*第[{COUNT}\d]{{1,6}}[编篇章节条]")
_WIDE_GAP = 0.75
# Figures that stand so far apart are in two columns.
_COLUMN_GAP = 2.0


def is_wide(text: str) -> bool:
    """Tell whether a character takes a whole square."""
    return _WIDE.match(text) is not None


def blank(left: "Char", right: "Char", before: str) -> str:
    """Return the blanks that the room between two characters of a line shows, given what stands before them."""
    gap = right.x0 - left.x1
    size = max(left.size, right.size, 1.0)
    if before.endswith(" ") or right.text == " ":
        return "\u3000" * min(round(gap / size), 40) if gap >= 2 * size else ""
    if is_wide(left.text) or is_wide(right.text):
        return "\u3000" * min(max(round(gap / size), 1), 40) if gap >= _WIDE_GAP * size else ""
    if gap >= _COLUMN_GAP * size:
        return "\u3000" * min(round(gap / size), 40)
    return " " if gap >= _LATIN_GAP * size else ""


def behind_number(left: "Char", right: "Char", before: str, room: float) -> str:
    """Return the narrow blank behind the number of an article or chapter (第四条 本市…), "" where none is.

    Browsers leave room for it and draw none. room: between the two characters before, as wide where a line is spread.
    """
    size = max(left.size, right.size, 1.0)
    gap = right.x0 - left.x1
    narrow = gap >= _LATIN_GAP * size and gap - max(room, 0.0) >= _NARROWEST_BLANK * size
    return " " if narrow and not before.endswith(" ") and _OF_ARTICLE.fullmatch(before) else ""


def together(line: str, after: str) -> str:
    """Join two visual lines: a blank only between words in Latin letters."""
    if re.match(r"[a-z]", after):
        # A hyphen of its own kind is the program's that broke the word; any other may be the writer's.
        if re.search(r"[A-Za-z][\u2010\u00ad]$", line):
            return line[:-1] + after
        if re.search(r"[A-Za-z]-$", line):
            return line + after
    blank = " " if re.search(r"[A-Za-z,.;:)]$", line) and re.match(r"[A-Za-z(]", after) else ""
    return line + blank + after
