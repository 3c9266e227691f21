"""Two pages that are printed side by side on one sheet: each is read by itself."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from .geometry import Char, Page, Rule, pieces, rows
from .page_numbers import printed

# Two upright pages side by side are so many times as wide as high.
_SHEET = (1.15, 1.8)
# The fold is looked for so near to the middle, and is so wide at least, in sizes of type.
_FOLD = (0.46, 0.54)
_FOLD_WIDTH = 1.5
_EDGE = 0.14


def one_by_one(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with those that are two on one sheet parted, where the numbers printed on them say so."""
    folds = {n: fold for n, page in enumerate(pages) if (fold := _fold(page)) is not None}
    sizes = {_size(pages[n]) for n, fold in folds.items() if _are_numbered(pages[n], fold)}
    if not sizes:
        return list(pages)
    found: list[Page] = []
    for n, page in enumerate(pages):
        fold = folds.get(n)
        found += [page] if fold is None or _size(page) not in sizes else _halves(page, fold)
    found = _as_bound(found)
    for leaf, page in enumerate(found, start=1):
        page.leaf = leaf
    return found


def _as_bound(pages: list[Page]) -> list[Page]:
    """Return pages in the order of their printed numbers where sheets to be folded into a booklet are not: 8 | 1."""
    numbers = [_numbers(page.chars, page) for page in pages]
    if any(len(found) != 1 for found in numbers):
        return pages
    order = [number for (number,) in numbers]
    first = min(order)
    if order == sorted(order) or sorted(order) != list(range(first, first + len(order))):
        return pages
    return [page for _, page in sorted(zip(order, pages, strict=True), key=lambda pair: pair[0])]


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _fold(page: Page) -> float | None:
    """Return where the fold of a sheet is: nothing crosses it."""
    inked = [char for char in page.chars if not char.text.isspace()]
    if not inked or page.turned or page.leaf or not _SHEET[0] < page.width / page.height < _SHEET[1]:
        return None
    low, high = (share * page.width for share in _FOLD)
    middle, room = page.width / 2, _FOLD_WIDTH * median(char.size for char in inked) / 2
    parts = [(part.x0, part.x1) for part in inked] + [(rule.x0, rule.x1) for rule in page.rules]
    before = max([low, *(x1 for x0, x1 in parts if x0 < middle)])
    behind = min([high, *(x0 for x0, x1 in parts if x1 > middle)])
    return (before + behind) / 2 if behind - before >= 2 * room else None


def _are_numbered(page: Page, fold: float) -> bool:
    """Tell whether two numbers that follow each other stand at the edges of both halves."""
    left, right = (
        _numbers([char for char in page.chars if (char.x0 > fold) == side], page) for side in (False, True)
    )
    return any(number + 1 in right for number in left)


def _numbers(chars: Sequence[Char], page: Page) -> set[int]:
    found = rows(pieces(chars))
    edges = [row for row in found if row.y1 < _EDGE * page.height or row.y0 > (1 - _EDGE) * page.height]
    return {number for row in edges if (number := printed(row.text)) is not None}


def _halves(page: Page, fold: float) -> list[Page]:
    """Return the two pages of a sheet; what lies beside its text stays with the first."""
    found = []
    for left, right in ((0.0, fold), (fold, page.width)):
        half = Page(
            page.number,
            right - left,
            page.height,
            [
                replace(char, x0=char.x0 - left, x1=char.x1 - left)
                for char in page.chars
                if left <= char.x0 < right
            ],
            [
                Rule(r.x0 - left, r.y0, r.x1 - left, r.y1)
                for r in page.rules
                if left <= (r.x0 + r.x1) / 2 < right
            ],
            inset=(left / page.width, right / page.width),
        )
        found.append(half)
    found[0].dropped, found[0].objects, found[0].files = page.dropped, page.objects, page.files
    return found
