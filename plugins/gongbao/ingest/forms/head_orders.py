"""The heads of orders and announcements, among what stands above a title. One rule each, as in head_elements."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN

from ..model.lines import Line, text_at
from . import banner, dated_lines, elements, orders
from .head import Head
from .rule import Rule


def _joint_order(lines: Sequence[Line], at: int) -> Head | None:
    """Read a head of several lines, 甲局 / 乙局 / 令 / 第7号."""
    found = banner.read(lines, at)
    if not found or found.mark in {"", "文件"} or (found.count == 1 and len(found.agencies) == 1):
        return None
    *others, last = found.agencies
    serial = at + found.count
    head = orders.order_head(last + found.mark, lines[serial].text)
    if not head:
        return None
    return Head(
        found.count + 1,
        tuple(others),
        "".join(others) + head,
        last + found.mark,
        found.count - 1,
        notes=(found.count,) if "总" in lines[serial].text else (),
    )


_CLOSES_SERIAL = frozenset("号號)）")


def _series_under_agency(lines: Sequence[Line], at: int) -> Head | None:
    """Read agency / 审计结果公告 / 2023年第5号, a series of announcements that is counted by itself, over a title."""
    serial = text_at(lines, at + 2) if at + 3 < len(lines) else ""
    if serial[-1:] not in _CLOSES_SERIAL or not orders.is_serial(serial):
        return None
    names, series = agency.split_joint(text_at(lines, at)), elements.squeeze(text_at(lines, at + 1))
    kind = banner.MARK.search(series)
    head = orders.order_head(series, text_at(lines, at + 2)) if names and kind else None
    if not head or not kind or not kind.start() or agency.is_agency(series[: kind.start()]):
        return None
    notes = (2,) if "总" in text_at(lines, at + 2) else ()
    return Head(3, names, head, notes=notes, genre=kind.group())


def _order(lines: Sequence[Line], at: int) -> Head | None:
    head = orders.order_head(text_at(lines, at), text_at(lines, at + 1)) if at + 1 < len(lines) else None
    if not head:
        return None
    # 〔十八届〕第5号: as it is printed, beside the number in its one form.
    notes = (1,) if re.search("[总届]", text_at(lines, at + 1)) else ()
    order = elements.squeeze(text_at(lines, at))
    # 审计结果公告 / 2021年第3号 / 某县审计局　2021年9月6日: a series of announcements, counted by itself.
    kind = banner.MARK.search(order)
    made = made_by(lines, at + 2) if kind and not agency.is_agency(order[: kind.start()]) else None
    if kind and made:
        return Head(
            3,
            number=head,
            notes=notes,
            genre=kind.group(),
            printed=made[1],
            printed_by=made[0],
        )
    return Head(2, number=head, order_of=order, notes=notes)


_ORDERED = re.compile(rf"^[令飭饬](?P<to>(?!发|發|仰|飭|行)[{HAN}、，（）]{{2,40}}?)[:：]?$")
# These are among the genres of documents today.
_GENRE_OF_OLD = {
    "命令": "令",
    "令": "令",
    "公告": "公告",
    "通告": "通告",
    "通知": "通知",
    "公函": "函",
    "函": "函",
}


def _old_order(lines: Sequence[Line], at: int) -> Head | None:
    """Read the head of an order of the Republic or the fifties: agency and kind, 府民字第三十一號, the day perhaps."""
    found = orders.old_order(lines[at : at + 3])
    if not found:
        return None
    names, kind, said, count = found
    day = dates.parse(text_at(lines, at + count)) or ""
    count += bool(day)
    # 令各县县长: to whom the order goes, in the place of a title.
    to = _ORDERED.match(elements.squeeze(text_at(lines, at + count)))
    return Head(
        count + bool(to),
        names,
        said,
        names[-1] + kind,
        genre=_GENRE_OF_OLD.get(kind, ""),
        issued=day,
        recipients=to["to"] if to else "",
    )


# What calls a paper that has no title of its own, between the agency and the number.
_AGENCY_AND_KIND = re.compile(rf"(?P<name>[{HAN}]{{3,30}}?)任免(?:通知|决定)")
_KINDS = re.compile(f"(?:任免|任职|免职)(?:通知|决定|令)|[{HAN}]{{2,7}}(?<!命)令")


def _kind_over_number(lines: Sequence[Line], at: int) -> Head | None:
    """Read agency / 任　免　通　知 / number, and right below it the text; the first two may be one line."""
    if at + 2 < len(lines) and (whole := _AGENCY_AND_KIND.fullmatch(elements.squeeze(text_at(lines, at)))):
        found = elements.doc_number(text_at(lines, at + 1))
        if found and agency.split_joint(whole["name"]) and _opens_text(text_at(lines, at + 2)):
            return Head(2, number=found, order_of=whole.group())
    if at + 3 >= len(lines) or not _KINDS.fullmatch(kind := elements.squeeze(text_at(lines, at + 1))):
        return None
    # 甲局 / 乙局令: the second agency of a joint order, and no kind of its own.
    if agency.is_agency(kind[:-1]):
        return None
    names, said = agency.split_joint(text_at(lines, at)), text_at(lines, at + 2)
    found = elements.doc_number(said) or (orders.order_head("".join(names) + kind, said) if names else None)
    opens = _opens_text(text_at(lines, at + 3))
    return Head(3, number=found, order_of="".join(names) + kind) if names and found and opens else None


def _opens_text(text: str) -> bool:
    return bool(re.match("经|根据|为|现|兹|《", text)) or elements.is_recipients(text)


def _series_of_organ(lines: Sequence[Line], at: int) -> Head | None:
    """Read an organ over the name of its series of announcements, and the number: 某市审计局 / 审计结果公告 / 2020年第1号."""
    if not text_at(lines, at + 1).endswith("告"):
        return None
    kind = elements.squeeze(text_at(lines, at + 1))
    if not kind.endswith(("公告", "通告")) or not orders.is_serial(text_at(lines, at + 2)):
        return None
    names = banner.issuers(text_at(lines, at))
    if len(names) != 1 or agency.is_agency(kind[:-2]) or len(kind) > _LONGEST_SERIES:
        return None
    found = orders.order_head(names[0] + kind, text_at(lines, at + 2))
    return Head(3, names, found, order_of=names[0] + kind) if found else None


def _unnumbered(lines: Sequence[Line], at: int) -> Head | None:
    found = orders.unnumbered_order(lines[at : at + 3])
    return Head(2, order_of=found, title=at + 2) if found else None


_LONGEST_SERIES = 12
_CLOSES_SERIES = frozenset("日）)")
_TOTAL = re.compile(r"[（(]总第\S{1,6}[号期][)）]")


def _below_serial(lines: Sequence[Line], at: int) -> Head | None:
    """Read the total number and the day that announcements of a series have below their number, over a title."""
    text = text_at(lines, at)
    if not at or at + 1 >= len(lines) or text[-1:] not in _CLOSES_SERIES:
        return None
    above = text_at(lines, at - 1)
    if _TOTAL.fullmatch(text):
        return Head(1, notes=(0,)) if orders.is_serial(above) else None
    day = dates.parse(text) if orders.is_serial(above) or _TOTAL.fullmatch(above) else None
    return Head(1, issued=day) if day else None


# 某市气象台　2022年7月21日16时　签发：刘明; 某市审计局办公室　2012年8月23日公告
_SIGNED_BY = re.compile(
    rf"(?<=日)\s?(?:公[告布]|发布|[编印]发|编印)\s*$|(?:{dates.TIME}|\d{{1,2}}[时時点點])?(?:[\s\u3000]+(?:签发|审核|编辑|责任编辑|主编)[:：].*)?$"
)


def made_by(lines: Sequence[Line], at: int) -> tuple[str, str] | None:
    """Return who made a number of a series, and when: 某县人民政府办公室　　2020年3月1日."""
    made = dated_lines.signed_date(_SIGNED_BY.sub("", text_at(lines, at)))
    return (elements.squeeze(made[0]), made[1]) if made and made[0] else None


_TEXT = "为做好工作，现就有关事项通知如下，请认真组织实施，确保按时完成各项任务。"
# Before the red head, which would take the agency alone.
KIND_OVER_NUMBER: Final = Rule(
    "kind-over-number",
    "head",
    _kind_over_number,
    f">某县人民政府\n任　免　通　知\n某政任字〔1995〕7号\n{_TEXT}",
    ">某县人民政府\n任　免　通　知\n某政任字〔1995〕7号\n关于马骏任职的通知",
)
SERIES_OF_ORGAN: Final = Rule(
    "series-of-an-organ",
    "head",
    _series_of_organ,
    ">某市审计局\n审计结果公告\n2020年第1号",
    ">某市审计局\n关于修路的公告\n2020年第1号",
)
ORDERS: Final[tuple[Rule[Head], ...]] = (
    Rule(
        "joint-order",
        "head",
        _joint_order,
        ">某省财政厅\n某省审计厅\n令\n第7号",
        f">某省财政厅\n某省审计厅\n{_TEXT}",
    ),
    Rule(
        "series-under-its-agency",
        "head",
        _series_under_agency,
        ">某县审计局\n审计结果公告\n2023年第5号\n某县污水处理厂决算审计结果",
        ">某县审计局\n审计结果公告\n某县污水处理厂决算审计结果",
    ),
    Rule("order", "head", _order, ">某县人民政府令\n第7号", ">某县人民政府\n第7号"),
    Rule(
        "order-of-old",
        "head",
        _old_order,
        ">某省人民政府命令\n府民字第三十一號\n一九五一年四月十二日",
        ">某省人民政府\n府民字第三十一號房产证",
    ),
    Rule(
        "below-the-serial",
        "head",
        _below_serial,
        "某市审计局\n审计结果公告\n2020年第1号\n>2020年9月4日\n某专项资金审计结果",
        "某市审计局\n>2020年9月4日\n某专项资金审计结果",
    ),
    Rule(
        "announcement-without-number",
        "head",
        _unnumbered,
        f">某县人民法院\n公　告\n{_TEXT}",
        f">某县人民法院\n公示\n{_TEXT}",
    ),
)
