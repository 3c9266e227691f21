"""Attachments: the text that a document issues, and what it lists as 附件."""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, dates, headings
from gongbao.bulletin.fold import fold

from ..forms import attachment_heads, dated_lines, elements
from ..layout.blocks import Assembler
from ..model.lines import Line, tidy
from ..model.record import Block, Record
from . import amended, unnamed
from .attachment_list import LISTED, file_block, list_blocks, listed_titles, split_list, whole_title

_FIRST_OF_LIST = re.compile(r"[\s\u3000]*附\s*件\s*[:：][\s\u3000]*1\s*[.．、]")
# 1 总则: the first heading of a plan whose own title the page leaves out.
_DECIMAL = re.compile(r"^1[\s\u3000]*(?:总\s*则|总体要求|编制目的|概\s*述|适用范围|目\s*的|范\s*围)$")
# 奖字〔　〕　　号: the number of a form, to be filled in, stands below its title.
_EMPTY_NUMBER = re.compile(r"[〔\[（(][\s\u3000]*[〕\]）)][\s\u3000_第]*号$")
_VERSION = re.compile(r"[（(][^（()）。；]{0,14}(?:稿|试行|暂行|年版)[)）]")


def parse(record: Record, rest: list[Line], has_own_list: bool) -> None:
    """Parse what follows the date: parts that open with 附件N, and before them the text that the document issues."""
    body_text = "".join(b.text for b in record.blocks if b.kind == "paragraph")
    # 《甲政府关于修改〈乙办法〉的决定》 is followed by the decision, and by 乙办法 as it reads now.
    cited = [*re.findall(r"《([^《》]{4,80})》", body_text), *re.findall(r"〈([^〈〉]{4,80})〉", body_text)]
    rest = _without_files(record, rest)
    names = [*cited, *listed_titles([b.text for b in record.blocks if b.kind == "list"])]
    parts = _parts(rest, {_bare(name) for name in names if len(name) >= 6})
    inner_list = False
    unlabelled = len(parts) > 1 and parts[0][0] is None and parts[1][0] is None
    if unlabelled and all(agency.split_joint(line.text) for line in parts[0][1]):
        # Those whose text it is, above its title.
        parts[:2] = [(None, parts[0][1] + parts[1][1])]
    if parts and parts[0][0] is None:
        # 附件说明 may stand below the date: it names what follows.
        lines = parts[0][1]
        listed = 0
        while listed < len(lines) and (
            elements.LIST_OF_ATTACHMENTS.match(lines[listed].text)
            if not listed
            else re.match(r"[\s\u3000]*\d{1,2}[.．、]", lines[listed].text)
        ):
            listed += 1
        if listed:
            blocks = list_blocks(lines[:listed])
            record.blocks += blocks
            names += listed_titles([block.text for block in blocks])
            parts[0] = (None, lines[listed:])
            has_own_list = True
    for n, (label, lines) in enumerate(parts):
        issued_text = label is None
        # 附件 after an issued text that itself points to one is that text's own.
        nested = not issued_text and inner_list and not has_own_list and n > 0
        if issued_text and not lines:
            continue
        inner_list = _part(record, label, lines, names, nested) or inner_list


def _parts(rest: list[Line], names: set[str]) -> list[tuple[Line | None, list[Line]]]:
    """Part the lines at 附件N, and where the title of a further text stands that the document names."""
    parts: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for at, line in enumerate(rest):
        text = line.text.strip()
        named = attachment_heads.read(rest, at)
        # 附件：X right below the date is the heading of X, unless X stands again below.
        is_list = named and named.rule == "list" and (at or _comes_again(rest, at) or _is_counted(rest, at))
        if named and not is_list and not (named.rule == "file" and not elements.LABEL_WITH_TITLE.match(text)):
            parts.append((line, []))
        elif parts[-1][1] and "\t" not in text and _bare(text) in names and at + 1 < len(rest):
            parts.append((None, [line]))
        elif parts[-1][0] is None and parts[-1][1] and amended.begins(rest, at):
            parts.append((None, [line]))
        else:
            parts[-1][1].append(line)
    return [part for part in parts if part[0] is not None or part[1]]


def _without_files(record: Record, rest: list[Line]) -> list[Line]:
    """Take the files that a page offers at its end (附件1.某某表.docx), which are no text, for a list."""
    at = len(rest)
    while at and (elements.FILE.match(rest[at - 1].text.strip()) or elements.LABEL.match(rest[at - 1].text)):
        at -= 1
    if at == len(rest) or not elements.FILE.match(rest[-1].text.strip()):
        return rest
    record.blocks += [file_block(line) for line in rest[at:]]
    return rest[:at]


