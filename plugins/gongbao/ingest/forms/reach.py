"""How far a head reaches: down to its title, up over what stands above that; and whether a document ends above it."""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, dates, headings
from gongbao.bulletin.fold import HAN, fold, simplify
from gongbao.bulletin.numerals import HAN_COUNT

from ..model.lines import Line
from . import banner, dated_lines, elements, foot, head_filed, orders, persons

MAX_TITLE_LINES = 4
_NAMED_BESIDE = re.compile(rf"^[{HAN}](?:[\s\u3000]?[{HAN}]){{1,3}}(?:[\s\u3000]{{2,}}|\u3000)[{HAN}]{{2,}}")
# A text that opens on a page of its own is called by more than a word, and by no sentence.
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 60
_SENTENCE = re.compile("[。！？]")
_IN_NO_TITLE = re.compile(r"[。；，：:;,]|\t")
_LABELLED = re.compile(r"附\s*[件录表图]|附[\d一二三四五六七八九十]{0,2}[:：]")
_TALLEST_HEAD = 7
# So many lines above say what a document attaches.
_MOST_ABOVE = 80
_COUNTED = re.compile(rf"第[\d{HAN_COUNT}]+[届次]")

_MAKES_KNOWN = re.compile("[印发颁]发|转发|[公发颁]布|予以?下达")


def is_cited(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the document right above names, in 《》, the title that opens here: it makes that text known.

    What it only says was passed (全会审议通过了《某决定》) is a text of its own, unless it is made known (现予公布).
    """
    before = _plain("".join(line.text for line in lines[max(0, at - 12) : at]))
    titles = (
        _plain("".join(line.text for line in lines[at : at + n])) for n in range(1, MAX_TITLE_LINES + 1)
    )
    is_report = not _MAKES_KNOWN.search(before)
    return any(
        len(title) > 6
        and f"<{title}>" in (re.sub(f"通过了?<{re.escape(title)}>", "", before) if is_report else before)
        for title in titles
    )


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


def opens_on_new_page(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a text of its own opens on a new page: below the end of a document, or signed and dated on its own pages.

    What a document above names, it attaches.
    """
    text = lines[at].text.strip()
    name = fold(text)
    if not lines[at].page_break or not _SHORTEST_TITLE <= len(name) <= _LONGEST_TITLE:
        return False
    if not at or not (_is_below_a_document(lines, at) or _is_signed(lines, at)):
        return False
    if _IN_NO_TITLE.search(text) or _LABELLED.match(text) or headings.marker(text):
        return False
    before = fold("".join(line.text for line in lines[max(0, at - _MOST_ABOVE) : at]))
    return name not in before and not is_cited(lines, at)


def _is_below_a_document(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a document ends above a line; a cover closes with an office and a day, too, and has no sentence."""
    return _has_ended(lines, at - 1) and any(_SENTENCE.search(line.text) for line in lines[:at])


def _has_ended(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the last of a document, or of what stands below it: a note, copies, who printed it."""
    return ends_a_document(lines, at) or foot.read(lines, at) is not None


def _is_signed(lines: Sequence[Line], at: int) -> bool:
    """Tell whether who issued a text and the day stand below it, before the next page that another opens on."""
    end = next((n for n in range(at + 1, len(lines)) if lines[n].page_break), len(lines))
    return any(
        dated_lines.signed_date(lines[n].text) and agency.split_joint(lines[n - 1].text)
        for n in range(at + 2, end)
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


def _page_top(lines: Sequence[Line], title: int, floor: int) -> int | None:
    """Return where the page of a title begins, if nothing but its head stands above it and the text above has ended."""
    top = next(
        (n for n in range(title - 1, max(floor, title - _TALLEST_HEAD), -1) if lines[n].page_break), None
    )
    if top is None:
        return None
    above = lines[top - 1]
    ended = _has_ended(lines, top - 1) or (above.hint == "table" and not above.page)
    is_head = all(_is_of_head(lines[n].text.strip()) for n in range(top, title))
    return top if ended and is_head else None


def _is_of_head(text: str) -> bool:
    """Tell whether a line names an organ or a series, or says which number it is, who made it and when."""
    bare = elements.squeeze(text)
    return bool(
        agency.split_joint(bare)
        or elements.banner_agency(bare)
        or elements.doc_number(text)
        or elements.OF_SERIES.match(bare)
        or elements.MINUTES.match(bare)
        or elements.SIGNER.match(text)
        or elements.URGENCY.match(bare)
        or dated_lines.imprint(text)
        or dated_lines.signed_date(text)
    )


def head_above(lines: Sequence[Line], title: int, sections: frozenset[str], skip: range, floor: int) -> int:
    """Walk up from a title over the number, the red head, the section's name and the order's head."""
    at = title
    if red := _red_head_above(lines, title, floor):
        at = red
    elif (top := _page_top(lines, title, floor)) is not None:
        return top
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
