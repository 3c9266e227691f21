"""Read the entries of contents that have no page numbers: titles that stand again as headings, and sections among them."""

import re

from gongbao.bulletin import agency, genre, headings, number
from gongbao.bulletin.fold import HAN, fold

from ..forms import elements, orders
from ..model.contents import Contents, Entry
from ..model.lines import Line, tidy
from . import entry_lines, entry_title, paging
from .lookup import Lookup
from .section_names import section_of

_DECIMAL = re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})*[\s\u3000]*[^\d\s.．%％]")
# 某省人民政府命令（为公布某办法由）: what an order of the fifties is about.
_MATTER = re.compile(r"[（(][^（()）]{4,40}[)）]$")
_HAN = re.compile(f"[{HAN}]")
_MOST_WAITING = 5
_LEAST_MARKED, _LONGEST_REGION, _LEAST_TITLE = 2, 80, 9
_CLAUSE = re.compile(r"^.{12,}，.*[：:]$")


def all_marked(lines: list[Line], at: int, lookup: Lookup) -> bool:
    """Tell whether the lines from here on that have a mark are the entries, and no sections: the first one's text follows."""
    end = at
    while end < len(lines) and elements.SECTION_MARK.match(lines[end].text.strip()):
        end += 1
    if end - at < _LEAST_MARKED:
        return False
    # ◆甲镇：… / ◆乙局：…, then 甲镇：… over its text.
    title = paging.bare(lines[at].text)
    again = lookup.find(title, range(end))
    if len(again) != 1 or not all(_is_of_a_head(line) for line in lines[end : again[0]]):
        return False
    # Its number and whom it is for may stand between a title and its text.
    first = again[0] + 1
    missing = len(fold(title)) - len(fold(lines[again[0]].text))
    while first < len(lines) and missing > 0:
        missing -= len(fold(lines[first].text))
        first += 1
    below = next((line for line in lines[first : first + 3] if not _is_of_a_head(line)), None)
    return below is not None and (running_text([below]) or bool(_CLAUSE.search(below.text)))


def marked_below_sections(lines: list[Line], at: int, lookup: Lookup) -> bool:
    """Tell whether sections have no sign and the entries below each have one: 规章 / ● …管理办法 / ● …的决定."""
    if at >= len(lines) or elements.SECTION_MARK.match(lines[at].text.strip()):
        return False
    if not section_of(lines[at].text):
        return False
    found = 0
    for n in range(at, min(at + _LONGEST_REGION, len(lines))):
        text = lines[n].text.strip()
        again = bool(lookup.find(_title_of(lines[n : n + 1], lookup, range(n + 1)), range(n + 1)))
        if not elements.SECTION_MARK.match(text):
            if again or not (is_furniture(lines[n]) and section_of(text)):
                break
        else:
            found += again
    return found >= _LEAST_MARKED


def _is_of_a_head(line: Line) -> bool:
    text = line.text.strip()
    named = elements.banner_agency(text) or agency.split_joint(text) or text == "文件"
    return bool(named or elements.doc_number(text)) or elements.is_recipients(text)


