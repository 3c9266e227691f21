"""Hand pages over as the lines and objects of a source."""

from collections.abc import Sequence
from dataclasses import replace

from ...model.source import SourceLine, SourceObject
from .geometry import Page
from .reading import page_lines

_SET_ASIDE = {"watermark", "off-page"}


def lines_of(pages: Sequence[Page]) -> tuple[tuple[SourceLine, ...], tuple[SourceObject, ...]]:
    """Return the lines of pages in reading order, and what they hold beside them.

    Each page but the first begins with a form feed.
    """
    lines: list[SourceLine] = []
    first: dict[int, int] = {}
    number = 1
    for line in page_lines(pages):
        text = line.text if line.page == number else "\f" + line.text
        number = line.page
        first.setdefault(number, len(lines) + 1)
        lines.append(SourceLine(len(lines) + 1, text, line.drop, line.hint, line.page, line.place))
    objects = [replace(item, line=first.get(page.number, 0)) for page in pages for item in page.objects]
    objects += [
        SourceObject(line.drop, line.number, line.text.strip(), "", line.drop, line.place)
        for line in lines
        if line.drop in _SET_ASIDE
    ]
    return tuple(lines), tuple(objects)
