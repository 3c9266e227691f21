"""Dates in the lines of a document: below a signature, beside a number, in the foot."""

import re
import unicodedata

from gongbao.bulletin import agency, dates, number
from gongbao.bulletin.fold import HAN, simplify

from . import elements, persons

_HOUR = re.compile(rf"^\s*(?:{dates.TIME}|\d{{1,2}}时(?:\d{{1,2}}分|整)?)")
_MONTH = re.compile(f"^{dates.MONTH}$")
_IMPRINT_DATE = re.compile(r"\s*印\s*(?:发|制|送)?\s*$")
_IMPRINT_HINT = re.compile(r"印\s*(?:发|制|送)?\s*$")
# 二零二三年四月十八日於某某署: where orders of Macau were signed.
_AT_AGENCY = re.compile(
    rf"^[於于][{HAN}]{{2,20}}(?:[署局處处廳厅]|辦公室|办公室|委員會|委员会|政府|法院|檢察院|基金)$"
)


def imprint(text: str) -> tuple[str, str] | None:
    """Read a line of 印发机关 and 印发日期: (agency or '', ISO date), or None."""
    plain = simplify(text)
    if not _IMPRINT_HINT.search(plain):
        return None
    body = text[: len(_IMPRINT_DATE.sub("", plain))]
    found = dates.find(body)
    if not found or body[found[-1].end :].strip():
        return None
    by = elements.squeeze(body[: found[-1].start])
    if by and not (agency.is_agency(by) or len(by) <= 30):
        return None
    return by, found[-1].iso


# 公历一九五三年一月十五日
_ERA = re.compile("^(?:公[历曆元]|西[历曆元])")


def signed_date(text: str) -> tuple[str, str] | None:
    """Read a line that ends a document: (signature on the same line or '', ISO date), or None."""
    body = _ERA.sub("", text.strip())
    if iso := dates.parse(body):
        return "", iso
    found = dates.find(body)
    if len(found) > 1 and not _without(body, [(one.start, one.end) for one in found]).strip():
        # Each of several signatures has its day below it; the last one counts.
        return "", max(one.iso for one in found)
    if len(found) == 1 and not found[0].start and _AT_AGENCY.match(body[found[0].end :]):
        return "", found[0].iso
    # 2024年1月31日20时: a telegram is signed to the hour.
    if len(found) != 1 or _HOUR.sub("", body[found[0].end :]).strip("）) 。"):
        return None
    if not found[0].start and _HOUR.match(body[found[0].end :]):
        return "", found[0].iso
    before = body[: found[0].start].rstrip(" \u3000\t（(")
    return (before, found[0].iso) if agency.split_joint(before) or persons.is_person(before) else None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def signed_at_end(text: str) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]] | None:
    """Find signature and date at the end of a paragraph's last line: the spans of text, signature and date, or None."""
    found = dates.find(text)
    if not found or text[found[-1].end :].strip() or "\t" in text:
        return None
    stop = max(text.rfind(mark, 0, found[-1].start) for mark in "。！")
    name = text[stop + 1 : found[-1].start]
    if stop < 0 or not agency.split_joint(name):
        return None
    return (0, stop + 1), (stop + 1, found[-1].start), (found[-1].start, found[-1].end)


def dated_number(text: str) -> str | None:
    """Return the number of a line that has nothing but a number and, set apart from it, a date."""
    text = unicodedata.normalize("NFKC", text)
    found, days = number.find_all(text), dates.find(text)
    if len(text) > 80 or len(found) != 1 or len(days) != 1:
        return None
    first, last = sorted([(found[0].start, found[0].end), (days[0].start, days[0].end)])
    # Before the number a day stands in one bracket with it: （1985年5月4日云政〔1985〕38号）.
    if days[0].start < found[0].start and text.strip()[:1] not in {"（", "("}:
        return None
    rest = text[: first[0]] + text[first[1] : last[0]] + text[last[1] :]
    return (
        None
        if re.sub(r"(?:发文字号|文号|成文日期|发布日期|日期)|[\s\u3000:：|（）()]", "", rest)
        else str(found[0].number)
    )


def number_at_end(text: str) -> tuple[str, str] | None:
    """Return number and day (ISO) of a line in brackets that closes a document, as the eighties print it."""
    text = text.strip()
    found = dated_number(text) if text[:1] in {"（", "("} and text[-1:] in {"）", ")"} else None
    return (found, dates.find(text)[0].iso) if found else None


def day_and_number(text: str) -> tuple[str, str] | None:
    """Return day and number of a line that has nothing but these, set apart, the day first or a number without a year.

    一九五六年六月十二日　某会民字第88号
    """
    text = unicodedata.normalize("NFKC", text.strip()).strip("()")
    days = dates.find(text)
    if len(text) > 60 or len(days) != 1:
        return None
    day = days[0]
    if day.start == 0:
        said, blank = text[day.end :], text[day.end : day.end + 1]
    elif day.end == len(text):
        said, blank = text[: day.start], text[day.start - 1]
    else:
        return None
    found = (
        (elements.doc_number(said.strip()) or elements.filed_number(said.strip()))
        if blank.isspace()
        else None
    )
    return (day.iso, found) if found else None


def is_month(text: str) -> bool:
    """Tell whether a line is a date without a day: 2020年3月, 二○二○年三月."""
    return bool(_MONTH.match(elements.squeeze(text)))
