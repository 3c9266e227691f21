"""The text of rules as they read now, behind a decision that changes them."""

import re
from collections.abc import Sequence

from gongbao.bulletin.fold import fold

from ..forms import elements
from ..model.lines import Line

_CITED = re.compile("《([^《》]{4,60})》")
_OPENS = re.compile(r"第一[编章条](?:[\s\u3000]|$)")


def begins(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a title stands here that the decision above names, over what befell the rules or their first article."""
    title = fold(lines[at].text)
    if not title or at + 1 >= len(lines) or "\t" in lines[at].text:
        return False
    below = [line.text for line in lines[at + 1 : at + 5]]
    if not (elements.note_lines(below) or _OPENS.match(below[0].strip())):
        return False
    return any(fold(name) == title for line in lines[:at] for name in _CITED.findall(line.text))
