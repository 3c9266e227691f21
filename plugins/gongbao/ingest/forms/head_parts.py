"""What opens a text of an issue that is no document: a speech, a digest of marked items, what explains a document."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin import dates, names
from gongbao.bulletin.fold import HAN

from ..model.lines import Line, text_at
from . import elements, persons
from .head import Head
from .reach import ends_a_document
from .rule import Rule

SPOKEN = re.compile("(?:讲话|致辞|致词|发言|演讲|报告|说明)(?:提要|摘要|要点)?$")
_MOST_BELOW = 5
_LONGEST_TITLE = 40
_SALUTATION = re.compile(
    r"^(?:同志们|各位|尊敬的|女士们|朋友们|[全各]体|(?:主任|主席|主席团|议长)、[各全])[^。]{0,40}[：:！]?$"
)
_DIGEST = re.compile(rf"^[{HAN}]{{2,6}}(?:摘编|摘要|动态|信息|简讯|要闻|集锦|简报|新闻)$")
_INTERPRETATION = re.compile(r"^(?:关于)?《[^《》]{4,60}》的?(?:起草说明|(?:政策|文件|图文)?解读(?:材料)?)$")
_TEXT_ENDS = re.compile(r"[。！）)]$|日$")
_ITEM = re.compile(rf"^[○{elements.MARKS}]+\s*(?=\S)")
# Marks are set wide later.
_SENTENCE_ENDS = ("。", "！", "!", "”", "）", ")")


def is_below_an_end(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a document ends right above, or a sentence does, with a blank line or a new page below it."""
    if not at:
        return False
    return ends_a_document(lines, at - 1) or bool(
        (lines[at].gap or lines[at].page_break) and lines[at - 1].text.strip().endswith(_SENTENCE_ENDS)
    )


def _speech(lines: Sequence[Line], at: int) -> Head | None:
    return speech(lines, at) if is_below_an_end(lines, at) else None


def speech(lines: Sequence[Line], at: int) -> Head | None:
    """Find the title of a speech, with the speaker or the occasion below it, and then those who are spoken to."""
    if not SPOKEN.search(lines[at].text.strip()):
        # A title that goes over two lines.
        below = text_at(lines, at + 1)
        if not below.endswith(("讲话", "致辞", "发言")) or lines[at + 1].gap or len(below) > _LONGEST_TITLE:
            return None
        count = 2
    else:
        count = 1
    title = "".join(elements.squeeze(line.text) for line in lines[at : at + count])
    if len(title) > 2 * _LONGEST_TITLE or re.search("[。；：，]", title):
        return None
    below_title = [line.text.strip() for line in lines[at + count : at + count + _MOST_BELOW]]
    greeted = next((n for n, text in enumerate(below_title) if _SALUTATION.match(text)), None)
    if not greeted:
        return None
    said = any(_says_who_or_when(text) for text in below_title[:greeted])
    return Head(count, title=at) if said else None


def _says_who_or_when(text: str) -> bool:
    """Tell whether a line below the title of a speech names the speaker, the occasion or, in brackets, the day."""
    day = text[:1] in "（(" and dates.parse(text.strip("（）() \u3000"))
    return bool(day or names.is_name(text) or persons.is_person(text) or elements.SUBTITLE.match(text))


def _digest(lines: Sequence[Line], at: int) -> Head | None:
    """Find what a digest is called (政务信息摘编), over items that have marks."""
    if at + 1 >= len(lines) or not _ITEM.match(lines[at + 1].text.strip()):
        return None
    if not _DIGEST.match(elements.squeeze(lines[at].text)) or not is_below_an_end(lines, at):
        return None
    return Head(1, title=at)


def _interpretation(lines: Sequence[Line], at: int) -> Head | None:
    if not at or not _INTERPRETATION.match(lines[at].text.strip()):
        return None
    ended = _TEXT_ENDS.search(lines[at - 1].text.strip()) or ends_a_document(lines, at - 1)
    return Head(1) if ended else None


SPEECH: Final = Rule(
    "speech",
    "issue",
    _speech,
    "某县人民政府\n2020年3月1日\n>在全县水利工作会议上的讲话\n王磊\n（2020年3月2日）\n同志们：",
    "按时完成。\n>在全县水利工作会议上的讲话\n各乡镇要认真学习。",
)
DIGEST: Final = Rule(
    "digest",
    "issue",
    _digest,
    "某县人民政府\n2020年3月1日\n>政务信息摘编\n◆某局修路　全长3公里。",
    "办理情况如下：\n>工作动态\n◆某局修路　全长3公里。",
)
INTERPRETATION: Final = Rule(
    "interpretation",
    "document",
    _interpretation,
    "按时完成。\n>《某县道路管理办法》政策解读",
    "第一章\n>《某县道路管理办法》政策解读",
)
