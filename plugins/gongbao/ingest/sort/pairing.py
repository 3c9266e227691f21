"""Pair entries of the contents whose titles stand nowhere with documents that no entry names: by number, by what they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongbao.bulletin import number
from gongbao.bulletin.fold import abridges, fold

from ..forms import elements, heads, orders
from ..model.contents import Entry
from ..model.lines import Line

# So many lines from the title on may have the number, and what an announcement is about.
_REACH = 6
_LEAST_WORDS = 6
_KIND = re.compile(
    "(?:训令|訓令|指令|命令|[布佈]告|公告|通告|通令|密令|代[电電]|快[邮郵]代[电電]|公函|函|批|令)$"
)


@dataclass(frozen=True)
class Start:
    """Where a document starts: the first lines of its head and of its title, and its contents entry if any."""

    head: int
    title: int
    entry: Entry | None = None


def pair(lines: list[Line], starts: list[Start], entries: Sequence[Entry]) -> list[Start]:
    """Return the starts, each that has no entry with the one left over that has its number, or that it opens with."""
    taken = {start.entry for start in starts}
    left = [entry for entry in entries if entry not in taken]
    out = list(starts)
    for n, start in enumerate(starts):
        if not left or start.entry:
            continue
        end = starts[n + 1].head if n + 1 < len(starts) else len(lines)
        if found := _by_number(lines, start, end, left) or _by_words(lines, start, end, left):
            out[n] = replace(start, entry=found)
            left.remove(found)
    return _in_order(lines, _between(lines, out, left, entries), left)


def _between(
    lines: list[Line], starts: list[Start], left: list[Entry], entries: Sequence[Entry]
) -> list[Start]:
    """Pair a document that the page calls by its organ and kind alone (某县人民委员会布告) with the one entry of its kind.

    Entry and document stand between the same neighbours, and no other is left there. Pairs are taken out of `left`.
    """
    out = list(starts)
    for entry in list(left):
        n = entries.index(entry)
        before = next((one for one in reversed(entries[:n]) if one not in left), None)
        after = next((one for one in entries[n + 1 :] if one not in left), None)
        alone = sum(1 for one in left if one.section == entry.section or not entry.section) == 1
        places = [at for at, start in enumerate(out) if start.entry in (before, after) and start.entry]
        first = next((at + 1 for at in places if out[at].entry == before), 0)
        last = next((at for at in places if out[at].entry == after), len(out)) if after else len(out)
        open_ones = [at for at in range(first, last) if not out[at].entry]
        if alone and len(open_ones) == 1 and _is_of_kind(lines, out[open_ones[0]], entry):
            out[open_ones[0]] = replace(out[open_ones[0]], entry=entry)
            left.remove(entry)
    return out


def _is_of_kind(lines: list[Line], start: Start, entry: Entry) -> bool:
    """Tell whether a document is called by its organ and a kind that the entry has, too."""
    called = elements.squeeze(lines[start.title].text)
    kind = _KIND.search(called)
    return bool(kind and entry.title.endswith(kind.group()) and orders.called_by_agency(called))


def _in_order(lines: list[Line], starts: list[Start], left: list[Entry]) -> list[Start]:
    """Pair orders that have no titles with as many entries that name their kinds in the same order: 省政府訓令　為…由."""
    untitled = [
        (n, head.order_of)
        for n, start in enumerate(starts)
        if not start.entry
        and ((head := heads.element(lines, start.head)) or (head := heads.element(lines, start.title)))
        and head.order_of
    ]
    if len(untitled) != len(left) or not all(
        (kind := _KIND.search(order)) and kind.group() in entry.title
        for (_n, order), entry in zip(untitled, left, strict=True)
    ):
        return starts
    out = list(starts)
    for (n, _order), entry in zip(untitled, left, strict=True):
        out[n] = replace(starts[n], entry=entry)
    return out


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
