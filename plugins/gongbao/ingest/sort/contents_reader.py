"""Read the entries of a printed table of contents whose lines have page numbers."""

import re
from collections.abc import Callable
from dataclasses import replace

from gongbao.bulletin import agency, genre, number, pairs
from gongbao.bulletin.fold import fold
from gongbao.bulletin.markup import MERGED

from ..forms import elements, persons
from ..forms.head_openings import is_part
from ..model.contents import Contents, Entry
from ..model.lines import Line, tidy
from . import contents_columns, entry_lines, entry_title, paging
from .lookup import Lookup
from .masthead import is_masthead_line
from .paging import Paged
from .section_names import section_of

_OF_DOCUMENTS = re.compile("(?:文件|规章|法规)$")
_REGULATION = re.compile("(?:条例|办法|规定|细则|规则|规程|章程)(?:[（(].{2,8}[）)])?$")
# Texts of a session that are no documents: 某县第三届人大常委会第八次会议出席人员名单.
_OF_SESSION = re.compile(
    "[^。，；：]{2,20}第[^。，；：]{1,4}[届次][^。，；：]{2,30}(?:名单|议程|日程|讲话|说明|汇报)$"
)
_LEAST_WHOLE = 10
_MOST_BELOW = 6
_CORRECTS = re.compile("^(?:更正|勘误)")


