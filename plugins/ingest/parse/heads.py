"""What stands above a title: red head, section banner, number, signer, urgency."""

import re

from ..forms import elements, heads
from ..model.lines import Line, tidy
from ..model.record import Record

_MOST_LINES = 10
_BANNERS = {"目录", "政府文件", "部门文件"}


def read_head(record: Record, lines: list[Line], sections: frozenset[str]) -> int:
    """Read the lines above the title; return where the title starts."""
    at = 0
    while at < min(len(lines), _MOST_LINES):
        found = heads.element(lines, at)
        taken = 0
        if found:
            take(record, lines[at : at + found.count], found)
            taken = found.count
        elif elements.is_section(lines[at].text, sections) or elements.squeeze(lines[at].text) in _BANNERS:
            record.where.setdefault("banner", lines[at].number)
            taken = 1
        if not taken:
            break
        record.claims += lines[at : at + taken]
        at += taken
    return at


def take(record: Record, lines: list[Line], head: heads.Head) -> None:
    """Enter into the record what an element of the head says."""
    if head.agencies or head.genre:
        record.banner += tuple(name for name in head.agencies if name not in record.banner)
        record.where.setdefault("banner", lines[0].number)
        record.genre_of_head = head.genre or record.genre_of_head
    if head.order_of:
        record.order_of = head.order_of
        record.where["order_of"] = lines[head.order_line].number
    if head.number:
        # An order of several agencies is numbered under all their names.
        joint = "" if head.agencies or not head.order_of else "".join(record.banner)
        if head.order_of or "doc_number" not in record.fields:
            record.set("doc_number", joint + head.number, lines[-1] if head.agencies else lines[0])
    for n in head.notes:
        record.add_note(tidy(lines[n].text))
    if head.note:
        record.add_note(tidy(head.note))
    if head.disclosure:
        record.set("disclosure", tidy(lines[0].text).strip("（）()"), lines[0])
    if head.printed:
        record.set("printed", head.printed, lines[-1])
        record.set("printed_by", head.printed_by, lines[-1])


def is_running_text(text: str) -> bool:
    """Tell whether a line is the text of a document and no title."""
    text = text.strip()
    if re.match(r"《|根据|经|为|现", text):
        return len(text) > 25 or (len(text) > 10 and text.endswith("。"))
    return len(text) > 25 and bool(re.search(r"[：:]$|。", text))
