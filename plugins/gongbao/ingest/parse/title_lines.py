"""Over how many lines a title goes: up to its genre, to a gap, to what can be no title."""

import re

from gongbao.bulletin import agency, dates, genre, headings, names
from gongbao.bulletin.fold import HAN, fold, simplify

from ..forms import dated_lines, elements, head_filed, history, persons, press
from ..model.lines import Line, text_at
from . import title_end, title_marks

MOST = 7
_TOP = frozenset(("h1", "h2"))
_LONGEST_LINE = 70
_LONGEST_OCCASION = 90
_SHORTEST_WHOLE = 8
_LEAST_CUT = 12
_SUBTITLE_WHOLE = re.compile("(?:上|讲话|报告|发言|致辞|讲稿)(?:的(?:讲话|报告|发言|致辞))?$")
_MINUTES = frozenset("时间 地点 主席 主持 主持人 出席 列席 记录 纪录 缺席 请假 参加 秘书长".split())
# 1 总则 / 1.1 编制目的: the first chapter of a plan that counts as standards do.
_FIRST_CHAPTER, _FIRST_OF_IT = (
    re.compile(rf"1[\s\u3000]*[{HAN}]{{2,20}}$"),
    re.compile(r"\s*1[.．]1[\s\u3000]*\S"),
)
_REACH = 6
# What a plan has below its title has entries below it.
_OWN_CONTENTS = re.compile("目[录次錄]")
# What heads the first part of a text, by itself on its line.
_FIRST_PART = re.compile("[内內]?容?(?:摘要|提要)|[详詳]情|背景|目的|前言|引言|概述|序言|案由|缘起|緣起")
# 某市消费者权益保护委员会 / 消费提示（2023年第6号）: what an agency calls a series of its own.
_CALLED = re.compile(rf"^[{HAN}]{{2,8}}[（(]\d{{4}}年第?\d{{1,4}}[号期][)）]$")
_ENDS_IN_DAY = re.compile(r"日[）)]?$")
# 1990年1月20日，某高级人民法院: as collections of laws put it below the title.
_DAY_FIRST = re.compile(rf"[（(]?(?P<day>{dates.FULL})[，,\s\u3000]+(?P<who>[^，。\d]{{4,40}}?)[)）]?")
# 某县发展和改革局　2022-08-15: pages write their days so, documents do not.
_ROW_OF_PAGE = re.compile(
    r"(?P<who>\S{4,30})[\s\u3000]+(?P<day>(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})(?:[\s\u3000]+\d{1,2}:\d\d(?::\d\d)?)?$"
)
_BRACKET = re.compile(r"[（(][^（()）]{1,8}[)）]$")
# What is whole, and of no genre: 关于某办法的起草说明.
_OF_NO_GENRE = re.compile("的(?:起草|编制|情况)?说明$|的?解读$|汇报$|倡议书$|建议书$")
# What is spoken has its speaker below the title, then the day or who is spoken to.
_SPOKEN = re.compile("(?:讲话|报告|发言|致辞|致词|演讲|讲稿)(?:提要|摘要|要点|全文|稿)?$")
# 某区城市内涝治理行动方案 / （2024—2026年）
_YEARS = re.compile(r"[（(](?:19|20)\d\d年?\s*[-－—–~～至]+\s*(?:19|20)\d\d年?[)）]")
_LEADS_ON = re.compile("(?:关于|印发|转发|批转|同意|成立|[的和与、《])$")
_SPEAKER = re.compile(rf"^[{HAN}](?:[\s\u3000]*[{HAN}]){{1,3}}$")
_BELOW_SPEAKER = re.compile(
    r"^[（(][^（()）]{6,40}[)）]$|^(?:同志|各位|尊敬|女士|先生|代表)[^。]{0,40}[:：！]$"
)
# What a diary has below its title: 8月2日, 一月.
_DAY_OF_DIARY = re.compile(f"{dates.DIARY_DAYS}|{dates.MONTH_DAY}|{dates.MONTHS}")


def _letters(text: str) -> str:
    """Close up letter-spaced words; print breaks inside a title mean nothing."""
    return re.sub(r"[\s\u3000]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[\s\u3000]+", "", text.strip())


def count_by_form(lines: list[Line], at: int) -> int:
    """Return over how many lines a title goes that is known by its form alone; the years of a plan close it."""
    bare = [title_marks.bare(line) for line in lines[at : at + MOST]]
    if any(one is not line for one, line in zip(bare, lines[at:], strict=False)):
        lines = [*lines[:at], *bare, *lines[at + MOST :]]
    count = title_end.best(lines, at, _count_by_form(lines, at))
    below = lines[at + count].text.strip() if count and at + count < len(lines) else ""
    return count + 1 if _YEARS.fullmatch(below) else count


