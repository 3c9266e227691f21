"""How the lines of a newspaper page are told: datelines, bylines, credits, jumps, the line of the page."""

import re

from gongbao.bulletin import dates
from gongbao.bulletin.fold import HAN

# What a line over a headline (引题) is marked as, where the layout shows it.
LEAD_IN = "lead-in"
_REPORTER = r"(?:本[报刊台网社]|新华社|[全融]媒体)?(?:见习|首席|特约|驻[^\s记]{1,6})?(?:记者|通讯员|特约撰稿人|实习生|评论员)"
BYLINE = re.compile(
    r"^本[报刊](?:编辑部|评论员|特约评论员)$"
    rf"|^[□■◎]?\s*{_REPORTER}[\s　:：]*[{HAN}·]{{2,4}}(?:[\s　、/]+(?:{_REPORTER}[\s　:：]*)?[{HAN}·]{{1,4}})*(?:\s*[文图/报道]+)?$"
)
# How a story opens: 本报讯（记者…）, 新华社某地6月8日电.
DATELINE = re.compile(
    r"^(?:本报|本台|本网|新华社|中新社|人民网)[^。，；]{0,16}?(?:讯|电)(?=[\s\u3000（(]|[^者])"
)
# 2022年6月9日　星期四　第2版　要闻, and the line of those who made the page.
PAGE_LINE = re.compile(
    rf"^(?=.{{6,60}}$)(?=.*(?:星期[一二三四五六日天]|第?\s*[A-Z]?\d{{1,2}}\s*版))[^。，；]*{dates.FULL}[^。，；]*$"
    r"|^(?:本版)?(?:责任编辑|责编|编辑|版式|美编|校对|组版|值班总编|版面设计)\s*[:：].{2,50}$"
)
JUMP = re.compile(
    r"^[（(]?\s*(?:下转|上接|紧接|转)\s*(?:本报|第)?\s*[A-Z]?[一二三四五六七八九十\d]{1,3}\s*版.{0,24}[)）]?$"
)
# What stands over a group of short stories, and is the headline of none.
LABELS = {
    "简讯",
    "短讯",
    "快讯",
    "简明新闻",
    "图片新闻",
    "要闻简报",
    "一句话新闻",
    "导读",
    "时评",
    "社论",
    "短评",
}
PHOTO_CREDIT = re.compile(
    r"(?:摄|摄影)(?:/[^\s]{2,12})?$|^(?:图片|照片|本版图片|资料图片)(?:由|均由|来源|[:：]).{2,24}$|图[/／]"
)
LONGEST_LEAD_IN = 6
NAME = re.compile(rf"^[{HAN}]{{2,3}}$|^[{HAN}][\s　][{HAN}]$")
END = re.compile(r"[。！？…；：:;!?]$|[。！？]”$")
BYLINE_MARK = re.compile(r"^[□■◎]\s*")
HEADLINE_MARK = re.compile(r"^(?:——|--|—)\s*")
