"""The index card (索引号, 发文机关, 成文日期 …) above a document that was copied from a web page as plain text."""

import re
from dataclasses import replace

from ..forms.elements import is_recipients, squeeze
from ..model.lines import Line

_LABELS = (
    "产生日期|索引号|信息索引号|信息索引|主题分类|主题词|来源|发文机构|公布机关|发布人|信息公开类型|发文时间|成文时间|生成时间|公布时间|责任部门|所属主题|所属分类|有效状态|浏览次数|点击数|字号|文件类型|公文类型|公文名称|是否有效|施行日期|体裁分类|服务对象|信息分类|组配分类|公文种类|文种|发布机构|发布机关|发布单位|发文机关|发文单位|制发机关|信息来源"
    "|发文字号|文件编号|文号|成文日期|生成日期|发文日期|制发日期|发布日期|公开日期|公布日期|发布时间|生效日期|生效时间|实施日期|失效日期|废止日期|废止时间|有效性|时效性|有效期|效力状态|文件状态"
    "|标题|名称|信息名称|文件名称|关键词|公开方式|公开形式|公开范围|公开属性|公开类型|公开时限|备注|内容概述|规范性文件编号|统一编号|统一登记号|登记号"
)
# Labels may be letter-spaced (索 引 号) and end in a colon, a tab or blanks.
_LABEL = re.compile(
    "(?:^|(?<=[\\s\u3000]))(?P<label>"
    + "|".join(sorted((r"[\s\u3000]*".join(label) for label in _LABELS.split("|")), key=len, reverse=True))
    + r")[\s\u3000]*(?:[:：]|\t|$|[\s\u3000]{2,})"
)
_REACH = 14
_LONGEST = 48
# What these labels have may be whole sentences, or nothing; the next line is more likely the title.
_WORDY = {"内容概述", "备注", "关键词", "主题词"}
# What other texts have above them too.
_WEAK = {"来源", "发布人", "浏览次数", "点击数", "字号", "标题", "名称"}
_TITLES = {"标题", "名称", "信息名称", "文件名称", "公文名称"}


def take(lines: list[Line]) -> tuple[dict[str, str], list[Line]]:
    """Read a card at the head of a text: (label → value, the lines with the card's own marked hint="card")."""
    card: dict[str, str] = {}
    taken: list[int] = []
    at = 0
    while at < len(lines) and (at < _REACH or (taken and at < _LONGEST)):
        pairs = _pairs(lines[at].text)
        if not pairs:
            # A card is one block; a line or two (a breadcrumb, the title) may stand before it.
            if taken:
                break
            at += 1
            continue
        taken.append(at)
        at += 1
        label, value = pairs[-1]
        if len(pairs) == 1 and not value and _stands_below(lines, at, label, taken[0]):
            pairs = [(label, lines[at].text.strip())]
            taken.append(at)
            at += 1
        card.update({label: value for label, value in pairs if value})
    said = set(card) - _WEAK
    if len(said) < 2 or not ({"索引号", "信息索引号"} & said or len(taken) >= 2 or len(said) >= 3):
        return {}, lines
    return card, [replace(line, hint="card") if at in taken else line for at, line in enumerate(lines)]


def _stands_below(lines: list[Line], at: int, label: str, first: int) -> bool:
    """Tell whether the value of a label stands on the next line; a label without value is followed by another."""
    if at >= len(lines) or label in _WORDY:
        return False
    text = lines[at].text.strip()
    if len(text) > 80 or text.endswith(("。", "：", ":")) or _pairs(text) or is_recipients(text):
        return False
    # Behind the last label of a card stands the title, which a page prints above its card too.
    return label in _TITLES or squeeze(text) not in {squeeze(line.text) for line in lines[:first]}


def _pairs(text: str) -> list[tuple[str, str]]:
    """Split a line into label and value pairs; [] unless it opens with a label."""
    found = list(_LABEL.finditer(text.strip()))
    if not found or found[0].start() > 0:
        return []
    body = text.strip()
    ends = [*(match.start() for match in found[1:]), len(body)]
    pairs = [
        (squeeze(match["label"]), body[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    ]
    # A sentence that happens to open with such a word is no card.
    return [] if any(len(value) > 80 or value.endswith("。") for _, value in pairs) else pairs
