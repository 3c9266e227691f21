"""Parse an official document: head, title, recipients, body, signature, date, foot, attachments."""

import re

from plugins.bulletin import agency, dates, genre, headings, number
from plugins.bulletin.fold import fold

from . import attachments, elements
from .blocks import Assembler
from .lines import Line, tidy
from .record import Block, Inference, Record

_MOST_TITLE_LINES = 5


def parse(lines: list[Line], title: str | None = None, sections: frozenset[str] = frozenset()) -> Record:
    """Parse the lines of one document; title and sections (folded) are what the printed contents call them."""
    record = Record()
    at = _head(record, lines, sections - {fold(title or "")})
    at = _title(record, lines, at, title)
    at = _below_title(record, lines, at)
    at = _recipients(record, lines, at)
    body, end = _until_signature(record, lines[at:])
    rest = _tail(record, lines[at + end :])
    assembler = Assembler()
    body = _disclosure_before_signature(record, body)
    main, listed = attachments.split_list(body)
    record.blocks = assembler.assemble(main) + attachments.list_blocks(listed) + record.blocks
    record.joins += assembler.joins
    record.drops += assembler.drops
    attachments.parse(record, rest, has_own_list=bool(listed))
    _agency_and_genre(record)
    return record


def _head(record: Record, lines: list[Line], sections: frozenset[str]) -> int:
    """Read what stands above the title: red head, section banner, number, signer, urgency."""
    at = 0
    notes: list[str] = []
    while at < len(lines) and at < 10:
        line = lines[at]
        text = line.text.strip()
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if banner := elements.banner_agency(text):
            record.where["banner"] = line.number
            record.fields.setdefault("banner", (banner,))
        elif (joint := agency.split_joint(text)) and _number_follows(lines, at):
            record.where["banner"] = line.number
            record.fields["banner"] = (*record.fields.get("banner", ()), *joint)  # type: ignore[misc]
        elif joint and at + 2 < len(lines) and elements.order_head(following, lines[at + 2].text):
            # 甲局 / 乙局 令 / 第7号: an order of both.
            record.where["banner"] = line.number
            record.fields["banner"] = (*record.fields.get("banner", ()), *joint)  # type: ignore[misc]
        elif found := elements.order_head(text, following):
            record.set("doc_number", found, line)
            record.set("order_of", elements.squeeze(text), line)
            record.claims.append(line)
            if joint := record.fields.get("banner"):
                # An order of several agencies is numbered under all their names.
                record.fields["doc_number"] = "".join(joint) + found  # type: ignore[arg-type]
            at += 1
            line = lines[at]
        elif found := elements.doc_number(text):
            record.fields.setdefault("doc_number", found)
            record.where.setdefault("doc_number", line.number)
        elif (
            match := re.match(r"^(?P<n>.{4,30}?号)\s+(?P<s>签\s*发\s*人\s*[:：].*)$", text)
        ) and elements.doc_number(match["n"]):
            record.set("doc_number", elements.doc_number(match["n"]), line)
            notes.append(tidy(match["s"]))
        elif elements.MINUTES.match(elements.squeeze(text)) and _number_follows(lines, at):
            record.where.setdefault("banner", line.number)
        elif elements.OPEN_NUMBER.match(elements.squeeze(text)):
            notes.append(tidy(text))
        elif (
            elements.SIGNER.match(text)
            or elements.REGISTRY.match(text)
            or elements.URGENCY.match(elements.squeeze(text))
        ):
            notes.append(tidy(text))
        elif fold(text).strip("【】◆●■[]") in sections or elements.squeeze(text) in {
            "目录",
            "政府文件",
            "部门文件",
        }:
            record.where.setdefault("banner", line.number)
        else:
            break
        record.claims.append(line)
        at += 1
    if notes:
        record.fields["note"] = "；".join(notes)
    return at


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


def _is_running_text(text: str) -> bool:
    text = text.strip()
    return len(text) > 25 and bool(re.search(r"[。：:]$|。", text) or re.match(r"《|根据|经|为|现", text))


def _title(record: Record, lines: list[Line], at: int, known: str | None) -> int:
    """Read the title: the lines that make up the known one, or those up to the line that ends in a genre."""
    taken = 0
    joined = ""
    order = record.fields.get("order_of")
    if order and at < len(lines) and _is_running_text(lines[at].text):
        # An order or announcement without a title of its own is called by its head.
        record.set("title", known or order)
        record.where["title"] = record.where["order_of"]
        return at
    if known:
        for count in range(1, min(_MOST_TITLE_LINES, len(lines) - at) + 1):
            joined = "".join(line.text for line in lines[at : at + count])
            if _names(joined, known):
                taken = count
                break
    if not taken:
        taken = _title_by_form(lines, at)
    held = lines[at : at + taken]
    record.claims += held
    record.fields["title_agencies"] = _agencies_above(held)
    printed = tidy("".join(_letters(line.text) for line in held))
    # Where the page sets the agency apart as a red head, the contents have the whole title.
    whole = known if known and printed and fold(known).endswith(fold(printed)) else printed
    record.set("title", whole, held[0] if held else None)
    return at + taken


