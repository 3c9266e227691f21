"""The line that a fax machine prints over each page: day and time, who sent it, its number, the page."""

import re
from collections.abc import Iterable, Mapping

from gongbao.bulletin import dates

from ..model.lines import Line
from .rule import Example, Rule

_TIME = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\s?[AP]M)?"
# Whatever blank there is between them: recognised, there may be none.
_WHEN = re.compile(rf"{dates.SENT}\s*{_TIME}(?!\d)|(?<!\d){_TIME}\s*{dates.SENT}", re.I)
_PAGE = re.compile(
    r"(?:\bP(?:AGE)?|页)\s*[.:：,]?\s*\d{1,3}(?:\s*[/／]\s*\d{1,3})?\s*$|第\s*\d{1,3}\s*页\s*$", re.I
)
_LONGEST = 90


def _lines(lines: list[Line], known: Mapping[int, str]) -> Iterable[int]:
    return [
        at
        for at, line in enumerate(lines)
        if len(line.text) <= _LONGEST and _WHEN.search(line.text) and _PAGE.search(line.text)
    ]


FAX_LINES = Rule(
    "fax-line",
    "what a fax machine prints over each page: day and time, sender, number, page",
    (
        Example("2003-05-12 09:31  云岭县政府办  0999 6650123  P.02\n正文。", "正文。"),
        Example("12/05/2003 09:31 FROM 6650123 TO 6650456 PAGE 1/3\n正文。", "正文。"),
    ),
    ("会议时间：2003-05-12 09:31", "2003-05-12 09:31 来源：云岭县政府", "第3页"),
    lines=_lines,
)
