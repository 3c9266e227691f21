"""Split a source into its documents: by the printed contents if there are any, by the heads of documents if not."""

import re
from dataclasses import dataclass

from plugins.bulletin import agency, dates, genre, headings
from plugins.bulletin.fold import fold, simplify

from . import banner, elements
from .contents import Contents, Entry
from .lines import Line
from .lookup import Lookup

_MAX_TITLE_LINES = 4
_PART = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}月(?:份)?|[一二三四五六七八九十]{1,3}月份?)?(?:[—-]\d{1,2}月份?)?大事记(?:[（(].*[)）])?$"
    r"|^更正(?:启事|说明|公告)?$|^(?:\d{4}年)?(?:\d{1,2}月(?:份)?)?(?:人事任免|任免事项|人事信息)$|^\S{2,12}任免(?:工作)?人员(?:名单)?$"
)
# Congresses publish whom they appoint as lists: 某省人大常委会任命名单, with the day of the session below.
_PERSONNEL = re.compile(r"(?:会|院|府)(?:决定)?(?:任命|免职|任免)(?:人员)?名单$")
_INTERPRETATION = re.compile(r"^(?:关于)?《[^《》]{4,60}》的?(?:起草说明|(?:政策|文件|图文)?解读(?:材料)?)$")
_TEXT_ENDS = re.compile(r"[。！）)]$|日$")
# What sets a section's name apart.
MARKS = "【】〖〗◆●■[]"
_ORDER_LINE = re.compile(r"(?:令|公告|通告)$")


@dataclass(frozen=True)
class Start:
    """Where a document starts: the first lines of its head and of its title, and its contents entry if any."""

    head: int
    title: int
    entry: Entry | None = None


def starts(
    lines: list[Line],
    contents: Contents | None,
    skip: range,
    is_issue: bool = False,
    sections: frozenset[str] = frozenset(),
) -> list[Start]:
    """Return the starts of all documents in the order of the source; lines in `skip` are contents and masthead.

    Sections are the folded names of those whose banners stand in the text.
    """
    found: dict[int, Start] = {}
    lookup = Lookup(lines)
    after = 0
    for entry in contents.entries if contents else ():
        at = _locate(lookup, entry, skip, after, set(found))
        if at is None:
            continue
        found[at] = Start(at, at, entry)
        # An essay before the contents is listed first; else documents stand in the order of the contents.
        if at >= skip.stop or skip.start > len(lines) // 2:
            after = at + 1
    orders = _joint_orders(lines)
    for at in range(len(lines)):
        opens = at not in skip and (
            at in orders
            or _opens_document(lines, at, skip)
            or (is_issue and _opens_section(lines, at) and not _is_banner(lines, at, sections))
        )
        if not opens:
            continue
        title = _title_below(lines, orders.get(at, at))
        # A head belongs to the title that is found below it already.
        if title is None or any(at <= known <= title + 2 for known in found):
            continue
        is_part = (is_issue and _opens_section(lines, at)) or _PERSONNEL.search(
            elements.squeeze(lines[at].text)
        )
        if not is_part and any(known < at <= _head_end(lines, known) for known in found):
            continue
        found[title] = Start(at, title)
    out: list[Start] = []
    last_title = -1
    for at in sorted(found):
        start = found[at]
        head = min(start.head, _head_above(lines, at, sections, skip, last_title + 1))
        out.append(Start(head, at, start.entry))
        last_title = at
    return _with_their_attachments(lines, out)


def _joint_orders(lines: list[Line]) -> dict[int, int]:
    """Return the lines at which the head of an order of several agencies opens, and where its text or title follows."""
    found: dict[int, int] = {}
    serials = [at for at, line in enumerate(lines) if len(line.text) < 30 and elements.is_serial(line.text)]
    for serial in serials:
        for at in range(max(0, serial - 8), serial - 1):
            head = banner.read(lines, at)
            # They are set as one head: what a wider gap parts from it is another's name.
            gaps = {line.gap for line in lines[at + 1 : at + head.count]} if head else set()
            if head and len(head.agencies) > 1 and head.mark and at + head.count == serial and len(gaps) < 2:
                found[at] = serial + 1
                break
    return found


