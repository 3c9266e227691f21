"""Heads outside the mainland: organ over labels (發文日期 …) in Taiwan, numbers of notices and acts in Hong Kong and Macau."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN, simplify

from ..model.lines import Line
from . import elements
from .head import Head
from .rule import Rule

_ORGAN_AND_KIND = re.compile(
    rf"^(?P<name>[{HAN}]{{3,24}}?)(?P<kind>令|函|书函|公告|通告|开会通知单|公示送达公告)$"
)
_LABELLED = re.compile(
    r"^(?P<label>发文日期|发文字号|受文者|速别|密等及解密条件(?:或保密期限)?|附件|(?:机关)?地址|承办人|承办单位|联络人|电话|联络电话|传真"
    r"|电子信箱|电子邮件|[检档]号|保存年限)\s*[:：]\s*(?P<value>.*)$"
)
_OF_REPUBLIC = re.compile("^中[華华]民[國国]")
_CLOSES = frozenset("令函告單单")
_MOST_LABELS = 14
_GENRES = {"令": "令", "函": "函", "书函": "函", "公告": "公告", "通告": "通告", "公示送达公告": "公告"}


def read(lines: Sequence[Line], at: int) -> Head | None:
    """Read 某縣政府　令 / 發文日期：… / 發文字號：…; None if the labels do not have the number among them."""
    if lines[at].text.rstrip()[-1:] not in _CLOSES:
        return None
    bare = elements.squeeze(lines[at].text)
    match = _ORGAN_AND_KIND.match(simplify(bare))
    if not match or not agency.is_agency(match["name"]):
        return None
    said: dict[str, str] = {}
    notes: list[int] = []
    count = 1
    for line in lines[at + 1 : at + 1 + _MOST_LABELS]:
        text = line.text.strip()
        label = _LABELLED.match(simplify(text))
        if not label:
            # The day and the number may stand there without their labels.
            if "发文日期" not in said and _OF_REPUBLIC.match(text) and dates.parse(text):
                said["发文日期"] = text
            elif "发文字号" not in said and elements.doc_number(text):
                said["发文字号"] = text
            else:
                break
            count += 1
            continue
        value = text[label.start("value") :].strip()
        if label["label"] in {"发文日期", "发文字号", "受文者"}:
            said[label["label"]] = value
        else:
            notes.append(count)
        count += 1
    number = elements.doc_number(said.get("发文字号", ""))
    if not number:
        return None
    name = bare[: match.end("name")]
    return Head(
        count,
        (name,),
        number,
        order_of=bare,
        genre=_GENRES.get(match["kind"], ""),
        issued=dates.parse(said.get("发文日期", "")) or "",
        recipients=said.get("受文者", ""),
        notes=tuple(notes),
    )


def opening(lines: Sequence[Line], at: int) -> Head | None:
    """Tell whether such a head opens a document here: the text itself stands below its labels."""
    found = read(lines, at)
    return Head(1, title=at) if found else None


_NOTICE = re.compile(r"^第\d{1,5}號(?:(?:法律|特别|特別|號外)?公告)$")
_ACT = re.compile(rf"^第\d{{1,4}}/\d{{4}}(?:/M)?[號号][{HAN}]{{2,20}}(?:批示|命令|法律|法规|法規)$")


def notice(lines: Sequence[Line], at: int) -> Head | None:
    """Read the number over a notice of Hong Kong's gazette: 第2471號公告."""
    if not lines[at].text.lstrip().startswith("第"):
        return None
    said = elements.squeeze(lines[at].text)
    return Head(1, number=said) if _NOTICE.match(said) else None


def untitled_act(lines: Sequence[Line], at: int) -> Head | None:
    """Read the number of an act of Macau that has no other title: 第87/2023號行政長官批示 over its text."""
    said = elements.squeeze(lines[at].text)
    if (
        not _ACT.match(said)
        or at + 1 >= len(lines)
        or not lines[at + 1].text.strip().endswith(("。", "：", ":", "，", ","))
    ):
        return None
    return Head(1, number=elements.doc_number(said), order_of=said)


def untitled_act_opens(lines: Sequence[Line], at: int) -> Head | None:
    """Tell whether such an act opens here."""
    return Head(1, title=at + 1) if untitled_act(lines, at) else None


_CIRCULAR = re.compile(
    rf"^(?P<name>[{HAN}]{{2,20}}(?:局|署|处|部门|公署|办事处))(?:通函|通告|通启|便笺|公文)第\d{{1,4}}/\d{{4}}[号]$"
)
_OF_CIRCULAR = re.compile(
    r"^(?P<label>[检档]号|本函档号|来函档号|本署档号|本局档号|电话|传真|电邮|分发名单|致|副本送|副本|日期)\s*[:：]\s*(?P<value>.*)$"
)


def circular(lines: Sequence[Line], at: int) -> Head | None:
    """Read 檔號：… / 某局通函第123/2021號 / 分發名單：… as departments of Hong Kong set them over a title."""
    said: dict[str, str] = {}
    notes: list[int] = []
    number, name, count = "", "", 0
    for line in lines[at : at + _MOST_LABELS]:
        text = line.text.strip()
        plain = simplify(elements.squeeze(text))
        label = _OF_CIRCULAR.match(simplify(text))
        if (own := _CIRCULAR.match(plain)) and not number:
            number, name = elements.squeeze(text), elements.squeeze(text)[: own.end("name")]
        elif label and label["label"] in {"分发名单", "致"}:
            said["recipients"] = text[label.start("value") :].strip()
        elif label:
            notes.append(count)
        else:
            break
        count += 1
    if not number:
        return None
    return Head(
        count, (name,), number, order_of=number, recipients=said.get("recipients", ""), notes=tuple(notes)
    )


_LABELS = "發文日期：中華民國112年4月20日\n發文字號：府工園字第1120051234號"
ELEMENT: Final = Rule(
    "organ-over-labels",
    "head",
    read,
    f">青嶺縣政府　令\n{_LABELS}",
    ">青嶺縣政府　令\n發文日期：中華民國112年4月20日",
)
OPENING: Final = Rule(
    "organ-over-labels", "document", opening, f">青嶺縣政府　函\n{_LABELS}", ">青嶺縣政府　函\n主旨：請查照。"
)
NOTICE: Final = Rule("number-of-a-notice", "head", notice, ">第2471號公告\n委任及離任", ">第2471號公告的更正")
NOTICE_OPENS: Final = Rule(
    "number-of-a-notice", "document", notice, ">第2471號公告\n委任及離任", ">第2471號公告的更正"
)
_ACT_TEXT = "行政長官行使職權，作出本批示。"
ACT: Final = Rule(
    "act-without-title",
    "head",
    untitled_act,
    f">第87/2023號行政長官批示\n{_ACT_TEXT}",
    ">第12/2024號行政法規\n停車規章",
)
ACT_OPENS: Final = Rule(
    "act-without-title",
    "document",
    untitled_act_opens,
    f">第87/2023號行政長官批示\n{_ACT_TEXT}",
    ">第12/2024號行政法規\n停車規章",
)
CIRCULAR: Final = Rule(
    "circular",
    "head",
    circular,
    ">檔號：EDB/ADM/50\n漁灣教育局通函第123/2021號\n分發名單：各校校長",
    ">檔號：EDB/ADM/50\n漁灣教育局的通函",
)
