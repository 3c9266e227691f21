"""How a document ends: signature and date, disclosure, copies, imprint."""

import re

from plugins.bulletin import agency
from plugins.bulletin.fold import fold

from ..forms import elements
from ..layout.tables import columned
from ..model.lines import Line, tidy
from ..model.record import Block, Flag, Record
from . import signatures

_Ending = tuple[list[Line], int]


def split_at_signature(record: Record, lines: list[Line]) -> _Ending:
    """Find signature and date that end the document; return the body and how many lines are read."""
    for rule in signatures.rules(agency.of_title(str(record.fields.get("title", "")))):
        for at in range(len(lines)):
            if ending := rule.read(lines, at):
                _enter(record, ending)
                tail = [ending.tail] if ending.tail else []
                return [*lines[: ending.start], *tail], ending.end
    if at := _issued_text(lines):
        return lines[:at], at
    foot = next(
        (i for i, line in enumerate(lines) if elements.CC.match(line.text) or _opens_attachment(lines, i)),
        len(lines),
    )
    return lines[:foot], foot


def _enter(record: Record, ending: signatures.Ending) -> None:
    """Enter signature and date into the record."""
    for kind, held in ending.parts:
        words = "".join(line.text.strip() for line in held)
        text = elements.joint_text(words) if kind == "signature" else tidy(words)
        record.blocks.append(Block(kind, text, lines=list(held)))
    record.signed = ending.signed
    day = next((held[0] for kind, held in ending.parts if kind == "date"), None)
    if ending.issued:
        record.set("issued", ending.issued, day)
    elif day:
        what = "the date has no day"
        record.flags.append(Flag(day.number, day.text.strip(), what, "date-without-day"))


def _opens_attachment(lines: list[Line], at: int) -> bool:
    """Tell whether 附件 on a line of its own opens an attachment, and not the list of several."""
    if not at or at + 1 >= len(lines):
        return False
    if elements.LIST_OF_ATTACHMENTS.match(lines[at].text):
        # 附表：某某标准, with the table below: its heading, and no list of attachments.
        return any(
            "\t" in lines[n].text or columned(lines, n) for n in range(at + 1, min(at + 4, len(lines)))
        )
    if not elements.LABEL.match(lines[at].text):
        return False
    return not re.match(r"[\s\u3000]*\d{1,2}[.．、]", lines[at + 1].text)


def _issued_text(lines: list[Line]) -> int:
    """Return where the issued text starts in a document that has no signature: the line that 《…》 above names."""
    said = ""
    for at, line in enumerate(lines[:40]):
        joined = [fold("".join(x.text for x in lines[at : at + n])) for n in (1, 2)]
        if at and any(text in re.findall("《([^《》]{4,80})》", said) for text in joined):
            return at
        said += fold(line.text)
    return 0


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
        text = line.text.strip()
        if elements.DISCLOSURE.match(text) and "disclosure" not in record.fields:
            record.set("disclosure", tidy(text).strip("（）()"), line)
        elif elements.CC.match(text):
            at = _cc(record, lines, at)
            claimed = at - 1
            continue
        elif "doc_number" not in record.fields and not rest and (numbered := elements.doc_number(text)):
            # 法释〔2019〕6号: the number stands between the announcement and the text that it makes known.
            record.set("doc_number", numbered, line)
        elif (
            elements.SUBJECT.match(text)
            or elements.COPIES.match(text)
            or elements.REGISTRY.match(text)
            or ((not rest or claimed == at - 1) and _is_of_office(text))
        ):
            record.add_note(elements.subject_words(text))
        elif "\t" not in text and (found := elements.imprint(text)) and "printed" not in record.fields:
            at = _imprint(record, lines, at, rest, found)
            claimed = at - 1
            continue
        else:
            rest.append(line)
            at += 1
            continue
        record.claims.append(line)
        claimed = at
        at += 1
    return rest


def _is_of_office(text: str) -> bool:
    """Tell whether an office wrote a line for itself; among the lines of an attachment such a line is its text."""
    return bool(elements.CONTACT.match(text) or elements.OFFICE_NOTE.match(text))


def _cc(record: Record, lines: list[Line], at: int) -> int:
    held = [lines[at]]
    text = lines[at].text.strip()
    # 抄送 may run over several lines; a full stop, the imprint or a new element ends it. Where the imprint follows, each
    # group of organs may have a line and a full stop of its own.
    closing = next(
        (n for n in range(at + 1, min(at + 6, len(lines))) if elements.imprint(lines[n].text.strip())), at
    )
    while (
        (at + len(held) < closing or not text.endswith("。"))
        and at + len(held) < len(lines)
        and len(held) < 8
    ):
        line = lines[at + len(held)]
        bare = line.text.strip()
        if (
            elements.imprint(bare)
            or agency.is_agency(bare)
            or elements.CC.match(bare)
            or elements.LABEL.match(bare)
            or elements.COPIES.match(bare)
            or elements.OFFICE_NOTE.match(bare)
            or elements.SUBJECT.match(bare)
            or line.gap > 1
            or len(bare) > 150
        ):
            break
        held.append(line)
        text += bare
    record.claims += held
    named = re.sub(r"^(?:抄送|抄报|分送|抄发)[:：]", "", tidy(text)).rstrip("。")
    # 抄报 and 抄送 stand one below the other.
    before = record.fields.get("cc")
    record.set("cc", f"{before}；{named}" if before else named, held[0])
    return at + len(held)


def _imprint(record: Record, lines: list[Line], at: int, rest: list[Line], found: tuple[str, str]) -> int:
    by, iso = found
    record.claims.append(lines[at])
    record.set("printed", iso, lines[at])
    # 印发机关 may stand on the line before.
    if not by and rest and rest[-1] is lines[at - 1] and agency.is_agency(rest[-1].text):
        line = rest.pop()
        record.claims.append(line)
        by = elements.squeeze(line.text)
        record.where["printed_by"] = line.number
    if by:
        record.fields["printed_by"] = by
        record.where.setdefault("printed_by", lines[at].number)
    return at + 1