def is_part(title: str) -> bool:
    """Tell whether a title is that of a part that bulletins have beside documents."""
    return bool(_PART.match(elements.squeeze(title).strip(MARKS)))


def _is_banner(lines: list[Line], at: int, sections: frozenset[str]) -> bool:
    """Tell whether a line is a section's banner over a title of the same kind: 【大事记】 above 大事记（3月）."""
    text = lines[at].text.strip()
    return (
        text[:1] in MARKS
        and fold(text).strip(MARKS) in sections
        and at + 1 < len(lines)
        and _opens_section(lines, at + 1)
    )


def _opens_section(lines: list[Line], at: int) -> bool:
    """Tell whether a part that bulletins have beside documents opens here: chronicle, correction, appointments."""
    text = elements.squeeze(lines[at].text).strip(MARKS)
    return bool(_PART.match(text)) and at + 1 < len(lines) and not elements.is_recipients(lines[at + 1].text)


def _with_their_attachments(lines: list[Line], found: list[Start]) -> list[Start]:
    """Give back to a document the text that it issues, where the contents list that text by itself.

    公布《X办法》 as an order, X办法 as an entry: one document. Its title is the order's if the contents list that too.
    """
    out: list[Start] = []
    for n, start in enumerate(found):
        before = out[-1] if out else None
        if before and start.entry is None and _forwards(lines, before, start):
            continue
        if before and start.head == start.title and start.entry and _issues(lines, before, start):
            follows = found[n + 1].head if n + 1 < len(found) else len(lines)
            if before.entry is None:
                out[-1] = Start(before.head, before.title, start.entry)
            elif _has_own_recipients(lines, start, follows):
                out.append(start)
            continue
        out.append(start)
    return out


def _forwards(lines: list[Line], document: Start, text: Start) -> bool:
    """Tell whether a document forwards the whole document below it: its title names that one's."""
    opening = fold("".join(line.text for line in lines[document.title : document.title + _MAX_TITLE_LINES]))
    if not re.search("转发|批转", opening):
        return False
    joined = ""
    for line in lines[text.title : text.title + _MAX_TITLE_LINES]:
        joined += fold(line.text)
        if genre.from_title(joined) and len(joined) > 10:
            return joined in opening
    return False


def _issues(lines: list[Line], document: Start, text: Start) -> bool:
    """Tell whether a document of few lines names the text below it in 《》: it issues that text."""
    if text.head - document.head > 24 or text.entry is None:
        return False
    said = fold("".join(line.text for line in lines[document.head : text.head]))
    cited = set(re.findall("《([^《》]+(?:<[^<>]+>[^《》]*)?)》", said.replace("〈", "<").replace("〉", ">")))
    wanted = (
        fold(text.entry.title).replace("《", "<").replace("》", ">").replace("〈", "<").replace("〉", ">")
    )
    return wanted in cited


def _has_own_recipients(lines: list[Line], start: Start, end: int) -> bool:
    return any(elements.is_recipients(line.text) for line in lines[start.title : min(start.title + 5, end)])


def _locate(lookup: Lookup, entry: Entry, skip: range, after: int, taken: set[int]) -> int | None:
    """Find the line where the title of a contents entry stands as a heading of its own."""
    found = [at for at in lookup.find(entry.title, skip) if at not in taken]
    if not found and len(fold(entry.title)) >= 5:
        found = [at for at in lookup.near(entry.title, skip) if at not in taken]
    later = [at for at in found if at >= after]
    return next(iter(later or found), None)


def _opens_document(lines: list[Line], at: int, skip: range) -> bool:
    """Tell whether a line opens a document: its number, or the two lines of an order's head, or a whole title."""
    text = lines[at].text.strip()
    if "\t" in text or len(text) > 90:
        return False
    if elements.doc_number(text):
        # A number in brackets below a title belongs to that title.
        return not _below_title(lines, at)
    if at + 1 < len(lines) and elements.order_head(text, lines[at + 1].text):
        return True
    if at and _INTERPRETATION.match(text) and _TEXT_ENDS.search(lines[at - 1].text.strip()):
        return True
    return _stands_as_title(lines, at)


