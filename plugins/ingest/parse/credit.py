"""Whom a page credits its text to: the newspaper or agency of news that stands behind 来源 among the page's furniture."""

import re

from ..model.edition import Edition
from ..model.record import Inference

_SOURCE = re.compile(r"(?:信息|文章|稿件|消息)?(?:来源|稿源)\s*[:：]\s*(?P<name>[^\s\u3000:：。|]{2,24})")
_ALONE = re.compile(r"^(?:信息|文章|稿件|消息)?(?:来源|稿源)\s*[:：]$")
# An office that a page gives as its source is the one that put the text up, and no newspaper.
_PRESS = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|快报|学报|导报|商报|报|新华社|新闻社|通讯社|新华网|人民网|新闻网|新闻中心|电视台|广播电台|广播电视台"
    r"|融媒体中心|融媒|客户端|杂志|周刊|月刊|在线|传媒|新闻)$"
)


def from_furniture(edition: Edition) -> None:
    """Credit the single text of a page to the press that its furniture names as the source."""
    if len(edition.records) != 1 or edition.records[0].fields.get("credit"):
        return
    dropped = [drop.line.text.strip() for drop in edition.drops]
    for at, text in enumerate(dropped):
        match = _SOURCE.search(text)
        name = (
            match["name"]
            if match
            else dropped[at + 1]
            if _ALONE.match(text) and at + 1 < len(dropped)
            else ""
        )
        if _PRESS.search(name.strip("《》")):
            edition.records[0].fields["credit"] = name
            edition.records[0].inferred.append(Inference("credit", name, "page-source"))
            return
