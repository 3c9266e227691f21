"""The red head (发文机关标志) of one agency or several, with 文件, 令 or 公告 behind any of them, or with nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.bulletin import agency

from ..model.lines import Line
from . import elements, orders

_MOST_LINES = 8
# 地方标准公告 is counted by itself, as 公告 is.
MARK = re.compile(r"(?:文件|任免(?:通知|文件)|公?函|命令|令|(?:(?:地方|国家|行业|团体)标准)?(?:公告|通告))$")

_OF_A_KIND = re.compile("任免(?:通知|文件)|公?函")


@dataclass(frozen=True)
class Banner:
    """A red head: how many lines it takes, the agencies it names, what it calls the document."""

    count: int
    agencies: tuple[str, ...]
    mark: str


def read(lines: Sequence[Line], at: int) -> Banner | None:
    """Read the red head that opens at a line; None if the lines are none.

    Agencies without 文件 may as well open a title or sign a text: they are a red head only above a number.
    """
    names: list[str] = []
    mark, marked = "", 0
    n = at
    while n < min(len(lines), at + _MOST_LINES) and "\t" not in lines[n].text:
        text = lines[n].text.strip()
        bare = elements.squeeze(text)
        found = MARK.search(bare)
        if joint := _issuers(text):
            names += joint
        elif (
            found
            and not mark
            and (bare == found.group() or agency.split_joint(_without(text, found.group())))
        ):
            # A name that a blank parts from 文件, or that stands beside it; 文件 alone closes the names above it.
            if bare == found.group() and not names:
                return None
            names += agency.split_joint(_without(text, found.group()))
            mark, marked = found.group(), n + 1
        else:
            break
        n += 1
    if not names:
        return None
    # 某区人民政府任免通知, 某局函: red heads of a kind of document, which the number tells from its title.
    if _OF_A_KIND.fullmatch(mark):
        return Banner(n - at, tuple(names), "文件") if _is_numbered(lines, n, "文件") else None
    numbered = n < len(lines) and _is_numbered(lines, n, mark)
    if mark == "文件":
        # Behind 文件 a further name belongs to the head only if the number follows it.
        return Banner(n - at, tuple(names), mark) if numbered or n == marked else _upto(lines, at, marked)
    return Banner(n - at, tuple(names), mark) if numbered and (mark or n > at) else None


def _issuers(text: str) -> tuple[str, ...]:
    """Return the agencies that a line of a red head names; the session of a congress announces under its own name."""
    session = re.fullmatch(
        r"\S{4,40}(?:代表大会|委员会)第[一二三四五六七八九十\d]{1,4}次(?:全体)?会议", elements.squeeze(text)
    )
    return agency.split_joint(text) or ((session.group(),) if session else ())


def _upto(lines: Sequence[Line], at: int, end: int) -> Banner:
    names = [name for line in lines[at:end] for name in agency.split_joint(_without(line.text, "文件"))]
    return Banner(end - at, tuple(names), "文件")


def _without(text: str, mark: str) -> str:
    """Return the text without the mark at its end, however it is spaced."""
    return re.sub(r"[\s\u3000]*".join(mark) + r"[\s\u3000]*$", "", text)


def _is_numbered(lines: Sequence[Line], at: int, mark: str) -> bool:
    """Tell whether a number stands right below: 第7号 below an order, a whole number below anything else."""
    if mark and mark != "文件":
        return orders.is_serial(lines[at].text)
    for line in lines[at : at + 3]:
        text = line.text.strip()
        if elements.opens_with_number(text):
            return True
        bare = elements.squeeze(text)
        if not (elements.URGENCY.match(bare) or elements.MINUTES.match(bare)):
            return False
    return False
