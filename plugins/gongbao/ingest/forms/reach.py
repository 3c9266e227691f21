"""How far a head reaches: down to its title, up over what stands above that; and whether a document ends above it."""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN, fold, simplify
from gongbao.bulletin.numerals import HAN_COUNT

from ..model.lines import Line
from . import banner, dated_lines, elements, foot, head_filed, orders, persons

MAX_TITLE_LINES = 4
_NAMED_BESIDE = re.compile(rf"^[{HAN}](?:[\s\u3000]?[{HAN}]){{1,3}}(?:[\s\u3000]{{2,}}|\u3000)[{HAN}]{{2,}}")
_COUNTED = re.compile(rf"第[\d{HAN_COUNT}]+[届次]")


def is_cited(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the document right above names, in 《》, the title that opens here: it makes that text known."""
    before = _plain("".join(line.text for line in lines[max(0, at - 12) : at]))
    titles = (
        _plain("".join(line.text for line in lines[at : at + n])) for n in range(1, MAX_TITLE_LINES + 1)
    )
    return any(len(title) > 6 and f"<{title}>" in before for title in titles)


def _plain(text: str) -> str:
    return fold(text).translate(str.maketrans("《》〈〉", "<><>"))


def title_below(lines: Sequence[Line], at: int) -> int | None:
    """Return the first line of the title that a head at this line stands over."""
    for n in range(at, min(at + 8, len(lines))):
        text = lines[n].text.strip()
        following = lines[n + 1].text if n + 1 < len(lines) else ""
        if orders.unnumbered_order(lines[n : n + 3]):
            return n + 2
        if elements.doc_number(text) or elements.banner_agency(text) or elements.SIGNER.match(text):
            continue
        if n > at and dates.parse(text) and elements.doc_number(lines[n - 1].text):
            # The day of an order may stand below its number, above the title.
            continue
        if orders.order_head(text, following) or (n and orders.order_head(lines[n - 1].text, text)):
            continue
        if "\t" in text or re.search(r"。$", text):
            # An order or announcement may have no title: its text follows its number.
            return n if n > at and orders.order_head(lines[at].text, lines[at + 1].text) else None
        return n
    return None


def ends_a_document(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the last of a document: what stands below it belongs to the next one."""
    if not 0 <= at < len(lines):
        return False
    found = foot.read(lines, at)
    # Who signs may stand below the day.
    if at and persons.is_person(lines[at].text) and dated_lines.signed_date(lines[at - 1].text):
        return True
    return bool(
        dated_lines.signed_date(lines[at].text) or (found and found.field in {"printed", "disclosure"})
    )


def head_end(title: int) -> int:
    """Return the last line below a title that still may hold its number."""
    return title + MAX_TITLE_LINES + 1


def _red_head_above(lines: Sequence[Line], title: int, floor: int) -> int | None:
    """Return where a red head of several lines opens that ends right above the title or its number."""
    for end in (title, title - 1):
        if end <= floor or (end < title and not elements.doc_number(lines[end].text)):
            continue
        for at in range(max(floor, end - 6), end):
            head = banner.read(lines, at)
            if not head or head.mark != "文件" or head.count < 2 or at + head.count != end:
                continue
            # It stands on one page, and a name beside a school (张敏　　实验小学) is an entry of a list.
            parted = any(_NAMED_BESIDE.search(line.text.strip()) for line in lines[at:end])
            if not parted and not any(line.page_break for line in lines[at + 1 : end]):
                return at
    return None


def _is_of_title_above(lines: Sequence[Line], at: int, title: int, floor: int) -> bool:
    """Tell whether a number belongs to a title above that has no text: the title below has a number of its own."""
    below = lines[title + 1 : title + MAX_TITLE_LINES + 1]
    return at <= floor and at > 0 and any(elements.doc_number(line.text) for line in below)


def head_above(lines: Sequence[Line], title: int, sections: frozenset[str], skip: range, floor: int) -> int:
    """Walk up from a title over the number, the red head, the section's name and the order's head."""
    at = title
    if red := _red_head_above(lines, title, floor):
        at = red
    while at > floor and at - 1 not in skip and title - at < 8:
        text = lines[at - 1].text.strip()
        if "\t" in text:
            # The last row of a table above, in which an agency may stand.
            break
        above = lines[at - 2].text if at >= 2 else ""
        is_head = (
            (elements.opens_with_number(text) and not _is_of_title_above(lines, at - 1, title, floor))
            or head_filed.notice(lines, at - 1)
            or elements.banner_agency(text)
            or elements.SIGNER.match(text)
            or elements.URGENCY.match(elements.squeeze(text))
            or orders.order_head(above, text)
            or (
                agency.split_joint(text)
                and (orders.order_head(lines[at].text, lines[at + 1].text) if at + 1 < len(lines) else False)
            )
            or (
                ends_a_document(lines, at - 2)
                and (head := banner.read(lines, at - 1))
                and head.mark in {"", "文件"}
            )
            or (at < len(lines) and orders.order_head(text, lines[at].text))
            or elements.is_section(text, sections)
            or (
                agency.split_joint(text) and re.match("关于|印发|转发|批转", simplify(lines[at].text.strip()))
            )
            # 某区第十七届人民政府 / 第三十二次常务会议纪要: set apart from what is above, and not from the title, which counts
            # what that organ did. Over any other title it may have signed the text above.
            or (
                at == title
                and agency.split_joint(text)
                and lines[at - 1].gap > lines[at].gap
                and _COUNTED.match(lines[at].text.strip())
            )
            or re.fullmatch(r"[【〖◆●■◎][^【】〖〗。，；]{2,24}[】〗]?", text)
        )
        if not is_head:
            break
        at -= 1
    return at
