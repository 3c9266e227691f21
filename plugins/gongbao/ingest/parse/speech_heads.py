"""The head of a speech below its title: the occasion, who speaks, the day."""

import re

from gongbao.bulletin import agency, dates, genre, names
from gongbao.bulletin.fold import HAN, simplify

from ..forms import elements, persons
from ..model.lines import Line, text_at, tidy
from ..model.record import Record
from . import title_lines, titles

_OCCASION = re.compile(r"^[^。；]{6,70}(?:上|讲话|报告|发言|致辞|解读)$")
# 2024年1月26日在某乡第十六届人民代表大会第三次会议上: print may leave out the dash before the occasion.
_OCCASION_ALONE = re.compile(rf"{dates.FULL}在[^。；：，]{{6,60}}会议?上")
_CONTENTS = re.compile("目[录次錄]")
_ABOUT = re.compile(r"[—－-]{1,2}[^—。；：，！？]{2,40}")
# 云岭县人民政府县长　高志远, 广东省省长 孟凡利: the office of a speaker stands apart from the name.
_OFFICE_AND_NAME = re.compile(
    rf"^[{HAN}、]{{1,30}}(?:长|委员|代表|{persons.OFFICES})[\s\u3000]+(?P<name>[{HAN}·](?:[\s\u3000]{{0,3}}[{HAN}·]){{1,7}})$"
)

_ANY_NAME = re.compile(rf"[{HAN}]{{2,6}}(?:·[{HAN}]{{1,8}})*")


def subtitle(record: Record, lines: list[Line], at: int) -> int:
    """Read the occasion of a speech, or what a communiqué is about, as the second title; return how many lines it has."""
    text = lines[at].text.strip()
    if "subtitle" not in record.fields and _OCCASION_ALONE.fullmatch(text):
        titles.set_subtitle(record, lines[at : at + 1])
        return 1
    if "subtitle" in record.fields or not elements.SUBTITLE.match(text):
        return 0
    # ——2021年3月24日在某省人民代表大会 / 常务委员会第二十四次会议上
    for count in range(1, min(3, len(lines) - at) + 1):
        if _OCCASION.search("".join(line.text.strip() for line in lines[at : at + count])):
            titles.set_subtitle(record, lines[at : at + count])
            return count
    # 某县人口普查公报 / ——全县常住人口情况
    about = _ABOUT.fullmatch(lines[at].text.strip()) and genre.from_title(str(record.fields.get("title")))
    if about:
        titles.set_subtitle(record, lines[at : at + 1])
    return 1 if about else 0


def byline(record: Record, lines: list[Line], at: int) -> int:
    """Read who speaks or wrote, an office before the name perhaps."""
    if not _is_byline(record, lines, at):
        return 0
    text = lines[at].text.strip()
    apart = persons.closed_up(text)
    office = _OFFICE_AND_NAME.match(simplify(apart))
    name = apart[slice(*office.span("name"))] if office else _writer_of_office(text)
    record.set("byline", elements.squeeze(name) or text, lines[at])
    if name:
        record.add_note(tidy(text))
    return 1


def day_of_speech(record: Record, lines: list[Line], at: int) -> int:
    """Read the day below a speaker, without brackets."""
    day = dates.parse(lines[at].text)
    if (
        not day
        or "byline" not in record.fields
        or at + 1 >= len(lines)
        or agency.of_title(str(record.fields.get("title")))
    ):
        return 0
    record.set("delivered", day, lines[at])
    return 1


def _is_byline(record: Record, lines: list[Line], at: int) -> bool:
    text = lines[at].text.strip()
    is_name = names.is_name(text) or persons.is_person(text) or persons.is_group_of_writers(text)
    is_name = is_name or bool(_writer_of_office(text))
    is_name = is_name or _stands_for_speaker(record, text, text_at(lines, at + 1))
    if "byline" in record.fields or not is_name or agency.is_agency(text):
        return False
    following = text_at(lines, at + 1)
    return bool(
        dates.parse(following)
        or (following[:1] in "（(" and title_lines.opening_day(following))
        or len(following) > 40
        or following.endswith(("：", ":", "。"))
        # The report's own contents stand before it.
        or _CONTENTS.fullmatch(elements.squeeze(following))
    )


def _writer_of_office(text: str) -> str:
    """Return the name that stands apart behind an office, below the title of what its bearer wrote: 县委政策研究室　牟　涛."""
    office, _blank, name = text.replace(" ", "\u3000").partition("\u3000")
    return name.strip() if agency.is_agency(office) and names.is_name(elements.squeeze(name)) else ""


def _stands_for_speaker(record: Record, text: str, following: str) -> bool:
    """Tell whether a line is a name by its place, whatever its first sign: between the occasion and 各位委员：.

    Names of Tibetans, Mongols and others open with no surname: 洛桑平措.
    """
    salutation = following.endswith(("：", ":")) and not elements.is_recipients(following)
    return (
        "delivered" in record.fields
        and salutation
        and _ANY_NAME.fullmatch(elements.squeeze(text)) is not None
    )
