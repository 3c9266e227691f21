"""Hand pages over as the lines and objects of a source."""

from collections.abc import Sequence

from ...model.source import SourceLine, SourceObject
from ..beside import placed
from .geometry import Page
from .reading import page_lines

_SET_ASIDE = {"watermark", "off-page", "beside-the-text"}


def lines_of(pages: Sequence[Page]) -> tuple[tuple[SourceLine, ...], tuple[SourceObject, ...]]:
    """Return the lines of pages in reading order, and what they hold beside them.

    Each page but the first begins with a form feed.
    """
    lines: list[SourceLine] = []
    number = 1
    for line in page_lines(pages):
        # A note of the page before may stand behind a table that goes on.
        text = line.text if line.page <= number else "\f" + line.text
        number = max(number, line.page)
        lines.append(
            SourceLine(
                len(lines) + 1,
                text,
                line.drop,
                line.hint,
                line.page,
                line.place,
                sure=line.sure,
                whole=line.whole,
                rows=tuple((start + len(text) - len(line.text), place) for start, place in line.rows),
                empty_rows=line.empty_rows,
            )
        )
    objects = list(placed((item for page in pages for item in page.objects), lines))
    objects += [
        SourceObject(line.drop, line.number, line.text.strip(), "", line.drop, line.place)
        for line in lines
        if line.drop in _SET_ASIDE
    ]
    return tuple(lines), tuple(objects)
