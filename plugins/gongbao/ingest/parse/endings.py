"""How a document ends: signature and date, disclosure, copies, imprint."""

import re

from gongbao.bulletin import agency, names
from gongbao.bulletin.fold import fold
from gongbao.messages import Message

from ..forms import banner, dated_lines, elements, foot, persons
from ..layout.tables import columned
from ..model.lines import Line, tidy
from ..model.record import Block, Flag, Record
from . import attachment_list, signatures
from .below_title import tidy_credit

_Ending = tuple[list[Line], int]
_FROM = re.compile(
    r"^[（(](?:来源|原载|摘自|转自|转载自)[:：]?\s*(?P<credit>《[^《》]{2,20}》[^（()）。]{0,40})[)）]$"
)
# 荀　某　县人民医院主任医师; 许　某（女）　村党支部书记
_BEHIND_NAME, _MOST_NAMED = re.compile(r"[（(]|[\s\u3000]+(?=[^\s\u3000（(]{4})"), 0.7


def split_at_signature(record: Record, lines: list[Line]) -> _Ending:
    """Find signature and date that end the document; return the body and how many lines are read."""
    # 某海关公告: whose order or announcement it is.
    heads = (*record.banner, banner.MARK.sub("", record.order_of)) if record.order_of else record.banner
    for rule in signatures.rules(agency.of_title(str(record.fields.get("title", ""))), heads):
        for at in range(len(lines)):
            if ending := rule.read(lines, at):
                _enter(record, ending)
                tail = [ending.tail] if ending.tail else []
                return [*lines[: ending.start], *tail], ending.end
    if at := _issued_text(lines):
        return lines[:at], at
    end = next(
        (i for i in range(len(lines)) if _copies_to(lines, i) or _opens_attachment(lines, i)),
        len(lines),
    )
    return lines[:end], end


def take_number(record: Record, lines: list[Line]) -> list[Line]:
    """Take number and day that close a document in brackets (（某政布〔1983〕2号　1983年5月11日）) out of its lines."""
    found = (
        dated_lines.number_at_end(lines[-1].text)
        if len(lines) > 1 and "doc_number" not in record.fields
        else None
    )
    if not found:
        return lines
    last = lines[-1]
    record.set("doc_number", found[0], last)
    record.beside_number = record.beside_number or (found[1], last.number)
    record.add_note(tidy(last.text))
    record.claims.append(last)
    return lines[:-1]


def own_attachments(lines: list[Line]) -> int:
    """Return the line at which the first attachment of a speech or report opens, behind its text; their number without one."""
    return next(
        (
            i
            for i in range(1, len(lines))
            if elements.LABEL.match(lines[i].text) and _opens_attachment(lines, i)
        ),
        len(lines),
    )


def _copies_to(lines: list[Line], at: int) -> bool:
    found = foot.read(lines, at)
    if found and found.field == "printed":
        # An imprint stands last.
        return at >= len(lines) - 2
    # 正本：某某 stands right above 副本：某某.
    below = (
        foot.read(lines, at + 1) if found and found.field == "recipients" and at + 1 < len(lines) else None
    )
    return bool(
        found and (found.field == "cc" or found.rule == "subject-words" or (below and below.field == "cc"))
    )


def _enter(record: Record, ending: signatures.Ending) -> None:
    """Enter signature and date into the record."""
    for kind, part_lines in ending.parts:
        words = "".join(line.text.strip() for line in part_lines)
        text = elements.joint_text(words) if kind == "signature" else tidy(words)
        record.blocks.append(Block(kind, text, lines=list(part_lines)))
    record.signed = ending.signed
    day = next((part_lines[0] for kind, part_lines in ending.parts if kind == "date"), None)
    if ending.issued:
        record.set("issued", ending.issued, day)
    elif day:
        text = day.text.strip()
        if dated_lines.is_month(text):
            record.flags.append(Flag(day.number, text, Message("the date has no day"), "date-without-day"))
        else:
            what = Message("the date below the signature cannot be read: look at the original, and write it")
            record.flags.append(Flag(day.number, text, what, "unreadable-date"))


def _opens_attachment(lines: list[Line], at: int) -> bool:
    """Tell whether 附件 on a line of its own opens an attachment, and not the list of several."""
    if not at or at + 1 >= len(lines):
        return False
    if elements.LIST_OF_ATTACHMENTS.match(lines[at].text):
        # 附表：某某标准, with the table below: its heading, and no list of attachments.
        return _is_over_its_text(lines, at) or any(
            "\t" in lines[n].text or columned(lines, n) for n in range(at + 1, min(at + 4, len(lines)))
        )
    if not elements.LABEL.match(lines[at].text):
        return False
    return not re.match(r"[\s\u3000]*\d{1,2}[.．、]", lines[at + 1].text)


def _is_over_its_text(lines: list[Line], at: int) -> bool:
    """Tell whether 附：某某名单 is the heading of the names that stand below, set apart from it, to the end."""
    below = lines[at + 1 :]
    match = attachment_list.LISTED.match(lines[at].text)
    if not match or not attachment_list.whole_title(match["title"]) or len(below) < 2 or not below[0].gap:
        return False
    named = sum(names.is_name(_BEHIND_NAME.split(line.text.strip())[0]) for line in below)
    return named >= _MOST_NAMED * len(below)