def _below_title(lines: list[Line], at: int) -> bool:
    joined = ""
    for back in range(1, 5):
        if at - back < 0:
            return False
        joined = lines[at - back].text.strip() + joined
        if genre.from_title(joined) and "关于" in simplify(joined):
            return True
    return False


def _stands_as_title(lines: list[Line], at: int) -> bool:
    """Tell whether a title that names its agency, with recipients or a text of its own below, opens here."""
    joined = ""
    for count in range(_MAX_TITLE_LINES):
        if at + count >= len(lines) or "\t" in lines[at + count].text:
            return False
        text = lines[at + count].text.strip()
        if re.search(r"[。；：:，]", text) or headings.marker(text) or dates.parse(text):
            return False
        joined += elements.squeeze(text)
        if len(joined) > 120:
            return False
        if _PERSONNEL.search(joined) and elements.note_lines(
            [line.text for line in lines[at + count + 1 : at + count + 5]]
        ):
            return True
        if agency.of_title(joined) and genre.from_title(joined):
            below = [line.text.strip() for line in lines[at + count + 1 : at + count + 4]]
            return any(
                elements.is_recipients(t)
                or elements.doc_number(t.strip("（）()"))
                or elements.NOTE.match(t)
                or len(t) > 60
                or (len(t) > 24 and t.endswith(("。", "：")) and "，" in t)
                for t in below
            )
    return False


def _title_below(lines: list[Line], at: int) -> int | None:
    """Return the first line of the title that a head at this line stands over."""
    for n in range(at, min(at + 8, len(lines))):
        text = lines[n].text.strip()
        following = lines[n + 1].text if n + 1 < len(lines) else ""
        if elements.doc_number(text) or elements.banner_agency(text) or elements.SIGNER.match(text):
            continue
        if elements.order_head(text, following) or (n and elements.order_head(lines[n - 1].text, text)):
            continue
        if "\t" in text or re.search(r"。$", text):
            # An order or announcement may have no title: its text follows its number.
            return n if n > at and elements.order_head(lines[at].text, lines[at + 1].text) else None
        return n
    return None


def _ends_a_document(text: str) -> bool:
    """Tell whether a line is the last of a document: what stands below it belongs to the next one."""
    return bool(
        elements.signed_date(text) or elements.imprint(text) or elements.DISCLOSURE.match(text.strip())
    )


def _head_end(lines: list[Line], title: int) -> int:
    """Return the last line below a title that still may hold its number."""
    return title + _MAX_TITLE_LINES + 1


def _head_above(lines: list[Line], title: int, sections: frozenset[str], skip: range, floor: int) -> int:
    """Walk up from a title over the number, the red head, the section's name and the order's head."""
    at = title
    while at > floor and at - 1 not in skip and title - at < 8:
        text = lines[at - 1].text.strip()
        above = lines[at - 2].text if at >= 2 else ""
        is_head = (
            elements.doc_number(text)
            or elements.banner_agency(text)
            or elements.SIGNER.match(text)
            or elements.URGENCY.match(elements.squeeze(text))
            or elements.order_head(above, text)
            or (
                agency.split_joint(text)
                and (
                    elements.order_head(lines[at].text, lines[at + 1].text) if at + 1 < len(lines) else False
                )
            )
            or (
                _ends_a_document(above) and (head := banner.read(lines, at - 1)) and head.mark in {"", "文件"}
            )
            or (at < len(lines) and elements.order_head(text, lines[at].text))
            or fold(text).strip(MARKS + "·") in sections
            or re.fullmatch(r"[【〖◆●■][^【】〖〗]{2,24}[】〗]?", text)
        )
        if not is_head:
            break
        at -= 1
    return at
