"""What stands between a title and its text: number, date, note of adoption, agencies with the day, byline."""

import re

from gongbao.bulletin import agency, dates, genre
from gongbao.bulletin.fold import simplify

from ..forms import dated_lines, elements, heads, history, orders
from ..model.lines import Line, tidy
from ..model.record import Inference, Record
from . import carded, promulgation, speech_heads, title_lines
from .heads import take

# 发布日期 beside a number is the page's.
_LABEL_OF_DAY = re.compile("日期|时间|[:：]|-")
_NUMBER_FIRST = re.compile(
    r"[（(](?P<number>[^，。；（()）]{2,16}[〔\[（(【]\d{4}[〕\]）)】]第?\d+号)[，,；;\s\u3000]"
)
# What a database of rules says below a title: 全文有效.
_STANDING = re.compile(
    "(?:全文|现行|部分|条款|部分条款)(?:有效|失效|废止)|尚未(?:生效|施行)|已(?:废止|失效|修改)"
)
_SPOKEN_AT = re.compile("在.{4,}(?:会议?|大会|论坛|座谈会|仪式|活动|班)上[)）]$")
_REPORTED_AT = re.compile("在.{4,}(?:会议?|大会)上(?:的|所作的?)(?:报告|讲话|说明|发言|汇报)[，,）)]")
_A_MEETING = re.compile(r"(?:通过|批准|修正|修订|公布)\s*$")


def read_below_title(record: Record, lines: list[Line], at: int) -> int:
    """Read what stands between title and text; return where the text starts."""
    readers = (
        _title_again,
        carded.read,
        speech_heads.subtitle,
        _head,
        _number,
        _series,
        _note,
        _day_in_brackets,
        _day_over_recipients,
        _credit,
        _agencies,
        speech_heads.byline,
        speech_heads.day_of_speech,
    )
    while at < len(lines):
        taken = next((count for reader in readers if (count := reader(record, lines, at))), 0)
        if not taken:
            break
        record.claims += lines[at : at + taken]
        at += taken
    return at


def _title_again(record: Record, lines: list[Line], at: int) -> int:
    """Pass over the title where it stands again below what befell the text, as collections of laws have it."""
    return title_lines.again(str(record.fields.get("title") or ""), lines, at)


# Elements of a head that may as well stand below the title: below 某县历史建筑保护办法 the order that issues it.
_ALSO_BELOW = frozenset(
    {
        "joint-order",
        "order",
        "series-of-an-organ",
        "organ-over-labels",
        "numbers-side-by-side",
        "number-and-signer",
        "beside-the-number",
        "day-of-the-republic",
    }
)


def _head(record: Record, lines: list[Line], at: int) -> int:
    found = heads.element(lines, at)
    # Above a red head and its number a page has the title that the document itself leaves out.
    is_red_head = (
        found and found.rule == "red-head" and lines[at + found.count - 1].text.strip().endswith("文件")
    )
    if not found or not (found.rule in _ALSO_BELOW or is_red_head):
        return 0
    if found.rule == "order" and record.order_of:
        return 0
    take(record, lines[at : at + found.count], found)
    return found.count


def _number(record: Record, lines: list[Line], at: int) -> int:
    line = lines[at]
    text = line.text.strip()
    found = elements.doc_number(text) if len(text) <= 60 else None
    if not found and (found := dated_lines.dated_number(text)):
        # The date beside a number is the page's as often as the document's: it is kept, and dates what has no other.
        record.add_note(tidy(text))
        days = dates.find(text)
        if days and (text[:1] in "（(" or not _LABEL_OF_DAY.search(text)):
            record.beside_number = (days[0].iso, line.number)
    if not found and (both := dated_lines.day_and_number(text)):
        record.add_note(tidy(text))
        record.beside_number, found = (both[0], line.number), both[1]
    if found := found or _serial_of_title(record, text) or elements.filed_number(text):
        # 政府令〔2012〕第6号 below the agency's name.
        if found.startswith("政府令") and len(record.banner) == 1 and record.banner[0].endswith("人民政府"):
            found = record.banner[0].removesuffix("政府") + found
        record.fields.setdefault("doc_number", found)
        record.where.setdefault("doc_number", line.number)
    return 1 if found else 0


