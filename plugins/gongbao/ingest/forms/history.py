"""What befell a text of law, as collections set it below the title: a line for each day, without brackets."""

import re

from gongbao.bulletin import dates

# 1998年8月1日某市人大常委会第十次会议通过, 2021年3月3日 施行
_OF_HISTORY = re.compile(
    rf"^(?:根据\s*)?{dates.FULL_IN_FIGURES}(?!.*[。；：:]).{{0,400}}?(?:通过|公布|发布|施行|实施|生效|修正|修订|修改|批准|颁布|会议)(?:\s*根据)?[)）]?$"
)
_OPENS_LAW = re.compile(r"第[一二三四五六七八九十\d]{1,3}[编章节条]|目\s*录|[一二三四五六七八九十]{1,3}、")


def history_lines(texts: list[str]) -> int:
    """Return over how many lines it is said below the title of a law when it was passed, made known, put into force, changed.

    0 if the first says nothing of that.
    """
    joined = ""
    for count, text in enumerate(texts, start=1):
        if count > 1 and _OPENS_LAW.match(text.strip()):
            return 0
        joined += text.strip()
        if _OF_HISTORY.match(joined):
            return count
    return 0