def _letters(text: str) -> str:
    """Close up letter-spaced words; print breaks inside a title mean nothing."""
    return re.sub(r"[\s\u3000]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[\s\u3000]+", "", text.strip())


def _names(joined: str, known: str) -> bool:
    a, b = fold(joined), fold(known)
    return (
        a == b
        or (len(b) > 8 and a.endswith(b))
        or (len(a) > 8 and b.endswith(a) and bool(agency.split_joint(b[: -len(a)])))
    )


def _agencies_above(lines: list[Line]) -> tuple[str, ...]:
    """Return the agencies of a title as its lines set them apart, by line or by blank."""
    text = "\n".join(line.text for line in lines)
    head = re.split("关于|转发|批转|印发", text, maxsplit=1)[0]
    names = tuple(name for name in re.split(r"[\s\u3000]+", head) if name)
    return names if len(names) > 1 and all(agency.is_agency(name) for name in names) else ()


def _title_by_form(lines: list[Line], at: int) -> int:
    joined = ""
    for count in range(1, min(_MOST_TITLE_LINES, len(lines) - at) + 1):
        line = lines[at + count - 1]
        text = line.text.strip()
        opens_body = (
            elements.is_recipients(text)
            or headings.marker(text)
            or re.search(r"[。；]", text)
            or len(text) > 70
        )
        if count > 1 and (
            opens_body or elements.doc_number(text.strip("（）()")) or elements.NOTE.match(text)
        ):
            return count - 1
        # A gap after a title that is already whole ends it.
        if count > 1 and line.gap and not agency.split_joint(joined) and not _unfinished_title(joined):
            return count - 1
        joined += _letters(text)
        if genre.from_title(joined) and "关于" in joined and not _goes_on(lines, at + count):
            return count
        if line.hint == "h1" and not (at + count < len(lines) and lines[at + count].hint == "h1"):
            return count
    return min(1, len(lines) - at)


def _unfinished_title(text: str) -> bool:
    return "关于" in text and not genre.from_title(text)


def _goes_on(lines: list[Line], at: int) -> bool:
    """Tell whether the next line still belongs to a title that could end here: 的通知 or （试行） on a line of its own."""
    if at >= len(lines) or lines[at].gap:
        return False
    text = elements.squeeze(lines[at].text)
    return bool(
        re.fullmatch(
            r"(?:的)?(?:补充)?(?:通知|意见|决定|通告|公告|批复|函|报告)|[（(](?:试行|暂行|修订|草案|摘要)[)）]",
            text,
        )
    )


def _below_title(record: Record, lines: list[Line], at: int) -> int:
    """Read what stands between title and text: number in brackets, note of adoption, byline, date of a speech."""
    while at < len(lines):
        line = lines[at]
        text = line.text.strip()
        if len(text) <= 60 and (found := elements.doc_number(text)):
            record.fields.setdefault("doc_number", found)
            record.where.setdefault("doc_number", line.number)
        elif elements.NOTE.match(text) and len(text) < 200:
            note = [record.fields["note"]] if record.fields.get("note") else []
            record.fields["note"] = "；".join([*map(str, note), tidy(text)])
        elif text[:1] in "（(" and text[-1:] in ")）" and _day(text):
            # Below a title that names its agency it is the document's date; below a speech's, the day of the speech.
            official = agency.of_title(str(record.fields.get("title", "")))
            record.set("issued" if official else "delivered", _day(text), line)
            if not dates.parse(text):
                notes = [str(record.fields.get("note") or ""), tidy(text).strip("（）()")]
                record.fields["note"] = "；".join(note for note in notes if note)
        elif text.startswith("《") and re.match(r"^《[^》]{2,20}》\s*[（(].*\d{4}.*[)）]$", text):
            record.set("credit", tidy_credit(text), line)
        elif (names := agency.split_joint(text)) and _dated_below(lines, at):
            record.fields["agency"] = (*record.fields.get("agency", ()), *names)  # type: ignore[misc]
        elif _is_byline(record, lines, at):
            record.set("byline", text, line)
        else:
            break
        record.claims.append(line)
        at += 1
    return at


