"""What befell a text of law, as collections set it below the title: a line for each day, without brackets."""

import re

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN

# 1998年8月1日某市人大常委会第十次会议通过, 2021年3月3日 施行
_OF_HISTORY = re.compile(
    rf"^(?:根据\s*)?{dates.FULL_IN_FIGURES}(?!.*(?:[；：:]|。(?!\s*根据))).{{0,400}}?(?:通过|公布|发布|施行|实施|生效|修正|修订|修改|批准|颁布|会议)(?:。?\s*根据)?[)）]?$"
)
# What has no day of its own: 公布之日施行; a further meeting; who made it known together, a line each.
_FURTHER = re.compile(
    r"^自?(?:公布|发布|颁布|通过)之日起?(?:施行|实施|生效)$|^[^。；：:]{4,200}会议[^。；：:]{0,120}(?:通过|批准|修正|修订)[)）]?$"
)
_MADE_KNOWN_BY = re.compile(rf"^(?P<who>[{HAN}、\s\u3000]{{2,60}})(?:发布|公布|颁布|批准)$")
_OPENS_LAW = re.compile(r"第[一二三四五六七八九十\d]{1,3}[编章节条]|目\s*录|[一二三四五六七八九十]{1,3}、")


def history_lines(texts: list[str], *, further: bool = False) -> int:
    """Return over how many lines it is said below the title of a law when it was passed, made known, put into force, changed.

    0 if the first says nothing of that. further: another such line stands above, so that this one needs no day.
    """
    joined = ""
    for count, text in enumerate(texts, start=1):
        # 《关于修改 / 废止部分地方性法规的决定》修正
        inside = joined.count("《") > joined.count("》")
        if count > 1 and not inside and _OPENS_LAW.match(text.strip()):
            return 0
        joined += text.strip()
        if joined.count("《") > joined.count("》"):
            continue
        if _OF_HISTORY.match(joined) or (
            further and (_FURTHER.match(joined) or _is_made_known(texts[:count]))
        ):
            return count
    return 0


def _is_made_known(texts: list[str]) -> bool:
    """Tell whether lines name who made a text known: 文化部 / 海关总署发布."""
    *above, last = (text.strip() for text in texts)
    found = _MADE_KNOWN_BY.match(last)
    return bool(found and all(agency.split_joint(name) for name in [*above, found["who"].strip()]))