def _is_counted(rest: list[Line], at: int) -> bool:
    """Tell whether 附件：1.… is the first of a list: 2.… stands right below."""
    return bool(
        _FIRST_OF_LIST.match(rest[at].text)
        and at + 1 < len(rest)
        and re.match(r"[\s\u3000]*2\s*[.．、]", rest[at + 1].text)
    )


def _comes_again(rest: list[Line], at: int) -> bool:
    """Tell whether 附件：X is a list that names what follows, and not itself the heading of X."""
    match = LISTED.match(rest[at].text.strip())
    wanted = _bare(match["title"]) if match else ""
    for n in range(at + 1, min(at + 12, len(rest))):
        if elements.LABEL.match(rest[n].text.strip()):
            return True
        of_text = [line.text for line in rest[n : n + 3]]
        again = wanted and _bare("".join(of_text)).startswith(wanted)
        if again or attachment_heads.lists(rest[at].text, of_text):
            return True
    return False


def _part(record: Record, label: Line | None, lines: list[Line], names: list[str], nested: bool) -> bool:
    """Parse one attachment; return whether it lists annexes of its own."""
    if label is not None and not lines and not elements.LABEL.match(label.text.strip()):
        # 附件1：某某申报表, with nothing below: it names a file, and is no text.
        record.blocks += list_blocks([label])
        return False
    if label is not None and lines and all(elements.FILE.match(line.text.strip()) for line in lines):
        # The page has no text of it, only the file to be fetched.
        record.blocks += list_blocks([label, *lines])
        return False
    kind = "annex" if nested else "attachment"
    base = 2 if nested else 1
    head: list[Line] = []
    label_text = ""
    if label is not None:
        match = elements.LABEL_WITH_TITLE.match(label.text.strip()) or LISTED.match(label.text.strip())
        match = match if match and not elements.LABEL.match(label.text.strip()) else None
        if match:
            cut = label.text.index(match["title"])
            record.blocks.append(
                Block("label", tidy(label.text[:cut]).rstrip("：:"), lines=[label.cut(0, cut)])
            )
            head = [label.cut(cut).strip()]
        else:
            label_text = tidy(label.text).rstrip("：:")
            record.blocks.append(Block("label", label_text, lines=[label]))
    above = lines[: _authors_above(lines, names)] if label is None else []
    lines = lines[len(above) :]
    taken = 0 if head else _title_lines(lines, names, record)
    head += lines[:taken]
    called = label_text or (unnamed.called(record) if label is None and not head else "") or "附件"
    return _text(record, Block(kind, called, base), head, lines[taken:], above)


def _authors_above(lines: list[Line], names: list[str]) -> int:
    """Return how many agencies, each on its line, stand above the title of the text that is theirs."""
    count = 0
    while count + 1 < len(lines) and agency.split_joint(lines[count].text):
        count += 1
    whole = {fold(name) for name in names}
    titles = (fold("".join(line.text for line in lines[count : count + n])) for n in (1, 2, 3))
    return count if count and any(title in whole for title in titles) else 0


def add_file(record: Record, label: Block, title: Line | None, lines: list[Line]) -> None:
    """Add an attachment that came as a file of its own; title: as the file is called, None where its text says it."""
    taken = 0 if title is not None else _title_lines(lines, [], record)
    head = [title] if title is not None else lines[:taken]
    record.blocks.append(label)
    _text(record, Block("attachment", label.text, 1), head, lines[taken:])


def _text(
    record: Record, part: Block, head: list[Line], lines: list[Line], authors: Sequence[Line] = ()
) -> bool:
    """Parse the text of an attachment below its title; return whether it lists annexes of its own.

    authors: whose text it is, where the lines stand above the title.
    """
    if head:
        part.text = tidy(
            "".join(
                re.sub(r"[\s\u3000]+", "", line.text) if len(head) > 1 or _spaced(line.text) else line.text
                for line in head
            )
        )
        part.lines = head
    record.blocks.append(part)
    record.blocks += [Block("author", elements.joint_text(line.text), lines=[line]) for line in authors]
    base, at = part.level, 0
    while at < len(lines) and at < 3:
        text = lines[at].text.strip()
        if (count := elements.note_lines([line.text for line in lines[at : at + 4]])) > 1:
            taken = lines[at : at + count]
            record.blocks.append(
                Block("dateline", tidy("".join(line.text.strip() for line in taken)), lines=taken)
            )
            at += count
            continue
        # Whose text it is stands above it; a line that is the whole text is a list.
        is_list = bool(head) and re.search("(?:名单|名录|目录|名册|一览表)$", elements.squeeze(head[-1].text))
        if not is_list and agency.split_joint(text) and (at + 1 < len(lines) or "、" not in text):
            record.blocks.append(Block("author", elements.joint_text(text), lines=[lines[at]]))
        elif text[:1] in "（(" and (dates.parse(text) or elements.NOTE.match(text)):
            record.blocks.append(Block("dateline", tidy(text), lines=[lines[at]]))
        elif dates.parse(text) or (dated_lines.is_month(text) and at + 1 < len(lines)):
            record.blocks.append(Block("dateline", tidy(text), lines=[lines[at]]))
        else:
            break
        at += 1
    body, listed = split_list(lines[at:])
    dated = any(b.kind == "dateline" for b in record.blocks[-3:])
    body, ending = own_signature(body, dated)
    assembler = Assembler(base)
    blocks = assembler.assemble(body)
    record.joins += assembler.joins
    record.drops += assembler.drops
    record.blocks += blocks + ending + list_blocks(listed)
    return bool(listed)


