"""Split a source into its documents: by the printed contents if there are any, by the heads of documents if not."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from gongbao.bulletin import genre, number, number_text
from gongbao.bulletin.fold import fold

from ..forms import attachment_heads, elements, heads, orders, reach
from ..forms.head_openings import PERSONNEL
from ..model.contents import Contents, Entry
from ..model.lines import Line
from . import pairing, title_types
from .entry_title import ATTACHED
from .lookup import STORIES, Lookup
from .pairing import Start

# An announcement that makes a text known has so few lines above that text.
_MOST_ANNOUNCED = 12
# What these rules find is the head of the title below, however far above.
_HEADS_OF_ORDERS = frozenset({"order", "joint-order", "order-of-old", "number"})


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
    found = _of_entries(lines, contents.entries if contents else (), skip)
    for at in range(len(lines)):
        opening = None if at in skip else heads.opening(lines, at, is_issue)
        may = is_issue and not contents and not elements.is_section(lines[at].text, sections)
        if not opening and may and at not in skip and _opens_apart(lines, at):
            opening = heads.Opening("apart")
        if not opening or (opening.rule == "part" and _is_banner(lines, at, sections)):
            continue
        title = reach.title_below(lines, at if opening.title is None else opening.title)
        # Where the rule knows where the text begins, it may begin without a title.
        title = opening.title if title is None else title
        # A head belongs to the title that is found below it already.
        belongs = next((known for known in found if title is not None and at <= known <= title + 2), None)
        if belongs is not None and opening.rule in _HEADS_OF_ORDERS:
            found[belongs] = replace(found[belongs], head=min(found[belongs].head, at))
        if title is None or belongs is not None:
            continue
        apart = _is_apart(lines, at, opening, found, sections)
        # A section's banner may stand between the end of one document and the head of the next.
        marked = at > 1 and bool(elements.SECTION_MARK.search(lines[at - 1].text.strip()))
        above = lines[at - 1 - marked].text.strip() if at else ""
        ended = reach.ends_a_document(lines, at - 1 - marked) or (len(above) > 40 and above.endswith("。"))
        ended = ended and not (reach.is_cited(lines, at) or _made_known(lines, at, title))
        # The head of an order below a sentence heads another document, however short the one above is.
        parted = (
            opening.rule in {"order", "joint-order"}
            and above.endswith("。")
            and not reach.is_cited(lines, at)
        )
        if not (apart or ended or parted) and any(known < at <= reach.head_end(known) for known in found):
            continue
        found[title] = Start(at, title)
    out: list[Start] = []
    last_title = -1
    for at in sorted(found):
        start = found[at]
        head = min(start.head, reach.head_above(lines, at, sections, skip, last_title + 1))
        if start.head < at:
            head = min(head, reach.head_above(lines, start.head, sections, skip, last_title + 1))
        out.append(Start(head, at, start.entry))
        last_title = at
    out = _with_their_attachments(lines, out)
    return pairing.pair(lines, out, contents.entries) if contents else out


def _is_apart(
    lines: list[Line], at: int, opening: heads.Opening, found: Collection[int], sections: frozenset[str]
) -> bool:
    """Tell whether a head is no part of what stands above, however near that begins: by its kind, what is over it, or its type."""
    # A section's banner parts what stands below it from what stands above.
    below_banner = at > 0 and at - 1 not in found and elements.is_section(lines[at - 1].text, sections)
    return (
        opening.rule in {"part", "speech", "digest", "apart"}
        or bool(PERSONNEL.search(elements.squeeze(lines[at].text)))
        or below_banner
        or (title_types.opens_below(lines, at, found) and not reach.is_cited(lines, at))
    )


def _opens_apart(lines: list[Line], at: int) -> bool:
    """Tell whether a text opens on a new page, or with the head of a series (某县政务信息 / 第15期) below the end of another."""
    return reach.opens_on_new_page(lines, at) or (
        reach.ends_a_document(lines, at - 1) and heads.is_of_series(lines, at)
    )


def _of_entries(lines: list[Line], entries: Sequence[Entry], skip: range) -> dict[int, Start]:
    """Return the starts of the documents that the contents name, by the lines of their titles."""
    found: dict[int, Start] = {}
    lookup = Lookup(lines)
    after = 0
    # Where the title of another entry stands, none is looked for that differs by a slip.
    exact = {at for entry in entries for at in lookup.find(entry.title, skip)}
    for entry in entries:
        at = _locate(lookup, entry, skip, after, set(found), exact)
        if at is None and entry.own_section:
            at = _banner_of(lines, entry, skip)
        if at is None and STORIES.search(fold(entry.title)):
            # Several stories, called as no heading is, stand below the name of their section.
            section = frozenset([fold(entry.section)])
            below = (n for n in range(after, len(lines)) if n not in skip and n not in found)
            at = next((n for n in below if elements.is_section(lines[n].text, section)), None)
        if at is None:
            continue
        found[at] = Start(at, at, entry)
        # An essay before the contents is listed first; else documents stand in the order of the contents.
        if at >= skip.stop or skip.start > len(lines) // 2:
            after = at + 1
    return found


def _made_known(lines: list[Line], at: int, title: int) -> bool:
    """Tell whether a number stands between an announcement that has none and the text that it makes known.

    最高人民法院 / 公告 / 《某解释》已于…通过，现予公布 … / 法释〔2021〕1号 / 某解释: the number is of both.
    """
    if title == at or not elements.doc_number(lines[at].text) or not reach.is_cited(lines, title):
        return False
    above = range(max(0, at - _MOST_ANNOUNCED), at)
    return any(orders.unnumbered_order(lines[n : n + 3]) for n in above)


def _is_banner(lines: list[Line], at: int, sections: frozenset[str]) -> bool:
    """Tell whether a line is a section's banner over a title of the same kind: 【大事记】 above 大事记（3月）."""
    text = lines[at].text.strip()
    return (
        bool(elements.SECTION_MARK.search(text) or all(line.gap for line in lines[at : at + 2]))
        and elements.is_section(text, sections)
        and at + 1 < len(lines)
        and heads.opening(lines, at + 1, in_issue=True) is not None
    )


