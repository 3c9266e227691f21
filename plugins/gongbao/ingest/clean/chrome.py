"""Noise rules for lines that a web page has around its text; the lines themselves are words/chrome.toml."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from gongbao.bulletin import dates
from gongbao.bulletin.fold import simplify

from ..forms.elements import FILE
from ..model.lines import Line
from ..words import table
from .rule import Example, Rule

_RELATED = re.compile(
    r"^(?:相关范文推荐|相关推荐|猜你喜欢|热门推荐|热门文章|相关文章|相关链接)[:：]?$|^取自[“\"]?https?://"
)
_ROLE = re.compile(
    r"^(?:(?:总|副|执行)?\s*主\s*编|副?总编辑?|(?:副)?主\s*任|编\s*委|委\s*员|编\s*审|校\s*对|责任校对|美术编辑|主\s*审|监\s*审)[\s\u3000]*[:：]"
)
_EDITOR = re.compile("责任编辑|责编|编辑|审核")
# Longer lines are no row of buttons; a row of more pieces is not tried in every way.
_LONGEST_ROW, _MOST_PIECES = 200, 24
_PIECE = re.compile(r"[\s\u3000|｜]+|(?=【)|(?<=】)")
# A label that a page sets close behind the value of the one before: 发布时间：2023-03-15 09:28信息来源：某办公室.
_GLUED = re.compile(
    r"(?:(?:信息|文章|稿件|新闻|内容)?来源|作者|(?:责任)?编辑|(?:发布|更新|发表|公开)(?:时间|日期)|(?:浏览|点击|阅读|访问)(?:次?数|人?次|量)?|字[体号](?:大小)?)\s*[:：]"
)
_MINUTE = re.compile(rf"{dates.PUT_UP}[\s\u3000]+{dates.TIME}")
_DAY = re.compile(rf"{dates.PUT_UP}")
_OF_MINUTE = re.compile(rf"{dates.PUT_UP}|{dates.TIME}")
_LABELLED = re.compile(r"[一-龥]{2,6}[:：][^。；：:]{1,16}")
# Days alone are no page's: each agency of a joint notice may have its own.
_DAYS = re.compile(rf"(?:{dates.PUT_UP}[\s\u3000]*)+")
_HEAD = 4
_EMPTY, _LOWEST_EMPTY = frozenset({"无", "暂无"}), 24
_REACH, _COUNT = 12, re.compile(r"\d{1,8}")


@cache
def _line() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry['is']})" for entry in table("chrome")["line"]))


def is_chrome(text: str) -> bool:
    """Tell whether a line consists of nothing but parts of a page's furniture, set apart by blanks or by 【."""
    text = simplify(text.strip(" \t\u3000|｜"))
    if not text:
        return False
    if _is_part(text):
        return True
    if len(text) > _LONGEST_ROW:
        return False
    starts = sorted(
        {0, *(match.end() for match in _PIECE.finditer(text)), *map(re.Match.start, _GLUED.finditer(text))}
    )
    if not 1 < len(starts) <= _MOST_PIECES or _MINUTE.fullmatch(text) or _DAYS.fullmatch(text):
        return False
    # From which pieces on the rest of the line has been read as furniture, from the right.
    ends = [*starts[1:], len(text)]
    if _MINUTE.match(text) and _is_row_of_labels(
        [text[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    ):
        return True
    good = [False] * len(starts) + [True]
    for at in range(len(starts) - 1, -1, -1):
        good[at] = any(
            good[to + 1] and _is_of_row(text[starts[at] : ends[to]].strip(" \t\u3000\u00a0|｜"))
            for to in range(at, len(starts))
        )
    return good[0]


def _is_row_of_labels(pieces: list[str]) -> bool:
    """Tell whether a row that opens with the minute of a page has a part that is known and others with any label.

    2024-07-19 17:05　公告类型：中标公告　阅读：96
    """
    others = [piece for piece in pieces if piece and not _OF_MINUTE.fullmatch(piece)]
    known = [piece for piece in others if _is_part(piece)]
    return bool(known) and all(piece in known or _LABELLED.fullmatch(piece) for piece in others)


def _is_of_row(text: str) -> bool:
    """Tell whether words are one part of a row of several: among these the day or minute of a page needs no label."""
    return _is_part(text) or bool(_MINUTE.fullmatch(text) or _DAY.fullmatch(text))


def _is_part(text: str) -> bool:
    """Tell whether words are one part of a page's furniture, bare or in brackets: 【时间：2022-05-12】."""
    if _line().fullmatch(text):
        return True
    inner = text[1:-1]
    return text[:1] == "【" and text[-1:] == "】" and "【" not in inner and is_chrome(inner)


def _furniture(lines: list[Line], rule_of: Mapping[int, str]) -> Iterable[int]:
    found = {at for at, line in enumerate(lines) if is_chrome(line.text) and not _among_editors(lines, at)}
    for at in range(1, len(lines)):
        # The files to be fetched stand below 附件下载.
        if at - 1 in found and FILE.match(lines[at].text.strip()):
            found.add(at)
        # How often a page was read stands below when it was put up, without a label.
        if at - 1 in found and at < _REACH and _COUNT.fullmatch(lines[at].text.strip()):
            found.add(at)
    for at in range(min(_LOWEST_EMPTY, len(lines) - 1)):
        # A field of the page that is empty stands over its row: 无, where the number would be.
        if at + 1 in found and lines[at].text.strip() in _EMPTY:
            found.add(at)
    for at in range(min(_HEAD, len(lines) - 1)):
        # The name of an account stands over the line that says when it wrote.
        if at + 1 in found and lines[at + 1].text.strip().startswith(lines[at].text.strip()):
            found.add(at)
    return found


def _among_editors(lines: list[Line], at: int) -> bool:
    """Tell whether 责任编辑：X is a line of a bulletin's own list of editors: another role stands beside it."""
    if not _EDITOR.match(lines[at].text.strip()):
        return False
    beside = [lines[n].text.strip() for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return any(_ROLE.match(text) for text in beside)


def _related(lines: list[Line], rule_of: Mapping[int, str]) -> Iterable[int]:
    """Find a page's list of related texts: its heading in the last tenth of the text, and all below it."""
    last_tenth = max(int(len(lines) * 0.9) - 2, 0)
    for at in range(len(lines) - 1, min(int(len(lines) * 0.6), last_tenth), -1):
        # Further up only titles may stand below it.
        if _RELATED.match(lines[at].text.strip()) and (
            at > last_tenth or not any(line.text.rstrip().endswith(("。", "；")) for line in lines[at + 1 :])
        ):
            return range(at, len(lines))
    return ()


RELATED = Rule(
    "web-chrome",
    "a page's list of related texts, at the end of the text",
    (Example("关于甲的通知\n正文。\n相关推荐\n关于乙的通知", "关于甲的通知\n正文。"),),
    ("相关推荐\n正文。", "一、相关推荐工作"),
    lines=_related,
)
FURNITURE = Rule(
    "web-chrome",
    "lines of nothing but a page's furniture",
    (
        Example("【打印】 【关闭】\n正文。", "正文。"),
        Example("【信息时间： 2020-03-17 15:20  阅读次数：1043 】【我要打印】\n正文。", "正文。"),
        Example("【我要纠错】责任编辑：甲某\n正文。", "正文。"),
        Example("附件下载\n关于甲的通知.doc\n正文。", "正文。"),
        Example("发布时间：2018-11-12 字体大小：[大][中][小]\n48268\n正文。", "正文。"),
        Example("关于甲的通知\n无\n来源：某局 时间：2023-10-23 10:03\n正文。", "关于甲的通知\n正文。"),
        Example("2024-07-19 17:05　公告类型：中标公告　阅读：96\n正文。", "正文。"),
        Example("云岭发布\n云岭发布 2023-05-06 10:20 发表于云岭\n正文。", "正文。"),
    ),
    ("主　编：甲某\n责任编辑：乙某", "关于甲的通知.doc"),
    lines=_furniture,
)
