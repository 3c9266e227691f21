"""Know the running heads and page numbers of a PDF: what stands at the same height of many pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from plugins.ingest.read.pdf.geometry import Page, Piece, pieces, rows

_ZONE = 0.14
_EDGE_ROWS = 3
_SAME_HEIGHT = 4.0
_PAGE_NUMBER = re.compile(
    r"[—–\-－·•.~\s\u3000第]*\d{1,4}[—–\-－·•.~\s\u3000页]*(?:[/／共,，]\s*共?\s*\d{1,4}\s*页?)?"
)
_DECORATED = re.compile(r"[—–\-－·•~]\s*\d{1,4}\s*[—–\-－·•~]|第\s*\d{1,4}\s*页.*")


def find_furniture(pages: Sequence[Page]) -> list[dict[int, str]]:
    """Return for each page the rules that drop characters: id of the character → name of the rule."""
    edges = [_edge_rows(page) for page in pages]
    repeated: dict[tuple[str, bool], list[tuple[int, float]]] = defaultdict(list)
    offsets: dict[int, int] = defaultdict(int)
    for index, page_rows in enumerate(edges):
        for row, at_top in page_rows:
            repeated[_shape(row.text), at_top].append((index, row.y0))
            if (number := _number(row.text)) is not None:
                offsets[number - index] += 1
    usual = max(offsets, key=lambda offset: offsets[offset], default=None)
    found: list[dict[int, str]] = []
    for index, page_rows in enumerate(edges):
        drops: dict[int, str] = {}
        for row, at_top in page_rows:
            number = _number(row.text)
            counts_on = (
                usual is not None and number is not None and number - index == usual and offsets[usual] > 1
            )
            alone = (
                len(pages) < 3 and number is not None and _DECORATED.fullmatch(row.text.strip()) is not None
            )
            if counts_on or alone:
                rule = "page-number"
            elif number is None and _repeats(repeated[_shape(row.text), at_top], index, row.y0, len(pages)):
                rule = "running-head"
            else:
                continue
            drops.update((id(char), rule) for char in row.chars)
        found.append(drops)
    return found


def _edge_rows(page: Page) -> list[tuple[Piece, bool]]:
    """Return the outermost rows at the top and the bottom of a page."""
    found = rows(pieces(page.chars))
    top = [row for row in found[:_EDGE_ROWS] if row.y1 < _ZONE * page.height]
    bottom = [row for row in found[-_EDGE_ROWS:] if row.y0 > (1 - _ZONE) * page.height and row not in top]
    return [(row, True) for row in top] + [(row, False) for row in bottom]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"[\s\u3000]+", "", text))


def _number(text: str) -> int | None:
    line = text.strip()
    if not _PAGE_NUMBER.fullmatch(line):
        return None
    digits = re.search(r"\d+", line)
    return int(digits[0]) if digits else None


def _repeats(places: Sequence[tuple[int, float]], index: int, height: float, pages: int) -> bool:
    """Tell whether a row stands at this height of other pages too: of two, or of half of a short document."""
    others = {page for page, y in places if page != index and abs(y - height) <= _SAME_HEIGHT}
    return len(others) >= 2 or (len(others) >= 1 and pages <= 4)
