"""How the titles of documents are set in an issue whose source says it (Word): what is set so stands over a text of its own."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..model.lines import Line
from . import headlines

# What more of the lines of a type than this is running text, no titles are told by.
_MOST_OF_TEXT = 0.25


def of_titles(lines: Sequence[Line], titles: Iterable[int]) -> frozenset[str]:
    """Return the types in which the titles at some places are set, without those that running text is set in, too."""
    wanted = {lines[at].type for at in titles} - {""}
    if not wanted:
        return frozenset()
    known = Counter(line.type for line in lines)
    of_text = Counter(line.type for line in lines if headlines.is_text(line.text.strip()))
    return frozenset(one for one in wanted if of_text[one] <= _MOST_OF_TEXT * known[one])


def opens(lines: Sequence[Line], at: int, types: frozenset[str]) -> bool:
    """Tell whether the first line stands here of what is set as titles are."""
    return lines[at].type in types and (not at or lines[at - 1].type != lines[at].type or bool(lines[at].gap))


def opens_below(lines: Sequence[Line], at: int, titles: Iterable[int]) -> bool:
    """Tell whether a line is set as the titles at some places above it are."""
    return bool(lines[at].type) and opens(lines, at, of_titles(lines, (n for n in titles if n < at)))
