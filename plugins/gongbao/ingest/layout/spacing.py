"""Blank lines that a conversion has set, and the width at which lines are wrapped."""

from dataclasses import replace
from itertools import pairwise

from ..model.lines import Line
from . import wrapping

# The lines of these forms are whole paragraphs; those of a text may be lines of print.
WHOLE_PARAGRAPHS = frozenset({"docx", "html", "xlsx", "pptx"})
_FEWEST, _NEARLY_ALL = 8, 0.9
# A page broken by hand has lines of about the same width, and more than one of them breaks off.
_WIDEST, _RAGGED, _FEWEST_BROKEN = 64, 4, 2


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
    width = wrapping.wrap_width(lines) if form not in WHOLE_PARAGRAPHS or _is_broken(lines, form) else -1
    return [replace(line, wrap=line.wrap or width) for line in lines] if width else lines


def _is_broken(lines: list[Line], form: str) -> bool:
    """Tell whether a page breaks its paragraphs by hand: no line is wider than a print, and sentences break off there."""
    if form != "html":
        return False
    widths = [wrapping.measure(line.text) for line in lines if line.hint != "table"]
    if not widths or max(widths) > _WIDEST:
        return False
    top = max(widths) - _RAGGED
    broken = (
        first.hint != "table"
        and wrapping.measure(first.text) >= top
        and wrapping.is_unfinished(first.text)
        and not (second.gap or wrapping.indent(second) or wrapping.starts_new(second.text))
        for first, second in pairwise(lines)
    )
    return sum(broken) >= _FEWEST_BROKEN
