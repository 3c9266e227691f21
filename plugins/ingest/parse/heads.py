"""What stands above a title: red head, section banner, number, signer, urgency."""

import re

from plugins.bulletin import agency, number

from ..forms import banner, elements
from ..model.lines import Line, tidy
from ..model.record import Record

_MOST_LINES = 10
_REGULATION = re.compile(r"^(?!关于).{4,40}(?:条例|办法|规定|细则|规则|规程)(?:[（(].{2,8}[）)])?$")
_ORDER_NUMBER = re.compile(r"^.{0,20}令[〔\[（(]?(?:\d{4}[〕\]）)])?第?\d+号$")
_BANNERS = {"目录", "政府文件", "部门文件"}
# The form of a telegram: 发电单位 … 签批盖章 … / 等级 特急·明电 甲府办发电〔2020〕5号 甲机发 321号.
_TELEGRAM = re.compile(r"^(?:发电(?:单位|机关)|发往(?:单位|机关)?|签[批发]盖章|等级|缓急)(?=[:：\s\u3000])")


def read_head(record: Record, lines: list[Line], sections: frozenset[str]) -> int:
    """Read the lines above the title; return where the title starts."""
    at = 0
    while at < min(len(lines), _MOST_LINES):
        taken = (
            _banner(record, lines, at, sections)
            or _number(record, lines, at)
            or _telegram(record, lines[at])
            or _series(record, lines, at)
            or _note(record, lines[at])
        )
        if not taken:
            break
        record.claims += lines[at : at + taken]
        at += taken
    return at


def _banner(record: Record, lines: list[Line], at: int, sections: frozenset[str]) -> int:
    """Read a red head, with 文件 or as the agencies' bare names, or a section's banner; return how many lines."""
    line = lines[at]
    text = line.text.strip()
    if (names := agency.split_joint(text)) and _is_minutes(lines, at + 1):
        record.banner += names
        record.where.setdefault("banner", line.number)
        return 1
    if names and _stands_over_title(lines, at):
        record.banner += names
        record.where.setdefault("banner", line.number)
        return 1
    if found := banner.read(lines, at):
        if found.mark in {"", "文件"}:
            record.banner += tuple(name for name in found.agencies if name not in record.banner)
            record.where.setdefault("banner", line.number)
            return found.count
        return _joint_order(record, lines, at, found)
    minutes = _is_minutes(lines, at)
    if minutes and elements.squeeze(text).endswith("纪要"):
        record.genre_of_head = "纪要"
    if not (minutes or elements.is_section(text, sections) or elements.squeeze(text) in _BANNERS):
        return 0
    record.where.setdefault("banner", line.number)
    return 1


def _joint_order(record: Record, lines: list[Line], at: int, found: banner.Banner) -> int:
    """Read a head of several lines, 甲局 / 乙局 / 令 / 第7号; that of one line, 甲局令 / 第7号, is read as a number."""
    *others, last = found.agencies
    if found.count == 1 and not others:
        return 0
    head = elements.order_head(last + found.mark, lines[at + found.count].text)
    if not head:
        return 0
    record.banner += tuple(others)
    record.where.setdefault("banner", lines[at].number)
    record.set("doc_number", "".join(others) + head, lines[at + found.count])
    record.order_of = last + found.mark
    _total(record, lines[at + found.count])
    record.where["order_of"] = lines[at + found.count - 1].number
    return found.count + 1


def _total(record: Record, line: Line) -> None:
    """Keep what an announcement's serial has behind it: 2022年第9号（总第133号）."""
    if "总" in line.text:
        record.add_note(tidy(line.text))


def _stands_over_title(lines: list[Line], at: int) -> bool:
    """Tell whether an agency is set apart over the name of a regulation, with the order's number below that."""
    if at + 2 >= len(lines) or not lines[at + 1].gap:
        return False
    below = lines[at + 1].text.strip()
    return bool(_REGULATION.search(below)) and any(
        _ORDER_NUMBER.match(elements.squeeze(line.text)) for line in lines[at + 2 : at + 4]
    )


