"""The 15 genres (文种) of the 党政机关公文处理工作条例 (2012), read from the end of a title."""

import re

from .fold import simplify

GENRES = (
    "决议",
    "决定",
    "命令",
    "令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
_TAIL = re.compile(r"[（(][^（()）]*[）)]$|[〔\[][^〔〕\[\]]*[〕\]]$")


def from_title(title: str) -> str | None:
    """Return the genre that a title names at its end, or None.

    A closing bracket such as （试行）, （2017—2025年） or （〔2023〕第2次） does not count. 命令 and 令 are one genre, given as 令.
    """
    text = simplify(re.sub(r"\s", "", title))
    while (shorter := _TAIL.sub("", text)) != text:
        text = shorter
    for genre in GENRES:
        if text.endswith(genre) and not text.endswith("信函"):
            return "令" if genre == "命令" else genre
    return None