def _dated_below(lines: list[Line], at: int) -> bool:
    """Tell whether agencies below a title are the signature: a date in brackets closes them."""
    for line in lines[at + 1 : at + 5]:
        if _day(line.text.strip()):
            return line.text.strip()[:1] in "（("
        if not agency.split_joint(line.text):
            return False
    return False


def _day(text: str) -> str | None:
    """Return the date that a note in brackets opens with: （2017年1月16日，根据录音整理）."""
    found = dates.find(text)
    return (
        found[0].iso if len(found) == 1 and len(text) < 60 and not text[1 : found[0].start].strip() else None
    )


def tidy_credit(text: str) -> str:
    """Tidy a credit line; the blank between date and page stays."""
    return re.sub(r"\s+", " ", tidy(text.replace(" ", "\x00")).replace("\x00", " "))


def _is_byline(record: Record, lines: list[Line], at: int) -> bool:
    text = lines[at].text.strip()
    if "byline" in record.fields or not elements.NAME.match(text) or agency.is_agency(text):
        return False
    following = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return bool(
        dates.parse(following)
        or (following[:1] in "（(" and _day(following))
        or len(following) > 40
        or following.endswith(("：", ":"))
    )


def _recipients(record: Record, lines: list[Line], at: int) -> int:
    """Read 主送机关: the line, or up to four lines, that end in a colon."""
    held: list[Line] = []
    for line in lines[at : at + 4]:
        held.append(line)
        text = "".join(part.text.strip() for part in held)
        if elements.is_recipients(text):
            record.claims += held
            record.set("recipients", tidy(text).rstrip("：:"), held[0])
            return at + len(held)
        if (
            re.search(r"[。！？]", line.text)
            or headings.marker(line.text.strip())
            or not re.search(r"[，、,；;\u3000 ]$|[^\W\d]$", text)
        ):
            break
    return at


def _until_signature(record: Record, lines: list[Line]) -> tuple[list[Line], int]:
    """Find signature and date that end the document; return the body and how many lines are read."""
    for at, line in enumerate(lines):
        signed = elements.signed_date(line.text) if len(line.text) <= 120 and "\t" not in line.text else None
        if not signed:
            continue
        name, iso = signed
        start = at
        while start and at - start < 8 and _is_signature(lines[start - 1].text, record):
            start -= 1
        # A date alone in the middle of a text is no 成文日期: what follows must be foot, attachment or end.
        if not name and start == at and not _ends_here(lines, at):
            continue
        signature = lines[start:at]
        if name:
            cut = line.text.index(name) + len(name)
            date_part = line.cut(cut).strip()
            signature = [*signature, line.cut(0, cut)]
            record.blocks += [
                Block("signature", elements.squeeze(part.text), lines=[part]) for part in signature[:-1]
            ]
            record.blocks += [
                Block("signature", tidy(name), lines=[signature[-1]]),
                Block("date", tidy(date_part.text), lines=[date_part]),
            ]
        else:
            record.blocks += [
                Block("signature", _signature_text(part.text), lines=[part]) for part in signature
            ]
            record.blocks += [Block("date", tidy(line.text), lines=[line])]
        record.set("issued", iso, line)
        record.fields["signature"] = tuple(n for part in signature for n in agency.split_joint(part.text))
        return lines[:start], at + 1
    for at, line in enumerate(lines):
        if parts := elements.signed_at_end(line.text):
            body, name, day = (line.cut(*span) for span in parts)
            record.blocks += [
                Block("signature", _signature_text(name.text), lines=[name]),
                Block("date", tidy(day.text), lines=[day]),
            ]
            record.set("issued", dates.parse(day.text), line)
            record.fields["signature"] = agency.split_joint(name.text)
            return [*lines[:at], body], at + 1
    # No date: a last line that is the agency of the title still is the signature.
    opened = agency.of_title(str(record.fields.get("title", "")))
    for at, line in enumerate(lines):
        names = agency.split_joint(line.text) if len(line.text) < 60 else ()
        if names and opened and names == opened and at:
            record.blocks.append(Block("signature", _signature_text(line.text), lines=[line]))
            record.fields["signature"] = names
            return lines[:at], at + 1
    at = _issued_text(lines)
    if at:
        return lines[:at], at
    foot = next((i for i, line in enumerate(lines) if elements.CC.match(line.text)), len(lines))
    return lines[:foot], foot


