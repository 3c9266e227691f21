"""Where a document opens: its number, an order's head, a whole title. One rule each, the first that fires wins."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin import agency, dates, genre
from gongbao.bulletin.fold import HAN, fold, simplify

from ..model.lines import Line, text_at
from . import elements, head_filed, head_parts, head_titles, order_openings, orders
from .head import Head
from .reach import MAX_TITLE_LINES, ends_a_document
from .rule import Rule

# Congresses publish whom they appoint as lists: 某省人大常委会任命名单, with the day of the session below.
PERSONNEL = re.compile(r"(?:会|院|府)(?:决定)?(?:任命|免职|任免)(?:人员)?名单$")

# These may have their agency and day below the title, and nothing at their end.
_SIGNED_BELOW = frozenset({"公报", "公告", "通告", "报告"})
_BANNER = re.compile(rf"[{HAN}]{{2,12}}")
_LIST_OF_SESSION = "名单|选举办法|表决办法"
_OF_SESSION = re.compile(
    rf"^[{HAN}]{{4,40}}(?:代表大会|委员会)第[一二三四五六七八九十百\d]{{1,4}}次(?:全体)?会议(?:关于|(?:政治)?决议$|公报$|.{{0,16}}(?P<list>{_LIST_OF_SESSION})$)"
)
# Rows of a list of documents: their place, name, number, agency, reason.
_LONGEST_ROW = 8
_COUNT = re.compile(r"\d{1,3}")
# In the index of a year a section's name stands over entries that end in the issue or the page.
_INDEXED = re.compile(
    r"第\s*\d{1,2}\s*期\D{0,4}\d{0,4}[)）页]{0,2}$|(?<![.…·])[.…·]{2,}\s*[（(]?\d{1,4}[)）]?$"
)
_SENTENCE_LENGTH = 16
_CLOSES_NUMBER = frozenset("号號)）")
# Parts that bulletins have beside documents.
_QUARTER = r"(?:第?[一二三四1-4]季度|[上下]半年|全年|年度)"
_PART = re.compile(
    rf"^(?:[{HAN}]{{2,14}}?)?(?:{dates.YEAR_IN_FIGURES})?(?:{dates.MONTHS}|{_QUARTER})?(?:[—-]{dates.MONTH_IN_FIGURES}份?)?(?:政务|工作)?大事(?:记|纪要|要览)(?:[（(].*[)）])?$"
    rf"|^(?:更正|勘误)(?:启事|说明|公告|声明|表)?$|^(?:{dates.YEAR_IN_FIGURES})?(?:{dates.MONTHS})?(?:人事任免|干部任免|任免事项|人事信息|机构编制|批示摘[要录錄])$"
    r"|^\S{2,12}任免(?:工作)?人员(?:名单)?$"
)


def is_part(title: str) -> bool:
    """Tell whether a title is that of a part that bulletins have beside documents."""
    return bool(_PART.match(elements.section_name(title)))


def _number(lines: Sequence[Line], at: int) -> Head | None:
    # A number in brackets below a title belongs to that title.
    if not elements.doc_number(text_at(lines, at)) or _below_title(lines, at) or _closes_head(lines, at):
        return None
    return None if _in_counted_row(lines, at) else Head(1)


def _in_counted_row(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a number stands in a row of a table that was copied cell by cell: 2 / 某办法 / 某府发〔2020〕3号 / 废止 / 3."""
    first, last = max(0, at - 2 * _LONGEST_ROW), min(len(lines), at + _LONGEST_ROW)
    # A table that is read as one has no such rows.
    cells = {n: text_at(lines, n) for n in range(first, last) if lines[n].hint != "table"}
    rows = range(at - 1, max(-1, at - _LONGEST_ROW), -1)
    above = next((n for n in rows if _COUNT.fullmatch(cells.get(n, ""))), -1)
    if above < 0:
        return False
    count = int(cells[above])
    beside = {text for n, text in cells.items() if n >= above - _LONGEST_ROW}
    return str(count + 1) in beside or str(count - 1) in beside


