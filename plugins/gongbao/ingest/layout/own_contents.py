"""A text's own table of contents: 目录, or a field of Word, whose every entry stands again as a heading below."""

import re
from functools import cached_property

from gongbao.bulletin import headings
from gongbao.bulletin.fold import fold

from ..model.lines import Line, tidy

_HEADING = re.compile(r"\s*+(?:[【\[]\s*+)?目\s*+[录次錄]\s*+(?:[】\]]\s*+)?")
_PAGE = re.compile(
    r"(?<![\s.．·…⋯—_-])(?:[\s.．·…⋯—_-]{2,}+|\s|…)(?:[（(]\s*+(?:[-—]\s*+)?)?\d{1,4}\s*+(?:[-—]\s*+)?[)）]?$"
)
_LEADERS = re.compile(r"\s*[.．·…⋯—_-]{2,}\s*$")
# 1 总则, 1.1 编制目的, 第一章 总则, 附件1 …, 附则.
_NUMBERED = re.compile(
    r"^(?:\d{1,2}(?:[.．]\d{1,2}){0,3}[.．]?[\s\u3000]*[^\d\s.．、]|第.{1,5}[编章节条部分]|附[件录则表图])"
)
_LONGEST = 60
# With its leaders.
_LONGEST_LINE = 300
_LEAST_HEADED, _LEAST_PAGED = 2, 3
_MOST_ENTRIES = 200


class OwnContents:
    """The lines of a text, asked where its own contents end; what stands where is folded once, and only if asked."""

    def __init__(self, lines: list[Line]) -> None:
        """Take the lines of the whole text."""
        self.lines = lines

    @cached_property
    def _last(self) -> dict[str, int]:
        return {fold(tidy(line.text)): n for n, line in enumerate(self.lines)}

    def end(self, at: int) -> int:
        """Return the end of the contents that start at this line; 0 if none do."""
        headed = bool(_HEADING.fullmatch(self.lines[at].text))
        if not headed and not _PAGE.search(self.lines[at].text.strip()[-_LONGEST_LINE:]):
            return 0
        first = n = at + headed
        paged = 0
        while n < len(self.lines):
            text = self.lines[n].text.strip()
            if len(text) > _LONGEST_LINE:
                break
            entry = _LEADERS.sub("", _PAGE.sub("", text))
            has_page = entry != text
            listed = has_page or headings.own_line(tidy(entry)) or _NUMBERED.match(entry)
            if (
                "\t" in entry
                or len(entry) > _LONGEST
                or not listed
                or self._last.get(fold(tidy(entry)), 0) <= n
            ):
                break
            paged += has_page
            n += 1
        count = n - first
        if headed:
            again = self._until_first_again(first)
            return again or (n if count >= _LEAST_HEADED else self._heading_alone(at))
        return n if count >= _LEAST_PAGED and paged == count else 0

    def _until_first_again(self, first: int) -> int:
        """Return where the first entry below 目录 stands again, if nothing but short entries is between; else 0.

        Entries may be worded otherwise than the headings that they stand for, or wrapped over two lines.
        """
        opening = fold(tidy(self._entry(first)))
        numbered = 0
        for at in range(first, min(first + _MOST_ENTRIES, len(self.lines))):
            entry = self._entry(at)
            if at > first and fold(tidy(entry)) == opening:
                return at if numbered >= _LEAST_PAGED and 2 * numbered >= at - first else 0
            if "\t" in entry or len(entry) > _LONGEST or entry.endswith(("。", "；", "：")):
                return 0
            numbered += bool(headings.own_line(tidy(entry)) or _NUMBERED.match(entry))
        return 0

    def _heading_alone(self, at: int) -> int:
        """Return the line below 目录 where no entry is left of it: the first heading of the text follows."""
        below = self._entry(at + 1)
        opens = re.match(r"(?:1|一|第[一1][章编节部])", below) and len(below) <= _LONGEST
        listed = opens and (headings.own_line(tidy(below)) or _NUMBERED.match(below))
        return at + 1 if listed or re.match(r"1[\s\u3000]*总\s*则$", below) else 0

    def _entry(self, at: int) -> str:
        """Return a line without leaders and page."""
        text = self.lines[at].text.strip() if at < len(self.lines) else ""
        return _LEADERS.sub("", _PAGE.sub("", text[-_LONGEST_LINE:]))