def read_titles(
    contents: Contents,
    lines: list[Line],
    at: int,
    stop: int,
    lookup: Lookup,
    inside: range | None,
    marked: bool = False,
) -> int:
    """Read titles that stand again as headings, and sections among them; return where the last of them ends.

    They stand again outside the region, or below the title itself if none is given. marked: they have the signs of sections.
    """
    section, waiting, end = "", 0, at
    counted = signed = False  # Whether sections were counted above (一、某集团文件), or had signs.
    # An entry whose title stands nowhere waits for the next whose title does: that one is of the contents.
    unfound: list[Entry] = []
    while at < stop and waiting < _MOST_WAITING:
        text = lines[at].text.strip()
        if _opens_texts(lines, at, stop, contents, marked):
            break
        # Where sections have signs (▍市政府文件), all have; where entries do, a title without one is the first text's.
        is_marked = bool(elements.SECTION_MARK.search(text))
        taken = _taken(lines, at, stop, lookup, inside, is_marked or not signed)
        # Orders and announcements are called by their numbers; any other number belongs to the title beside it.
        if numbered := paging.is_number(text) and not (taken and _calls(text)):
            taken = 0
        if numbered and not inside and at + 1 == stop and end == at and not contents.numbered:
            break  # Where no other entry has its number below, the last one heads the first text.
        if numbered and not waiting and _takes_number(contents, lines, at, inside):
            at = end = at + 1
            continue
        bare = taken and marked and not is_marked and contents.entries and not section_of(text)
        if bare or _is_of_regulation(lines, at, stop, lookup, inside, counted):
            break
        counted = counted or (not taken and _heads_chapter(text))
        if taken and (marked or not is_marked):
            title = _title_of(lines[at : at + taken], lookup, inside or range(at + taken))
            entry = Entry(section, tidy(elements.squeeze(title)), "", tuple(range(at, at + taken)))
            contents.entries += [*unfound, entry]
            contents.used.update(entry.lines)
            end = at = at + taken
            waiting, unfound = 0, []
            if inside is None and len(contents.entries) == 1:
                # Where the first title stands again the texts begin.
                stop = min([stop, *(n for n in lookup.find(title, range(at)) if n > at)])
            continue
        if not is_furniture(lines[at]):
            break
        contents.used.add(at)
        if numbered:  # The order under which the regulation was made that is listed below.
            at += 1
            continue
        if (signed and not is_marked and _is_of_kind(text)) or _is_titled(text):
            unfound.append(Entry(section, tidy(elements.squeeze(paging.bare(text))), "", (at,)))
        else:
            section = section_of(text) or section
            signed = signed or is_marked
        at, waiting = at + 1, waiting + 1
    return end


def _opens_texts(lines: list[Line], at: int, stop: int, contents: Contents, marked: bool) -> bool:
    """Tell whether the texts have begun: whom a document is for stands again below many a title, a red head below entries with signs.

    Right above the first text, at `stop`, its section may be named again, without the signs that it has above.
    """
    text, listed = lines[at].text.strip(), bool(contents.entries)
    return (
        elements.is_recipients(text)
        or (at + 1 == stop < len(lines) and elements.is_section(text, contents.sections))
        or bool(marked and listed and elements.banner_agency(text))
        or (listed and _is_head(lines, at, contents))
    )


def _is_head(lines: list[Line], at: int, contents: Contents) -> bool:
    """Tell whether the first document begins, under a head that others have too: an order's, or a red head.

    Below the number of an order stands its text; that of a document was listed above, or a page begins.
    """
    if at + 2 >= len(lines):
        return False
    if orders.order_head(lines[at].text, lines[at + 1].text):
        return running_text(lines[at + 2 : at + 3])
    if not elements.banner_agency(lines[at].text) or not elements.opens_with_number(
        lines[at + 1].text.strip()
    ):
        return False
    said = fold(lines[at + 1].text)
    return lines[at].page_break or any(said in fold(line.text) for line in lines[contents.start : at])


def _calls(text: str) -> bool:
    """Tell whether a number is that of an order or announcement, which may have no other title."""
    found = number.parse(text)
    return bool(found and found.style in {"order", "announcement"})


def _taken(
    lines: list[Line], at: int, stop: int, lookup: Lookup, inside: range | None, may_be_section: bool
) -> int:
    """Return how many lines from here on are a title that stands again, 0 if none are or the line is a section's banner."""
    text = lines[at].text.strip()
    sizes = [n for n in (1, 2, 3) if at + n <= stop]
    if at + 1 < stop and not agency.split_joint(text) and section_of(text):
        # What stands above a whole title is no part of it, unless it is its agency or opens it.
        whole = _stands_again(lines, at + 1, 1, lookup, inside or range(at + 2))
        sizes = sizes[:1] if whole and "关于" not in text else sizes
    taken = next((n for n in sizes if _stands_again(lines, at, n, lookup, inside or range(at + n))), 0)
    # An agency alone stands again as a signature: it is over the first text.
    is_none = taken == 1 and (
        agency.is_agency(text)
        or (may_be_section and _is_banner(lines, at, stop, lookup, inside or range(at + 1)))
    )
    return 0 if is_none else taken


def _is_of_regulation(
    lines: list[Line], at: int, stop: int, lookup: Lookup, inside: range | None, counted: bool
) -> bool:
    """Tell whether a line is of the contents of one regulation (第一章　总则), and not of an issue.

    counted: sections were counted above, so that this one is where any title that stands again is below it.
    """
    text = lines[at].text.strip()
    return (
        _heads_chapter(text)
        and not _counts_entry(text, lookup, inside or range(at + 1))
        and not _counts_section(lines, at, stop, lookup, inside, counted)
    )


