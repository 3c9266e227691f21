"""Where a document opens: its number, an order's head, a whole title; and how far its head reaches above its title."""

import re

from plugins.bulletin import agency, dates, genre, headings
from plugins.bulletin.fold import HAN, fold, simplify

from ..model.lines import Line
from . import banner, elements

MAX_TITLE_LINES = 4
# Congresses publish whom they appoint as lists: 某省人大常委会任命名单, with the day of the session below.
PERSONNEL = re.compile(r"(?:会|院|府)(?:决定)?(?:任命|免职|任免)(?:人员)?名单$")

# Lines of a bulletin's cover may stand right above its first document.
_OF_COVER = re.compile(rf"第[\d{HAN}]{{1,4}}[期辑]|出版$|政报$|文告$|(?:政府|委员会|法院|检察院)公报$")
_INTERPRETATION = re.compile(r"^(?:关于)?《[^《》]{4,60}》的?(?:起草说明|(?:政策|文件|图文)?解读(?:材料)?)$")
_TEXT_ENDS = re.compile(r"[。！）)]$|日$")
_NAMED_BESIDE = re.compile(rf"^[{HAN}](?:[\s\u3000]?[{HAN}]){{1,3}}(?:[\s\u3000]{{2,}}|\u3000)[{HAN}]{{2,}}")
_OF_SESSION = re.compile(
    rf"^[{HAN}]{{4,40}}(?:代表大会|委员会)第[一二三四五六七八九十百\d]{{1,4}}次(?:全体)?会议关于"
)


def opens_document(lines: list[Line], at: int, skip: range) -> bool:
    """Tell whether a line opens a document: its number, or the two lines of an order's head, or a whole title."""
    text = lines[at].text.strip()
    if "\t" in text or len(text) > 90:
        return False
    if elements.doc_number(text):
        # A number in brackets below a title belongs to that title.
        return not _below_title(lines, at)
    if at + 1 < len(lines) and elements.order_head(text, lines[at + 1].text):
        return True
    if elements.unnumbered_order(lines[at : at + 3]) or elements.title_and_number(text):
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
        if _is_title(joined) and "关于" in simplify(joined):
            return True
    return False


def _stands_as_title(lines: list[Line], at: int) -> bool:
    """Tell whether a title that names its agency, with recipients or a text of its own below, opens here."""
    joined = ""
    for count in range(MAX_TITLE_LINES):
        if at + count >= len(lines) or "\t" in lines[at + count].text:
            return False
        text = lines[at + count].text.strip()
        if re.search(r"[。；：:，]", text) or headings.marker(text) or dates.parse(text):
            return False
        joined += elements.squeeze(text)
        if len(joined) > 120 or _OF_COVER.search(elements.squeeze(text)):
            return False
        if PERSONNEL.search(joined) and elements.note_lines(
            [line.text for line in lines[at + count + 1 : at + count + 5]]
        ):
            return True
        below = [line.text.strip() for line in lines[at + count + 1 : at + count + 4]]
        if genre.from_title(joined) and _OF_SESSION.match(joined) and elements.note_lines(below):
            return True
        if _without_agency(lines, at, joined) and below and elements.is_recipients(below[0]):
            return True
        if agency.of_title(joined) and _is_title(joined):
            return any(
                elements.is_recipients(t)
                or elements.doc_number(t.strip("（）()"))
                or elements.NOTE.match(t)
                or len(t) > 60
                or (len(t) > 24 and t.endswith(("。", "：")) and "，" in t)
                for t in below
            )
    return False


def _without_agency(lines: list[Line], at: int, title: str) -> bool:
    """Tell whether a notice that names no agency stands below a section's banner, or below the end of another document.

    A text that the document above names in its own words is what that one issues.
    """
    if not at or not re.match("关于.{4,}(?:通知|通报|函|批复)$", title):
        return False
    above = lines[at - 1].text.strip()
    if elements.SECTION_MARK.search(above):
        return True
    said = fold("".join(line.text for line in lines[max(0, at - 60) : at]))
    return ends_a_document(above) and fold(title) not in said


def _is_title(text: str) -> bool:
    """Tell whether a text ends as titles do: in a genre, or in one that has gone out of use."""
    return bool(genre.from_title(text) or re.search("(?:布告|通令|指示|指令)$", text))


def is_cited(lines: list[Line], at: int) -> bool:
    """Tell whether the document right above names, in 《》, the title that opens here: it makes that text known."""
    said = _plain("".join(line.text for line in lines[max(0, at - 12) : at]))
    titles = (
        _plain("".join(line.text for line in lines[at : at + n])) for n in range(1, MAX_TITLE_LINES + 1)
    )
    return any(len(title) > 6 and f"<{title}>" in said for title in titles)


def _plain(text: str) -> str:
    return fold(text).translate(str.maketrans("《》〈〉", "<><>"))


def title_below(lines: list[Line], at: int) -> int | None:
    """Return the first line of the title that a head at this line stands over."""
    for n in range(at, min(at + 8, len(lines))):
        text = lines[n].text.strip()
        following = lines[n + 1].text if n + 1 < len(lines) else ""
        if elements.unnumbered_order(lines[n : n + 3]):
            return n + 2
        if elements.doc_number(text) or elements.banner_agency(text) or elements.SIGNER.match(text):
            continue
        if elements.order_head(text, following) or (n and elements.order_head(lines[n - 1].text, text)):
            continue
        if "\t" in text or re.search(r"。$", text):
            # An order or announcement may have no title: its text follows its number.
            return n if n > at and elements.order_head(lines[at].text, lines[at + 1].text) else None
        return n
    return None


def ends_a_document(text: str) -> bool:
    """Tell whether a line is the last of a document: what stands below it belongs to the next one."""
    return bool(
        elements.signed_date(text) or elements.imprint(text) or elements.DISCLOSURE.match(text.strip())
    )


def head_end(lines: list[Line], title: int) -> int:
    """Return the last line below a title that still may hold its number."""
    return title + MAX_TITLE_LINES + 1


def _red_head_above(lines: list[Line], title: int, floor: int) -> int | None:
    """Return where a red head of several lines opens that ends right above the title or its number."""
    for end in (title, title - 1):
        if end <= floor or (end < title and not elements.doc_number(lines[end].text)):
            continue
        for at in range(max(floor, end - 6), end):
            head = banner.read(lines, at)
            if not head or head.mark != "文件" or len(head.agencies) < 2 or at + head.count != end:
                continue
            # It stands on one page, and a name beside a school (张敏　　实验小学) is an entry of a list.
            parted = any(_NAMED_BESIDE.search(line.text.strip()) for line in lines[at:end])
            if not parted and not any(line.page_break for line in lines[at + 1 : end]):
                return at
    return None


def head_above(lines: list[Line], title: int, sections: frozenset[str], skip: range, floor: int) -> int:
    """Walk up from a title over the number, the red head, the section's name and the order's head."""
    at = title
    if red := _red_head_above(lines, title, floor):
        at = red
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
            or (ends_a_document(above) and (head := banner.read(lines, at - 1)) and head.mark in {"", "文件"})
            or (at < len(lines) and elements.order_head(text, lines[at].text))
            or elements.is_section(text, sections)
            or (agency.split_joint(text) and re.match("关于|印发|转发|批转", lines[at].text.strip()))
            or re.fullmatch(r"[【〖◆●■◎][^【】〖〗]{2,24}[】〗]?", text)
        )
        if not is_head:
            break
        at -= 1
    return at