def _count_by_form(lines: list[Line], at: int) -> int:
    joined = subtitle = ""
    for count in range(1, min(MOST, len(lines) - at) + 1):
        line = lines[at + count - 1]
        text = line.text.strip()
        opens_body = _opens_body(lines, at, count)
        # The subtitle closes a title, over however many lines it goes; below it stands who issued the text.
        if _SUBTITLE_WHOLE.search(elements.squeeze(subtitle)) or (
            subtitle and agency.is_agency(elements.squeeze(text))
        ):
            return count - 1
        if subtitle or (count > 1 and elements.SUBTITLE.match(text)):
            subtitle += text
        if count > 1 and (
            opens_body
            or opens_with_day(text)
            or (elements.number_in_brackets(text) and not (_CALLED.match(text) and agency.is_agency(joined)))
            or elements.URGENCY.match(elements.squeeze(text))
            or elements.NOTE.match(text)
            or history.history_lines([one.text for one in lines[at + count - 1 : at + count + 3]])
        ):
            return count - 1
        # A gap after a title that is already whole ends it.
        if count > 1 and line.gap and not agency.split_joint(joined) and not _unfinished_title(joined):
            return count - 1
        if count > 1 and (
            _is_speaker(lines, at + count - 1, joined) or _is_issuer(lines, at + count - 1, joined)
        ):
            return count - 1
        if count > 1 and (
            issuer_and_day(text)
            or _is_over_number(lines, at + count - 1, joined)
            or head_filed.read(lines, at + count - 1)
        ):
            return count - 1
        if elements.title_and_number(text):
            return count
        # A page's title above the document's own: read again below.
        if count > 1 and again(joined, lines, at + count - 1):
            return count - 1
        joined += _letters(text)
        if (
            genre.from_title(joined)
            and "关于" in simplify(joined)
            and not _goes_on(lines, at + count, joined)
        ):
            return count
        below = lines[at + count] if at + count < len(lines) else None
        if line.hint in _TOP and not (
            below and (below.hint == line.hint or elements.SUBTITLE.match(below.text.strip()))
        ):
            return count
    return min(1, len(lines) - at)


def _opens_body(lines: list[Line], at: int, count: int) -> bool:
    """Tell whether the last of so many lines is of the text, whatever a title above it says."""
    line = lines[at + count - 1]
    text = line.text.strip()
    of_text = (
        "\t" in line.text
        or line.hint == "table"
        or elements.is_recipients(text)
        or headings.marker(text)
        or re.search(r"[。；]|[：:]$", text)
        or len(text) > _LONGEST_LINE
    )
    of_head = count > 1 and (
        title_end.is_labelled(text)
        or _of_minutes(text)
        or press.BYLINE.match(text)
        or text.isdecimal()
        or _OWN_CONTENTS.fullmatch(elements.squeeze(text))
        or _FIRST_PART.fullmatch(elements.squeeze(text))
        or (re.match(r"h[2-6]$", line.hint) and line.hint != lines[at].hint)
        or _is_day(text)
        or (
            _FIRST_CHAPTER.match(text)
            and any(_FIRST_OF_IT.match(one.text) for one in lines[at + count : at + count + _REACH])
        )
    )
    return bool(of_text or of_head)


def again(title: str, lines: list[Line], at: int, *, may_be_cut: bool = False) -> int:
    """Return over how many lines a title stands again, 0 if it does not; may_be_cut: its beginning is enough over a number.

    Joint agencies may stand one below the other, without the mark between them.
    """
    wanted = _run(title)
    for count in range(1, MOST + 1) if wanted else ():
        joined = _run("".join(line.text for line in lines[at : at + count]))
        if at + count >= len(lines) or len(joined) > len(wanted):
            break
        if joined == wanted or (may_be_cut and _is_cut(joined, wanted, lines, at + count)):
            return count
    return 0


def _run(title: str) -> str:
    return fold(title).replace("、", "")


def _is_cut(said: str, title: str, lines: list[Line], below: int) -> bool:
    """Tell whether a line over the number or the recipients is the beginning of the title, the rest of which is lost."""
    text = lines[below].text.strip()
    over = elements.doc_number(text) or elements.is_recipients(text)
    return len(said) >= _LEAST_CUT and title.startswith(said) and bool(over)


