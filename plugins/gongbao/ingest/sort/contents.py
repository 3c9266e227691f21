"""The printed table of contents of an issue: find it, read its sections and entries.

What is an entry, a wrapped title or a section is told by the text itself: a title of the contents stands again as a
heading in the issue.
"""

import re
from collections.abc import Collection
from itertools import pairwise

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN, fold
from gongbao.bulletin.markup import ABOVE, LEFT

from ..forms import elements, heads
from ..model.contents import Contents, Entry
from ..model.lines import Line
from . import contents_columns, contents_entries, headlines, paged_sections, paging
from .contents_reader import Reader
from .contents_titles import all_marked, is_furniture, marked_below_sections, read_titles, running_text
from .lookup import Lookup
from .masthead import is_masthead_line
from .paging import ISSUE, Paged
from .section_names import section_of

_HEADING = re.compile(
    r"^[·【〖\[◎]?\s*(?:本[期卷辑輯号號集册])?\s*目\s*[录錄次]\s*[·】〗\]◎]?(?:\s*CONTENTS)?$|^CONTENTS(?:\s*目\s*[录錄次])?$"
    rf"|^《?[{HAN}]{{2,30}}(?:公报|政报)》?[^。]{{0,24}}期[^。]{{0,12}}目\s*[录次]$"
    r"|^[【\[]?\s*(?:要\s*目|本\s*期\s*(?:要\s*目|导\s*读|内\s*容|看\s*点))\s*[】\]]?[:：]?$",
    re.I,
)
# —— 目录 ——, ★目录★
_ORNAMENTS = elements.MARKS + "—–─━-=*~～·.…◇"
_MAX_BETWEEN = 16
_LOST_PAGE = re.compile(rf"^(?![·•．.])(?P<title>[^。；\t]{{0,60}}[{HAN}》）)])\s*[.．·•…⋯┄]+$")
_LEAST_PAGES = 3
_DECIMAL = re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})*[\s\u3000]*[^\d\s.．%％]")
_LEAST_DECIMALS = 2
_LOWEST_FIRST, _LEAST_WITHOUT_HEADING, _LEAST_TITLE = 16, 3, 10


def is_heading(text: str) -> bool:
    """Tell whether a line heads contents, letter-spaced or not: 目　录, 本 期 目 录, CONTENTS, 目录 | CONTENTS."""
    cells = [cell for cell in text.split("\t") if cell.strip() not in ("", ABOVE, LEFT)]
    if len(cells) > 1:
        return all(map(is_heading, cells))
    text = "".join(cells)
    bare = elements.squeeze(text)
    return any(_HEADING.match(one) for one in (text, bare, bare.strip(_ORNAMENTS)))


def find(lines: list[Line]) -> Contents | None:
    """Find the contents: the densest run of lines with page numbers that rise, or what stands below 目录."""
    lookup = Lookup(lines)
    found = _find(lines, lookup)
    return found and contents_entries.without_labels(found, lookup)


