"""What stands above a title: red head, order's head, number, signer, urgency. One rule each, the first that fires wins."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin import agency, dates, number
from gongbao.bulletin.fold import simplify

from ..model.lines import Line, text_at
from . import banner, elements, head_filed, head_titles
from .head import Head
from .head_orders import KIND_OVER_NUMBER, ORDERS, SERIES_OF_ORGAN, made_by
from .head_signers import SIGNED_NUMBER
from .history import STANDING
from .rule import Rule

_REGULATION = re.compile(r"^(?!关于).{4,40}(?:条例|办法|规定|细则|规则|规程)(?:[（(].{2,8}[）)])?$")
# 某县人民政府常务会议纪要: whose meeting it is stands before the kind of the meeting.
_OF_MEETING = re.compile(
    r"(?P<name>.{4,30}?)(?:第.{1,5}次)?(?:党组|常务|专题|办公|全体|协调|工作|现场|主任|局务|局长办公|区长办公|县长办公|市长办公)*会?议?纪要$"
)
_QUOTED = re.compile("^(?:毛主席语录|毛泽东语录|最高指示|毛主席教导|伟大领袖毛主席教导我们(?:说)?)[:：]?$")
EDITORS_NOTE = re.compile(
    r"^[【\[（(]?(?:编者按|编者的话|按语|编者语)[】\]）)]?\s*[:：]?\s*(?=[^:：\s].*。[）)]?$)"
)
_TITLE_ENDS = re.compile("的(?:通知|意见|函|报告|请示|通报|决定|公告|通告|批复)")
_LONGEST_QUOTATION = 8
_ORDER_NUMBER = re.compile(r"^.{0,20}令[〔\[（(]?(?:\d{4}[〕\]）)])?第?\d+号$")
_OF_REPUBLIC = re.compile(r"^中[華华]民[國国]")
# What a telegram is called at its head, as letter-spaced as red heads are; no document has it for a title.
_NAME_OF_TELEGRAM = re.compile(
    r"^(?:(?:内部)?(?:传真)?(?:明电|密电)(?:电报)?|(?:内部|明码|密码)?传真电报|(?:内部)?明传电报|电报|发电)$"
)


def _minutes(lines: Sequence[Line], at: int) -> Head | None:
    names = agency.split_joint(text_at(lines, at))
    if names and _is_minutes(lines, at + 1):
        return Head(1, names)
    if _is_minutes(lines, at):
        name = elements.squeeze(text_at(lines, at))
        own = _OF_MEETING.match(name)
        return Head(
            1,
            agency.split_joint(own["name"]) if own else (),
            genre="纪要" if name.endswith("纪要") else "",
            series=name,
        )
    return None


def _is_minutes(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the red head of minutes or of a newsletter: its number stands below."""
    return bool(elements.MINUTES.match(elements.squeeze(text_at(lines, at)))) and _number_follows(lines, at)


def _number_follows(lines: Sequence[Line], at: int) -> bool:
    for n, line in enumerate(lines[at + 1 : at + 6], at + 1):
        text = line.text.strip()
        if elements.opens_with_number(text):
            return True
        bare = elements.squeeze(text)
        if elements.OF_SERIES.match(bare):
            return True
        of_head = elements.URGENCY.match(bare) or elements.MINUTES.match(bare) or made_by(lines, n)
        if not (agency.split_joint(text) or of_head):
            return False
    return False


def _over_regulation(lines: Sequence[Line], at: int) -> Head | None:
    names = agency.split_joint(text_at(lines, at))
    if not names or at + 2 >= len(lines) or not lines[at + 1].gap:
        return None
    numbered = any(_ORDER_NUMBER.match(elements.squeeze(line.text)) for line in lines[at + 2 : at + 4])
    return Head(1, names) if numbered and _REGULATION.search(text_at(lines, at + 1)) else None


def _red_head(lines: Sequence[Line], at: int) -> Head | None:
    found = banner.read(lines, at)
    return Head(found.count, found.agencies) if found and found.mark in {"", "文件"} else None


def _quotation(lines: Sequence[Line], at: int) -> Head | None:
    """Read the quotation that documents of the sixties and seventies have over their head, down to that."""
    if not _QUOTED.match(elements.squeeze(text_at(lines, at))):
        return None
    below = range(at + 1, min(at + _LONGEST_QUOTATION, len(lines)))
    end = next((n for n in below if banner.read(lines, n) or _opens_title(lines, n)), 0)
    return Head(end - at, notes=tuple(range(end - at))) if end else None


