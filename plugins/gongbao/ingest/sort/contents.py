"""The printed table of contents of an issue: find it, read its sections and entries.

What is an entry, a wrapped title or a section is told by the text itself: a title of the contents stands again as a
heading in the issue.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import groupby, pairwise

from gongbao.bulletin import agency, dates, genre, headings
from gongbao.bulletin.fold import HAN, fold

from ..forms import elements, heads
from ..forms.head_openings import is_part
from ..model.contents import Contents, Entry
from ..model.lines import Line, tidy
from . import paging
from .contents_reader import Reader, section_of
from .lookup import Lookup
from .masthead import is_masthead_line
from .paging import Paged

HEADING = re.compile(
    r"^[·【〖\[◎]?\s*(?:本期)?\s*目\s*[录錄次]\s*[·】〗\]◎]?(?:\s*CONTENTS)?$|^CONTENTS$"
    rf"|^《?[{HAN}]{{2,30}}(?:公报|政报)》?[^。]{{0,24}}期[^。]{{0,12}}目\s*[录次]$"
    r"|^[【\[]?\s*本\s*期\s*(?:要\s*目|导\s*读|内\s*容|看\s*点)\s*[】\]]?[:：]?$",
    re.I,
)
_MONTHS = re.compile(rf"(?:{dates.YEAR_IN_FIGURES})?{dates.MONTHS}")
_ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*期")
_MAX_BETWEEN = 16
_LEAST_PAGES = 3
_DECIMAL = re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})*[\s\u3000]*[^\d\s.．%％]")
_LEAST_DECIMALS = 2
_CLAUSE = re.compile(r"^.{12,}，.*[：:]$")


def _is_heading(text: str) -> bool:
    return bool(HEADING.match(text))


def find(lines: list[Line]) -> Contents | None:
    """Find the contents: the densest run of lines with page numbers that rise, or what stands below 目录."""
    paged = {at: entry for at, line in enumerate(lines) if (entry := paging.read(line))}
    if sum(1 for line in lines if _DECIMAL.match(line.text.strip())) >= _LEAST_DECIMALS:
        # 1 总则, 1.1 编制目的, 1.2 …: the figures in front are numbers of headings, no pages.
        paged = {
            at: entry
            for at, entry in paged.items()
            if not (entry.first and paging.is_outline(lines[at].text.strip()))
        }
    paged = _without_counts(paged)
    headed = [at for at, line in enumerate(lines) if _is_heading(line.text.strip())]
    lookup = Lookup(lines)
    if apart := _pages_apart(lines, headed, lookup):
        return apart
    runs: list[list[int]] = []
    for at in paged:
        if runs and at - runs[-1][-1] <= _MAX_BETWEEN and not _running_text(lines[runs[-1][-1] + 1 : at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    scored = [(_score(run, paged, lookup, headed), run) for run in runs]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, []))
    if score <= 0:
        return _without_pages(lines, headed, lookup)
    contents = Contents(best[0], best[-1] + 1)
    above = [at for at in headed if best[0] - 14 <= at < best[0]]
    contents.start = min([contents.start, *above])
    # Without 目录 the first section's name, or the first half of a wrapped title, stands right above the first entry.
    while (
        not above and best[0] - contents.start < 2 and contents.start and _may_head(lines[contents.start - 1])
    ):
        contents.start -= 1
    Reader(contents, lines, paged, lookup, _is_heading).read()
    _join_months(contents)
    _widen(contents, lines, lookup)
    return contents


def _without_counts(paged: dict[int, Paged]) -> dict[int, Paged]:
    """Leave out the lines whose figure in front only counts the entries: 1、…, 2、…, 3、…."""
    counted = [at for at, entry in paged.items() if entry.counts]
    figures = [int(paged[at].page) for at in counted]
    if len(figures) < _LEAST_PAGES or figures != list(range(1, len(figures) + 1)):
        return paged
    return {at: entry for at, entry in paged.items() if not entry.counts}


def _join_months(contents: Contents) -> None:
    """Make the months of a chronicle that are entries (大事记 / 七月…9 / 八月…10) one: the chronicle.

    A single one is the title of its text, as printed.
    """
    joined: list[Entry] = []
    for section, entries in groupby(contents.entries, key=lambda entry: entry.section):
        all_of_it = list(entries)
        months = [e for e in all_of_it if _MONTHS.fullmatch(fold(e.title))] if is_part(section) else []
        if len(months) < 2:
            joined += all_of_it
            continue
        lines = tuple(line for month in months for line in month.lines)
        chronicle = replace(months[0], title=section, own_section=True, lines=lines)
        joined += [chronicle if e is months[0] else e for e in all_of_it if e is months[0] or e not in months]
    contents.entries = joined


def _pages_apart(lines: list[Line], headed: list[int], lookup: Lookup) -> Contents | None:
    """Read contents whose column of page numbers a scan has put below all titles: as many pages as titles, or none."""
    for head in headed:
        pages: list[str] = []
        at = head + 1
        while at < len(lines) and (not pages or paging.page_number_only(lines[at])):
            if page := paging.page_number_only(lines[at]):
                pages.append(page)
            elif paging.read(lines[at]) or not _furniture(lines[at]):
                break
            at += 1
        numbers = [int(page) for page in pages]
        if len(pages) < _LEAST_PAGES or numbers != sorted(numbers):
            continue
        column = range(at - len(pages), at)
        contents = Contents(head, at)
        _read_titles(contents, lines, head + 1, column.start, lookup, range(head, at))
        if len(contents.entries) == len(pages):
            contents.entries = [
                Entry(entry.section, entry.title, page, entry.lines)
                for entry, page in zip(contents.entries, pages, strict=True)
            ]
            contents.used.update(column)
        if len(contents.entries) >= 2:
            _widen(contents, lines, lookup)
            return contents
    return None


def _without_pages(lines: list[Line], headed: list[int], lookup: Lookup) -> Contents | None:
    """Read contents that have no page numbers, as on a web page: lines below 目录 that stand again as headings."""
    for head in headed:
        contents = Contents(head, head + 1)
        marked = _all_marked(lines, head + 1, lookup)
        # At the front the documents stand below the contents, on the back page above them.
        at_back = head > len(lines) // 2
        elsewhere = range(head, len(lines)) if at_back else None
        contents.end = _read_titles(contents, lines, head + 1, len(lines), lookup, elsewhere, marked)
        contents.used = {n for n in contents.used if n < contents.end}
        if len(contents.entries) >= 2:
            _widen(contents, lines, lookup)
            return contents
    return None


def _all_marked(lines: list[Line], at: int, lookup: Lookup) -> bool:
    """Tell whether the lines from here on that have a mark are the entries, and no sections: the first one's text follows."""
    end = at
    while end < len(lines) and elements.SECTION_MARK.match(lines[end].text.strip()):
        end += 1
    # ◆甲镇：… / ◆乙局：…, then 甲镇：… over its text.
    again = lookup.find(paging.bare(lines[at].text), range(end)) if end - at > 1 else []
    # Its number and whom it is for may stand between a title and its text.
    below = next((line for line in lines[end + 1 : end + 4] if not _is_of_a_head(line)), None)
    return (
        again == [end] and below is not None and (_running_text([below]) or bool(_CLAUSE.search(below.text)))
    )