def _find(lines: list[Line], lookup: Lookup) -> Contents | None:
    paged = {
        at: entry
        for at, line in enumerate(lines)
        if (entry := paging.read(line) or _said_of(line, at, lookup))
    }
    paged.update(contents_columns.rows_of(lines))
    if sum(1 for line in lines if _DECIMAL.match(line.text.strip())) >= _LEAST_DECIMALS:
        # 1 总则, 1.1 编制目的, 1.2 …: the figures in front are numbers of headings, no pages, unless the title stands again.
        paged = {
            at: entry
            for at, entry in paged.items()
            if not (entry.first and paging.is_outline(lines[at].text.strip()))
            or lookup.find(paging.bare(entry.title), range(at, at + 1))
        }
    paged = _without_counts(paged)
    headed = [at for at, line in enumerate(lines) if is_heading(line.text.strip())]
    paged = _with_lost_pages(lines, paged, headed)
    if apart := _pages_apart(lines, headed, lookup):
        return apart
    runs: list[list[int]] = []
    for at in paged:
        if runs and at - runs[-1][-1] <= _MAX_BETWEEN and not running_text(lines[runs[-1][-1] + 1 : at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    scored = [(_score(run, paged, lines, lookup, headed), run) for run in runs]
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
    Reader(contents, lines, paged, lookup, is_heading).read()
    paged_sections.name(contents, lookup)
    contents_entries.join_months(contents)
    _widen(contents, lines, lookup)
    return contents


def _said_of(line: Line, at: int, lookup: Lookup) -> Paged | None:
    """Read an entry that opens as labels do (区残联：助残月活动有声有色　10), where its title stands again as a heading."""
    found = paging.read(line, is_entry=True) if paging.may_be_labelled(line) else None
    return found if found and lookup.find(paging.bare(found.title), range(at, at + 1)) else None


def _without_counts(paged: dict[int, Paged]) -> dict[int, Paged]:
    """Leave out the lines whose figure in front only counts the entries: 1、…, 2、…, 3、…."""
    counted = [at for at, entry in paged.items() if entry.counts]
    figures = [int(paged[at].page) for at in counted]
    if len(figures) < _LEAST_PAGES or figures != list(range(1, len(figures) + 1)):
        return paged
    return {at: entry for at, entry in paged.items() if not entry.counts}


def _with_lost_pages(lines: list[Line], paged: dict[int, Paged], headed: list[int]) -> dict[int, Paged]:
    """Take in the entries below 目录 whose leaders lead to nothing: a scan may lose the figure behind them.

    Where the leaders fill a line, the figure stands alone on the next.
    """
    out = dict(paged)
    for at, line in enumerate(lines):
        match = _LOST_PAGE.match(line.text.strip()) if at not in paged else None
        page = (match and at + 1 < len(lines) and paging.page_number_only(lines[at + 1])) or ""
        if not match or not (page or at - 1 in out or at + 1 in out):
            continue
        if any(head < at <= head + _MAX_BETWEEN for head in headed):
            out[at] = Paged(match["title"].strip(), page, first=False)
    return dict(sorted(out.items()))


def _pages_apart(lines: list[Line], headed: list[int], lookup: Lookup) -> Contents | None:
    """Read contents whose column of page numbers a scan has put below all titles: as many pages as titles, or none."""
    for head in headed:
        pages: list[str] = []
        at = head + 1
        while at < len(lines) and (not pages or paging.page_number_only(lines[at])):
            if page := paging.page_number_only(lines[at]):
                pages.append(page)
            elif paging.read(lines[at]) or not is_furniture(lines[at]):
                break
            at += 1
        numbers = [int(page) for page in pages]
        if len(pages) < _LEAST_PAGES or numbers != sorted(numbers):
            continue
        column = range(at - len(pages), at)
        contents = Contents(head, at)
        read_titles(contents, lines, head + 1, column.start, lookup, range(head, at))
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
        marked = all_marked(lines, head + 1, lookup) or marked_below_sections(lines, head + 1, lookup)
        # At the front the documents stand below the contents, on the back page above them.
        at_back = head > len(lines) // 2
        elsewhere = range(head, len(lines)) if at_back else None
        contents.end = read_titles(contents, lines, head + 1, len(lines), lookup, elsewhere, marked)
        contents.used = {n for n in contents.used if n < contents.end}
        if len(contents.entries) >= 2:
            paged_sections.name(contents, lookup)
            _widen(contents, lines, lookup)
            return contents
    return None if headed else _without_heading(lines, lookup)


def _without_heading(lines: list[Line], lookup: Lookup) -> Contents | None:
    """Read contents that neither a heading nor pages tell: titles below the number of the issue, each a heading further down.

    Web pages list the texts of an issue so, under the names of sections.
    """
    first = next((at for at in range(min(_LOWEST_FIRST, len(lines))) if _is_listed(lines, at, lookup)), None)
    if not first or not any(ISSUE.search(line.text) for line in lines[:first]):
        return None
    start = first - 1 if section_of(lines[first - 1].text) and _may_head(lines[first - 1]) else first
    contents = Contents(start, first)
    contents.end = read_titles(contents, lines, start, len(lines), lookup, None)
    contents.used = {n for n in contents.used if n < contents.end}
    between = lines[start : contents.end]
    fewer = all(entry.section for entry in contents.entries)
    if len(contents.entries) + fewer < _LEAST_WITHOUT_HEADING or running_text(between):
        return None
    _widen(contents, lines, lookup)
    return contents


def _is_listed(lines: list[Line], at: int, lookup: Lookup) -> bool:
    """Tell whether a line is a whole title that stands again further down, and another line stands between the two."""
    title = paging.bare(lines[at].text.strip())
    named = len(fold(title)) >= _LEAST_TITLE and (agency.of_title(title) or title.startswith(("关于", "《")))
    return bool(named) and any(n > at + 1 for n in lookup.find(title, range(at + 1)))


def _may_head(line: Line) -> bool:
    text = line.text.strip()
    return is_furniture(line) and not (is_masthead_line(text) or dates.find(text) or ISSUE.search(text))


def _score(
    run: list[int], paged: dict[int, Paged], lines: list[Line], lookup: Lookup, headed: list[int]
) -> float:
    """Weigh a run of entries: how many there are, how many of their titles stand in the text, whether pages rise."""
    pages = [int(page) for at in run if (page := paged[at].page).isdecimal()]
    rising = sum(1 for a, b in pairwise(pages) if b >= a)
    # Right below the last entry the first document may begin.
    inside = range(run[0] - 6, run[-1] + 1)
    outside = "".join(text for at, text in enumerate(lookup.folded) if at not in inside)
    # Where the page stands behind the number, the title is on the line above.
    above = (lines[at - 1].text.strip() if at else "" for at in run)
    titles = [paging.bare(paged[at].title or before) for at, before in zip(run, above, strict=True)]
    matches = sum(1 for title in titles if len(tail := fold(title)[-12:]) >= 3 and tail in outside)
    has_head = any(run[0] - 14 <= at <= run[-1] for at in headed)
    # Below 目录, titles that stand in the text say more than the pages that a print has wrong.
    surely = has_head and matches >= max(_LEAST_PAGES, 0.6 * len(run))
    if len(pages) > 1 and rising < 0.7 * (len(pages) - 1) and not surely:
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
        and is_furniture(lines[contents.start - 1])
        and contents.start - 1 not in openings
    ):
        if _opens(lines, contents.start - 1, sections, region):
            break
        contents.start -= 1
    while contents.end < len(lines) and is_furniture(lines[contents.end]) and contents.end not in openings:
        if _opens(lines, contents.end, sections) or headlines.heads_text(lines, contents.end):
            break
        contents.end += 1


def _opens(lines: list[Line], at: int, sections: frozenset[str], used: Collection[int] = ()) -> bool:
    """Tell whether a document's head stands here: number, red head, order's head, or a section's banner."""
    text = lines[at].text.strip()
    near = range(at, min(at + 4, len(lines)))
    # A title over the note of how its text was passed, as an agenda's: （2022年8月25日某县…第六次会议通过）.
    noted = any(
        elements.note_lines([line.text for line in lines[n : n + 4]]) for n in near[1:3] if n not in used
    )
    number_near = noted or any(elements.doc_number(lines[n].text) for n in near if n not in used)
    return (
        number_near
        or heads.opening(lines, at) is not None
        or bool(agency.split_joint(text) and at + 1 < len(lines) and heads.opening(lines, at + 1))
        or bool(elements.banner_agency(text) or elements.URGENCY.match(elements.squeeze(text)))
        or elements.is_section(text, sections)
    )