def _spaced(text: str) -> bool:
    """Tell a title's print breaks from blanks that mean something: Chinese on both sides of every blank."""
    return bool(re.search(r"[^\x00-\x7f][\s\u3000]+[^\x00-\x7f]", text))


def _title_lines(lines: list[Line], names: list[str], record: Record) -> int:
    """Return how many lines make up the attachment's title: one that the document names, or by form."""
    folded = {_bare(name) for name in names}
    whole = {fold(name) for name in names}
    named, exact = 0, 0
    for count in range(1, min(4, len(lines)) + 1):
        joined = "".join(line.text for line in lines[:count])
        if "\t" in joined:
            break
        if fold(joined) in whole:
            exact = count
        if not named and _bare(joined) in folded:
            named = count
    if count := exact or named:
        return count + _is_version(lines, count)
    joined = ""
    for count, line in enumerate(lines[:4], start=1):
        text = line.text.strip()
        if (
            "\t" in text
            or re.search(r"[。；：:]", text)
            or len(text) > 60
            or headings.marker(text)
            or _DECIMAL.match(text)
            or _EMPTY_NUMBER.search(text)
            or re.match("^第.{1,4}[章条]", text)
        ):
            return count - 1
        if count > 1 and (
            line.gap > lines[0].gap or agency.is_agency(text) or dates.parse(text) or line.text[:1] in "（("
        ):
            return count - 1
        joined += elements.squeeze(text)
        if whole_title(joined) and not _goes_on(lines, count):
            return count
    return 1 if lines and len(lines[0].text) <= 60 and not _DECIMAL.match(lines[0].text.strip()) else 0


def _goes_on(lines: list[Line], at: int) -> bool:
    return _is_version(lines, at) or (
        at < len(lines)
        and not lines[at].gap
        and bool(re.fullmatch(r"\s*[（(].{2,16}[)）]\s*", lines[at].text))
    )


def _is_version(lines: list[Line], at: int) -> bool:
    """Tell whether a line below a title says which version of it this is, set apart or not: （征求意见稿）."""
    return at < len(lines) and bool(_VERSION.fullmatch(lines[at].text.strip()))


def _bare(title: str) -> str:
    """Fold a title for comparing, a year span or 试行 in brackets at its end left out."""
    return re.sub(r"\([^()]*\)$", "", fold(title)).replace("的", "")


def own_signature(body: list[Line], dated: bool = False) -> tuple[list[Line], list[Block]]:
    """Split the second signature and date of a forwarded report off its end; of one dated above, the signature."""
    if len(body) < 3:
        return body, []
    last = body[-1]
    if dated and agency.split_joint(last.text) and re.search(r"[。！]$", body[-2].text.strip()):
        return body[:-1], [Block("signature", elements.joint_text(last.text), lines=[last])]
    signed = dated_lines.signed_date(body[-1].text) if "\t" not in body[-1].text else None
    if not signed:
        return body, []
    start = len(body) - 1
    while start > 1 and agency.split_joint(body[start - 1].text):
        start -= 1
    if not signed[0] and start == len(body) - 1:
        return body, []
    blocks = [Block("signature", elements.joint_text(line.text), lines=[line]) for line in body[start:-1]]
    last = body[-1]
    if signed[0]:
        cut = last.text.index(signed[0]) + len(signed[0])
        blocks.append(Block("signature", tidy(signed[0]), lines=[last.cut(0, cut)]))
        last = last.cut(cut).strip()
    blocks.append(Block("date", tidy(last.text), lines=[last]))
    return body[:start], blocks
