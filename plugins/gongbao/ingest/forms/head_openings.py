"""Where a document opens: its number, an order's head, a whole title. One rule each, the first that fires wins."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import is_
from typing import Final

from gongbao.bulletin import agency, dates, genre, headings
from gongbao.bulletin.fold import HAN, fold, simplify

from ..model.lines import Line
from . import banner, elements, head_filed, head_parts, orders
from .head import Head
from .reach import MAX_TITLE_LINES, ends_a_document
from .rule import Rule

# Congresses publish whom they appoint as lists: 某省人大常委会任命名单, with the day of the session below.
PERSONNEL = re.compile(r"(?:会|院|府)(?:决定)?(?:任命|免职|任免)(?:人员)?名单$")

# Lines of a bulletin's cover may stand right above its first document.
_OF_COVER = re.compile(
    rf"(?:编|编印|主办|编辑)(?:{dates.MONTH}|{dates.FULL})?$|第[\d{HAN}]{{1,4}}[期辑]|[（(]总第?\S{{1,6}}[期号]|^目[录錄次]$|出版$|政报$|文告$|(?:政府|委员会|法院|检察院|[部厅局])公报$"
)
_INTERPRETATION = re.compile(r"^(?:关于)?《[^《》]{4,60}》的?(?:起草说明|(?:政策|文件|图文)?解读(?:材料)?)$")
# These may have their agency and day below the title, and nothing at their end.
_SIGNED_BELOW = frozenset({"公报", "公告", "通告", "报告"})
_BANNER = re.compile(rf"[{HAN}]{{2,12}}")
_TEXT_ENDS = re.compile(r"[。！）)]$|日$")
_OF_SESSION = re.compile(
    rf"^[{HAN}]{{4,40}}(?:代表大会|委员会)第[一二三四五六七八九十百\d]{{1,4}}次(?:全体)?会议(?:关于|(?:政治)?决议$)"
)
# In the index of a year a section's name stands over entries that end in the issue or the page.
_INDEXED = re.compile(r"第\s*\d{1,2}\s*期\D{0,4}\d{0,4}[)）页]?$|[.…·]{2,}\s*[（(]?\d{1,4}[)）]?$")
_IN_NO_TITLE = re.compile("[。；：:，]")
# A title goes on with the name of another: 某市人民政府转发 / 某局关于…意见的通知.
_OPENS_A_NAME = re.compile("(?:转发|批转|印发|关于|《[^》]*)$")
# So many lines below a title are looked at.
_BELOW = 4
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


def _text(lines: Sequence[Line], at: int) -> str:
    return lines[at].text.strip() if 0 <= at < len(lines) else ""


def _number(lines: Sequence[Line], at: int) -> Head | None:
    # A number in brackets below a title belongs to that title.
    return Head(1) if elements.doc_number(_text(lines, at)) and not _below_title(lines, at) else None


def _order(lines: Sequence[Line], at: int) -> Head | None:
    return (
        Head(2) if at + 1 < len(lines) and orders.order_head(_text(lines, at), _text(lines, at + 1)) else None
    )


def _joint_order(lines: Sequence[Line], at: int) -> Head | None:
    """Find the head of an order of several agencies, its serial below them."""
    head = (
        banner.read(lines, at)
        if any(orders.is_serial(_text(lines, n)) for n in range(at + 2, at + 9))
        else None
    )
    if not head or head.count < 2 or not head.mark or not orders.is_serial(_text(lines, at + head.count)):
        return None
    # They are set as one head: what a wider gap parts from it is another's name.
    gaps = {line.gap for line in lines[at + 1 : at + head.count]}
    return Head(head.count, title=at + head.count + 1) if len(gaps) < 2 else None


def _old_order(lines: Sequence[Line], at: int) -> Head | None:
    if not (found := orders.old_order(lines[at : at + 3])):
        return None
    # The day may stand below the number, above the title.
    below = at + found[3]
    over_title = dates.parse(_text(lines, below)) and not _addressed(_text(lines, below + 1))
    return Head(found[3], title=below + 1) if over_title else Head(found[3])


def _addressed(text: str) -> bool:
    """Tell whether a line says whom an order goes to, or is its text: 令各县县政府, 各县县政府览：查…."""
    return text.startswith("令") or elements.is_recipients(text) or text.endswith(("。", "：", ":"))


def _unnumbered(lines: Sequence[Line], at: int) -> Head | None:
    return Head(2) if orders.unnumbered_order(lines[at : at + 3]) else None


def _title_and_number(lines: Sequence[Line], at: int) -> Head | None:
    return Head(1) if elements.title_and_number(_text(lines, at)) else None


def _interpretation(lines: Sequence[Line], at: int) -> Head | None:
    ended = at and _INTERPRETATION.match(_text(lines, at)) and _TEXT_ENDS.search(_text(lines, at - 1))
    return Head(1) if ended else None


def _part(lines: Sequence[Line], at: int) -> Head | None:
    below = _text(lines, at + 1)
    opens = (
        is_part(lines[at].text) and below and not elements.is_recipients(below) and not _INDEXED.search(below)
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
        if _is_title(joined) and "关于" in simplify(joined):
            return True
        if agency.of_title(joined) or orders.called_by_agency(joined):
            return not re.search("[。；：，]", joined)
    return False


_Titles = list[tuple[str, list[str]]]
# Those that were looked for last, and the lines that they were found in: each rule asks for them anew.
_last: tuple[list[Line], _Titles] = ([], [])


def _titles(lines: Sequence[Line], at: int) -> _Titles:
    """Return what may be a title that opens here, over one line and more, each with the lines below it."""
    global _last  # noqa: PLW0603
    seen = list(lines[at : at + MAX_TITLE_LINES + _BELOW + 1])
    if len(seen) != len(_last[0]) or not all(map(is_, seen, _last[0])):
        _last = seen, list(_found_titles(seen, 0))
    return _last[1]


def _found_titles(lines: Sequence[Line], at: int) -> Iterator[tuple[str, list[str]]]:
    joined = ""
    if lines[at].text.lstrip()[:1] == "附" and elements.LABEL.match(lines[at].text):
        return
    for count in range(MAX_TITLE_LINES):
        if at + count >= len(lines) or "\t" in lines[at + count].text:
            return
        # What is set apart below, or marked as a heading, begins a title of its own.
        if count and (_opens_anew(lines[at + count], lines[at]) or _is_signed_above(lines, at, at + count)):
            return
        text = _in_title(lines[at + count].text)
        if text is None:
            return
        joined += text
        if len(joined) > 120 or _OF_COVER.search(text):
            return
        yield joined, [line.text.strip() for line in lines[at + count + 1 : at + count + 1 + _BELOW]]


@lru_cache(maxsize=64)
def _in_title(line: str) -> str | None:
    """Return a line as it stands in a title, None where it can stand in none; it is asked for each line that it is below."""
    text = line.strip()
    if _IN_NO_TITLE.search(text) or headings.marker(text) or dates.parse(text):
        return None
    return elements.squeeze(text)


def _opens_anew(line: Line, first: Line) -> bool:
    """Tell whether a line is a whole title that is set apart from the line that a title is tried from."""
    if not line.gap and line.hint == first.hint:
        return False
    text = elements.squeeze(line.text)
    return bool(agency.of_title(text)) and _is_title(text) and not _OPENS_A_NAME.search(first.text.strip())


def _is_signed_above(lines: Sequence[Line], first: int, at: int) -> bool:
    """Tell whether an agency is set apart from the red head below it: it signed the text above. Joint agencies stand alike."""
    if at + 1 >= len(lines) or lines[at].gap <= lines[at + 1].gap:
        return False
    return all(agency.split_joint(lines[n].text) for n in range(first, at + 1))


def _personnel(lines: Sequence[Line], at: int) -> Head | None:
    found = any(PERSONNEL.search(title) and elements.note_lines(below) for title, below in _titles(lines, at))
    return Head(1) if found else None


def _of_session(lines: Sequence[Line], at: int) -> Head | None:
    found = any(
        _OF_SESSION.match(title) and genre.from_title(title) and elements.note_lines(below[:3])
        for title, below in _titles(lines, at)
    )
    return Head(1) if found else None


def _without_agency(lines: Sequence[Line], at: int) -> Head | None:
    found = any(
        below and elements.is_recipients(below[0]) and _is_notice(lines, at, title)
        for title, below in _titles(lines, at)
    )
    return Head(1) if found else None


def _with_agency(lines: Sequence[Line], at: int) -> Head | None:
    """Find a title that names its agency, with recipients or a text of its own below."""
    for title, below in _titles(lines, at):
        if agency.of_title(title) and _is_title(title):
            return Head(1) if any(map(_may_follow, below[:3])) else None
        # …的补充规定, 某县人民政府布告: no genre of today, but the number stands right below.
        closed = bool(below) and below[0][-1:] in _CLOSES_NUMBER
        if (
            closed
            and elements.number_in_brackets(below[0])
            and (agency.of_title(title) or orders.called_by_agency(title))
        ):
            return Head(1)
    return None


def _signed_below(lines: Sequence[Line], at: int) -> Head | None:
    """Find a title in a genre below which its agency and the day stand, as communiqués have them; no document goes on to it."""
    # Few lines have a day within the next ones: only these are looked at.
    if not any(
        _text(lines, n)[-2:].rstrip("）)").endswith("日") for n in range(at + 2, at + MAX_TITLE_LINES + 2)
    ):
        return None
    above = next((n for n in (at - 1, at - 2) if n < 0 or ends_a_document(lines, n)), None)
    if above is None or (above == at - 2 and not _BANNER.fullmatch(elements.squeeze(_text(lines, at - 1)))):
        return None
    found = any(
        genre.from_title(title) in _SIGNED_BELOW
        and len(below) > 1
        and agency.split_joint(below[0])
        and dates.parse(below[1].strip("（）()"))
        for title, below in _titles(lines, at)
    )
    return Head(1) if found else None


def _may_follow(text: str) -> bool:
    return bool(
        elements.is_recipients(text)
        or elements.number_in_brackets(text)
        or elements.NOTE.match(text)
        or len(text) > 60
        or (len(text) > 24 and text.endswith(("。", "：")) and "，" in text)
    )


def _is_notice(lines: Sequence[Line], at: int, title: str) -> bool:
    """Tell whether a notice that names no agency stands below a section's banner, or below the end of another document.

    A text that the document above names in its own words is what that one issues.
    """
    if not at or not re.match("关于.{4,}(?:通知|通报|函|批复)$", title):
        return False
    above = lines[at - 1].text.strip()
    if elements.SECTION_MARK.search(above):
        return True
    before = fold("".join(line.text for line in lines[max(0, at - 60) : at]))
    return ends_a_document(lines, at - 1) and fold(title) not in before


def _is_title(text: str) -> bool:
    """Tell whether a text ends as titles do: in a genre, or in one that has gone out of use."""
    return bool(genre.from_title(text) or re.search("(?:布告|通令|指示|指令)$", text))


_SENTENCE = "为做好工作，现就有关事项通知如下，请认真组织实施，确保按时完成各项任务。"
OPENINGS: Final[tuple[Rule[Head], ...]] = (
    head_filed.OPENING,
    head_filed.NOTICE_OPENS,
    head_filed.ACT_OPENS,
    Rule(
        "joint-order",
        "document",
        _joint_order,
        ">某省财政厅\n某省审计厅\n令\n第7号",
        ">某省财政厅\n某省审计厅\n2020年3月1日",
    ),
    Rule(
        "number",
        "document",
        _number,
        ">某府发〔2020〕3号",
        "某县人民政府关于修路的通知\n>（某府发〔2020〕3号）",
    ),
    Rule("order", "document", _order, ">某县人民政府令\n第7号", ">某县人民政府令\n各乡镇："),
    Rule(
        "order-of-old",
        "document",
        _old_order,
        ">某省人民政府命令\n府民字第三十一號",
        ">某省人民政府命令\n第七号",
    ),
    Rule(
        "announcement-without-number",
        "document",
        _unnumbered,
        f">某县人民法院\n公　告\n{_SENTENCE}",
        ">某县人民法院\n公　告\n第7号",
    ),
    Rule(
        "title-and-number",
        "document",
        _title_and_number,
        ">某县人民政府关于修路的通知　某府发〔2020〕3号",
        ">按照要求　某府发〔2020〕3号",
    ),
    Rule(
        "interpretation",
        "document",
        _interpretation,
        "按时完成。\n>《某县道路管理办法》政策解读",
        "第一章\n>《某县道路管理办法》政策解读",
    ),
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
