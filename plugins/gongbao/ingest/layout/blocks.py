"""Assemble lines into blocks: tables, headings, paragraphs; join the halves of sentences that page breaks parted."""

import re
from dataclasses import replace

from gongbao.bulletin import headings
from gongbao.bulletin.fold import HAN
from gongbao.bulletin.markup import LEFT

from ..model.lines import Drop, Line, tidy
from ..model.record import Block, Join
from .own_contents import OwnContents
from .tables import cell_text, columned, flattened, is_figure
from .wrapping import continues, indent, is_parted, measure, starts_new, wrap_width, wraps

_ITEM = re.compile(rf"^[{headings.ITEM_MARKS}]\s*")
_CHAPTER = re.compile("第.*[编章部分篇节]$")
# 1 总则; run together (1总则) only in a text that is numbered 1.1 throughout, and not 5月上旬, 3人.
_DECIMAL_TITLE = re.compile(
    rf"^\d{{1,2}}(?:[\s\u3000]+|(?![年月日时分秒个名人家项次条号岁位级类元万亿]))[{HAN}]{{2,24}}$"
)
_DECIMAL = re.compile(rf"\d{{1,2}}[.．]\d{{1,2}}(?:[\s\u3000]|[{HAN}][{HAN}、]{{1,20}}$)")
# From an entry of a table of contents to its page: ……… 12.
_LONG_ITEM = 30
_ANSWER = re.compile(r"[【\[（(]?答(?:复|案)?[】\]）)]?[:：]")
_CAPTION = re.compile(
    r"^(?:附)?表\s*[\d一二三四五六七八九十]{1,3}(?:[-—－.]\d{1,2})?[\s\u3000:：][^。；，]+$"
)


