"""What lies over or beside the text of a page: watermarks, and what is drawn outside of it."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from .geometry import Char, Page

# Of the characters of a watermark so many lie on others.
_OVERLAID = 0.25
_LARGE = 1.8
# How much of a character has to be covered, each way.
_COVERED = 0.35
_FEWEST = 2


def set_aside(page: Page) -> None:
    """Take out of the page's text what is off the page, and what is stamped across its lines."""
    off = [char for char in page.chars if not _is_on(char, page)]
    _take_out(page, off, "off-page")
    _take_out(page, _stamped(page.chars), "watermark")


def _take_out(page: Page, chars: Sequence[Char], rule: str) -> None:
    if not chars:
        return
    gone = set(map(id, chars))
    page.chars = [char for char in page.chars if id(char) not in gone]
    page.dropped.setdefault(rule, []).extend(chars)


def _is_on(char: Char, page: Page) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return 0 <= x <= page.width and 0 <= y <= page.height


def _stamped(chars: Sequence[Char]) -> list[Char]:
    """Return the characters of a pale or large inscription that lies across other lines.

    Nothing is set across a line of text but a watermark or a stamp: two texts at one place cannot both be read.
    """
    inked = [char for char in chars if not char.text.isspace()]
    if not inked:
        return []
    usual = median(char.size for char in inked)
    groups: dict[tuple[bool, int], list[Char]] = defaultdict(list)
    for char in inked:
        if char.pale or char.size > _LARGE * usual:
            groups[char.pale, round(char.size)].append(char)
    found: list[Char] = []
    for (pale, _), group in groups.items():
        members = set(map(id, group))
        others = [
            c for c in inked if id(c) not in members and (not c.pale if pale else c.size < group[0].size)
        ]
        places = _by_place(others, usual)
        overlaid = sum(1 for char in group if _covers_any(char, places, usual))
        if overlaid >= _FEWEST and overlaid >= _OVERLAID * len(group):
            found += group
    return found


def _by_place(chars: Sequence[Char], step: float) -> dict[tuple[int, int], list[Char]]:
    """Sort characters into squares of a page by their middle, so that neighbours are found at once."""
    places: dict[tuple[int, int], list[Char]] = defaultdict(list)
    for char in chars:
        places[int((char.x0 + char.x1) / 2 / step), int((char.y0 + char.y1) / 2 / step)].append(char)
    return places


def _covers_any(char: Char, places: dict[tuple[int, int], list[Char]], step: float) -> bool:
    across = range(int(char.x0 / step) - 1, int(char.x1 / step) + 2)
    down = range(int(char.y0 / step) - 1, int(char.y1 / step) + 2)
    return any(_covers(char, other) for x in across for y in down for other in places.get((x, y), ()))


def _covers(char: Char, other: Char) -> bool:
    wide = min(char.x1, other.x1) - max(char.x0, other.x0)
    high = min(char.y1, other.y1) - max(char.y0, other.y0)
    return wide > _COVERED * (other.x1 - other.x0) and high > _COVERED * (other.y1 - other.y0)