def _with_their_attachments(lines: list[Line], found: list[Start]) -> list[Start]:
    """Give back to a document the text that it issues, where the contents list that text by itself.

    公布《X办法》 as an order, X办法 as an entry: one document. Its title is the order's if the contents list that too.
    """
    out: list[Start] = []
    for n, start in enumerate(found):
        before = out[-1] if out else None
        # 附：某某报告, as an entry of its own: the contents say whose it is.
        if before and start.entry and (label := ATTACHED.match(start.entry.title)):
            # In a section of its own it is a text of its own.
            if not before.entry or before.entry.section == start.entry.section:
                continue
            start = replace(start, entry=replace(start.entry, title=start.entry.title[label.end() :]))
        if (
            before
            and start.entry is None
            and (_forwards(lines, before, start) or _attaches(lines, before, start))
        ):
            continue
        heads = lines[start.head : start.title]
        bare = all(elements.doc_number(line.text) and before and before.entry is None for line in heads)
        if before and bare and start.entry and _issues(lines, before, start):
            follows = found[n + 1].head if n + 1 < len(found) else len(lines)
            if before.entry is None:
                out[-1] = Start(before.head, before.title, start.entry)
            elif _has_own_recipients(lines, start, follows) or _is_spoken(lines, start, follows):
                out.append(start)
            continue
        out.append(start)
    return out


def _forwards(lines: list[Line], document: Start, text: Start) -> bool:
    """Tell whether a document forwards or issues the whole document below it: its title names that one's."""
    opening = fold(
        "".join(line.text for line in lines[document.title : document.title + reach.MAX_TITLE_LINES])
    )
    forwards = re.search("转发|批转", opening)
    if forwards and (reach.is_cited(lines, text.title) or _says_its_number(lines, document, text)):
        return True
    joined = ""
    for line in lines[text.title : text.title + reach.MAX_TITLE_LINES]:
        joined += fold(line.text)
        if forwards and genre.from_title(joined) and len(joined) > 10:
            return joined in opening
        if len(joined) > 10 and f"印发{fold(f'《{joined}》')}" in opening:
            return True
    return False


