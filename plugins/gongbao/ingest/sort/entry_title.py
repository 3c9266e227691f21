"""Which of the words on a line of the contents are the title: those that stand in the text as a heading.

Beside a title stand, in every order, who spoke, who issued it, its number, its day; the text tells them from the title
where no form does.
"""

import re
from collections.abc import Iterator

from gongbao.bulletin import agency
from gongbao.bulletin.fold import fold

from . import paging
from .lookup import Lookup

_SHORTEST = 6
# What parts a title from what stands beside it: leaders, blanks, strokes, a colon.
_BETWEEN = re.compile(r"\s*(?:[.．·•…⋯┄—_\-～~]{2,}|…|[\s\u3000]+|[/／|｜:：])\s*")
# 附：某某报告, as an entry of its own: the contents say whose it is.
ATTACHED = re.compile(r"附(?:件|录|表)?[\d一二三四五六七八九十]{0,2}[:：]")
# 县长某某在某会议上的讲话: the page has who spoke below its title.
_SPOKEN = re.compile(
    r"在.{4,}[上中时](?:所作)?的.{0,6}(?:讲话|发言|致辞|报告|演讲|说明)(?:[（(].{2,8}[)）])?$"
)
_STROKE = re.compile(r"\s*[/／]\s*")
_BRACKET = re.compile(r"\s*[（(][^（()）]+[)）]$")


def standing(title: str, lookup: Lookup, skip: range) -> str:
    """Return the words of an entry that stand in the text as a heading, the most that do; "" if none."""
    if (stroke := _STROKE.search(title)) and lookup.find(title[: stroke.start()], skip):
        # 某厂旧事／口述：某某　整理：某某: behind a stroke stands who wrote.
        return title[: stroke.start()]
    return next((part for part in sorted(_parts(title), key=worth) if lookup.find(part, skip)), "")


def worth(title: str) -> tuple[bool, int]:
    """Return what orders titles by how much they say: an order's number (某市人民政府令第66号) comes last, then length."""
    return paging.is_number(title), -len(title)


def _parts(title: str) -> Iterator[str]:
    """Yield a title whole, and without what may stand behind it or before it."""
    yield title
    if ATTACHED.match(title):
        return
    if spoken := _SPOKEN.search(title):
        yield spoken.group()
    if bracket := _BRACKET.search(title):
        yield title[: bracket.start()]
    cuts = list(_BETWEEN.finditer(title))
    parts = [title[: cut.start()] for cut in reversed(cuts)] + [title[cut.end() :] for cut in cuts]
    # An agency, or a person, stands over many a document and is the title of none.
    yield from (part for part in parts if len(fold(part)) >= _SHORTEST and not agency.split_joint(part))
