"""Find the covers of further issues in one file: the number of another issue, with a total or the contents below it."""

import unicodedata

from ..forms.elements import squeeze
from ..model.lines import Line
from ..model.masthead import Masthead
from . import masthead
from .contents import is_heading
from .masthead_numbers import ISSUE

# So many lines hold the first cover, and so many of another stand between its number and its contents.
_FIRST_COVER = 12
_COVER = 5
_LONGEST = 40


def further(lines: list[Line]) -> list[int]:
    """Return the lines at which another issue begins of the bulletin whose cover opens the file."""
    likely = [at for at in range(1, len(lines)) if _may_number(lines[at].text)]
    if not likely:
        return []
    first = masthead.parse(lines[:_FIRST_COVER])
    if not first.issue:
        return []
    known = {(first.year, first.issue)}
    out: list[int] = []
    for at in likely:
        said = masthead.parse([lines[at]])
        year = said.year or first.year
        if not said.issue or (year, said.issue) in known or not _is_cover(lines, at, said):
            continue
        known.add((year, said.issue))
        named = masthead.parse([lines[at - 1]]).title
        out.append(at - 1 if named and named == first.title else at)
    return out


def _may_number(text: str) -> bool:
    return "期" in text and len(text) <= _LONGEST and bool(ISSUE.search(unicodedata.normalize("NFKC", text)))


def _is_cover(lines: list[Line], at: int, said: Masthead) -> bool:
    """Tell whether the number of an issue stands on a cover: a total beside or below it, or the contents."""
    below = lines[at + 1 : at + 1 + _COVER]
    headed = any(is_heading(line.text.strip()) for line in below)
    alone = squeeze(lines[at].text).endswith(("期", "号", ")", "）", "刊"))
    return alone and bool(headed or said.total or masthead.parse(below[:1]).total)