def _is_titled(text: str) -> bool:
    """Tell whether a line of the contents is called as a document is: by its agency and what that does (…命令（为…由））."""
    title = paging.without_ordinal(paging.bare(_MATTER.sub("", text)))
    called = agency.of_title(title) or orders.called_by_agency(title)
    return bool(called) and not agency.split_joint(title) and not elements.SECTION_MARK.search(text)


def _is_of_kind(text: str) -> bool:
    """Tell whether a line is called by its kind; where sections have signs and it has none, it is no section: …会议纪要（第3次）."""
    return len(fold(text)) >= _LEAST_TITLE and bool(genre.from_title(text))


def _takes_number(contents: Contents, lines: list[Line], at: int, inside: range | None) -> bool:
    """Take the number below an entry's title; tell whether it is one."""
    if not contents.entries or (lines[at].gap and not inside):
        return False
    contents.numbered = True
    contents.used.add(at)
    return True


def _heads_chapter(text: str) -> bool:
    return bool(headings.own_line(text) or _DECIMAL.match(text) or text[:1].isdigit()) and paging.is_outline(
        text
    )


def _counts_entry(text: str, lookup: Lookup, skip: range) -> bool:
    """Tell whether the number before a title only counts the entries: the title stands again without it, and not with it."""
    whole = paging.bare(text)
    plain = paging.without_ordinal(whole)
    return plain != whole and bool(lookup.find(plain, skip)) and not lookup.find(whole, skip)


def _counts_section(
    lines: list[Line], at: int, stop: int, lookup: Lookup, inside: range | None, counted: bool
) -> bool:
    """Tell whether a line is a section's name with its number (一、规范性文件): the title of a document stands below it."""
    for count in (1, 2, 3):
        title = "".join(line.text.strip() for line in lines[at + 1 : at + 1 + count])
        named = agency.of_title(paging.without_ordinal(title)) or genre.from_title(title)
        if at + 1 + count <= stop and (named or counted):
            return _stands_again(lines, at + 1, count, lookup, inside or range(at + 1 + count))
    return False


def _title_of(lines: list[Line], lookup: Lookup, skip: range) -> str:
    """Return the title that lines of the contents give; what counts it (3. …) is left out, unless the page has it too."""
    whole = entry_lines.without_writer(
        paging.bare("".join(line.text.strip() for line in lines)), lookup, skip
    )
    plain = paging.without_ordinal(whole)
    printed = plain != whole and not paging.is_of_document(plain) and lookup.find(whole, skip)
    if not printed and paging.LEADERS.search(plain):
        # What leaders lead to is no page here: 关于…的通知……某政〔2007〕1号.
        return entry_title.standing(plain, lookup, skip) or plain
    return whole if printed else plain


def _stands_again(lines: list[Line], at: int, count: int, lookup: Lookup, skip: range) -> bool:
    """Tell whether the lines from here on make up a title that stands elsewhere, as a heading; none is in the midst of another."""
    if any(
        agency.of_title(line.text.strip()) for line in lines[at + 1 : at + count]
    ) and not agency.is_agency(lines[at].text.strip()):
        return False
    title = _title_of(lines[at : at + count], lookup, skip)
    return len(fold(title)) >= 3 and bool(lookup.find(title, skip))


def _is_banner(lines: list[Line], at: int, stop: int, lookup: Lookup, skip: range) -> bool:
    """Tell whether a line of the contents is a section that stands again in the issue, right above its first document."""
    text = lines[at].text.strip()
    if not section_of(text) or "关于" in text or agency.is_agency(text):
        return False
    again = {place + 1 for place in lookup.find(paging.bare(text), skip)}
    if not again:
        return False
    for count in (1, 2, 3):
        if at + 1 + count <= stop:
            title = _title_of(lines[at + 1 : at + 1 + count], lookup, skip)
            if len(fold(title)) > len(fold(text)) and again.intersection(lookup.find(title, skip)):
                return True
    return False


def running_text(lines: list[Line]) -> bool:
    """Tell whether sentences stand among lines."""
    return any(len(line.text) > 90 or re.search("。.+。|.{12}。$", line.text.strip()) for line in lines)


def is_furniture(line: Line) -> bool:
    """Tell whether a line may stand among the entries: short, and no sentence; titles in English take more letters."""
    text = line.text.strip()
    return len(text) <= (60 if _HAN.search(text) else 160) and not re.search("。|；$|^（", text)
