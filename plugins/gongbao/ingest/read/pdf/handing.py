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
        lines.append(
            SourceLine(
                len(lines) + 1,
                text,
                line.drop,
                line.hint,
                line.page,
                line.place,
                sure=line.sure,
                rows=tuple((start + len(text) - len(line.text), place) for start, place in line.rows),
            )
        )
    objects = [
        replace(item, line=_line_at(lines, item) or first.get(page.number, 0))
        for page in pages
        for item in page.objects
    ]
    objects += [
        SourceObject(line.drop, line.number, line.text.strip(), "", line.drop, line.place)
        for line in lines
        if line.drop in _SET_ASIDE
    ]
    return tuple(lines), tuple(objects)


def _line_at(lines: Sequence[SourceLine], item: SourceObject) -> int:
    """Return the number of the line within whose box an object lies, or 0."""
    if item.place is None or item.place.box is None:
        return 0
    x, y = (item.place.box[0] + item.place.box[2]) / 2, (item.place.box[1] + item.place.box[3]) / 2
    if item.kind == "picture":
        return _line_below(lines, item.place.page, item.place.box)
    for line in lines:
        if line.place and line.place.box and line.place.page == item.place.page:
            left, top, right, bottom = line.place.box
            if left <= x <= right and top <= y <= bottom:
                return line.number
    return 0


def _line_below(lines: Sequence[SourceLine], page: int, box: tuple[float, float, float, float]) -> int:
    """Return the number of the line that follows a picture: the first below its middle that stands in its column."""
    left, top, right, bottom = box
    for line in lines:
        if line.drop or not line.place or not line.place.box or line.place.page < page:
            continue
        x0, y0, x1, y1 = line.place.box
        beside = min(x1, right) - max(x0, left) > 0
        if line.place.page > page or (beside and (y0 + y1) / 2 > (top + bottom) / 2):
            return line.number
    return len(lines) + 1