def _attaches(lines: list[Line], document: Start, text: Start) -> bool:
    """Tell whether a document lists the whole document right below it as attached, its number and recipients included."""
    listed = ""
    for n in range(text.head - 1, max(document.title, text.head - _MOST_ANNOUNCED), -1):
        listed = lines[n].text + listed
        if elements.LIST_OF_ATTACHMENTS.match(lines[n].text):
            break
    else:
        return False
    of_text = lines[text.title : text.title + reach.MAX_TITLE_LINES]
    return attachment_heads.lists(listed, [line.text for line in of_text])


def _says_its_number(lines: list[Line], document: Start, text: Start) -> bool:
    """Tell whether a document says the number that the one right below it has: 现将《…》（某府发〔2020〕3号）转发给你们."""
    if text.head - document.title > _MOST_ANNOUNCED:
        return False
    said = {
        found.number.key
        for line in lines[document.title : text.head]
        for found in number_text.find_all(line.text)
    }
    of_text = lines[text.head : text.title + reach.MAX_TITLE_LINES + 2]
    return any(
        (own := elements.doc_number(line.text)) and (read := number.parse(own)) and read.key in said
        for line in of_text
    )


def _issues(lines: list[Line], document: Start, text: Start) -> bool:
    """Tell whether a document of few lines names the text below it in 《》: it issues that text."""
    if text.head - document.head > 24 or text.entry is None:
        return False
    between = fold("".join(line.text for line in lines[document.head : text.head]))
    # Print in traditional characters has 「」 for 《》.
    between = between.replace("「", "《").replace("」", "》")
    cited = set(
        re.findall("《([^《》]+(?:<[^<>]+>[^《》]*)?)》", between.replace("〈", "<").replace("〉", ">"))
    )
    wanted = (
        fold(text.entry.title).replace("《", "<").replace("》", ">").replace("〈", "<").replace("〉", ">")
    )
    return wanted in cited


def _has_own_recipients(lines: list[Line], start: Start, end: int) -> bool:
    return any(elements.is_recipients(line.text) for line in lines[start.title : min(start.title + 5, end)])


def _banner_of(lines: list[Line], entry: Entry, skip: range) -> int | None:
    """Find the banner of a section that is an entry itself, where it has marks that the contents leave out: 【大事记】."""
    wanted = fold(elements.section_name(entry.title))
    banners = (
        at
        for at, line in enumerate(lines)
        if at not in skip and fold(elements.banner_name(line.text)) == wanted
    )
    return next(banners, None)


def _is_spoken(lines: list[Line], start: Start, end: int) -> bool:
    """Tell whether a text was given on an occasion (政府工作报告 / ——…会议上): the resolution above decides about it."""
    return any(
        elements.SUBTITLE.match(line.text.strip())
        for line in lines[start.title + 1 : min(start.title + 4, end)]
    )


def _locate(
    lookup: Lookup, entry: Entry, skip: range, after: int, taken: set[int], exact: set[int]
) -> int | None:
    """Find the line where the title of a contents entry stands as a heading of its own."""
    found = [at for at in lookup.find(entry.title, skip) if at not in taken]
    if not found and (label := ATTACHED.match(entry.title)):
        found = [at for at in lookup.find(entry.title[label.end() :], skip) if at not in taken]
    if not found and len(fold(entry.title)) >= 5:
        found = [at for at in lookup.near(entry.title, skip) if at not in taken and at not in exact]
    later = [at for at in found if at >= after]
    at = next(iter(later or found), None)
    # 更正 over 更正: the name of the section, and the title of its only text.
    is_banner = at is not None and at + 1 in found and fold(entry.section) == fold(entry.title)
    return at + 1 if at is not None and is_banner else at