def _is_speaker(lines: list[Line], at: int, title: str) -> bool:
    """Tell whether a line names who spoke, below the title of a speech."""
    text = lines[at].text.strip()
    office, _, name = text.partition("\u3000")
    if lines[at].gap and agency.is_agency(office) and names.is_name(elements.squeeze(name)):
        # 关于发展油茶产业的几点思考 / 县林业局　何　晓
        return True
    if not _SPOKEN.search(title) or not (_SPEAKER.match(text) or persons.is_person(text)):
        return False
    below = text_at(lines, at + 1)
    return bool(_BELOW_SPEAKER.match(below) or dates.parse(below.strip("（()）")))


def _is_issuer(lines: list[Line], at: int, title: str) -> bool:
    """Tell whether a line names who issued what a whole title stands over: the day follows, in brackets or not."""
    below = lines[at + 1].text.strip().strip("（()）") if at + 1 < len(lines) else ""
    # Below …规划 / 某县教育局 the month alone is as plain as a day below a title that says its genre.
    whole = (genre.from_title(title) or _OF_NO_GENRE.search(title)) and dates.parse(below)
    if not agency.is_agency(elements.squeeze(lines[at].text)):
        return False
    # 某区前三季度经济运行情况 / 某区统计局, and the text a blank line below: no title ends in who issues it.
    apart = at + 1 < len(lines) and lines[at + 1].gap and not lines[at].gap
    closes = apart and not (agency.split_joint(title) or _LEADS_ON.search(title))
    return bool(whole or dated_lines.is_month(below) or closes)


def issuer_and_day(text: str) -> tuple[tuple[str, ...], str] | None:
    """Return who issued a text, and when, where a line below its title says both, in either order."""
    if turned := _DAY_FIRST.fullmatch(text.strip()):
        day, names = dates.parse(turned["day"]), agency.split_joint(turned["who"])
        return (names, day) if day and names else None
    made = dated_lines.signed_date(text) if _ENDS_IN_DAY.search(text) else None
    names = agency.split_joint(made[0]) if made else ()
    return (names, made[1]) if made and names else None


def row_of_page(text: str) -> tuple[tuple[str, ...], str] | None:
    """Return whose a page is, and the day on which it was put up, where a line below the title says both."""
    row = _ROW_OF_PAGE.match(text.strip())
    day = dates.parse(row["day"]) if row and agency.is_agency(row["who"]) else None
    return ((row["who"],), day) if row and day else None


def _is_over_number(lines: list[Line], at: int, title: str) -> bool:
    """Tell whether a line is the agency over the number, below a title that says its genre (…批复)."""
    return bool(
        at + 1 < len(lines)
        and len(title) > _SHORTEST_WHOLE
        and genre.from_title(title)
        and agency.is_agency(elements.squeeze(lines[at].text))
        and elements.opens_with_number(lines[at + 1].text.strip())
    )


def _is_day(text: str) -> bool:
    """Tell whether a line is a day, in figures or as a diary has it: 2018年5月16日, 8月2日, 七　月."""
    return bool(dates.parse(_BRACKET.sub("", text)) or _DAY_OF_DIARY.fullmatch(elements.squeeze(text)))


def opens_with_day(text: str) -> bool:
    """Tell whether a line opens with a day in brackets, as what stands below a title does: （2022年1月20日在…."""
    found = dates.find(text) if text[:1] in {"（", "("} else []
    return bool(found) and not text[1 : found[0].start].strip()


def opening_day(text: str) -> str | None:
    """Return the date that a note in brackets opens with: （2017年1月16日，根据录音整理）."""
    found = dates.find(text)
    return (
        found[0].iso
        if len(found) == 1 and len(text) < _LONGEST_OCCASION and not text[1 : found[0].start].strip()
        else None
    )


def _of_minutes(text: str) -> bool:
    """Tell whether a line states when, where or who, as minutes have it below their title: 時　　間　中華民國….

    The label is letter-spaced, and stands apart from its value by a blank.
    """
    match = re.match(r"(?P<label>\S(?:[\s\u3000]*\S){1,2}?)[\s\u3000]+\S", text)
    return bool(match and simplify(elements.squeeze(match["label"])) in _MINUTES)


def _unfinished_title(text: str) -> bool:
    return "关于" in simplify(text) and not genre.from_title(text)


def _goes_on(lines: list[Line], at: int, title: str) -> bool:
    """Tell whether the next line still belongs to a title that could end here: 的通知 or （试行） on a line of its own."""
    if at >= len(lines) or lines[at].gap:
        return False
    text = elements.squeeze(lines[at].text)
    if title_end.says_its_kind_again(title, text):
        return False
    return bool(
        re.fullmatch(
            r"(?:的)?(?:补充)?(?:通知|意见|决定|通告|公告|批复|函|报告)|[（(](?:试行|暂行|修订|草案|摘要)[)）]",
            text,
        )
    )
