"""Blank lines that a conversion has set, and the width at which lines are wrapped."""

from dataclasses import replace

from ..model.lines import Line
from . import wrapping

# The lines of these forms are whole paragraphs; those of a text may be lines of print.
WHOLE_PARAGRAPHS = frozenset({"docx", "html", "xlsx"})
_FEWEST, _NEARLY_ALL = 8, 0.9


def single_spaced(lines: list[Line]) -> list[Line]:
    """Take one blank line from between any two, where a conversion has set it behind every line of print."""
    spaced = sum(1 for line in lines[1:] if line.gap)
    if len(lines) < _FEWEST or spaced < _NEARLY_ALL * (len(lines) - 1):
        return lines
    closer = [replace(line, gap=max(0, line.gap - 1)) for line in lines]
    # Blank lines between whole paragraphs stay: only lines that break off in mid-sentence are lines of print.
    return closer if wrapping.wrap_width(closer) else lines


def measured(lines: list[Line], form: str) -> list[Line]:
    """Say of each line at which width its source wraps; -1 where lines are whole paragraphs by their form."""
    width = -1 if form in WHOLE_PARAGRAPHS else wrapping.wrap_width(lines)
    return [replace(line, wrap=line.wrap or width) for line in lines] if width else lines
