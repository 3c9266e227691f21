"""What befell a text of law, as collections set it below the title: a line for each day, without brackets."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN

from ..model.lines import Line
from .head import Head
from .rule import Rule

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

# 本文件已于2011年12月30日由《某市人民政府关于废止部分文件的决定》废止。
_STANDING = re.compile(
    r"^[（(【]?(?:注[:：]|提示[:：])?(?:本|该|此)(?:件|文|文件|规章|法规|规范性文件|办法|规定|通知|意见)(?=[^。]*[已被由])(?![^。]*(?:同时|之日起))[^。]{0,120}(?:废止|失效|修改|修订|修正|停止执行|宣布无效)[^。，；]{0,6}。?[)）】]?$"
)


def _standing(lines: Sequence[Line], at: int) -> Head | None:
    return Head(1, notes=(0,)) if _STANDING.match(lines[at].text.strip()) else None


STANDING: Final = Rule(
    "standing",
    "head",
    _standing,
    ">本文件已于2011年12月30日由《某市人民政府关于废止部分文件的决定》废止。\n某市人民政府关于修路的通知",
    ">本办法由某局负责解释，自公布之日起施行，原办法同时废止。",
)


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
