"""What stands above a title: red head, section banner, number, signer, urgency."""

import re

from plugins.bulletin import agency
from plugins.bulletin.fold import fold

from . import elements
from .lines import Line, tidy
from .record import Record

_MOST_LINES = 10
_SIGNED_NUMBER = re.compile(r"^(?P<number>.{4,30}?号)\s+(?P<signer>签\s*发\s*人\s*[:：].*)$")
_BANNERS = {"目录", "政府文件", "部门文件"}


def read_head(record: Record, lines: list[Line], sections: frozenset[str]) -> int:
    """Read the lines above the title; return where the title starts."""
    at = 0
    while at < min(len(lines), _MOST_LINES):
        taken = _banner(record, lines, at, sections) or _number(record, lines, at) or _note(record, lines[at])
        if not taken:
            break
        record.claims += lines[at : at + taken]
        at += taken
    return at


def _banner(record: Record, lines: list[Line], at: int, sections: frozenset[str]) -> int:
    """Read a red head, with 文件 or as the agencies' bare names, or a section's banner; return how many lines."""
    line = lines[at]
    text = line.text.strip()
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    if banner := elements.banner_agency(text):
        record.banner = record.banner or (banner,)
    elif joint := agency.split_joint(text):
        # 甲局 / 乙局 令 / 第7号: an order of both.
        order = at + 2 < len(lines) and elements.order_head(following, lines[at + 2].text)
        if not (order or _number_follows(lines, at)):
            return 0
        record.banner += joint
    elif not (
        (elements.MINUTES.match(elements.squeeze(text)) and _number_follows(lines, at))
        or fold(text).strip("【】◆●■[]") in sections
        or elements.squeeze(text) in _BANNERS
    ):
        return 0
    record.where.setdefault("banner", line.number)
    return 1


def _number(record: Record, lines: list[Line], at: int) -> int:
    """Read the document's number, or the head of an order on two lines; return how many lines."""
    line = lines[at]
    text = line.text.strip()
    if at + 1 < len(lines) and (found := elements.order_head(text, lines[at + 1].text)):
        # An order of several agencies is numbered under all their names.
        record.set("doc_number", "".join(record.banner) + found, line)
        record.order_of = elements.squeeze(text)
        record.where["order_of"] = line.number
        return 2
    if found := elements.doc_number(text):
        record.fields.setdefault("doc_number", found)
        record.where.setdefault("doc_number", line.number)
        return 1
    match = _SIGNED_NUMBER.match(text)
    if match and (found := elements.doc_number(match["number"])):
        record.set("doc_number", found, line)
        record.add_note(tidy(match["signer"]))
        return 1
    return 0


def _note(record: Record, line: Line) -> int:
    """Read what a head has beside agency and number: signer, urgency, registration, a number left open."""
    bare = elements.squeeze(line.text)
    patterns = (elements.SIGNER, elements.REGISTRY, elements.URGENCY, elements.OPEN_NUMBER)
    if not any(pattern.match(bare) for pattern in patterns):
        return 0
    record.add_note(tidy(line.text))
    return 1


def _number_follows(lines: list[Line], at: int) -> bool:
    """Tell whether an agency's name is a red head without 文件: the number stands within the next lines."""
    for line in lines[at + 1 : at + 6]:
        text = line.text.strip()
        if elements.doc_number(text) or (" " in text and elements.doc_number(text.split("签")[0])):
            return True
        bare = elements.squeeze(text)
        if not (agency.split_joint(text) or elements.URGENCY.match(bare) or elements.MINUTES.match(bare)):
            return False
    return False


def is_running_text(text: str) -> bool:
    """Tell whether a line is the text of a document and no title."""
    text = text.strip()
    return len(text) > 25 and bool(re.search(r"[。：:]$|。", text) or re.match(r"《|根据|经|为|现", text))
