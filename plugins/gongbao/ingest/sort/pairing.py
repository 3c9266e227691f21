"""Pair entries of the contents whose titles stand nowhere with documents that no entry names.

First what names a document whatever its place: its number, the words that an order without a title opens with. Then what
tells it beside its place: entries and documents that are left between the same neighbours are laid side by side, so that
their order is kept and their words are as alike as they can be. At last its kind, where as many are left of both.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from gongbao.bulletin import number
from gongbao.bulletin.fold import abridges, fold, simplify

from ..forms import elements, heads, orders, reach
from ..model.contents import Entry
from ..model.lines import Line

# So many lines from the title on may have the number, and what an announcement is about.
_REACH = 6
_LEAST_WORDS = 6
# So much of what an entry is about stands in a title that says it otherwise; and so many characters are no chance.
_ALIKE, _LEAST_ALIKE = 0.75, 4
_KIND = re.compile(
    "(?:训令|訓令|指令|命令|[布佈]告|公告|通告|通令|密令|代[电電]|快[邮郵]代[电電]|公函|函|批|令)$"
)
# What every title has, and tells none from the other.
_COMMON = re.compile(
    "关于|关於|印发|转发|批转|发布|公布|进一步|加强|做好|开展|调整|成立|若干|有关|工作|问题|的?(?:通知|通报|意见|决定|批复|报告|办法|方案|规定|细则|请示|函)|的|[《》“”<>()（）]"
)


@dataclass(frozen=True)
class Start:
    """Where a document starts: the first lines of its head and of its title, and its contents entry if any."""

    head: int
    title: int
    entry: Entry | None = None


def pair(lines: list[Line], starts: list[Start], entries: Sequence[Entry]) -> list[Start]:
    """Return the starts, those without an entry each with the one left over that is most surely its own."""
    out = _by_identity(lines, starts, entries)
    for alike in (_likeness, _kinship):
        for left, open_ones in _gaps(out, entries):
            together = alike is _likeness or len(left) == len(open_ones)
            for entry, n in _aligned(lines, out, left, open_ones, alike) if together else ():
                out[n] = replace(out[n], entry=entry)
    return out


def by_likeness(
    lines: list[Line], starts: list[Start], entries: Sequence[Entry], free: Collection[Entry]
) -> list[Start]:
    """Return the starts, those without an entry each with the one between the same neighbours that is most alike.

    free: the entries that may be given to one.
    """
    out = list(starts)
    for left, open_ones in _gaps(out, entries):
        for entry, n in _aligned(lines, out, [one for one in left if one in free], open_ones, _likeness):
            out[n] = replace(out[n], entry=entry)
    return out


def _by_identity(lines: list[Line], starts: list[Start], entries: Sequence[Entry]) -> list[Start]:
    """Pair by number, and by the words with which an order without a title opens."""
    taken = {start.entry for start in starts}
    left = [entry for entry in entries if entry not in taken]
    out = list(starts)
    for n, start in enumerate(starts):
        if not left or start.entry:
            continue
        end = _end(lines, starts, n)
        if found := _by_number(lines, start, end, left) or _by_words(lines, start, end, left):
            out[n] = replace(start, entry=found)
            left.remove(found)
    return out


def _end(lines: list[Line], starts: list[Start], n: int) -> int:
    return starts[n + 1].head if n + 1 < len(starts) else len(lines)


def _gaps(starts: list[Start], entries: Sequence[Entry]) -> list[tuple[list[Entry], list[int]]]:
    """Return what is left between each two pairs that stand in the same order in contents and text: entries, starts."""
    places = {entry: n for n, entry in enumerate(entries)}
    paired = [(places[start.entry], n) for n, start in enumerate(starts) if start.entry in places]
    taken = {at for at, _ in paired}
    bounds = [(-1, -1), *_rising(paired), (len(entries), len(starts))]
    out = []
    for (first, above), (last, below) in pairwise(bounds):
        left = [entries[at] for at in range(first + 1, last) if at not in taken]
        open_ones = [n for n in range(above + 1, below) if not starts[n].entry]
        if left and open_ones:
            out.append((left, open_ones))
    return out


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of the pairs of which both numbers rise; an essay before the contents is listed first."""
    best: list[list[tuple[int, int]]] = []
    for at, one in enumerate(pairs):
        before = [best[n] for n in range(at) if pairs[n][0] < one[0]]
        best.append([*max(before, key=len, default=[]), one])
    return max(best, key=len, default=[])