def _is_of_a_head(line: Line) -> bool:
    return bool(elements.doc_number(line.text)) or elements.is_recipients(line.text.strip())


def _read_titles(
    contents: Contents,
    lines: list[Line],
    at: int,
    stop: int,
    lookup: Lookup,
    inside: range | None,
    marked: bool = False,
) -> int:
    """Read titles that stand again as headings, and sections among them; return where the last of them ends.

    They stand again outside the region, or below the title itself if no region is given. marked: they have the marks
    that sections have elsewhere.
    """
    section, waiting, end = "", 0, at
    while at < stop and waiting < 3:
        text = lines[at].text.strip()
        if elements.is_recipients(text):
            # Whom a document is for stands again below many a title: the texts have begun.
            break
        sizes = [n for n in (1, 2, 3) if at + n <= stop]
        if at + 1 < stop and not agency.split_joint(text) and section_of(text):
            # What stands above a whole title is no part of it, unless it is its agency or opens it.
            whole = _stands_again(lines, at + 1, 1, lookup, inside or range(at + 2))
            sizes = sizes[:1] if whole and "关于" not in text else sizes
        taken = next((n for n in sizes if _stands_again(lines, at, n, lookup, inside or range(at + n))), 0)
        if taken == 1 and _is_banner(lines, at, stop, lookup, inside or range(at + 1)):
            taken = 0
        numbered = paging.is_number(text) and not taken
        if contents.entries and numbered and not waiting and (not lines[at].gap or inside):
            # The number below a title.
            contents.used.add(at)
            at += 1
            end = at
            continue
        if (
            _heads_chapter(text)
            and not _counts_entry(text, lookup, inside or range(at + 1))
            and not _counts_section(lines, at, stop, lookup, inside)
        ):
            # 第一章　总则 … : the contents of one regulation, not of an issue.
            break
        if taken and (marked or not elements.SECTION_MARK.search(text)):
            title = _title_of(lines[at : at + taken], lookup, inside or range(at + taken))
            contents.entries.append(
                Entry(section, tidy(elements.squeeze(title)), "", tuple(range(at, at + taken)))
            )
            contents.used.update(range(at, at + taken))
            at, waiting = at + taken, 0
            end = at
            if inside is None and len(contents.entries) == 1:
                # Where the first title stands again the texts begin.
                stop = min([stop, *(n for n in lookup.find(title, range(at)) if n > at)])
            continue
        if not _furniture(lines[at]):
            break
        section = section_of(text) or section
        contents.used.add(at)
        at, waiting = at + 1, waiting + 1
    return end


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


