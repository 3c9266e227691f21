"""A page of a newspaper as its layout shows it: below the line of the page, stories under headlines in larger type."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from ..forms import press
from ..model.lines import Line
from ..model.source import Source, SourceLine
from . import headlines

_PAGE = re.compile(r"(?:第\s*|(?<!\s)\s+)?[A-Z]?\d{1,2}\s*版")
# The line of the page stands among so many at its top or its foot.
_EDGE = 3
# In sizes of the page's text: the least of a headline, and of the lines over and below it.
_HEADLINE, _LARGER = 1.5, 1.2
# A line of so much of the largest one's size is of the headline itself.
_AS_LARGE = 0.9
_LONGEST = 44
_LEAST = 2


def marked(lines: Sequence[Line], source: Source, dropped: Iterable[str]) -> list[Line] | None:
    """Return the lines of a newspaper's page, its headlines marked as such; None where it is none, or has one story.

    dropped: what was taken for no text, among which the line of the page may be.
    h1: a headline; lead-in: a line above it; h2: one below it, in smaller type.
    """
    edges = [*(line.text.strip() for line in [*lines[:_EDGE], *lines[-_EDGE:]]), *map(str.strip, dropped)]
    if not any(press.PAGE_LINE.match(text) and _PAGE.search(text) for text in edges):
        return None
    large = sizes(lines, source)
    hints: dict[int, str] = {}
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _may_be_of_head(lines[end], large):
            end += 1
        if end > at and _is_over_text(lines, end):
            hints |= _parts(lines[at:end], large)
        at = max(end, at + 1)
    if sum(hint == "h1" for hint in hints.values()) < _LEAST:
        return None
    return [replace(line, hint=hints.get(line.number, line.hint)) for line in lines]


def sizes(lines: Sequence[Line], source: Source) -> dict[int, float]:
    """Return how much larger than most signs of its page the type of each line is that has a place, by its number."""
    of_source = {line.number: line for line in source.lines}
    high: dict[int, float] = {}
    by_page: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        one = of_source.get(line.number)
        if one is not None and one.hint != "table" and (height := _height(one)):
            high[line.number] = height
            by_page[line.page] += [height] * len(line.text)
    usual = {page: median(heights) for page, heights in by_page.items()}
    return {line.number: high[line.number] / usual[line.page] for line in lines if line.number in high}


def _height(line: SourceLine) -> float:
    places = [place for _, place in line.rows] or ([line.place] if line.place else [])
    heights = [place.box[3] - place.box[1] for place in places if place.box]
    return median(heights) if heights else 0.0


def _may_be_of_head(line: Line, sizes: Mapping[int, float]) -> bool:
    text = line.text.strip()
    return (
        sizes.get(line.number, 0.0) >= _LARGER
        and len(text) <= _LONGEST
        and not press.END.search(text)
        and not press.PAGE_LINE.match(text)
    )


def _is_over_text(lines: Sequence[Line], at: int) -> bool:
    """Tell whether sentences stand here, or below who wrote them."""
    return any(headlines.is_text(line.text.strip()) for line in lines[at : at + 2])


def _parts(head: Sequence[Line], sizes: Mapping[int, float]) -> dict[int, str]:
    """Return what each line of a headline with those over and below it is, by its number; none if all are small."""
    main = max(range(len(head)), key=lambda n: sizes[head[n].number])
    if sizes[head[main].number] < _HEADLINE:
        return {}
    over = {line.number: press.LEAD_IN for line in head[:main]}
    below = {
        line.number: "h2"
        for line in head[main + 1 :]
        if sizes[line.number] < _AS_LARGE * sizes[head[main].number]
    }
    return over | {head[main].number: "h1"} | below