def _issued_text(lines: list[Line]) -> int:
    """Return where the issued text starts in a document that has no signature: the line that 《…》 above names."""
    said = ""
    for at, line in enumerate(lines[:40]):
        joined = [fold("".join(x.text for x in lines[at : at + n])) for n in (1, 2)]
        if at and any(text in re.findall("《([^《》]{4,80})》", said) for text in joined):
            return at
        said += fold(line.text)
    return 0


def _signature_text(text: str) -> str:
    parts = agency.split_joint(text)
    return "　".join(parts) if parts else re.sub(r"[\s\u3000]+", "　", text.strip())


def _is_signature(text: str, record: Record) -> bool:
    text = text.strip()
    if len(text) > 80 or re.search(r"[。，；：]$", text):
        return False
    return bool(agency.split_joint(text) or elements.is_person(text))


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
    )


def _disclosure_before_signature(record: Record, body: list[Line]) -> list[Line]:
    if body and elements.DISCLOSURE.match(body[-1].text.strip()):
        record.claims.append(body[-1])
        record.set("disclosure", tidy(body[-1].text).strip("（）()"), body[-1])
        return body[:-1]
    return body


def _tail(record: Record, lines: list[Line]) -> list[Line]:
    """Take out of the lines after the date what belongs to the document's foot; return the rest: its attachments."""
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        text = line.text.strip()
        if elements.DISCLOSURE.match(text) and "disclosure" not in record.fields:
            record.set("disclosure", tidy(text).strip("（）()"), line)
        elif elements.CC.match(text) and "cc" not in record.fields:
            at = _cc(record, lines, at)
            continue
        elif (
            elements.SUBJECT.match(text)
            or elements.COPIES.match(text)
            or elements.CONTACT.match(text)
            or elements.REGISTRY.match(text)
        ):
            record.fields["note"] = "；".join(
                filter(None, [str(record.fields.get("note") or ""), elements.subject_words(text)])
            )
        elif "\t" not in text and (found := elements.imprint(text)) and "printed" not in record.fields:
            at = _imprint(record, lines, at, rest, found)
            continue
        else:
            rest.append(line)
            at += 1
            continue
        record.claims.append(line)
        at += 1
    return rest


def _cc(record: Record, lines: list[Line], at: int) -> int:
    held = [lines[at]]
    text = lines[at].text.strip()
    # 抄送 may run over several lines; a full stop, the imprint or a new element ends it.
    while not text.endswith("。") and at + len(held) < len(lines) and len(held) < 8:
        line = lines[at + len(held)]
        bare = line.text.strip()
        if (
            elements.imprint(bare)
            or agency.is_agency(bare)
            or elements.LABEL.match(bare)
            or line.gap > 1
            or len(bare) > 150
        ):
            break
        held.append(line)
        text += bare
    record.claims += held
    record.set("cc", re.sub(r"^(?:抄送|抄报|分送|抄发)[:：]", "", tidy(text)).rstrip("。"), held[0])
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


def _agency_and_genre(record: Record) -> None:
    """Say which agencies issued the document: the signature, else the title, else the red head."""
    title = str(record.fields.get("title", ""))
    signature = record.fields.pop("signature", ())
    banner = record.fields.pop("banner", None)
    order_of = record.fields.pop("order_of", None)
    opened = record.fields.pop("title_agencies", ()) or agency.of_title(title)
    if record.fields.get("agency") and not opened:
        # Read from below the title.
        opened = record.fields["agency"]
    if opened:
        record.fields["agency"] = opened
    elif signature:
        record.fields["agency"] = signature
        record.inferred.append(Inference("agency", "；".join(signature), "signature"))  # type: ignore[arg-type]
    elif order_of and banner:
        issuer = elements.short(re.sub("(?:令|公告|通告)$", "", str(order_of)))
        record.fields["agency"] = (*banner, issuer)
        record.inferred.append(Inference("agency", "；".join((*banner, issuer)), "order-head"))
    elif order_of and agency.is_agency(
        issuer := elements.short(re.sub("(?:令|公告|通告)$", "", str(order_of)))
    ):
        record.fields["agency"] = (issuer,)
        record.inferred.append(Inference("agency", issuer, "order-head"))
    elif banner and record.fields.get("doc_number"):
        record.fields["agency"] = banner
        record.inferred.append(Inference("agency", "；".join(banner), "red-head"))  # type: ignore[arg-type]
    kind = genre.from_title(title)
    found = number.parse(str(record.fields.get("doc_number") or ""))
    if not kind and found and found.style != "standard":
        kind = next((word for word in ("令", "公告", "通告") if found.code.endswith(word)), None)
        if kind:
            record.inferred.append(Inference("genre", kind, "number-style"))
    if kind:
        record.fields["genre"] = kind
