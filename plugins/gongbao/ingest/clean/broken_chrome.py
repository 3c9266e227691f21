"""Noise rules for a page's furniture that a copy has broken over lines: its path, labels above their values, buttons."""

import re
from collections.abc import Iterable, Mapping

from ..model.lines import Line
from .chrome import is_chrome
from .rule import Example, Rule

# A path stands at the head of a page; so far down it may begin.
_REACH = 12
_MOST_CRUMBS = 8
_LONGEST_CRUMB = 20
_HERE = re.compile(
    r"^(?:[您你]?(?:的|现在|当前|所在)*的?位置\s*[:：]?|当前位置\s*[:：]?|首\s*页|网站首页|主页)$"
)
_STEP = re.compile(r"^(?:>|›|»|＞|>>|/|→|-)$")
_LABEL = re.compile(r"^[^：:。，【\[]{2,8}[:：]$")
_OPENS, _CLOSES = re.compile(r"^[【\[]"), re.compile(r"[】\]]$")
_MOST_BUTTONS = 8


def _texts(lines: list[Line]) -> list[str]:
    return [line.text.strip() for line in lines]


def _path(lines: list[Line], rule_of: Mapping[int, str]) -> Iterable[int]:
    """Find 首页 / > / 政务公开 / > / 县政府文件, each on a line of its own; a crumb stands on both sides of a sign."""
    texts = _texts(lines)
    for start in range(min(_REACH, len(texts))):
        at = start
        while at < len(texts) and _HERE.match(texts[at]):
            at += 1
        # 首页 itself is a crumb; behind 当前位置 alone the first crumb follows.
        if at == start:
            continue
        crumbs = 0
        while at < len(texts) and crumbs < _MOST_CRUMBS:
            if _STEP.match(texts[at]) and at + 1 < len(texts) and len(texts[at + 1]) <= _LONGEST_CRUMB:
                at, crumbs = at + 2, crumbs + 1
            elif at + 1 < len(texts) and _STEP.match(texts[at + 1]) and len(texts[at]) <= _LONGEST_CRUMB:
                at += 1
            else:
                break
        return range(start, at) if crumbs else ()
    return ()


def _labels(lines: list[Line], rule_of: Mapping[int, str]) -> Iterable[int]:
    """Find a label of a page (发表时间：, 来源：) above its value, and buttons whose brackets stand on other lines."""
    texts = _texts(lines)
    found: set[int] = set()
    for at, text in enumerate(texts[:-1]):
        below = texts[at + 1]
        if (
            _LABEL.match(text)
            and not _LABEL.match(below)
            and is_chrome(text + below)
            and not is_chrome(below)
        ):
            found |= {at, at + 1}
        elif _LABEL.match(text) and is_chrome(text):
            found.add(at)
        elif _OPENS.match(text) and not _CLOSES.search(text):
            end = next(
                (n for n in range(at + 1, min(at + _MOST_BUTTONS, len(texts))) if _CLOSES.search(texts[n])), 0
            )
            if end and is_chrome(" ".join(texts[at : end + 1])):
                found |= set(range(at, end + 1))
    return found


RULES = (
    Rule(
        "web-chrome",
        "the path to a page, one crumb a line",
        (
            Example("当前位置：\n首页\n>\n政务公开\n关于甲的通知", "关于甲的通知"),
            Example("首页\n>\n政务公开\n>\n县政府文件\n关于甲的通知", "关于甲的通知"),
        ),
        ("首页\n关于甲的通知", "1\n>\n2"),
        lines=_path,
    ),
    Rule(
        "web-chrome",
        "labels of a page above their values, buttons broken over lines",
        (
            Example("来源：\n云岭日报\n正文。", "正文。"),
            Example("【\n打印本页\n】\n正文。", "正文。"),
            Example("【字体：\n大\n小\n】\n正文。", "正文。"),
        ),
        ("主持人：\n甲某\n正文。", "【\n甲某\n】"),
        lines=_labels,
    ),
)
