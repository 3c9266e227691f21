"""The labels of index cards on web pages, and what stands behind them."""

import re
from collections.abc import Iterator

from gongbao.bulletin.fold import simplify

from ...words import card_labels, table
from .chrome import is_chrome_line

_LABELS = card_labels() - frozenset(table("card")["of_documents"]) - frozenset(table("card")["of_pages"])
# Letter-spaced, in brackets.
_LONGEST_LABEL = 40
BLANKS = re.compile(r"[\s\u3000\xa0\u200b\ufeff]+")
_GAP = r"[\s\u3000\xa0\u200b\ufeff]*"
_LABEL = "|".join(_GAP.join(label) for label in sorted(_LABELS, key=len, reverse=True))
_MAY_LABEL = re.compile(r"[:：】\])）]")
LABELLED = re.compile(
    rf"(?:[\[【（(]{_GAP}({_LABEL}){_GAP}[】\])）]{_GAP}[:：]?|({_LABEL}){_GAP}[:：]){_GAP}"
)
# What stands on the same line as 来源 and 发布时间, and is no part of their values.
_BUTTONS_AFTER = re.compile(
    r"(?<![\s|｜])[\s|｜]*+(?:[【\[（(]?\s*+(?:文章|本文|页面)?(?:字体|字号|浏览次数|浏览量|浏览|阅读次数|阅读量|点击数|点击次数|访问次数|访问量|分享|打印|责任编辑|编辑)\s*[:：】\]].*|"
    r"[【\[（(]\s*(?:打印|关闭|大|字体).*|打印.*|分享到?.*)$"
)
_TO_BE_CLICKED = re.compile(
    r"[\[【（(]?(?:请?点击)?(?:此处)?(?:查看|下载|阅读|浏览|打开|进入)(?:原文|详情|解读)?[\]】）)>»]*"
)
# What stands for "none" in a card.
_NO_VALUE = re.compile(r"[-—–_/无\s]*")


def inline_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Give the labels of a line with what stands behind each."""
    # A label ends in one of these, and most lines have none: looking for each label in each line would take longer.
    marks = list(LABELLED.finditer(simplify(text))) if _MAY_LABEL.search(text) else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=bool(marks)):
        yield BLANKS.sub("", mark[1] or mark[2]), clean(text[mark.end() : end])


def has_buttons(text: str) -> bool:
    """Tell whether a line has a page's tools behind what it says."""
    return _BUTTONS_AFTER.search(text) is not None


def start(text: str) -> int:
    """Return where the first label of a line begins, its length if it has none."""
    mark = LABELLED.search(simplify(text)) if _MAY_LABEL.search(text) else None
    return mark.start() if mark else len(text)


def as_label(text: str) -> str:
    """Return the label that a text is and nothing else, "" if it is none."""
    if len(text) > _LONGEST_LABEL:
        return ""
    label = simplify(BLANKS.sub("", text).strip(":：[]【】（）()"))
    return label if label in _LABELS else ""


def clean(value: str) -> str:
    """Return a value without what the page sets behind it: buttons, counters; "" where that is all."""
    clean = BLANKS.sub(" ", _BUTTONS_AFTER.sub("", value)).strip(" |｜;；")
    if _TO_BE_CLICKED.fullmatch(clean):
        return ""
    # 来源：某报 返回列表
    while (words := clean.rpartition(" "))[1] and is_chrome_line(words[2]):
        clean = words[0].strip(" |｜;；")
    return "" if _NO_VALUE.fullmatch(clean) else clean
