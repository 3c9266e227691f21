"""What a page's furniture says of its text: the press that it is from (来源：某日报), the day on which it was put up."""

import re

from gongbao.bulletin import dates
from gongbao.bulletin.fold import HAN, simplify

from ..model.edition import Edition
from ..model.record import Inference
from ..words import card_fields

_SOURCE = re.compile(
    r"(?:信息|文章|稿件|消息)?(?:来源|稿源)\s*[:：|｜丨]\s*(?P<name>[^\s\u3000:：。|]{2,24})"
)
# A day with its label, or without one where the row opens with it or has it set apart; not when it was changed.
_PUT_UP = re.compile(
    rf"(?:(?<![{HAN}])(?:发布|发表|公开|公布|上传|录入|发稿|发文|信息)?(?:时间|日期)\s*[:：]\s*|^|(?<=[^:：\s])\s+)(?P<day>{dates.PUT_UP}(?![\d]))"
    rf"|(?:发布|发表|公开|公布)(?:时间|日期)\s*[:：]\s*(?P<full>{dates.FULL})"
)
# What a page sets close behind it.
_BUTTONS = re.compile(r"(?:返回|打印|关闭|字体|字号|点击|浏览|阅读|作者|编辑|责编|分享|时间|日期).*$")
_LABEL = re.compile(r"[:：]$")
_LABEL_BEFORE = re.compile(rf"(?P<label>[{HAN}]{{2,8}}(?:日期|时间))[:：\s\u3000]*$")
_OF_PAGES = frozenset({"web-chrome", "page-chrome"})
# An office that a page gives as its source is the one that put the text up, and no newspaper.
_PRESS = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|快报|学报|导报|商报|报|新华社|新闻社|通讯社|新华网|人民网|新闻网|新闻中心|电视台|广播电台|广播电视台"
    r"|融媒体中心|融媒|客户端|杂志|周刊|月刊|在线|传媒|新闻)$"
)


def fill(edition: Edition) -> None:
    """Fill credit and day of publication of the single text of a page, where its furniture names them."""
    if len(edition.records) != 1:
        return
    record = edition.records[0]
    dropped = [drop.line.text.strip() for drop in edition.drops if drop.rule in _OF_PAGES]
    dropped += [line.text.strip() for line in edition.carded]
    # A copy may have a label above its value, which says nothing without it.
    lines: list[str] = []
    for text in dropped:
        if lines and _LABEL.search(lines[-1]):
            lines[-1] += text
        else:
            lines.append(text)
    found = (("credit", _credit, "page-source"), ("published", _published, "page-date"))
    for name, read, rule in found:
        value = next((value for line in lines if (value := read(line))), None)
        if value and not record.fields.get(name):
            record.fields[name] = value
            record.inferred.append(Inference(name, value, rule))


def _credit(text: str) -> str | None:
    match = _SOURCE.search(text)
    name = _BUTTONS.sub("", match["name"]) if match else ""
    return name if _PRESS.search(name.strip("《》")) else None


def _published(text: str) -> str | None:
    text = simplify(text)
    match = _PUT_UP.search(text)
    label = _LABEL_BEFORE.search(text, 0, match.start("day")) if match and match["day"] else None
    if label and card_fields().get(label["label"]) != "published":
        # 签署日期 [a cell] 2022年03月11日
        return None
    days = dates.find(match["day"] or match["full"]) if match else []
    return days[0].iso if days else None
