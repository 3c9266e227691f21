"""Find the line at which an object stands that a page shows beside its text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..model.source import SourceLine, SourceObject


def placed(objects: Iterable[SourceObject], lines: Sequence[SourceLine]) -> Iterator[SourceObject]:
    """Give objects with the number of the line that follows them on their page, by height; else the page's last."""
    by_page: dict[int, list[SourceLine]] = {}
    for line in lines:
        if line.page is not None and not line.drop:
            by_page.setdefault(line.page, []).append(line)
    for item in objects:
        on_page = by_page.get(item.place.page, []) if item.place else []
        yield replace(item, line=_below(item, on_page)) if on_page else item


def _below(item: SourceObject, on_page: Sequence[SourceLine]) -> int:
    if item.place is None or item.place.box is None:
        return on_page[0].number
    middle = (item.place.box[1] + item.place.box[3]) / 2
    for line in on_page:
        if line.place and line.place.box and line.place.box[1] >= middle:
            return line.number
    return on_page[-1].number + 1
