"""From what was recognised to pages for the layout: spreads cut in two, doubtful signs told."""

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from ...model.source import SourceObject
from ..pdf.geometry import Char, Page, Rule
from .lean import lean_of
from .prepare import LEAST_SKEW
from .recognise import Recognised
from .settle import Settled

# Below this, one sign in seven was wrong in what was measured, and half of all that were wrong (benchmarks/scans.md).
DOUBTFUL = 0.9
# These have a wide form and a narrow one, between which the engine wavers; their text says which is meant. Of 129 of them
# that were doubted, none was wrong.
_TWO_WIDTHS, _DOUBTFUL_MARK = frozenset(",，:：;；()（）"), 0.4
_CONTEXT = 4
# Two upright pages side by side are so many times as wide as high.
_SPREAD = (1.15, 1.8)
# Where the fold of a spread is looked for, and how wide it is at least, in sizes of type.
_FOLD = (0.4, 0.6)
_FOLD_WIDTH = 1.5
# So many sizes of type are free on both sides of the middle of the picture where that is the fold.
_FROM_FOLD = 0.5


def pages_of(found: Recognised, number: int) -> list[Page]:
    """Return the page of a picture, or the two of a spread; number: of the picture in its file, from 1."""
    fold = _fold(found)
    bounds = [(0.0, found.width)] if fold is None else [(0.0, fold), (fold, found.width)]
    pages = []
    for left, right in bounds:
        page = Page(
            number,
            right - left,
            found.height,
            [_shifted(char, left) for char in found.chars if left <= (char.x0 + char.x1) / 2 < right],
            [
                Rule(rule.x0 - left, rule.y0, rule.x1 - left, rule.y1)
                for rule in found.rules
                if left <= (rule.x0 + rule.x1) / 2 < right
            ],
            inset=(left / found.width, right / found.width),
            laid=found.turned,
            tilt=found.skew if abs(found.skew) >= LEAST_SKEW else 0.0,
            outline=found.outline,
        )
        # A picture on which nothing was found is told; half of a spread may be blank.
        page.is_picture = not found.chars
        _put_upright(page)
        page.objects += _doubts(page)
        page.objects += [
            _settled_note(one, page, left)
            for one in found.settled
            if left <= (one.box[0] + one.box[2]) / 2 < right
        ]
        pages.append(page)
    return pages


def _put_upright(page: Page) -> None:
    """Set the signs of a photographed page between upright margins; its places stay those in the picture."""
    page.lean = lean = lean_of(page)
    if lean is None:
        return
    page.chars = [
        replace(char, x0=lean.upright(char.x0, char.y1), x1=lean.upright(char.x1, char.y1))
        for char in page.chars
    ]
    page.rules = [
        Rule(lean.upright(rule.x0, rule.y0), rule.y0, lean.upright(rule.x1, rule.y1), rule.y1)
        for rule in page.rules
    ]


def _settled_note(one: Settled, page: Page, left: float) -> SourceObject:
    x0, y0, x1, y1 = one.box
    words = f"{one.rule}: “{one.words}” {one.was} → {one.meant}"
    x0, x1 = x0 - left, x1 - left
    if page.lean:
        x0, x1 = page.lean.upright(x0, y1), page.lean.upright(x1, y1)
    return SourceObject("settled", 0, words, "text", "", page.place(x0, y0, x1, y1))


def _shifted(char: Char, left: float) -> Char:
    return replace(char, x0=char.x0 - left, x1=char.x1 - left) if left else char


def _fold(found: Recognised) -> float | None:
    """Return where the fold of a spread is: no line of text and no rule crosses it."""
    if not _SPREAD[0] < found.width / found.height < _SPREAD[1] or not found.chars:
        return None
    size = median(char.size for char in found.chars)
    low, high = (share * found.width for share in _FOLD)
    # A rule over or under all type may be the edge of the paper.
    top, foot = min(char.y0 for char in found.chars), max(char.y1 for char in found.chars)
    taken = sorted(
        [(char.x0, char.x1) for char in found.chars if char.x1 > low and char.x0 < high]
        + [
            (rule.x0, rule.x1)
            for rule in found.rules
            if rule.x1 > low and rule.x0 < high and rule.x1 - rule.x0 > size and top <= rule.y0 <= foot
        ]
    )
    best, at, end = _FOLD_WIDTH * size, None, low
    for x0, x1 in [*taken, (high, high)]:
        if x0 - end > best:
            best, at = x0 - end, (x0 + end) / 2
        end = max(end, x1)
    # Text begins at the same distance from the middle on every page; how far its lines reach beside it differs.
    middle, room = found.width / 2, _FROM_FOLD * size
    is_free = not any(x0 < middle - room and x1 > middle + room for x0, x1 in taken) and not any(
        middle - room < char.x1 and char.x0 < middle + room for char in found.chars
    )
    return middle if at is not None and is_free else at


def _doubts(page: Page) -> Iterator[SourceObject]:
    """Give a note for each run of signs that the engine is not sure of, with the signs beside it."""
    n = 0
    while n < len(page.chars):
        if not _is_doubtful(page.chars[n]):
            n += 1
            continue
        end = n + 1
        while end < len(page.chars) and _is_doubtful(page.chars[end]):
            end += 1
        signs = page.chars[n:end]
        before = _beside(page.chars[max(0, n - _CONTEXT) : n], signs[0])
        after = _beside(page.chars[end : end + _CONTEXT], signs[-1])
        words = "".join(char.text for char in signs)
        box = page.place(
            min(char.x0 for char in signs),
            min(char.y0 for char in signs),
            max(char.x1 for char in signs),
            max(char.y1 for char in signs),
        )
        yield SourceObject("doubt", 0, f"{before}[{words}]{after}", "text", "", box)
        n = end


def _beside(chars: list[Char], sign: Char) -> str:
    """Return those signs that stand in the line of another."""
    middle = (sign.y0 + sign.y1) / 2
    return "".join(char.text for char in chars if char.y0 <= middle <= char.y1)


def _is_doubtful(char: Char) -> bool:
    least = _DOUBTFUL_MARK if char.text in _TWO_WIDTHS else DOUBTFUL
    return char.sure < least and not char.text.isspace()
