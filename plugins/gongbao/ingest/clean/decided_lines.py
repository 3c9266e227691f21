"""What a person decided about lines, before any rule of the program: what is furniture goes, what is none stays."""

from collections.abc import Iterable

from ..model.decisions import FURNITURE, LineDecision
from ..model.lines import Drop, Line

DROPPED = "decided-furniture"


def drop(lines: list[Line], decided: Iterable[LineDecision]) -> tuple[list[Line], list[Drop]]:
    """Drop the lines that are said to be furniture; return what stays and what was dropped."""
    gone = {one.line for one in decided if one.what == FURNITURE}
    kept = [line for line in lines if line.number not in gone]
    return kept, [Drop(DROPPED, line) for line in lines if line.number in gone]


def keep(
    lines: list[Line], drops: list[Drop], decided: Iterable[LineDecision]
) -> tuple[list[Line], list[Drop]]:
    """Bring back the lines that were dropped whole and are said to be part of the text."""
    wanted = {one.line for one in decided if one.what != FURNITURE} - {line.number for line in lines}
    back = [drop.line for drop in drops if drop.line.number in wanted]
    # Of a line that was dropped in pieces, the largest is what it says.
    largest = {line.number: line for line in sorted(back, key=lambda line: len(line.text))}
    kept = [*lines, *largest.values()]
    return sorted(kept, key=lambda line: line.number), [d for d in drops if d.line not in largest.values()]
