"""The printed table of contents of an issue: find it, read its sections and entries.

What is an entry, a wrapped title or a section is told by the text itself: a title of the contents stands again as a
heading in the issue.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from plugins.bulletin import agency, dates, genre, headings
from plugins.bulletin.fold import HAN, fold

from . import elements
from .lines import Line, tidy
from .lookup import Lookup
from .masthead import is_masthead_line

HEADING = re.compile(
    r"^[【\[]?\s*(?:本期)?\s*目\s*[录次]\s*[】\]]?(?:\s*CONTENTS)?$|^CONTENTS$"
    rf"|^《?[{HAN}]{{2,30}}(?:公报|政报)》?[^。]{{0,24}}期[^。]{{0,12}}目\s*[录次]$",
    re.I,
)
_LEADER = r"[.．·•…。⋯┄—_\-～~]"
_PAGE_FIRST = re.compile(
    r"^(?:[（(](?P<a>\d{1,3})[)）]\s*|(?P<b>\d{1,3})(?:\s+|\t+|[、/／]\s*))(?P<title>\S.{1,})$"
)
_PAGE_LAST = re.compile(
    rf"^(?P<title>\S.*?)(?:\s*{_LEADER}{{2,}}[\s.．·…]*[（(]?\s*|\s*[（(]\s*|\s+|\s*[/／]\s*|\t+)(?P<page>\d{{1,3}})\s*[)）]?$"
)
# Behind the leaders may stand the number or the speaker: 关于…的通知…… 云政发〔2017〕1号 6.
_EXTRA = re.compile(
    rf"^(?P<title>\S.{{3,}}?)\s*{_LEADER}{{2,}}[\s.．·…]*(?P<extra>[^.…·]{{2,24}}?)\s+(?P<page>\d{{1,3}})$"
)
_PAGE_ALONE = re.compile(rf"^(?:{_LEADER}|\s)*[（(]?\s*(?P<page>\d{{1,3}})\s*[)）]?$")
_SECTION_MARK = re.compile(r"^[【\[〖◆●■□◇▲★☆※▶►]+\s*|\s*[】\]〗◆●■]+$")
_NUMBER_BEHIND = re.compile(
    rf"\s*[（(](?=[^（）()]*(?:号|令)[^（）()]*[)）]$)[^（）()]*[)）]$|\s+[{HAN}]{{2,12}}[〔\[]\d{{4}}[〕\]]\d+号$"
)
_ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*期")
_LABELLED = re.compile(r"^[^：:《》]{2,12}\s*[：:]")
_MAX_BETWEEN = 16


@dataclass(frozen=True)
class Entry:
    """An entry of the contents: section, title, printed page, the lines it stands on (indices)."""

    section: str
    title: str
    page: str
    lines: tuple[int, ...]
    own_section: bool = False


@dataclass
class Contents:
    """The region [start, end) of the lines that holds the contents and what is set among them."""

    start: int
    end: int
    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    @property
    def sections(self) -> frozenset[str]:
        """Return the folded names of the sections."""
        return frozenset(fold(entry.section) for entry in self.entries if entry.section)


@dataclass(frozen=True)
class _Paged:
    """A line with a page number: what is left of it without the number, and whether the number stood first."""

    title: str
    page: str
    first: bool


def _paged(line: Line) -> _Paged | None:
    """Read the page number of a line of the contents, or None if it has none."""
    text = unicodedata.normalize("NFKC", line.text).strip().replace("\u2026", "…").replace("...", "…")
    if len(text) > 140:
        return None
    if match := _PAGE_ALONE.match(text):
        return _Paged("", match["page"], first=False) if re.search(rf"{_LEADER}{{2,}}|[（(]", text) else None
    for pattern in (_EXTRA, _PAGE_LAST, _PAGE_FIRST):
        match = pattern.match(text)
        if not match:
            continue
        title = match["title"].strip(" .．·…⋯")
        page = match["a"] or match["b"] if pattern is _PAGE_FIRST else match["page"]
        labelled = _LABELLED.match(title) and not re.search(rf"{_LEADER}{{2,}}", text)
        if (
            labelled
            or len(fold(title)) < 2
            or not re.search(f"[{HAN}]", title)
            or re.search("[。;；]", title)
        ):
            continue
        if dates.find(text) or (_ISSUE.search(title) and len(title) < 24) or is_masthead_line(title):
            continue
        if pattern is _PAGE_FIRST and re.match(r"[年月日个人家万%、.)]", title):
            continue
        return _Paged(title, page, first=pattern is _PAGE_FIRST)
    return None


def find(lines: list[Line]) -> Contents | None:
    """Find the contents: the densest run of lines with page numbers that rise, or what stands below 目录."""
    paged = {at: entry for at, line in enumerate(lines) if (entry := _paged(line))}
    runs: list[list[int]] = []
    for at in paged:
        if runs and at - runs[-1][-1] <= _MAX_BETWEEN and not _running_text(lines[runs[-1][-1] + 1 : at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    headed = [at for at, line in enumerate(lines) if HEADING.match(line.text.strip())]
    lookup = Lookup(lines)
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
    _Reader(contents, lines, paged, lookup).read()
    _widen(contents, lines, lookup)
    return contents


def _without_pages(lines: list[Line], headed: list[int], lookup: Lookup) -> Contents | None:
    """Read contents that have no page numbers, as on a web page: lines below 目录 that stand again as headings."""
    for head in headed:
        contents = Contents(head, head + 1)
        section = ""
        at, waiting = head + 1, 0
        while at < len(lines) and waiting < 3:
            text = lines[at].text.strip()
            taken = next((n for n in (1, 2, 3) if _stands_below(lines, at, n, lookup)), 0)
            if contents.entries and elements.doc_number(text.strip("（）()")) and not lines[at].gap:
                # The number below a title.
                contents.used.add(at)
                at += 1
                contents.end = at
                continue
            if headings.own_line(text):
                # 第一章　总则 … : the contents of one regulation, not of an issue.
                break
            if taken and not _SECTION_MARK.search(text):
                title = _bare("".join(line.text.strip() for line in lines[at : at + taken]))
                contents.entries.append(
                    Entry(section, tidy(elements.squeeze(title)), "", tuple(range(at, at + taken)))
                )
                contents.used.update(range(at, at + taken))
                at, waiting = at + taken, 0
                contents.end = at
                continue
            if not _furniture(lines[at]):
                break
            section = tidy(elements.squeeze(_SECTION_MARK.sub("", text)))
            contents.used.add(at)
            at, waiting = at + 1, waiting + 1
        contents.used = {n for n in contents.used if n < contents.end}
        if len(contents.entries) >= 2:
            _widen(contents, lines, lookup)
            return contents
    return None


def _stands_below(lines: list[Line], at: int, count: int, lookup: Lookup) -> bool:
    """Tell whether the lines from here on make up a title that stands again further down, as a heading."""
    title = _bare("".join(line.text.strip() for line in lines[at : at + count]))
    return len(fold(title)) >= 3 and bool(lookup.find(title, range(at + count)))


def _may_head(line: Line) -> bool:
    text = line.text.strip()
    return _furniture(line) and not (is_masthead_line(text) or dates.find(text) or _ISSUE.search(text))


def _running_text(lines: list[Line]) -> bool:
    return any(len(line.text) > 90 or re.search("。.+。", line.text) for line in lines)


def _score(run: list[int], paged: dict[int, _Paged], lookup: Lookup, headed: list[int]) -> float:
    """Weigh a run of entries: how many there are, how many of their titles stand in the text, whether pages rise."""
    pages = [int(paged[at].page) for at in run]
    rising = sum(1 for a, b in pairwise(pages) if b >= a)
    inside = range(run[0] - 6, run[-1] + 7)
    outside = "".join(text for at, text in enumerate(lookup.folded) if at not in inside)
    held = sum(1 for at in run if len(tail := fold(_bare(paged[at].title))[-12:]) >= 3 and tail in outside)
    has_head = any(run[0] - 14 <= at <= run[-1] for at in headed)
    if len(pages) > 1 and rising < 0.7 * (len(pages) - 1):
        return 0
    if not has_head and (held < 2 or held < 0.4 * len(run)):
        return 0
    return len(run) + 2 * held + (5 if has_head else 0)


def _bare(title: str) -> str:
    """Return a title of the contents without the document number in brackets behind it."""
    return _NUMBER_BEHIND.sub("", re.sub(r"^[-·•▲△○●◎]\s*", "", title)).strip()


def _opens_like_title(title: str) -> bool:
    return _is_balanced(title) and (bool(agency.of_title(title)) or title.startswith(("关于", "《")))


def _is_balanced(title: str) -> bool:
    """Tell whether no bracket or quotation mark of a title lacks its partner; half a title often has one open."""
    return all(title.count(a) == title.count(b) for a, b in ("《》", "“”", "（）", "()"))


class _Reader:
    """Read sections and entries of the region."""

    def __init__(
        self, contents: Contents, lines: list[Line], paged: dict[int, _Paged], lookup: Lookup
    ) -> None:
        self.contents, self.lines, self.paged, self.lookup = contents, lines, paged, lookup
        self.skip = range(contents.start, contents.end)
        self.section = ""
        self.pending: list[int] = []

    def read(self) -> None:
        """Go through the region; lines without a page wait for the entry that they belong to."""
        at = self.contents.start
        while at < self.contents.end:
            if at in self.paged:
                at = self._entry(at)
                continue
            text = self.lines[at].text.strip()
            if (
                HEADING.match(text)
                or _LABELLED.match(text)
                or sum(1 for cell in text.split("\t") if cell.strip()) > 1
                or is_masthead_line(text)
            ):
                self.pending = []
            else:
                self.pending.append(at)
            at += 1

    def _entry(self, at: int) -> int:
        """Read the entry whose page number stands on this line; return the next line to read."""
        paged = self.paged[at]
        unmarked = [n for n in self.pending[-3:] if not _SECTION_MARK.search(self.lines[n].text.strip())]
        before, after = ([], self._behind(at)) if paged.first else (unmarked, [])
        sizes = [(*before[len(before) - size :], at) for size in range(len(before) + 1)]
        sizes += [(at, *after[:size]) for size in range(1, len(after) + 1)]
        standing = [n for n in sizes if fold(title := self._title(n)) and self.lookup.find(title, self.skip)]
        # The last line of a wrapped title may stand in the issue as a line too: a title that opens like one comes first.
        best = next((n for n in standing if _opens_like_title(self._title(n))), ())
        best = best or next((n for n in standing if _is_balanced(self._title(n))), ())
        best = best or self._by_form(at, before, after)
        title = tidy(elements.squeeze(_bare(self._title(best))))
        own = self._sections([n for n in self.pending if n not in best], at, title, wrapped=len(best) > 1)
        if own:
            self.section = title
        self.contents.entries.append(Entry(self.section, title, paged.page, best, own))
        self.contents.used.update(best)
        self.pending = []
        return best[-1] + 1 if paged.first else at + 1

    def _title(self, numbers: tuple[int, ...]) -> str:
        parts = [self.paged[n].title if n in self.paged else self.lines[n].text.strip() for n in numbers]
        return _bare("".join(re.sub(r"[\s\u3000]+", " ", part) for part in parts))

    def _behind(self, at: int) -> list[int]:
        out = []
        for n in range(at + 1, min(at + 3, self.contents.end)):
            if n in self.paged or self.lines[n].gap or _LABELLED.match(self.lines[n].text):
                break
            out.append(n)
        return out

    def _by_form(self, at: int, before: list[int], after: list[int]) -> tuple[int, ...]:
        """Put a wrapped title together by its form, where the issue does not have it as a heading."""
        held: list[int] = []
        for n in reversed(before):
            text = self.lines[n].text.strip()
            nearest = held[0] if held else at
            if (
                self.lines[nearest].gap
                or _SECTION_MARK.search(text)
                or not (re.search("关于|印发|转发|《", text) or len(text) >= 16)
            ):
                break
            held.insert(0, n)
        if not self.paged[at].title and before and not held:
            held = before[-1:]
        title = self.paged[at].title
        for n in after:
            if "关于" in title and not genre.from_title(title) and not self.lines[n].gap:
                return (at, n)
        return (*held, at)

    def _sections(self, left: list[int], at: int, title: str, wrapped: bool) -> bool:
        """Take the section's name from the lines that wait; tell whether the entry is a section of its own."""
        for n in reversed(left):
            text = self.lines[n].text.strip()
            name = elements.squeeze(_SECTION_MARK.sub("", text))
            if (
                2 <= len(name) <= 30
                and not dates.find(text)
                and not _ISSUE.search(text)
                and not re.search("[。，]", name)
            ):
                self.section = tidy(name)
                self.contents.used.add(n)
                return False
        previous = self.contents.entries[-1] if self.contents.entries else None
        line = self.lines[at]
        return bool(
            previous
            and previous.lines[-1] == at - 1
            and line.gap
            and not wrapped
            and not line.dash
            and len(fold(title)) <= 14
            and "关于" not in title
        )


def _widen(contents: Contents, lines: list[Line], lookup: Lookup) -> None:
    """Take in the short lines around the entries: title of the bulletin, masthead."""
    skip = range(contents.start, contents.end)
    openings: set[int] = set()
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
        if _opens(lines, contents.start - 1, sections):
            break
        contents.start -= 1
    while contents.end < len(lines) and _furniture(lines[contents.end]) and contents.end not in openings:
        if _opens(lines, contents.end, sections):
            break
        contents.end += 1


def _opens(lines: list[Line], at: int, sections: frozenset[str]) -> bool:
    """Tell whether a document's head stands here: number, red head, order's head, or a section's banner."""
    text = lines[at].text.strip()
    number_near = any(elements.doc_number(line.text) for line in lines[at : at + 4])
    order = at + 1 < len(lines) and bool(elements.order_head(text, lines[at + 1].text))
    return (
        number_near
        or order
        or bool(elements.banner_agency(text))
        or fold(_SECTION_MARK.sub("", text)) in sections
    )


def _furniture(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= 60 and not re.search("。|；$|^（", text)