def _opens_title(lines: Sequence[Line], at: int) -> bool:
    return any(head_titles.names_its_agency(title) for title, _ in head_titles.titles(lines, at))


def _number(lines: Sequence[Line], at: int) -> Head | None:
    found = elements.doc_number(text_at(lines, at))
    return Head(1, number=found) if found else None


def _numbers(lines: Sequence[Line], at: int) -> Head | None:
    """Read the numbers that the agencies of a joint document have side by side; the first is the document's."""
    found = elements.numbers_of_line(text_at(lines, at))
    return Head(1, number=found[0], notes=(0,)) if found else None


def _telegram(lines: Sequence[Line], at: int) -> Head | None:
    """Read a line of a telegram's form; the number stands among degrees of urgency and the operator's numbers."""
    text = text_at(lines, at)
    if _NAME_OF_TELEGRAM.match(elements.squeeze(text)) and _telegram_below(lines, at):
        return Head(1, notes=(0,))
    if not elements.TELEGRAM.match(text):
        return None
    found = number.find_all(lines[at].text)
    return Head(1, number=str(found[0].number) if found else None, note=re.sub(r"[\s\u3000]+", " ", text))


def _telegram_below(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a telegram's form or its number stands within the lines below."""
    below = [text_at(lines, n) for n in range(at + 1, min(at + 5, len(lines)))]
    return any(elements.TELEGRAM.match(text) or elements.opens_with_number(text) for text in below)


def _series(lines: Sequence[Line], at: int) -> Head | None:
    """Read what minutes and newsletters have below their name: 〔2019〕第5期, then who made them and when."""
    if not at or not elements.MINUTES.match(elements.squeeze(text_at(lines, at - 1))):
        return None
    if not elements.OF_SERIES.match(elements.squeeze(text_at(lines, at))):
        # 专题会议纪要 / 某市人民政府办公室　2021年9月14日 / 〔2021〕47号
        first = made_by(lines, at)
        if not first or not elements.OF_SERIES.match(elements.squeeze(text_at(lines, at + 1))):
            return None
        return Head(2, notes=(1,), printed=first[1], printed_by=first[0])
    # 仅供领导参阅 may stand between the two.
    between = 1 if _beside(lines, at + 1) else 0
    made = made_by(lines, at + 1 + between)
    if not made:
        return Head(1, notes=(0,))
    return Head(2 + between, notes=(0, 1)[: 1 + between], printed=made[1], printed_by=made[0])


def _over_recipients(lines: Sequence[Line], at: int) -> Head | None:
    """Read agency and recipients that stand over a title, as letters of some offices have them."""
    if at or len(lines) < 3 or not elements.is_recipients(below := text_at(lines, 1)):
        return None
    names = agency.split_joint(text_at(lines, 0))
    title = "".join(text_at(lines, n) for n in (2, 3))
    if not names or not simplify(title).startswith("关于") or not _TITLE_ENDS.search(title):
        return None
    return Head(2, names, recipients=below.rstrip("：: "), genre="")


def _disclosure(lines: Sequence[Line], at: int) -> Head | None:
    return (
        Head(1, disclosure=True) if elements.DISCLOSURE.match(elements.squeeze(text_at(lines, at))) else None
    )


def _day_of_republic(lines: Sequence[Line], at: int) -> Head | None:
    """Read the day that documents of Taiwan have at their head: 中華民國93年12月31日（補登）."""
    text = text_at(lines, at)
    days = dates.find(text) if _OF_REPUBLIC.match(text) else []
    rest = text[days[0].end :].strip() if days else ""
    if len(days) != 1 or (rest and not re.fullmatch(r"[（(][^（()）]{1,12}[)）]", rest)):
        return None
    return Head(1, issued=days[0].iso, note=rest.strip("（）()"))


def _attachment(lines: Sequence[Line], at: int) -> Head | None:
    """Read the label of an attachment that is a file of its own: 附件2 over its title."""
    label = at == 0 and len(lines) > 1 and elements.LABEL.match(text_at(lines, at))
    return Head(1, notes=(0,)) if label and not elements.LABEL.match(text_at(lines, at + 1)) else None


_BESIDE = (
    elements.SIGNER,
    elements.REGISTRY,
    elements.SERIAL_NUMBER,
    elements.URGENCY,
    elements.OPEN_NUMBER,
    elements.OFFICE_NOTE,
    elements.RECEIPT,
    # Answers to proposals have their class and whether they are open over the title, each on a line of its own.
    # What a document of the fifties is about, as its form has it.
    re.compile(r"^事由[:：].*[^。]$"),
    re.compile(r"^[（(【\[]?[A-E]类?[)）】\]]?$|^(?:主动|依申请|不予?|予以)?公开$"),
)


_APART = re.compile("\u3000{2,}")


def _beside(lines: Sequence[Line], at: int) -> Head | None:
    text = text_at(lines, at)
    # （B类）　　　（公开）: several such on one line.
    is_beside = _is_beside(text) or (
        "\u3000\u3000" in text and all(_is_beside(part) for part in _APART.split(text))
    )
    return Head(1, notes=(0,)) if is_beside else None


def _is_beside(text: str) -> bool:
    bare = elements.squeeze(text)
    return any(pattern.match(bare) for pattern in _BESIDE)


def _editors_note(lines: Sequence[Line], at: int) -> Head | None:
    """Read what the editors say over a title, on one line: 编者按：…."""
    found = EDITORS_NOTE.match(text_at(lines, at))
    return Head(1, notes=(0,)) if found and at + 1 < len(lines) else None


_TEXT = "为做好工作，现就有关事项通知如下，请认真组织实施，确保按时完成各项任务。"
ELEMENTS: Final[tuple[Rule[Head], ...]] = (
    Rule(
        "minutes",
        "head",
        _minutes,
        "某县人民政府\n>专题会议纪要\n〔2019〕第5期",
        ">会议纪要\n会议指出，要抓好落实。",
    ),
    Rule(
        "agency-over-regulation",
        "head",
        _over_regulation,
        ">某县人民政府\n\n某县户外广告管理办法\n某县人民政府令第5号",
        ">某县人民政府\n某县户外广告管理办法",
    ),
    KIND_OVER_NUMBER,
    SERIES_OF_ORGAN,
    Rule(
        "red-head",
        "head",
        _red_head,
        ">某县财政局\n某县审计局文件\n某财发〔2020〕3号",
        f">某县财政局\n{_TEXT}",
    ),
    Rule(
        "quotation",
        "head",
        _quotation,
        ">毛主席语录\n农业学大寨\n某县革命委员会文件\n某革发（1975）23号",
        ">毛主席语录\n农业学大寨",
    ),
    head_filed.ELEMENT,
    head_filed.NOTICE,
    head_filed.CIRCULAR,
    head_filed.ACT,
    *ORDERS,
    Rule("number", "head", _number, ">某府发〔2020〕3号", ">按照某府发〔2020〕3号的要求办理"),
    Rule(
        "numbers-side-by-side",
        "head",
        _numbers,
        ">某价字〔1992〕22号　某粮字〔1992〕41号",
        ">某价字〔1992〕22号　某某粮食局",
    ),
    SIGNED_NUMBER,
    STANDING,
    Rule("telegram", "head", _telegram, ">等级 特急·明电 某府办发电〔2020〕5号", ">等级评定办法"),
    Rule("series", "head", _series, "会议纪要\n>〔2019〕第5期", "某县人民政府\n>〔2019〕第5期"),
    Rule(
        "day-of-the-republic",
        "head",
        _day_of_republic,
        ">中華民國113年5月6日（補登）",
        ">中華民國113年5月6日舉行會議",
    ),
    Rule(
        "agency-and-recipients",
        "head",
        _over_recipients,
        ">某县财政局\n各有关企业：\n关于申报补助的通知",
        f">某县财政局\n各有关企业：\n{_TEXT}",
    ),
    Rule("disclosure", "head", _disclosure, ">（此件公开发布）", ">（试行）"),
    Rule(
        "attachment-label",
        "head",
        _attachment,
        ">附件2\n\n某县农机补贴范围",
        "某县人民政府\n>附件2\n\n某县农机补贴范围",
    ),
    Rule(
        "editors-note",
        "head",
        _editors_note,
        ">编者按：近日，何宇作了讲话，现予刊发。\n在座谈会上的讲话",
        ">编者按语写作规范",
    ),
    Rule("beside-the-number", "head", _beside, ">签发人：王磊", f">{_TEXT}"),
)