class Assembler:
    """Turn the lines of one part of an article into blocks."""

    def __init__(self, base_level: int = 0, keep_blanks: bool = False, join: bool = True) -> None:
        """Add base_level to headings; keep blanks in headlines if told; mend broken sentences unless told not to."""
        self.base_level = base_level
        self.keep_blanks = keep_blanks
        self.join = join
        self.blocks: list[Block] = []
        self.joins: list[Join] = []
        self.drops: list[Drop] = []
        self.is_decimal = False
        self._chapter = 0
        self._deeper: int | None = None

    def assemble(self, lines: list[Line]) -> list[Block]:
        """Return the blocks of the lines, in order."""
        self.join = self.join and not any(line.wrap < 0 for line in lines)
        width = (
            (
                wrap_width(lines, joined=any(line.page for line in lines))
                or max((line.wrap for line in lines), default=0)
            )
            if self.join
            else 0
        )
        self.is_decimal = any(_DECIMAL.match(line.text) for line in lines)
        contents = OwnContents(lines)
        at = 0
        while at < len(lines):
            line = lines[at]
            if listed := contents.end(at):
                # Every entry stands again as a heading of the text.
                self.drops += [Drop("own-contents", entry) for entry in lines[at:listed]]
                at = listed
                continue
            if "\t" in line.text or line.hint == "table":
                at = self._table(lines, at)
                continue
            if rows := flattened(lines, at) or columned(lines, at):
                is_flat = (
                    len(rows[0]) > 1 and "\u3000" not in lines[at].text and "  " not in lines[at].text.strip()
                )
                table_lines = lines[at : at + (sum(len(row) for row in rows) if is_flat else len(rows))]
                self._caption()
                self.blocks.append(
                    Block("table", rows=[[cell_text(c) for c in row] for row in rows], lines=table_lines)
                )
                at += len(table_lines)
                continue
            heading = self._decimal(line) or headings.own_line(tidy(line.text))
            if heading and at and _closes_list(lines[at - 1].text, line.text):
                heading = None
            run_on = (
                at + 1 < len(lines)
                and width
                and measure(line.text) + indent(line) >= width - 1
                and not starts_new(lines[at + 1].text)
                and not indent(lines[at + 1])
            ) or (at + 1 < len(lines) and is_parted(line.text, lines[at + 1].text))
            if heading and not run_on:
                level = self.base_level + self._below_chapter(heading)
                self.blocks.append(Block("heading", self._heading_text(line), level, lines=[line]))
                at += 1
            elif line.hint.startswith("h") and line.hint[1:].isdigit():
                text = re.sub(r"\s+", " ", line.text).strip() if self.keep_blanks else tidy(line.text)
                self.blocks.append(Block("subhead", text, int(line.hint[1:]), lines=[line]))
                at += 1
            else:
                at = self._paragraph(lines, at, width)
        self._items_again()
        return self.blocks

    def _below_chapter(self, heading: headings.Heading) -> int:
        """Return the level of a heading: 一、 below 第一章 is of the second level, below 第一节 of the third.

        What the first heading below a chapter tells holds for all others of the chapter.
        """
        if _CHAPTER.match(heading.marker):
            self._chapter, self._deeper = heading.level, None
            return heading.level
        if self._chapter and self._deeper is None:
            self._deeper = max(0, self._chapter + 1 - heading.level)
        return heading.level + (self._deeper or 0)

    def _decimal(self, line: Line) -> headings.Heading | None:
        """Read a heading numbered 1, 1.1, 1.1.1 in a text that is numbered so throughout."""
        if not self.is_decimal:
            return None
        text = line.text.strip()
        if _DECIMAL_TITLE.match(text):
            return headings.Heading(1, re.match(r"\d+", text)[0], text, len(text))  # type: ignore[index]
        found = headings.own_line(tidy(text))
        if found and re.match(r"\d+[.．]\d", found.marker):
            return replace(found, level=found.level - 1)
        return None

    def _heading_text(self, line: Line) -> str:
        """Return a heading's text; the blank behind a bare number (1 总体要求) parts the two."""
        text = line.text.strip()
        apart = _DECIMAL_TITLE.match(text) and re.search(r"\s", text)
        return re.sub(r"[\s\u3000]+", "\u3000", text, count=1) if apart else tidy(text)

    def _items_again(self) -> None:
        """Take sentences that look like headings for what they are: items.

        A line closed by a full stop is a heading only if a text of its own follows and its siblings are headings too.
        """
        siblings: dict[int, str] = {}
        for n, block in enumerate(self.blocks):
            found = headings.marker(block.text)
            if not found or block.kind not in {"heading", "paragraph"}:
                continue
            level = found[0]
            if block.kind == "heading" and block.text.endswith(("。", "？", "?")):
                following = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
                mark = headings.marker(following.text) if following else None
                # 一、何时施行？ over 答：…: question and answer are what was said, and no outline.
                answered = following is not None and _ANSWER.match(following.text)
                alone = following is None or answered or (mark is not None and mark[0] <= level)
                if alone or siblings.get(level, "heading") != "heading":
                    block.kind, block.level = "paragraph", 0
            # 二、项目及分值： between items that are paragraphs is one of them.
            if block.kind == "heading" and block.text.endswith("：") and siblings.get(level) == "paragraph":
                block.kind, block.level = "paragraph", 0
            siblings = {k: v for k, v in siblings.items() if k < level}
            siblings[level] = block.kind
        for start, end in _runs(self.blocks):
            # 1. … 2. … one below the other with no text of their own: a list.
            for block in self.blocks[start:end]:
                block.kind, block.level = "paragraph", 0

    def _paragraph(self, lines: list[Line], at: int, width: int) -> int:
        taken = [lines[at]]
        text = lines[at].text.strip()
        at += 1
        while at < len(lines) and not columned(lines, at):
            following = lines[at]
            if following.hint == "table":
                break
            if width and not taken[-1].whole and wraps(taken[-1], following, width):
                if following.page_break:
                    self._joined(taken[-1], following, text)
                text = _glue(text, following.text.strip())
            elif (
                self.join
                and not taken[-1].whole
                and not _opens_as(taken[0], following)
                and continues(Line(taken[-1].number, text, ()), following)
                and not _is_heading(following)
            ):
                self._joined(taken[-1], following, text)
                text = _glue(text, following.text.strip())
            else:
                break
            taken.append(following)
            at += 1
        self.blocks.append(Block("paragraph", tidy(text), lines=taken))
        return at

    def _joined(self, first: Line, second: Line, text: str) -> None:
        joined = tidy(text[-12:] + second.text.strip()[:12])
        self.joins.append(Join(first.number, second.number, joined, "break in mid-sentence"))

    def _caption(self) -> None:
        """Take a line that numbers and names the table below it for the caption; 单位：万元 may stand between."""
        above = [block for block in self.blocks[-2:] if block.kind == "paragraph"]
        if len(above) > 1 and above[1].text.startswith(("单位：", "（单位：")):
            above = above[:1]
        if above and len(above[-1].text) <= 50 and _CAPTION.match(above[-1].text):
            above[-1].kind = "caption"

    def _table(self, lines: list[Line], at: int) -> int:
        self._caption()
        table_lines: list[Line] = []
        while at < len(lines) and ("\t" in lines[at].text or lines[at].hint == "table"):
            if table_lines and _is_another_table(table_lines, lines[at]):
                break
            table_lines.append(lines[at])
            at += 1
        rows = [[cell_text(cell) for cell in line.text.split("\t")] for line in table_lines]
        columns = max(len(row) for row in rows)
        rows = [row + [""] * (columns - len(row)) for row in rows]
        # A first row with one filled cell is the caption, unless the next is such a row too: a form to be filled in.
        head = [cell for cell in rows[0] if cell and cell != LEFT] if rows else []
        is_form = len(rows) > 1 and LEFT not in rows[0] and sum(map(bool, rows[1])) == 1
        if len(rows) > 1 and columns > 1 and len(head) == 1 and rows[0][0] and not is_form:
            self.blocks.append(Block("caption", tidy(head[0]), lines=[table_lines[0]]))
            rows, table_lines = rows[1:], table_lines[1:]
        # The head of a table, printed again where a page breaks it, is no row.
        again = [n for n in range(1, len(rows)) if rows[n] == rows[0] and len(rows) > 2]
        self.drops += [Drop("repeated-header", table_lines[n]) for n in again]
        blank = [""] * columns
        rows = [
            one
            for n, (row, line) in enumerate(zip(rows, table_lines, strict=True))
            if n not in again
            for one in (row, *[blank] * line.empty_rows)
        ]
        table_lines = [line for n, line in enumerate(table_lines) if n not in again]
        self.blocks.append(Block("table", rows=rows, lines=table_lines))
        return at