def _series(record: Record, lines: list[Line], at: int) -> int:
    text = lines[at].text.strip()
    if elements.REGISTRY.match(elements.squeeze(text)) or _STANDING.fullmatch(text):
        record.add_note(tidy(text))
        return 1
    if text[:1] not in {"（", "(", "〔", "["} or not elements.OF_SERIES.match(elements.squeeze(text)):
        return 0
    record.add_note(tidy(text))
    return 1


def _note(record: Record, lines: list[Line], at: int) -> int:
    count = elements.note_lines([one.text for one in lines[at : at + 4]])
    further = "note" in record.fields
    count = count or history.history_lines([one.text for one in lines[at : at + 4]], further=further)
    if count:
        # Each of several meetings may have a line of its own: …通过 / …批准.
        note = "".join(
            one.text.strip() + ("\u3000" if _A_MEETING.search(one.text) else "")
            for one in lines[at : at + count]
        ).rstrip()
        record.add_note(tidy(note))
        _promulgated(record, note, lines[at])
        if (number := _NUMBER_FIRST.match(note)) and (own := elements.doc_number(number["number"])):
            # （校科发〔2019〕15号，2019年6月12日校长办公会审议通过）
            record.fields.setdefault("doc_number", own)
            record.where.setdefault("doc_number", lines[at].number)
    return count


def _promulgated(record: Record, note: str, line: Line) -> None:
    """Take number, agency and day from the note of promulgation, where the head has no number."""
    if (
        _REPORTED_AT.search(simplify(note))
        and "delivered" not in record.fields
        and (day := title_lines.opening_day(note))
    ):
        # （1954年7月20日在…会议上的报告，经会议批准）: the day on which it was given.
        record.set("delivered", day, line)
        return
    made = promulgation.read(note)
    title = str(record.fields.get("title") or "")
    if not made and (day := promulgation.adopted(note) or promulgation.adopted_by(title, note)):
        record.adopted = (day, line.number)
    record.passed_by = record.passed_by or promulgation.passed_by(title, note) or ""
    if not made and not record.made_known and (day := promulgation.made_known(note)):
        record.made_known = (day, line.number)
    if not made or record.fields.get("doc_number") not in {None, made.number}:
        return
    if "doc_number" not in record.fields:
        record.set("doc_number", made.number, line)
        record.inferred.append(Inference("doc_number", made.number, "promulgation-note"))
    if made.agencies and "agency" not in record.fields:
        record.set("agency", made.agencies, line)
        record.inferred.append(Inference("agency", "；".join(made.agencies), "promulgation-note"))
    if made.issued:
        record.set("issued", made.issued, line)


def _day_in_brackets(record: Record, lines: list[Line], at: int) -> int:
    """Read a day in brackets, with the occasion behind it perhaps, over up to three lines."""
    for count in range(1, min(3, len(lines) - at) + 1):
        text = "".join(line.text.strip() for line in lines[at : at + count])
        if not title_lines.opens_with_day(text):
            return 0
        if text.endswith(("）", ")")):
            break
    else:
        return 0
    if not (day := title_lines.opening_day(text)):
        return 0
    # Below a title that names its agency, and below minutes, it is the document's date; below a speech's, the day of the speech.
    title = str(record.fields.get("title", ""))
    official = (
        agency.of_title(title)
        or genre.from_title(title) == "纪要"
        or record.fields.get("agency")
        or record.made
        or record.order_of
        or (record.banner and record.fields.get("doc_number"))
    )
    record.set("issued" if official and not _SPOKEN_AT.search(text) else "delivered", day, lines[at])
    if not dates.parse(text):
        record.add_note(tidy(text).strip("（）()"))
    return count