class Reader:
    """Read sections and entries of the region."""

    def __init__(
        self,
        contents: Contents,
        lines: list[Line],
        paged: dict[int, Paged],
        lookup: Lookup,
        is_heading: Callable[[str], bool],
    ) -> None:
        """Take the region, what its lines say, and what tells the line 目录 from others."""
        self.contents, self.lines, self.paged, self.lookup = contents, lines, paged, lookup
        self.skip = range(contents.start, contents.end)
        self.section = ""
        self.pending: list[int] = []
        self.is_heading = is_heading
        # The number below a title, over its page.
        self.number = ""

    def read(self) -> None:
        """Go through the region; lines without a page wait for the entry that they belong to."""
        at = self.contents.start
        while at < self.contents.end:
            if at in self.paged:
                at = self._entry(at)
                continue
            text = self.lines[at].text.strip()
            if self._on_cover(at):
                pass
            elif (
                self.is_heading(text)
                or contents_columns.is_header(text)
                or paging.LABELLED.match(text)
                or sum(1 for cell in text.split("\t") if cell.strip() and cell.strip() not in MERGED) > 1
                or is_masthead_line(text)
            ):
                self.pending = []
            elif self.contents.entries and entry_title.ATTACHED.match(text) and not self.pending:
                # 附：某某报告, below the document that it goes with, is no section.
                self.contents.entries.append(Entry(self.section, tidy(elements.squeeze(text)), "", (at,)))
                self.contents.used.add(at)
            elif paging.is_number(text) and not self._is_title(at):
                # The number below a title, or the order under which the rules below it were made.
                self.contents.used.add(at)
                self._number_below(at)
            else:
                self.pending.append(at)
            at += 1
        # The last entries may have lost their pages.
        below = range(self.contents.end, min(self.contents.end + _MOST_BELOW, len(self.lines)))
        first = next((n for n in below if self.lines[n].gap), below.stop)
        self.pending += [n for n in below if n < first and not self._on_cover(n)]
        self._without_page(list(self.pending))

    def _on_cover(self, at: int) -> bool:
        """Read an entry whose text stands on a page of the cover (封底：本刊征订启事); tell whether the line is one."""
        found = paging.ON_COVER_PAGE.match(self.lines[at].text.strip())
        if not found or not self.lookup.find(found["title"], self.skip):
            return False
        self.contents.entries.append(Entry("", tidy(found["title"]), found["page"], (at,)))
        self.contents.used.add(at)
        self.contents.end = max(self.contents.end, at + 1)
        return True

    def _is_title(self, at: int) -> bool:
        """Tell whether the line opens a title that goes on below: 某省人民政府令第5号 / 某某办法 …… 3.

        Below a title, over its page, a number is that title's.
        """
        found = number.parse(self.lines[at].text)
        of_title = self.pending and self.pending[-1] == at - 1 and found and found.style == "standard"
        return at + 1 in self.paged and not self.paged[at + 1].title and not of_title

    def _entry(self, at: int) -> int:
        """Read the entry whose page number stands on this line; return the next line to read."""
        paged = self.paged[at]
        # ● before a title that has its number and page on the line below is no mark of a section.
        unmarked = [
            n
            for n in self.pending[-3:]
            if not elements.SECTION_MARK.search(self.lines[n].text.strip())
            or (n == self.pending[-1] and not paged.title)
        ]
        before, after = ([] if paged.first else unmarked), self._behind(at)
        if before and not paged.first and not paged.title:
            # What has its page on a line of its own stands above that.
            after = []
        sizes = [(*before[len(before) - size :], at) for size in range(len(before) + 1)]
        if before and persons.is_person(paged.title):
            # Who spoke has a line of its own between the title and the page.
            sizes = sizes[1:]
        sizes += [(at, *after[:size]) for size in range(1, len(after) + 1)]
        titles = {n: self._title(n) for n in sizes}
        standing = [n for n in sizes if fold(titles[n]) and self.lookup.find(titles[n], self.skip)]
        if not standing:
            # Other words may stand beside the title.
            parts = {n: entry_title.standing(titles[n], self.lookup, self.skip) for n in sizes}
            titles.update({n: part for n, part in parts.items() if part})
            standing = sorted((n for n in sizes if parts[n]), key=lambda n: entry_title.worth(parts[n]))
        # The last line of a wrapped title may stand in the issue as a line too: a title that opens like one comes first.
        best = next((n for n in standing if entry_lines.opens_like_title(titles[n])), ())
        if best and before and titles[best].startswith("关于"):
            # Two agencies on one line are no section, but those that issue what stands below.
            best = next((n for n in standing if len(n) > len(best) and self._opens_with_several(n)), best)
        best = best or next((n for n in standing if pairs.is_balanced(titles[n], pairs.ALL)), ())
        best = best or self._by_form(at, before, after if paged.first else [])
        title = self._called(titles.get(best) or self._title(best))
        self._without_page([n for n in self.pending if n not in best])
        if paged.section:
            self.section = tidy(paged.section)
        own = not paged.section and self._sections(
            [n for n in self.pending if n not in best], at, title, wrapped=len(best) > 1
        )
        if own:
            self.section = title
        said = paging.number_of(paged.number or self._raw(best)) or (self.number if not paged.title else "")
        self.number = ""
        self.contents.entries.append(Entry(self.section, title, paged.page, best, own, said))
        self.contents.used.update(best)
        self.contents.end = max(self.contents.end, best[-1] + 1)
        self.pending = []
        return max(best[-1], at) + 1

    def _called(self, title: str) -> str:
        return tidy(elements.squeeze(paging.bare(title)))

    def _without_page(self, left: list[int]) -> None:
        """Take as entries the lines that have no page and are each the whole title of a text further down."""
        known = {fold(entry.title) for entry in self.contents.entries}
        for n in left:
            skip = range(self.skip.start, max(self.skip.stop, n + 1))
            title = entry_title.standing(self._title((n,)), self.lookup, skip)
            bare = paging.bare(title)
            whole = genre.from_title(bare) and entry_lines.opens_like_title(title)
            named = whole or _OF_SESSION.match(bare)
            if not named or len(fold(title)) < _LEAST_WHOLE or fold(title) in known:
                continue
            said = paging.number_of(self._raw((n,)))
            self.contents.entries.append(Entry(self.section, self._called(title), "", (n,), number=said))
            self.contents.used.add(n)
            self.contents.end = max(self.contents.end, n + 1)
            self.pending.remove(n)

    def _opens_with_several(self, numbers: tuple[int, ...]) -> bool:
        return len(agency.split_joint(self.lines[numbers[0]].text)) > 1

    def _number_below(self, at: int) -> None:
        """Give the entry right above its number, where it has none."""
        last = self.contents.entries[-1] if self.contents.entries else None
        if last and not last.number and last.lines[-1] == at - 1:
            said = paging.number_of(self.lines[at].text)
            self.contents.entries[-1] = replace(last, number=said)
        elif self.pending:
            self.number = paging.number_of(self.lines[at].text)

    def _raw(self, numbers: tuple[int, ...]) -> str:
        """Return what the lines of an entry say, without its page."""
        return "".join(
            self.paged[n].title if n in self.paged else self.lines[n].text.strip() for n in numbers
        )

    def _title(self, numbers: tuple[int, ...]) -> str:
        parts = [self.paged[n].title if n in self.paged else self.lines[n].text.strip() for n in numbers]
        if len(parts) > 1 and persons.is_person(parts[-1]):
            parts.pop()
        whole = entry_lines.without_writer(paging.bare("".join(parts)), self.lookup, self.skip)
        plain = paging.without_ordinal(whole)
        # 一、 before an entry counts it, unless the page prints it too.
        printed = plain != whole and not paging.is_of_document(plain) and self.lookup.find(whole, self.skip)
        return whole if printed else plain

    def _behind(self, at: int) -> list[int]:
        out = []
        for n in range(at + 1, min(at + 3, len(self.lines))):
            text, line = self.lines[n].text, self.lines[n]
            if (
                n in self.paged
                or line.gap
                or line.page_break
                or agency.split_joint(text)
                or paging.LABELLED.match(text)
                or paging.is_number(text)
                # Where a section is named again the texts begin.
                or elements.is_section(text, self.contents.sections)
            ):
                break
            out.append(n)
        return out

    def _by_form(self, at: int, before: list[int], after: list[int]) -> tuple[int, ...]:
        """Put a wrapped title together by its form, where the issue does not have it as a heading."""
        numbers: list[int] = []
        for n in reversed(before):
            text = self.lines[n].text.strip()
            nearest = numbers[0] if numbers else at
            if (
                self.lines[nearest].gap
                or elements.SECTION_MARK.search(text)
                or not (re.search("关于|印发|转发|《", text) or len(text) >= 16)
            ):
                break
            numbers.insert(0, n)
        if not self.paged[at].title and before and not numbers:
            numbers = before[-1:]
        title = self.paged[at].title
        for n in after:
            if "关于" in title and not genre.from_title(title) and not self.lines[n].gap:
                return (at, n)
        return (*numbers, at)

    def _sections(self, left: list[int], at: int, title: str, wrapped: bool) -> bool:
        """Take the section's name from the lines that wait; tell whether the entry is a section of its own."""
        for n in reversed(left):
            if name := section_of(self.lines[n].text):
                self.section = name
                self.contents.used.add(n)
                self._outer_section(n)
                return False
        previous = self.contents.entries[-1] if self.contents.entries else None
        line = self.lines[at]
        # 政务信息摘编 below the documents of a section: set apart, or no document, as all else in it is.
        # 某某条例, set apart as all lines may be, is what it says.
        apart = (
            (line.gap and not _REGULATION.search(title))
            or self._is_part_of_its_own(title)
            or self._is_no_document(title)
        )
        return bool(
            previous
            and previous.lines[-1] == at - 1
            and apart
            and not wrapped
            and not line.dash
            and (len(fold(title)) <= 14 or self._is_part_of_its_own(title))
            and "关于" not in title
        )

    def _outer_section(self, at: int) -> None:
        """Take in the section right above another one, of which that is a part, where it stands over the texts too."""
        above = at - 1
        text = self.lines[above].text if above in self.pending else ""
        name = section_of(text) if text else None
        if name and any(
            fold(elements.section_name(line.text)) == fold(name)
            for n, line in enumerate(self.lines)
            if n not in self.skip
        ):
            self.contents.outer.add(fold(name))
            self.contents.used.add(above)

    def _is_no_document(self, title: str) -> bool:
        """Tell whether an entry below the documents of a section is called as no document is, here and over its text."""
        named = genre.from_title(title) or _REGULATION.search(title)
        return bool(_OF_DOCUMENTS.search(self.section) and not named and self.lookup.find(title, self.skip))

    def _is_part_of_its_own(self, title: str) -> bool:
        """Tell whether a part follows the entries of a section, and is none of them: 人事任免. Corrections have none.

        2019年8月大事记 in the section 大事记 is one of them.
        """
        within = fold(elements.section_name(self.section)) in fold(title)
        return bool(self.section) and is_part(title) and not within and not _CORRECTS.match(title)
