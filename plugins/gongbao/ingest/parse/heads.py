"""What stands above a title: red head, section banner, number, signer, urgency."""

import re

from gongbao.bulletin import agency, genre, headings

from ..forms import banner, elements, heads, orders
from ..model.lines import Line, tidy
from ..model.record import Record

_MOST_LINES = 10
# What may stand over the title of a text that is no document.
_OVER_TITLE = {"attachment-label", "editors-note"}
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
        elif _is_banner(lines, at, sections):
            record.where.setdefault("banner", lines[at].number)
            taken = 1
        if not taken:
            break
        record.claims += lines[at : at + taken]
        at += taken
    return at


def _is_banner(lines: list[Line], at: int, sections: frozenset[str]) -> bool:
    """Tell whether a section's banner stands here; an agency over a title without one (某局 / 关于…的公告) is of the title."""
    text = lines[at].text
    if elements.squeeze(text) in _BANNERS:
        return True
    if not elements.is_section(text, sections):
        return False
    if elements.SECTION_MARK.search(text.strip()) or not agency.split_joint(text):
        return True
    below = next((line.text.strip() for line in lines[at + 1 :] if not agency.split_joint(line.text)), "")
    # （三）关于…的通知: titles that are counted stand below the name of their section.
    counted = headings.marker(below) is not None
    return counted or not genre.from_title(below) or bool(agency.of_title(below))


def with_label_apart(lines: list[Line]) -> list[Line]:
    """Part 附件2 from the title that stands behind it on the first line, where what follows is its text."""
    match = elements.LABEL_WITH_TITLE.match(lines[0].text) if len(lines) > 2 else None
    if not match or elements.LABEL_WITH_TITLE.match(lines[1].text):
        return lines
    cut = match.start("title")
    return [lines[0].cut(0, cut).strip(), lines[0].cut(cut).strip(), *lines[1:]]


def read_label(record: Record, lines: list[Line]) -> int:
    """Read 附件2 over the title of an attachment that is a file of its own; return where the title starts."""
    found = heads.element(lines, 0)
    if not found or found.rule not in _OVER_TITLE:
        return 0
    take(record, lines[:1], found)
    record.claims += lines[:1]
    return 1


def with_serial_apart(record: Record, lines: list[Line], at: int) -> list[Line]:
    """Take a serial (编号：2024-017) from between the agency and what its title is about; it becomes a note."""
    if at + 2 >= len(lines) or not lines[at + 2].text.strip().startswith(("关于", "關於")):
        return lines
    if not agency.split_joint(lines[at].text):
        return lines
    found = heads.element(lines, at + 1)
    if not found or found.rule != "beside-the-number":
        return lines
    take(record, lines[at + 1 : at + 2], found)
    record.claims.append(lines[at + 1])
    return [*lines[: at + 1], *lines[at + 2 :]]


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
        _take_number(record, lines, head, head.number)
    if head.series:
        record.series = head.series
        record.where["series"] = lines[0].number
    for n in head.notes:
        record.add_note(tidy(lines[n].text))
    if head.note:
        record.add_note(tidy(head.note))
    if head.issued:
        record.set("issued", head.issued, lines[0])
    if head.disclosure:
        record.set("disclosure", tidy(lines[0].text).strip("（）()"), lines[0])
    if head.recipients:
        record.set("recipients", head.recipients, lines[-1])
    if head.printed:
        record.set("printed", head.printed, lines[-1])
        record.set("printed_by", head.printed_by, lines[-1])
        record.made = (head.printed_by, head.printed)


def _take_number(record: Record, lines: list[Line], head: heads.Head, said: str) -> None:
    """Enter the number of a head; a second one goes into Note."""
    # An order of several agencies is numbered under all their names.
    own = "".join(record.banner)
    # 国务院 over 中华人民共和国国务院令 is one agency named twice.
    same = said.startswith(own) or (
        head.order_of
        and agency.in_full(own).endswith(agency.in_full(orders.issuer(banner.MARK.sub("", head.order_of))))
    )
    joint = "" if head.agencies or not head.order_of or same else own
    if head.order_of or "doc_number" not in record.fields:
        record.set("doc_number", joint + said, lines[-1] if head.agencies else lines[0])
    elif record.fields["doc_number"] != said:
        # Each agency of a joint document may have a number of its own.
        record.add_note(tidy(lines[0].text))


def is_running_text(text: str) -> bool:
    """Tell whether a line is the text of a document and no title."""
    text = text.strip()
    if text.endswith(("如下：", "如下:")):
        return True
    if re.match(r"《|根据|经|为|现", text):
        return len(text) > 25 or (len(text) > 10 and text.endswith(("。", "：", ":")))
    return len(text) > 25 and bool(re.search(r"[：:]$|。", text))