def _closes_head(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a number stands between a title that says its kind alone (征收土地公告) and the text: it is that title's."""
    above = head_titles.in_title(text_at(lines, at - 1)) if at else None
    if not above or not genre.from_title(above) or lines[at].gap > lines[at - 1].gap:
        return False
    return _opens_text(text_at(lines, at + 1))


def _opens_text(text: str) -> bool:
    """Tell whether recipients or a sentence stand on a line, and no title."""
    return elements.is_recipients(text) or (
        len(text) > _SENTENCE_LENGTH and bool(head_titles.IN_NO_TITLE.search(text))
    )


def _title_and_number(lines: Sequence[Line], at: int) -> Head | None:
    cut = elements.title_and_number(text_at(lines, at))
    # …的通知（某政发〔2012〕4号）: in a list others stand beside it; over recipients or a text it is a title.
    listed = cut is not None and text_at(lines, at)[cut] in "（(" and not _opens_text(text_at(lines, at + 1))
    return Head(1) if cut is not None and not listed else None


def _part(lines: Sequence[Line], at: int) -> Head | None:
    below = text_at(lines, at + 1)
    opens = (
        is_part(lines[at].text)
        and not _INDEXED.search(lines[at].text)
        and below
        and not elements.is_recipients(below)
        and not _INDEXED.search(below)
    )
    return Head(1) if opens else None


def _below_title(lines: Sequence[Line], at: int) -> bool:
    joined = ""
    for back in range(1, 5):
        if at - back < 0:
            return False
        above = lines[at - back].text.strip()
        # A day in brackets may stand between a title and its number.
        joined = ("" if above[:1] in "（(" and dates.parse(above.strip("（）()")) else above) + joined
        if head_titles.is_title(joined) and "关于" in simplify(joined):
            return True
        if agency.of_title(joined) or orders.called_by_agency(joined):
            return not re.search("[。；：，]", joined)
    return False


def _personnel(lines: Sequence[Line], at: int) -> Head | None:
    found = any(
        PERSONNEL.search(title) and elements.note_lines(below)
        for title, below in head_titles.titles(lines, at)
    )
    return Head(1) if found else None


def _of_session(lines: Sequence[Line], at: int) -> Head | None:
    found = any(
        (session := _OF_SESSION.match(title))
        and (session["list"] or genre.from_title(title))
        and elements.note_lines(below[:3])
        for title, below in head_titles.titles(lines, at)
    )
    return Head(1) if found else None


def _without_agency(lines: Sequence[Line], at: int) -> Head | None:
    """Find a notice that names no agency over its recipients, or over its number."""
    found = any(
        below
        and (elements.is_recipients(below[0]) or elements.doc_number(below[0]))
        and _is_notice(lines, at, title)
        for title, below in head_titles.titles(lines, at)
    )
    return Head(1) if found else None


def _with_agency(lines: Sequence[Line], at: int) -> Head | None:
    """Find a title that names its agency, with recipients or a text of its own below."""
    for title, below in head_titles.titles(lines, at):
        if head_titles.names_its_agency(title):
            noted = elements.note_lines(below[:3])
            return Head(1) if noted or any(map(_may_follow, below[:3])) else None
        # …的补充规定, 某县人民政府布告: no genre of today, but the number stands right below.
        closed = bool(below) and below[0][-1:] in _CLOSES_NUMBER
        if (
            closed
            and elements.number_in_brackets(below[0])
            and (agency.of_title(title) or orders.called_by_agency(title))
        ):
            return Head(1)
    # 征收土地公告: what says its kind alone, set apart from what is above, over the number and the text.
    numbered = lines[at].gap and elements.doc_number(text_at(lines, at + 1)) and _closes_head(lines, at + 1)
    return Head(1) if numbered else None


def _signed_below(lines: Sequence[Line], at: int) -> Head | None:
    """Find a title in a genre below which its agency and the day stand, as communiqués have them; no document goes on to it."""
    # Few lines have a day within the next ones: only these are looked at.
    if not any(
        text_at(lines, n)[-2:].rstrip("）)").endswith("日") for n in range(at + 2, at + MAX_TITLE_LINES + 2)
    ):
        return None
    above = next((n for n in (at - 1, at - 2) if n < 0 or ends_a_document(lines, n)), None)
    if above is None or (above == at - 2 and not _BANNER.fullmatch(elements.squeeze(text_at(lines, at - 1)))):
        return None
    found = any(
        genre.from_title(title) in _SIGNED_BELOW
        and len(below) > 1
        and agency.split_joint(below[0])
        and dates.parse(below[1].strip("（）()"))
        for title, below in head_titles.titles(lines, at)
    )
    return Head(1) if found else None


def _may_follow(text: str) -> bool:
    return bool(
        elements.is_recipients(text)
        or elements.number_in_brackets(text)
        or elements.NOTE.match(text)
        or len(text) > 60
        or (len(text) > 24 and text.endswith(("。", "：", ":")) and bool(re.search("[，,]", text)))
    )


def _is_notice(lines: Sequence[Line], at: int, title: str) -> bool:
    """Tell whether a notice that names no agency stands below a section's banner, or below the end of another document.

    A text that the document above names in its own words is what that one issues.
    """
    if not at or not re.match("关于.{4,}(?:通知|通报|函|批复|意见|决定|公告|通告|方案)$", title):
        return False
    above = lines[at - 1].text.strip()
    if elements.SECTION_MARK.search(above):
        return True
    before = fold("".join(line.text for line in lines[max(0, at - 60) : at]))
    return ends_a_document(lines, at - 1) and fold(title) not in before


OPENINGS: Final[tuple[Rule[Head], ...]] = (
    head_filed.OPENING,
    head_filed.NOTICE_OPENS,
    head_filed.ACT_OPENS,
    order_openings.JOINT_ORDER,
    Rule(
        "number",
        "document",
        _number,
        ">某府发〔2020〕3号",
        "某县人民政府关于修路的通知\n>（某府发〔2020〕3号）",
    ),
    order_openings.ORDER,
    order_openings.OF_OLD,
    order_openings.ANNOUNCEMENT,
    Rule(
        "title-and-number",
        "document",
        _title_and_number,
        ">某县人民政府关于修路的通知　某府发〔2020〕3号",
        ">按照要求　某府发〔2020〕3号",
    ),
    head_parts.INTERPRETATION,
    Rule(
        "personnel",
        "document",
        _personnel,
        ">某县人民代表大会常务委员会任命名单\n（2020年3月1日某县第三届人大常委会第二次会议通过）",
        ">某县人民代表大会常务委员会任命名单\n任命王磊为主任。",
    ),
    Rule(
        "of-session",
        "document",
        _of_session,
        ">某县人民代表大会第二次会议关于报告的决议\n（2020年3月1日通过）",
        ">某县人民代表大会第二次会议关于报告的决议",
    ),
    Rule(
        "notice-without-agency",
        "document",
        _without_agency,
        "【部门文件】\n>关于加强道路养护的通知\n各乡镇人民政府：",
        "按时完成。\n>关于加强道路养护的通知\n各乡镇人民政府：",
    ),
    Rule(
        "title-with-agency",
        "document",
        _with_agency,
        ">某县人民政府\n关于修路的通知\n各乡镇人民政府：",
        ">某县人民政府\n2020年3月1日",
    ),
    Rule(
        "title-signed-below",
        "issue",
        _signed_below,
        "2020年4月3日\n统计资料\n>某县2019年国民经济和社会发展统计公报\n某县统计局\n（2020年4月20日）\n2019年，全县生产总值3亿元。",
        "按照下列文件办理：\n>某县2019年国民经济和社会发展统计公报\n某县统计局\n2020年4月20日",
    ),
    head_parts.SPEECH,
    head_parts.DIGEST,
    Rule("part", "issue", _part, ">大事记（3月）\n3月1日，召开会议。", ">更正\n各乡镇人民政府："),
)