def _aligned(
    lines: list[Line],
    starts: list[Start],
    left: list[Entry],
    open_ones: list[int],
    alike: Callable[[list[Line], Start, int, Entry], float],
) -> list[tuple[Entry, int]]:
    """Lay entries and starts side by side in their order, so that the sum of their likeness is greatest."""
    rows: list[list[tuple[float, list[tuple[Entry, int]]]]] = [[(0.0, [])] * (len(open_ones) + 1)]
    for entry in left:
        row: list[tuple[float, list[tuple[Entry, int]]]] = [(0.0, [])]
        for at, n in enumerate(open_ones):
            worth = alike(lines, starts[n], _end(lines, starts, n), entry)
            before, pairs = rows[-1][at]
            skipped = max(rows[-1][at + 1], row[at], key=lambda found: found[0])
            row.append(
                (before + worth, [*pairs, (entry, n)]) if worth and before + worth > skipped[0] else skipped
            )
        rows.append(row)
    return rows[-1][-1][1]


def _likeness(lines: list[Line], start: Start, end: int, entry: Entry) -> float:
    """Return how much of what an entry is about stands in the title of a document, or of the title in it; 0 if too little."""
    about = _about(entry.title)
    shares = [0.0]
    for last in range(start.title + 1, min(end, start.title + reach.MAX_TITLE_LINES) + 1):
        title = _about("".join(line.text for line in lines[start.title : last]))
        blocks = SequenceMatcher(None, about, title, autojunk=False).get_matching_blocks()
        common = sum(block.size for block in blocks if block.size > 1)
        if common >= _LEAST_ALIKE:
            shares.append(common / max(min(len(about), len(title)), 1))
    return max(shares) if max(shares) >= _ALIKE else 0


def _about(title: str) -> str:
    return _COMMON.sub("", simplify(fold(title)))


def _kinship(lines: list[Line], start: Start, end: int, entry: Entry) -> float:
    """Return whether a document that the page calls by its organ and kind alone is of the kind that an entry has."""
    called = elements.squeeze(lines[start.title].text)
    head = heads.element(lines, start.head) or heads.element(lines, start.title)
    ordered = head.order_of if head else ""
    of_order = _KIND.search(ordered)
    if of_order and of_order.group() in entry.title:
        return 1
    kind = _KIND.search(called)
    return float(bool(kind and entry.title.endswith(kind.group()) and orders.called_by_agency(called)))


def _by_number(lines: list[Line], start: Start, end: int, left: list[Entry]) -> Entry | None:
    """Return the one entry that has the number of a document."""
    said = _number_of(lines, start, end)
    found = [entry for entry in left if said and entry.number and _is_same(said, entry.number)]
    return found[0] if len(found) == 1 else None


def _by_words(lines: list[Line], start: Start, end: int, left: list[Entry]) -> Entry | None:
    """Return the one entry with which the text opens of an order or announcement that has no title of its own."""
    head = heads.element(lines, start.head) or heads.element(lines, start.title)
    if not head or not head.order_of:
        return None
    opening = fold("".join(line.text for line in lines[start.title : min(end, start.title + _REACH)]))
    found = [
        entry for entry in left if len(fold(entry.title)) >= _LEAST_WORDS and fold(entry.title) in opening
    ]
    return found[0] if len(found) == 1 else None


def _number_of(lines: list[Line], start: Start, end: int) -> str:
    """Return the number in the head of a document, or below its title."""
    for at in range(start.head, start.title + 1):
        if (found := heads.element(lines, at)) and found.number:
            return found.number
    below = range(start.title + 1, min(end, start.title + _REACH))
    return next((said for at in below if (said := elements.number_in_brackets(lines[at].text))), "")


def _is_same(said: str, listed: str) -> bool:
    """Tell whether two numbers are one; contents may shorten the agencies of orders and announcements."""
    one, other = number.parse(said), number.parse(listed)
    if not one or not other or (one.year, one.serial) != (other.year, other.serial):
        return False
    short, long = sorted((one.code, other.code), key=len)
    return short == long or (one.style == other.style != "standard" and abridges(short, long))
