"""Does a head begin here? The one place that is asked, by split, kinds, contents and parser alike.

A head consists of elements (red head, number, order's head, signer …); ELEMENTS reads one of them at a line, and a
document opens where one of OPENINGS fires. A new form of head is a rule more in one of the two lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model.lines import Line
from . import elements
from .head import Head
from .head_elements import ELEMENTS
from .head_openings import OPENINGS
from .rule import added, first

__all__ = ["ELEMENTS", "OPENINGS", "Head", "Opening", "begins", "element", "opening"]

# A red head stands within the first lines; what is further down is text.
_REACH = 10


@dataclass(frozen=True)
class Opening:
    """That a document opens at a line: the rule that says so, and where its title or text stands, if that is known."""

    rule: str
    title: int | None = None


def element(lines: Sequence[Line], at: int) -> Head | None:
    """Return the element of a head that stands at a line, with the name of its rule."""
    found = first(added("heads"), lines, at) or first(ELEMENTS, lines, at)
    return replace(found[1], rule=found[0].name) if found else None


def is_of_series(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the head of minutes or of a newsletter stands at a line: its name over which one it is."""
    found = element(lines, at)
    return found is not None and bool(found.series)


def opening(lines: Sequence[Line], at: int, in_issue: bool = False) -> Opening | None:
    """Tell whether a document opens at a line; parts that only bulletins have (大事记, 更正) open in an issue alone."""
    text = lines[at].text
    if "\t" in text or len(text.strip()) > elements.LONGEST_OPENING:
        return None
    rules = [rule for rule in (*added("openings"), *OPENINGS) if in_issue or rule.scope != "issue"]
    found = first(rules, lines, at)
    return Opening(found[0].name, found[1].title) if found else None


def begins(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the first lines from here on have the head of an official document: number, order, red head."""
    for n in range(at, min(len(lines), at + _REACH)):
        found = element(lines, n)
        if found and (found.number or found.order_of):
            return True
        if found and (found.agencies or found.genre) and n < at + 3:
            return True
    return False
