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
_NARROWEST = 16


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
    # A web page whose lines are put at their places on pages is read as a PDF is.
    form = "pdf" if form == "html" and any(line.page for line in lines) else form
    whole = form in WHOLE_PARAGRAPHS and not _is_broken(lines, form)
    width = -1 if whole else wrapping.wrap_width(lines, joined=form == "pdf")
    if width <= 0 and form in ("text", "html"):
        width = _by_indents(lines) or width
    return [replace(line, wrap=line.wrap or width) for line in lines] if width else lines


def _by_indents(lines: list[Line]) -> int:
    """Return the width of a print whose paragraphs are indented, and every other line goes on with a full one; else 0.

    So a short text is told, which has too few lines to count.
    """
    first = next((at for at, line in enumerate(lines) if _opens_paragraph(line)), len(lines))
    widths = [wrapping.measure(line.text) + wrapping.indent(line) for line in lines]
    top = max(widths[first:], default=0)
    if not _NARROWEST <= top <= _WIDEST or any(line.hint == "table" for line in lines):
        return 0
    going_on = [
        at
        for at in range(first + 1, len(lines))
        if not (lines[at].gap or wrapping.indent(lines[at]) or wrapping.starts_new(lines[at].text))
    ]
    enough = sum(map(_opens_paragraph, lines)) >= _FEWEST_BROKEN <= len(going_on)
    return top if enough and all(widths[at - 1] >= top - _RAGGED + 1 for at in going_on) else 0


def _opens_paragraph(line: Line) -> bool:
    return bool(wrapping.indent(line)) and wrapping.measure(line.text) >= _NARROWEST


def _is_broken(lines: list[Line], form: str) -> bool:
    """Tell whether paragraphs are broken by hand: no line is wider than a print, and sentences break off there.

    In Word these are lines that were copied from a page: some go on to the end of their sentence, which those of a list of
    people never do.
    """
    if form not in ("html", "docx"):
        return False
    widths = [wrapping.measure(line.text) for line in lines if line.hint != "table"]
    if not widths or max(widths) > _WIDEST:
        return False
    top = max(widths) - _RAGGED
    broken = [
        second
        for first, second in pairwise(lines)
        if first.hint != "table"
        and wrapping.measure(first.text) >= top
        and wrapping.is_unfinished(first.text)
        and not (second.gap or wrapping.indent(second) or wrapping.starts_new(second.text))
    ]
    ended = [line for line in broken if not wrapping.is_unfinished(line.text) and "。" in line.text]
    return len(broken) >= _FEWEST_BROKEN and (form == "html" or len(ended) >= _FEWEST_BROKEN)