def _heads_chapter(text: str) -> bool:
    return bool(headings.own_line(text) or _DECIMAL.match(text) or text[:1].isdigit()) and paging.is_outline(
        text
    )


def _counts_entry(text: str, lookup: Lookup, skip: range) -> bool:
    """Tell whether the number before a title only counts the entries: the title stands again without it, and not with it."""
    whole = paging.bare(text)
    plain = paging.without_ordinal(whole)
    return plain != whole and bool(lookup.find(plain, skip)) and not lookup.find(whole, skip)


def _counts_section(lines: list[Line], at: int, stop: int, lookup: Lookup, inside: range | None) -> bool:
    """Tell whether a line is a section's name with its number (一、规范性文件): the title of a document stands below it."""
    for count in (1, 2, 3):
        title = "".join(line.text.strip() for line in lines[at + 1 : at + 1 + count])
        named = agency.of_title(paging.without_ordinal(title)) or genre.from_title(title)
        if at + 1 + count <= stop and named:
            return _stands_again(lines, at + 1, count, lookup, inside or range(at + 1 + count))
    return False


def _title_of(lines: list[Line], lookup: Lookup, skip: range) -> str:
    """Return the title that lines of the contents give; what counts it (3. …) is left out, unless the page has it too."""
    whole = paging.bare("".join(line.text.strip() for line in lines))
    plain = paging.without_ordinal(whole)
    return plain if plain != whole and not lookup.find(whole, skip) else whole


def _stands_again(lines: list[Line], at: int, count: int, lookup: Lookup, skip: range) -> bool:
    """Tell whether the lines from here on make up a title that stands elsewhere, as a heading."""
    title = _title_of(lines[at : at + count], lookup, skip)
    return len(fold(title)) >= 3 and bool(lookup.find(title, skip))


def _may_head(line: Line) -> bool:
    text = line.text.strip()
    return _furniture(line) and not (is_masthead_line(text) or dates.find(text) or _ISSUE.search(text))


def _running_text(lines: list[Line]) -> bool:
    return any(len(line.text) > 90 or re.search("。.+。|.{12}。$", line.text.strip()) for line in lines)


def _score(run: list[int], paged: dict[int, Paged], lookup: Lookup, headed: list[int]) -> float:
    """Weigh a run of entries: how many there are, how many of their titles stand in the text, whether pages rise."""
    pages = [int(page) for at in run if (page := paged[at].page).isdecimal()]
    rising = sum(1 for a, b in pairwise(pages) if b >= a)
    inside = range(run[0] - 6, run[-1] + 7)
    outside = "".join(text for at, text in enumerate(lookup.folded) if at not in inside)
    titles = [paging.bare(paged[at].title) for at in run]
    matches = sum(1 for title in titles if len(tail := fold(title)[-12:]) >= 3 and tail in outside)
    has_head = any(run[0] - 14 <= at <= run[-1] for at in headed)
    if len(pages) > 1 and rising < 0.7 * (len(pages) - 1):
        return 0
    # 第一章 …… 3: the contents of one plan, not of an issue.
    if sum(1 for title in titles if paging.is_outline(title)) > 0.6 * len(run):
        return 0
    if not has_head and (matches < 2 or matches < 0.4 * len(run)):
        return 0
    return len(run) + 2 * matches + (5 if has_head else 0)


def _widen(contents: Contents, lines: list[Line], lookup: Lookup) -> None:
    """Take in the short lines around the entries: title of the bulletin, masthead."""
    skip = range(contents.start, contents.end)
    openings: set[int] = set()
    region = range(contents.start, contents.end)
    for entry in contents.entries:
        for at in lookup.find(entry.title, skip) or lookup.near(entry.title, skip):
            openings.update(range(at, at + 2))
    sections = contents.sections
    # Contents on the back cover: what stands above them is the end of the last document.
    at_front = contents.start <= len(lines) // 2
    while (
        at_front
        and contents.start
        and _furniture(lines[contents.start - 1])
        and contents.start - 1 not in openings
    ):
        if _opens(lines, contents.start - 1, sections, region):
            break
        contents.start -= 1
    while contents.end < len(lines) and _furniture(lines[contents.end]) and contents.end not in openings:
        if _opens(lines, contents.end, sections):
            break
        contents.end += 1


def _opens(lines: list[Line], at: int, sections: frozenset[str], used: Collection[int] = ()) -> bool:
    """Tell whether a document's head stands here: number, red head, order's head, or a section's banner."""
    text = lines[at].text.strip()
    near = range(at, min(at + 4, len(lines)))
    number_near = any(elements.doc_number(lines[n].text) for n in near if n not in used)
    return (
        number_near
        or heads.opening(lines, at) is not None
        or bool(elements.banner_agency(text))
        or elements.is_section(text, sections)
    )


def _furniture(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= 60 and not re.search("。|；$|^（", text)
