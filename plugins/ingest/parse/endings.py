"""How a document ends: signature and date, disclosure, copies, imprint."""

import re

from plugins.bulletin import agency, dates
from plugins.bulletin.fold import fold

from ..forms import elements
from ..layout.tables import columned
from ..model.lines import Line, tidy
from ..model.record import Block, Flag, Record
from . import attachments

_BROKEN_DATE = re.compile(
    r"[\d〇○零OoＯ一二三四五六七八九]{2,4}\s*年\s*(?:[\d一二三四五六七八九十]{1,3}\s*(?:月\s*[\d一二三四五六七八九十]{0,2})?)?$"
)


def _text_of(lines: list[Line]) -> str:
    return tidy("".join(line.text.strip() for line in lines))


def _signed(lines: list[Line], at: int) -> tuple[str, str, list[Line]] | None:
    """Read a date, with or without a signature before it: (signature, ISO date, the line that the date goes on in)."""
    text = lines[at].text
    if len(text) > 120 or "\t" in text:
        return None
    if signed := elements.signed_date(text):
        return *signed, []
    if at + 1 < len(lines) and _BROKEN_DATE.search(text):
        # The print breaks the date itself: 二〇〇七年十一月 / 二十九日.
        signed = elements.signed_date(text + lines[at + 1].text.strip())
        return (*signed, [lines[at + 1]]) if signed and signed[0] in text else None
    return None


_Ending = tuple[list[Line], int]


def split_at_signature(record: Record, lines: list[Line]) -> _Ending:
    """Find signature and date that end the document; return the body and how many lines are read."""
    for read in (_dated, _dated_in_last_line, _month_only, _undated):
        if ending := read(record, lines):
            return ending
    if at := _issued_text(lines):
        return lines[:at], at
    foot = next(
        (i for i, line in enumerate(lines) if elements.CC.match(line.text) or _opens_attachment(lines, i)),
        len(lines),
    )
    return lines[:foot], foot


def _dated(record: Record, lines: list[Line]) -> _Ending | None:
    """Read the signature above a date, on the same line or, rarely, below it."""
    for at, line in enumerate(lines):
        signed = _signed(lines, at)
        if not signed:
            continue
        name, iso, broken = signed
        start = at
        while start and at - start < 8 and _is_signature(lines[start - 1].text, record):
            start -= 1
        alone = not name and start == at
        below = _signed_below(lines, at) if alone else None
        # A date alone in the middle of a text is no 成文日期: what follows must be foot, attachment or end.
        if alone and not below and not _ends_here(lines, at):
            continue
        signature = lines[start:at]
        day = line
        if name:
            cut = line.text.index(name) + len(name)
            day = line.cut(cut).strip()
            signature = [*signature, line.cut(0, cut)]
        blocks = [Block("signature", elements.joint_text(part.text), lines=[part]) for part in signature]
        blocks.append(Block("date", _text_of([day, *broken]), lines=[day, *broken]))
        if below:
            signature = [below]
            blocks.append(Block("signature", elements.joint_text(below.text), lines=[below]))
        record.blocks += blocks
        record.set("issued", iso, line)
        record.signed = tuple(n for part in signature for n in agency.split_joint(part.text))
        return lines[:start], at + 1 + len(broken) + bool(below)
    return None


def _dated_in_last_line(record: Record, lines: list[Line]) -> _Ending | None:
    """Read signature and date that run on behind the last sentence."""
    for at, line in enumerate(lines):
        if parts := elements.signed_at_end(line.text):
            text, signature_line, day = (line.cut(*span) for span in parts)
            record.blocks += [
                Block("signature", elements.joint_text(signature_line.text), lines=[signature_line]),
                Block("date", tidy(day.text), lines=[day]),
            ]
            record.set("issued", dates.parse(day.text), line)
            record.signed = agency.split_joint(signature_line.text)
            return [*lines[:at], text], at + 1
    return None


def _undated(record: Record, lines: list[Line]) -> _Ending | None:
    """Read a signature without a date: a last line that is the agency of the title."""
    opened = agency.of_title(str(record.fields.get("title", "")))
    for at, line in enumerate(lines):
        names = agency.split_joint(line.text) if len(line.text) < 60 else ()
        if names and opened and names == opened and at:
            record.blocks.append(Block("signature", elements.joint_text(line.text), lines=[line]))
            record.signed = names
            return lines[:at], at + 1
    return None


def _signed_below(lines: list[Line], at: int) -> Line | None:
    """Return the signature where it stands below its date, at the end of a document."""
    if at + 1 >= len(lines) or not agency.split_joint(lines[at + 1].text):
        return None
    return lines[at + 1] if at + 2 >= len(lines) or _ends_here(lines, at + 1) else None


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


def _month_only(record: Record, lines: list[Line]) -> _Ending | None:
    """Read a date without a day below its signature: it ends the document, and is no 成文日期."""
    for at, line in enumerate(lines):
        if at < 2 or not elements.month(line.text) or not agency.split_joint(lines[at - 1].text):
            continue
        start = at - 1
        while start > 1 and agency.split_joint(lines[start - 1].text):
            start -= 1
        signature = lines[start:at]
        record.blocks += [
            Block("signature", elements.joint_text(part.text), lines=[part]) for part in signature
        ]
        record.blocks.append(Block("date", tidy(line.text), lines=[line]))
        record.signed = tuple(name for part in signature for name in agency.split_joint(part.text))
        record.flags.append(Flag(line.number, line.text.strip(), "the date has no day", "date-without-day"))
        return lines[:start], at + 1
    return None


def _issued_text(lines: list[Line]) -> int:
    """Return where the issued text starts in a document that has no signature: the line that 《…》 above names."""
    said = ""
    for at, line in enumerate(lines[:40]):
        joined = [fold("".join(x.text for x in lines[at : at + n])) for n in (1, 2)]
        if at and any(text in re.findall("《([^《》]{4,80})》", said) for text in joined):
            return at
        said += fold(line.text)
    return 0


def _is_signature(text: str, record: Record) -> bool:
    text = text.strip()
    if len(text) > 80 or re.search(r"[。，；：]$", text):
        return False
    return bool(agency.split_joint(text) or elements.is_person(text) or elements.SEAL.match(text))


def _ends_here(lines: list[Line], at: int) -> bool:
    following = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return (
        at + 1 >= len(lines)
        or bool(
            elements.CC.match(following)
            or elements.LABEL.match(following)
            or elements.DISCLOSURE.match(following)
        )
        or bool(
            elements.SUBJECT.match(following)
            or elements.imprint(following)
            or elements.LABEL_WITH_TITLE.match(following)
        )
        or lines[at].columns[:1] >= (8,)
        or _names_what_follows(lines, at)
    )


def _names_what_follows(lines: list[Line], at: int) -> bool:
    """Tell whether the lines below a date are the title of a text that the document names: it issues that text."""
    listed = attachments.listed_titles(
        [line.text for line in lines[max(0, at - 12) : at] if attachments.may_list(line)]
    )
    if not at or not (re.search(r"[。！]$", lines[at - 1].text.strip()) or listed):
        return False
    said = set(re.findall("《([^《》]{4,80})》", fold("".join(line.text for line in lines[:at]))))
    said |= {fold(title) for title in listed if len(title) >= 4}
    return any(fold("".join(line.text for line in lines[at + 1 : at + 1 + n])) in said for n in (1, 2, 3))


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