def _day_over_recipients(record: Record, lines: list[Line], at: int) -> int:
    """Read the day that stands by itself between the number and whom the document goes to, or a label of its page."""
    text = lines[at].text.strip()
    title = str(record.fields.get("title") or "")
    official = "doc_number" in record.fields or record.opened or agency.of_title(title)
    day = dates.parse(text) if official and at + 1 < len(lines) else None
    if not day or not (elements.is_recipients(lines[at + 1].text) or carded.is_label(lines[at + 1].text)):
        return 0
    record.add_note(tidy(text))
    record.beside_number = record.beside_number or (day, lines[at].number)
    return 1


def _credit(record: Record, lines: list[Line], at: int) -> int:
    text = lines[at].text.strip()
    if not re.match(r"^《[^》]{2,20}》\s*[（(].*\d{4}.*[)）]$", text):
        return 0
    record.set("credit", tidy_credit(text), lines[at])
    return 1


def _agencies(record: Record, lines: list[Line], at: int) -> int:
    """Read agencies below a title, and the day below them."""
    text = lines[at].text.strip()
    if (
        agency.is_agency(elements.squeeze(text))
        and at + 1 < len(lines)
        and elements.opens_with_number(lines[at + 1].text)
    ):
        # Between a title and its number stands whose it is.
        record.banner += agency.split_joint(text)
        return 1
    if (found := agency.split_joint(text)) and _dated_below(lines, at):
        record.fields["agency"] = (*record.fields.get("agency", ()), *found)  # type: ignore[misc]
        return 1
    if (
        found
        and "subtitle" in record.fields
        and at + 1 < len(lines)
        and elements.is_recipients(lines[at + 1].text)
    ):
        # Below the occasion stands the committee that reports, and then to whom.
        record.fields["agency"] = (*record.fields.get("agency", ()), *found)  # type: ignore[misc]
        return 1
    if (day := dates.parse(text)) and ("agency" in record.fields or _is_only_day(record, lines, at)):
        record.set("issued", day, lines[at])
        return 1
    if at + 1 < len(lines) and (row := title_lines.row_of_page(text)):
        record.set("agency", row[0], lines[at])
        record.set("published", row[1], lines[at])
        return 1
    if made := title_lines.issuer_and_day(text):
        record.set("agency", made[0], lines[at])
        record.set("issued", made[1], lines[at])
        return 1
    return 0


def _is_only_day(record: Record, lines: list[Line], at: int) -> bool:
    """Tell whether a day below a title that names its agency is the document's: no other stands by itself below.

    Over recipients it may as well be the day of the page.
    """
    return bool(
        "年" in lines[at].text
        and agency.of_title(str(record.fields.get("title", "")))
        and at + 1 < len(lines)
        and not elements.is_recipients(lines[at + 1].text.strip())
        and not any(dates.parse(line.text) for line in lines[at + 1 :])
    )


def _serial_of_title(record: Record, text: str) -> str | None:
    """Return the number of an announcement whose year and serial stand below its title: 2023年第8号."""
    title = str(record.fields.get("title") or "")
    kind = genre.from_title(title)
    names = record.opened or agency.of_title(title)
    if (
        "doc_number" in record.fields
        or kind not in {"公告", "通告", "令"}
        or not names
        or not orders.is_serial(text)
    ):
        return None
    return orders.order_head("".join(names) + kind, text)


def _dated_below(lines: list[Line], at: int) -> bool:
    """Tell whether agencies below a title are the signature: a date closes them, in brackets or alone."""
    if elements.note_lines([line.text for line in lines[at + 1 : at + 5]]):
        return True
    for line in lines[at + 1 : at + 5]:
        if title_lines.opening_day(line.text.strip()):
            return line.text.strip()[:1] in "（(" or dates.parse(line.text) is not None
        if dated_lines.is_month(line.text.strip("（()） \u3000")):
            return True
        if not agency.split_joint(line.text):
            return False
    return False


def tidy_credit(text: str) -> str:
    """Tidy a credit line; the blank between date and page stays."""
    return re.sub(r"\s+", " ", tidy(text.replace(" ", "\x00")).replace("\x00", " "))