def _issued_text(lines: list[Line]) -> int:
    """Return where the issued text starts in a document that has no signature: the line that 《…》 above names."""
    body_text = ""
    for at, line in enumerate(lines[:40]):
        joined = [fold("".join(x.text for x in lines[at : at + n])) for n in (1, 2)]
        if at and any(text in re.findall("《([^《》]{4,80})》", body_text) for text in joined):
            return at
        body_text += fold(line.text)
    return 0


def credit_at_end(record: Record, body: list[Line]) -> list[Line]:
    """Part what a text closes with about where it is from: （来源：《某日报》2021年6月15日 第3版）."""
    match = _FROM.match(body[-1].text.strip()) if len(body) > 1 else None
    if not match:
        return body
    record.set("credit", tidy_credit(match["credit"]), body[-1])
    record.claims.append(body[-1])
    return body[:-1]


def take_disclosure(record: Record, body: list[Line]) -> list[Line]:
    """Take a disclosure note (此件公开发布) that stands before the signature out of the body."""
    if body and elements.DISCLOSURE.match(body[-1].text.strip()):
        record.claims.append(body[-1])
        record.set("disclosure", tidy(body[-1].text).strip("（）()"), body[-1])
        return body[:-1]
    return body


def read_foot(record: Record, lines: list[Line]) -> list[Line]:
    """Take out of the lines after the date what belongs to the document's foot; return the rest: its attachments."""
    rest: list[Line] = []
    at = 0
    claimed = -1
    while at < len(lines):
        line = lines[at]
        found = foot.read(lines, at)
        if found and found.of_office and rest and claimed != at - 1:
            # Among the lines of an attachment such a line is its text.
            found = None
        if found and found.field == "cc":
            at = _cc(record, lines, at)
        elif found and found.field == "printed" and ("printed" not in record.fields or record.made):
            at = _imprint(record, lines, at, rest, found)
        elif found and found.field == "recipients" and record.fields.get("recipients") in {None, found.text}:
            record.set("recipients", found.text, line)
            record.claims.append(line)
            at += 1
        elif found and found.field == "note":
            record.add_note(found.text)
            record.claims.append(line)
            at += 1
        elif found and found.field == "disclosure" and "disclosure" not in record.fields:
            record.set("disclosure", found.text, line)
            record.claims.append(line)
            at += 1
        elif (
            not rest
            and "doc_number" not in record.fields
            and (number := elements.doc_number(line.text.strip()))
        ):
            # 法释〔2019〕6号: the number stands between the announcement and the text that it makes known.
            record.set("doc_number", number, line)
            record.claims.append(line)
            at += 1
        elif claimed == at - 1 >= 0 and not rest and not record.signed and persons.is_person(line.text):
            # 副本：… / 縣長　林大同: in Taiwan who signs stands below the copies.
            record.blocks.append(Block("signature", tidy(line.text), lines=[line]))
            at += 1
        elif not rest and line.hint == "footnote":
            # At the foot of the page on which the text ends.
            record.blocks.append(Block("note", tidy(line.text), lines=[line]))
            at += 1
        else:
            rest.append(line)
            at += 1
            continue
        claimed = at - 1
    return rest


def _cc(record: Record, lines: list[Line], at: int) -> int:
    taken = [lines[at]]
    text = lines[at].text.strip()
    # 抄送 may run over several lines; a full stop, the imprint or a new element ends it. Where the imprint follows, each
    # group of organs may have a line and a full stop of its own.
    closing = next((n for n in range(at + 1, min(at + 6, len(lines))) if _is_imprint(lines, n)), at)
    while (
        (at + len(taken) < closing or not text.endswith("。"))
        and at + len(taken) < len(lines)
        and len(taken) < 8
    ):
        line = lines[at + len(taken)]
        bare = line.text.strip()
        if (
            foot.read(lines, at + len(taken))
            or agency.is_agency(bare)
            or persons.is_person(bare)
            or elements.LABEL.match(bare)
            or line.gap > 1
            or len(bare) > 150
        ):
            break
        taken.append(line)
        text += bare
    record.claims += taken
    named = elements.CC.sub("", tidy(text)).rstrip("。")
    # 抄报 and 抄送 stand one below the other.
    before = record.fields.get("cc")
    record.set("cc", f"{before}；{named}" if before else named, taken[0])
    return at + len(taken)


def _is_imprint(lines: list[Line], at: int) -> bool:
    found = foot.read(lines, at)
    return bool(found and found.field == "printed")


def _imprint(record: Record, lines: list[Line], at: int, rest: list[Line], found: foot.Foot) -> int:
    by = found.by
    record.claims.append(lines[at])
    if record.made and record.fields.get("printed") == record.made[1] != found.text:
        # The day at the head is that of the meeting's paper; what the foot says is when it was printed.
        del record.fields["printed"]
        record.fields.pop("printed_by", None)
    record.set("printed", found.text, lines[at])
    # 印发机关 may stand on the line before.
    if not by and rest and rest[-1] is lines[at - 1] and agency.is_agency(rest[-1].text):
        line = rest.pop()
        record.claims.append(line)
        by = elements.squeeze(line.text)
        record.where["printed_by"] = line.number
    if by:
        record.set("printed_by", by)
        record.where.setdefault("printed_by", lines[at].number)
    return at + 1
