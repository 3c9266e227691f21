"""Which pages of a source are to be read, where not all are: to try with a few of them."""

import re

from gongbao.messages import _

from ..model.source import SourceError

_RANGES = re.compile(r"\s*(\d+)\s*(?:[-–—]\s*(\d+)\s*)?")
# Of these forms pages can be chosen; the others have none, or are read in no time.
PAGED = frozenset({"pdf", "picture", "pages"})

Pages = frozenset[int]


def parse(text: str) -> Pages:
    """Return the pages that a person names: 3-8, 3-8,12. Raise SourceError for anything else."""
    found: set[int] = set()
    for part in re.split("[,，、]", text):
        match = _RANGES.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 0 < first <= last:
            raise SourceError(_("--pages {text}: name pages as 3-8 or 3-8,12, counted from 1", text=text))
        found.update(range(first, last + 1))
    return frozenset(found)


def refuse(form: str, name: str) -> None:
    """Raise SourceError for a form whose pages cannot be chosen."""
    if form not in PAGED:
        raise SourceError(
            _("{name}: --pages is for PDFs and for pictures of pages; leave it out here", name=name)
        )


def check(pages: Pages | None, count: int, name: str) -> None:
    """Raise SourceError if none of the chosen pages is there."""
    if pages is not None and not pages.intersection(range(1, count + 1)):
        raise SourceError(
            _("{name}: has {count} pages, and none of those that --pages names", name=name, count=count)
        )


def is_chosen(pages: Pages | None, number: int) -> bool:
    """Tell whether a page is to be read."""
    return pages is None or number in pages
