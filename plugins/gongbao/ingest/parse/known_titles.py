"""A title as the contents call it: over which lines of the page it stands, and which of both is whole."""

import re

from gongbao.bulletin import agency
from gongbao.bulletin.fold import HAN, abridges, fold
from gongbao.bulletin.numerals import COUNT

from ..model.lines import Line
from ..model.record import Record
from ..sort.lookup import SEVERAL
from . import title_lines

_SPOKEN_BY = re.compile(rf"(?:书记|主任|主席|同志|[省市区县州盟旗镇乡部局厅院]长)[{HAN}]{{0,4}}$")
_SERIAL_BEHIND = re.compile(rf"(?<=[令告])[\s\u3000]*[（(]?(?:\d{{4}}年)?第[\d{COUNT}]{{1,6}}号[)）]?$")


def of_head(lines: list[Line], at: int, known: str | None) -> int:
    """Return how many of the lines above, from the first on, are the title that the contents give; 0 if they are not."""
    return next((n for n in range(at, 0, -1) if known and _names(_together(lines[:n]), known)), 0)


def head_as_called(head: str, known: str | None) -> str:
    """Return how a text without a title of its own is called: by its head, or otherwise by the contents.

    These may shorten the head, and then have the number with it: 林产部公告（第11号） for 中华人民共和国林产部公告.
    """
    if not known:
        return head
    called = _SERIAL_BEHIND.sub("", known)
    return head if fold(called) != fold(head) and _is_shorter(called, head) else known


def lines_of(lines: list[Line], at: int, known: str | None) -> int:
    """Return over how many lines the known title goes; 0 if it does not stand here."""
    for count in range(1, min(title_lines.MOST, len(lines) - at) + 1) if known else ():
        if _names(_together(lines[at : at + count]), known or ""):
            return count
    return 0


def whole(record: Record, printed: str, known: str | None) -> str:
    """Return the title with the agencies that the page sets apart, in full where the contents shorten them."""
    if not known or not printed or fold(known) == fold(printed):
        return printed
    if fold(known).replace("、", "") == fold(printed):
        # Two agencies, one below the other on the page: the contents say where one name ends.
        return known
    if not fold(known).endswith(fold(printed)):
        return printed
    if _SPOKEN_BY.search(fold(known)[: -len(fold(printed))]):
        # 市委书记某某在…会上的讲话: the page has who spoke below its title.
        return printed
    head, full = fold(known)[: -len(fold(printed))].replace("、", ""), "".join(record.banner)
    return full + printed if head and _is_shorter(head, full) else known


def _is_shorter(short: str, long: str) -> bool:
    """Tell whether a title is another one with words left out."""
    return abridges(fold(short), fold(long))


def shortens_agency(title: str, printed: str) -> bool:
    """Tell whether the contents leave out the agencies of a title, or shorten their names, and else say it as the page does."""
    page, called = fold(printed), fold(title).replace("、", "")
    several = SEVERAL.match(called)
    rest = called[several.end() if several else max(called.find("关于"), 0) :]
    if not rest or not page.endswith(rest):
        return False
    head = page[: -len(rest)]
    return bool(several or (agency.split_joint(head) and abridges(called[: -len(rest)], head)))


def _together(lines: list[Line]) -> str:
    return "".join(line.text for line in lines)


def _names(joined: str, known: str) -> bool:
    """Tell whether lines of the page are the title that the contents give: the same, or one of both with its agency too."""
    a, b = fold(joined), fold(known)
    return (
        a == b
        or (len(b) > 8 and a.endswith(b))
        or (len(a) > 8 and b.endswith(a) and bool(agency.split_joint(b[: -len(a)])))
    )