def _is_minutes(lines: list[Line], at: int) -> bool:
    """Tell whether a line is the red head of minutes or of a newsletter: its number stands below."""
    return (
        at < len(lines)
        and bool(elements.MINUTES.match(elements.squeeze(lines[at].text)))
        and _number_follows(lines, at)
    )


def _telegram(record: Record, line: Line) -> int:
    """Read a line of a telegram's form; the number stands among degrees of urgency and the operator's numbers."""
    if not _TELEGRAM.match(line.text.strip()):
        return 0
    for found in number.find_all(line.text):
        record.fields.setdefault("doc_number", str(found.number))
        record.where.setdefault("doc_number", line.number)
    record.add_note(re.sub(r"[\s\u3000]+", " ", line.text.strip()))
    return 1


def _series(record: Record, lines: list[Line], at: int) -> int:
    """Read what minutes and newsletters have below their name: 〔2019〕第5期, then who made them and when."""
    text = lines[at].text.strip()
    if not at or not elements.MINUTES.match(elements.squeeze(lines[at - 1].text)):
        return 0
    if not elements.OF_SERIES.match(elements.squeeze(text)):
        return 0
    record.add_note(tidy(text))
    below = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    made = elements.signed_date(below)
    if not made or not made[0]:
        return 1
    record.set("printed", made[1], lines[at + 1])
    record.set("printed_by", elements.squeeze(made[0]), lines[at + 1])
    return 2


def _number(record: Record, lines: list[Line], at: int) -> int:
    """Read the document's number, or the head of an order on two lines; return how many lines."""
    line = lines[at]
    text = line.text.strip()
    if at + 1 < len(lines) and (found := elements.order_head(text, lines[at + 1].text)):
        # An order of several agencies is numbered under all their names.
        record.set("doc_number", "".join(record.banner) + found, line)
        record.order_of = elements.squeeze(text)
        _total(record, lines[at + 1])
        record.where["order_of"] = line.number
        return 2
    if found := elements.unnumbered_order(lines[at : at + 3]):
        record.order_of = found
        record.where["order_of"] = line.number
        return 2
    if found := elements.doc_number(text):
        record.fields.setdefault("doc_number", found)
        record.where.setdefault("doc_number", line.number)
        return 1
    match = elements.SIGNED_NUMBER.match(text)
    if match and (found := elements.doc_number(match["number"])):
        record.set("doc_number", found, line)
        record.add_note(tidy(match["signer"]))
        return 1
    return 0


def _note(record: Record, line: Line) -> int:
    """Read what a head has beside agency and number: signer, urgency, registration, class, a number left open."""
    bare = elements.squeeze(line.text)
    if elements.DISCLOSURE.match(bare):
        record.set("disclosure", tidy(line.text).strip("（）()"), line)
        return 1
    patterns = (
        elements.SIGNER,
        elements.REGISTRY,
        elements.URGENCY,
        elements.OPEN_NUMBER,
        elements.OFFICE_NOTE,
    )
    if not any(pattern.match(bare) for pattern in patterns):
        return 0
    record.add_note(tidy(line.text))
    return 1


def _number_follows(lines: list[Line], at: int) -> bool:
    """Tell whether an agency's name is a red head without 文件: the number stands within the next lines."""
    for line in lines[at + 1 : at + 6]:
        text = line.text.strip()
        if elements.opens_with_number(text):
            return True
        bare = elements.squeeze(text)
        if elements.OF_SERIES.match(bare):
            return True
        if not (agency.split_joint(text) or elements.URGENCY.match(bare) or elements.MINUTES.match(bare)):
            return False
    return False


def is_running_text(text: str) -> bool:
    """Tell whether a line is the text of a document and no title."""
    text = text.strip()
    if re.match(r"《|根据|经|为|现", text):
        return len(text) > 25 or (len(text) > 10 and text.endswith("。"))
    return len(text) > 25 and bool(re.search(r"[：:]$|。", text))
