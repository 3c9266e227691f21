"""Find the line at which an object stands that a page shows beside or between its text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model.source import Place, SourceLine, SourceObject

Box = tuple[float, float, float, float]


def placed(objects: Iterable[SourceObject], lines: Sequence[SourceLine]) -> Iterator[SourceObject]:
    """Give objects with the number of their line; what has no page keeps its own.

    What is said of words stands at the line that it lies in. A picture, and what lies in no line, stands at the line that
    follows it in its column; on a page where none does, a picture stands at the first line of the pages after it, the rest
    at the page's last. What is known of its page alone stands at the page's first line.
    """
    by_page: dict[int, list[SourceLine]] = {}
    for line in lines:
        if line.page is not None:
            by_page.setdefault(line.page, []).append(line)
    for item in objects:
        if item.place is None:
            yield item
            continue
        found = _line_on_page(item, item.place, by_page.get(item.place.page, []))
        if not found and item.kind == "picture":
            found = _first_after(item.place.page, lines)
        yield replace(item, line=found or item.line)


def _line_on_page(item: SourceObject, place: Place, on_page: Sequence[SourceLine]) -> int:
    """Return the number of an object's line on its page, 0 where it has none there."""
    if not on_page:
        return 0
    if place.box is None:
        return on_page[0].number
    boxes = [(line, line.place.box) for line in on_page if line.place and line.place.box]
    if item.kind != "picture":
        for line, box in boxes:
            if _holds(box, place.box):
                return line.number
    for line, box in boxes:
        if not line.drop and _follows(box, place.box):
            return line.number
    return 0 if item.kind == "picture" else on_page[-1].number


def _first_after(page: int, lines: Sequence[SourceLine]) -> int:
    following = (
        line.number for line in lines if line.page is not None and line.page > page and not line.drop
    )
    return next(following, len(lines) + 1)


def _holds(line: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return line[0] <= x <= line[2] and line[1] <= y <= line[3]


def _follows(line: Box, box: Box) -> bool:
    is_in_column = min(line[2], box[2]) > max(line[0], box[0])
    return is_in_column and line[1] + line[3] > box[1] + box[3]
