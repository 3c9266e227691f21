"""Find where a title stands in a text as a heading of its own, however it is broken over lines."""

import re
from bisect import bisect_right
from difflib import SequenceMatcher

from gongbao.bulletin import agency
from gongbao.bulletin.fold import fold

from ..model.lines import Line

_MAX_LINES = 5
_LEAST_BEHIND = 6
_LEAST_WITH_AGENCY = 6
_REST_OF_AGENCY = range(2, 8)
_COUNTED = re.compile(r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)(?=.{8,60}$)")
_MARK_OF_NOTE = re.compile(r"(?<=.{4})(?:[\[(〔](?:注?\d{1,2}|注)[\])〕]|[*①-⑩]{1,3})$")
_CLOSE_A_MARK = frozenset("])〕*①②③④⑤⑥⑦⑧⑨⑩")
_IN_A_TEXT = re.compile("[。;]")
# So many lines are looked at for slips, over all titles: those of a hundred titles in thirty thousand lines.
_MOST_LOOKS = 3_000_000
_FEW = r"[\d一二三四五六七八九十两]{1,3}"
# Contents name the first of several agencies alone: 某市民政局等三部门关于….
SEVERAL = re.compile(rf"^.{{2,24}}?等{_FEW}(?:个|家)?(?:部门|单位|厅局|委局)(?=关于|印发|转发|批转)")
# 某地夏粮喜获丰收等6则, …（外五则）: contents name the first story of several that stand together.
FIRST_OF = re.compile(rf"(?<=.{{4}})(?:等{_FEW}[则条篇]|\(外{_FEW}[则条篇]\))$")
# 政务简讯（6则）, 本月简讯6则: how many stories stand together, whatever the first is called.
STORIES = re.compile(rf"(?:[等外共(]{_FEW}则|[讯闻态息]\(?{_FEW}[则条])\)?$")


class Lookup:
    """The folded lines of a text as one string, with the places where lines start and end."""

    def __init__(self, lines: list[Line]) -> None:
        """Fold the lines once; rows of tables are left blank, since a title never stands in one."""
        self.folded = ["" if "\t" in line.text else fold(line.text) for line in lines]
        self.starts: list[int] = []
        offset = 0
        for text in self.folded:
            self.starts.append(offset)
            offset += len(text)
        self.text = "".join(self.folded)
        self._ends = {start + len(text) for start, text in zip(self.starts, self.folded, strict=True) if text}
        # 某县统计公报[1]: the mark of a note stands behind a title.
        self._ends |= {
            start + match.start()
            for start, text in zip(self.starts, self.folded, strict=True)
            if text[-1:] in _CLOSE_A_MARK and (match := _MARK_OF_NOTE.search(text))
        }
        self._begins = {
            start: at for at, (start, text) in enumerate(zip(self.starts, self.folded, strict=True)) if text
        }
        # （一）某市人民政府关于…: what counts the documents of an issue stands before their titles.
        self._begins.update(
            (start + match.end(), at)
            for at, (start, text) in enumerate(zip(self.starts, self.folded, strict=True))
            if (match := _COUNTED.match(text))
        )
        self._short = [at for at, text in enumerate(self.folded) if text and not _IN_A_TEXT.search(text)]
        self._looked = 0

    def find(self, title: str, skip: range) -> list[int]:
        """Return the lines at which the title stands as a heading, lines in `skip` left out.

        The page may print the agency that the given title leaves out, or leave out the one that it gives.
        """
        wanted = fold(title)
        if len(wanted) < 2:
            return []
        found = [at for at in self._exact(wanted) if at not in skip]
        if found or (len(wanted) < _LEAST_WITH_AGENCY and not wanted.endswith("令")):
            return found
        found = [at for at in self._with_agency(wanted) if at not in skip]
        if found:
            return found
        if several := SEVERAL.match(wanted):
            return [at for at in self._with_agency(wanted[several.end() :]) if at not in skip]
        if first := FIRST_OF.search(wanted):
            return [at for at in self._exact(wanted[: first.start()]) if at not in skip]
        # 会议纪要（第3次）, and on the page the same without brackets.
        if wanted.endswith(")") and (found := self._exact(re.sub(r"\(([^()]+)\)$", r"\1", wanted))):
            return [at for at in found if at not in skip]
        # …命令（为公布某办法由）: what an order is about stands in the contents alone.
        if wanted.endswith("由)") and (found := self._exact(re.sub(r"\([^()]+\)$", "", wanted))):
            return [at for at in found if at not in skip]
        opened = agency.of_title(wanted)
        behind = wanted[wanted.find(opened[-1]) + len(opened[-1]) :] if opened else ""
        if len(behind) > _LEAST_BEHIND:
            # Its agency stands above it, or before it on its line, in full where the contents shorten it.
            below = [self._first_agency(at) for at in self._exact(behind)]
            return [at for at in below or self._with_agency(behind) if at not in skip]
        return []

    def near(self, title: str, skip: range) -> list[int]:
        """Return the lines at which a heading stands that differs from the title by a slip (摘编, 摘要).

        Contents whose titles stand nowhere in a long text are asked for slips until enough lines were looked at.
        """
        wanted = fold(title)
        needed = 0.8 if len(wanted) <= 12 else 0.9
        if self._looked > _MOST_LOOKS:
            return []
        self._looked += len(self._short)
        found = []
        for at in self._short:
            if at in skip:
                continue
            joined = ""
            for more in self.folded[at : at + 4]:
                joined += more
                if len(joined) > len(wanted) * 1.2 + 1:
                    break
                if abs(len(joined) - len(wanted)) > max(1, len(wanted) // 8):
                    continue
                # 附某某要點 names what is attached, and heads nothing.
                if joined[:1] == "附" != wanted[:1]:
                    break
                if SequenceMatcher(None, joined, wanted, autojunk=False).ratio() >= needed:
                    found.append(at)
                    break
        return found

    def _occurrences(self, wanted: str) -> list[int]:
        out: list[int] = []
        at = self.text.find(wanted)
        while at >= 0 and len(out) < 200:
            out.append(at)
            at = self.text.find(wanted, at + 1)
        return out

    def _exact(self, wanted: str) -> list[int]:
        return [
            self._begins[at]
            for at in self._occurrences(wanted)
            if at in self._begins and at + len(wanted) in self._ends
        ]

    def _first_agency(self, at: int) -> int:
        """Return the line of the first of the agencies that stand above a title that the contents shorten."""
        above = at
        while at - above < _MAX_LINES and above and agency.split_joint(self.folded[above - 1]):
            above -= 1
        return above

    def _with_agency(self, wanted: str) -> list[int]:
        found = []
        for at in self._occurrences(wanted):
            if at + len(wanted) not in self._ends:
                continue
            line = bisect_right(self.starts, at) - 1
            for first in range(line, max(line - _MAX_LINES, -1), -1):
                before = self.text[self.starts[first] : at]
                # An order of a ministry names the state first: 中华人民共和国某某部令.
                of_state = before == "中华人民共和国"
                if before and (of_state or agency.split_joint(before) or _opens_agency(before, wanted)):
                    found.append(self._first_agency(first))
                    break
        return found


def _opens_agency(before: str, title: str) -> bool:
    """Tell whether what stands before a title is the beginning of its agency's name: 某开发区 before 管委会会议纪要."""
    return any(agency.is_agency(before + title[:count]) for count in _REST_OF_AGENCY)