def _closes_list(above: str, text: str) -> bool:
    """Tell whether a line is the last of a list of items, each closed by ；: an item and no heading."""
    return above.strip().endswith(("；", ";")) and text.strip().endswith("。")


def _runs(blocks: list[Block]) -> list[tuple[int, int]]:
    """Find runs of blocks numbered 1. 2. 3. or （1）（2）, of which none but the last has a text of its own below."""
    found = []
    start = 0
    marks = [
        headings.marker(block.text) if block.kind in {"heading", "paragraph"} else None for block in blocks
    ]
    while start < len(blocks):
        mark, end = marks[start], start + 1
        # Of the higher levels only long ones make a list: short ones are headings without a text yet.
        if mark and (mark[0] >= 3 or len(blocks[start].text) > _LONG_ITEM):
            while (
                end < len(blocks)
                and (other := marks[end])
                and other[0] == mark[0]
                and (mark[0] >= 3 or len(blocks[end].text) > _LONG_ITEM)
            ):
                end += 1
            follows = marks[end] if end < len(blocks) else None
            alone = end == len(blocks) or (follows is not None and follows[0] < mark[0])
            if end - start > 1 and alone and any(block.kind == "heading" for block in blocks[start:end]):
                found.append((start, end))
        start = end
    return found


def _is_another_table(above: list[Line], line: Line) -> bool:
    """Tell whether a row begins a table of its own: parted by a blank line from one that has other columns.

    Only where the file itself says what is a table's row. Other columns are more, or fewer, or such as have figures where
    this row has words: a head. With columns like its own the table goes on, over a page perhaps.
    """
    if not line.gap or above[-1].hint != "table" or line.hint != "table":
        return False
    rows = [[cell_text(cell) for cell in row.text.split("\t")] for row in (*above, line)]
    *body, first = rows[1:]
    if len(rows[-2]) != len(first):
        return True
    of_figures = [
        n for n in range(len(first)) if body and all(is_figure(row[n]) for row in body if len(row) > n)
    ]
    return all(first) and first != rows[0] and any(not is_figure(first[n]) for n in of_figures)


def _opens_as(first: Line, line: Line) -> bool:
    """Tell whether a line is indented as far as the first of a paragraph is, or farther, on one page: it opens its own."""
    indented = indent(first) and indent(line) and not line.page_break
    return bool(indented) and line.columns[:1] >= first.columns[:1]


def _is_heading(line: Line) -> bool:
    return bool(headings.own_line(tidy(line.text))) or line.hint.startswith("h")


def _glue(first: str, second: str) -> str:
    """Put two halves together; a blank only between Latin words."""
    if re.search(r"[A-Za-z]$", first) and re.match(r"[A-Za-z]", second):
        return f"{first} {second}"
    return first + second
