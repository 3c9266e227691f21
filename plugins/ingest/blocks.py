"""Assemble lines into blocks: tables, headings, paragraphs; join the halves of sentences that page breaks parted."""

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median

from plugins.bulletin import dates, headings
from plugins.bulletin.fold import HAN, fold

from .lines import Drop, Line, tidy
from .record import Block, Join
from .tables import cell_text, columned, flattened

_TERMINAL = re.compile(r"[。！？：；!?:;…”’）)】」』]$|[.．](?<!\d\.)$")
_CONTINUES = re.compile(r"[，、,（(“‘—]$")
_ITEM = re.compile(r"^[△▲◆◇●○■□★☆※▪◎]\s*")
_STARTS_NEW = re.compile(rf"^(?:[△▲◆◇●○■□★☆※▪◎]|第[{HAN}0-9]{{1,5}}[条章节]|附\s*件|抄送|[（(]此件)")
_DATED = re.compile(r"^\d{1,2}月\d{1,2}日|^[●•]?\s*\d{1,2}日(?:[至—–~～-]+\d{1,2}日)?[，,　 ]")
_BULLET = re.compile(r"^(?:——|--|—|①|②|③|④|⑤|⑥|⑦|⑧|⑨|⑩)")
_WIDE_GAP = re.compile(r"\S(?:\u3000{2,}| {3,}|\u3000 )\S")
_LABELLED = re.compile(rf"^(?![^:：]*[下是为][:：])[{HAN}\s\u3000]{{2,8}}[:：]")
_DECIMAL_TITLE = re.compile(rf"^\d{{1,2}}[\s\u3000]+[{HAN}]{{2,24}}$")
# A clause of a regulation is running text, marks inside or not.
_LEADS_ON = re.compile(rf"^第[{HAN}0-9]{{1,5}}条")
# 三等奖：甲税务所　乙税务所: a label and names set apart, which no sentence goes on from.
_NAMES = re.compile(rf"^[{HAN}\u3000]{{2,8}}[:：][{HAN}]+(?:\u3000[{HAN}]+)+$")
_LEADERS = re.compile(r"[.．·…⋯]{4,}")
_ADOPTED = re.compile(r"^(?:已经|已于|业经|已由|经).{4,}(?:通过|同意|批准|审定)")
_CAPTION = re.compile(
    r"^(?:附)?表\s*[\d一二三四五六七八九十]{1,3}(?:[-—－.]\d{1,2})?[\s\u3000:：][^。；，]+$"
)
_LEAD = re.compile(r"^[一二三四五六七八九十]是|^第[一二三四五六七八九十]+[，,、]|^首先[，,]|^其次[，,]")


def starts_new(text: str) -> bool:
    """Tell whether a line opens something of its own and so cannot continue a sentence."""
    text = text.strip()
    return bool(headings.marker(text) or _STARTS_NEW.match(text) or _DATED.match(text) or _BULLET.match(text))


def is_unfinished(text: str) -> bool:
    """Tell whether a line of running text breaks off in mid-sentence."""
    text = text.strip()
    if _TERMINAL.search(text) or dates.parse(text):
        return False
    if _CONTINUES.search(text):
        return True
    if headings.own_line(text) and not headings.run_in(text):
        return False
    # Titles and names have no marks of a sentence inside; running text of this length nearly always has.
    if len(text) >= 24 and re.search(r"、", text) and _LEADS_ON.search(text):
        return True
    return (len(text) >= 16 and bool(re.search(r"[，。；：,;]", text))) or len(text) >= 60


def continues(first: Line, second: Line) -> bool:
    """Tell whether the second line is the other half of the first."""
    a, b = first.text.strip(), second.text.strip()
    # Names set in columns, and lines that open with a label (副组长：), are lists and no halves of a sentence.
    if _WIDE_GAP.search(a) or _WIDE_GAP.search(b) or _LABELLED.match(b) or _NAMES.match(a):
        return False
    # 《某办法》 / 已经某次会议通过: a name closes no sentence that it opens.
    if a.startswith("《") and a.endswith("》") and _ADOPTED.match(b):
        return True
    if not is_unfinished(a) or starts_new(b) or second.hint.startswith("h") or "\t" in b:
        return False
    if _CONTINUES.search(a):
        return True
    # A headline under a sentence that breaks off: blanks inside, no mark at the end.
    looks_like_title = not re.search(r"[，。；：,;!?！？]", b) and len(b) >= 8
    return not looks_like_title


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

    def assemble(self, lines: list[Line]) -> list[Block]:
        """Return the blocks of the lines, in order."""
        self.join = self.join and not any(line.wrap < 0 for line in lines)
        width = (wrap_width(lines) or max((line.wrap for line in lines), default=0)) if self.join else 0
        self.is_decimal = any(re.match(r"\d{1,2}[.．]\d{1,2}[\s\u3000]", line.text) for line in lines)
        at = 0
        while at < len(lines):
            line = lines[at]
            if "\t" in line.text or line.hint == "table":
                at = self._table(lines, at)
                continue
            if re.fullmatch(r"\s*目[\s\u3000]*[录次]\s*", line.text) and (listed := _contents_end(lines, at)):
                self.blocks += [Block("contents", tidy(one.text), lines=[one]) for one in lines[at:listed]]
                at = listed
                continue
            if rows := flattened(lines, at) or columned(lines, at):
                is_flat = (
                    len(rows[0]) > 1 and "\u3000" not in lines[at].text and "  " not in lines[at].text.strip()
                )
                held = lines[at : at + (sum(len(row) for row in rows) if is_flat else len(rows))]
                self.blocks.append(
                    Block("table", rows=[[cell_text(c) for c in row] for row in rows], lines=held)
                )
                at += len(held)
                continue
            heading = self._decimal(line) or headings.own_line(tidy(line.text))
            # The last of a list of items, each closed by ；, is an item and no heading.
            if (
                heading
                and at
                and re.search(r"[；;]$", lines[at - 1].text.strip())
                and re.search("。$", line.text.strip())
            ):
                heading = None
            run_on = (
                at + 1 < len(lines)
                and width
                and measure(line.text) + _indent(line) >= width - 1
                and not starts_new(lines[at + 1].text)
                and not _indent(lines[at + 1])
            )
            if heading and not run_on:
                self.blocks.append(
                    Block("heading", self._heading_text(line), self.base_level + heading.level, lines=[line])
                )
                at += 1
            elif line.hint.startswith("h") and line.hint[1:].isdigit():
                text = re.sub(r"\s+", " ", line.text).strip() if self.keep_blanks else tidy(line.text)
                self.blocks.append(Block("subhead", text, int(line.hint[1:]), lines=[line]))
                at += 1
            else:
                at = self._paragraph(lines, at, width)
        self._items_again()
        return self.blocks

    def _decimal(self, line: Line) -> headings.Heading | None:
        """Read a heading numbered 1, 1.1, 1.1.1 in a text that is numbered so throughout."""
        if not self.is_decimal:
            return None
        text = line.text.strip()
        if _DECIMAL_TITLE.match(text):
            return headings.Heading(1, text.split()[0], text, len(text))
        found = headings.own_line(tidy(text))
        if found and re.match(r"\d+[.．]\d", found.marker):
            return replace(found, level=found.level - 1)
        return None

    def _heading_text(self, line: Line) -> str:
        """Return a heading's text; the blank behind a bare number (1 总体要求) parts the two."""
        text = line.text.strip()
        return re.sub(r"[\s\u3000]+", "\u3000", text, count=1) if _DECIMAL_TITLE.match(text) else tidy(text)

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
            if block.kind == "heading" and block.text.endswith("。"):
                following = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
                mark = headings.marker(following.text) if following else None
                alone = following is None or (mark is not None and mark[0] <= level)
                if alone or siblings.get(level, "heading") != "heading":
                    block.kind, block.level = "paragraph", 0
            siblings = {k: v for k, v in siblings.items() if k < level}
            siblings[level] = block.kind
        for start, end in _runs(self.blocks):
            # 1. … 2. … one below the other with no text of their own: a list.
            for block in self.blocks[start:end]:
                block.kind, block.level = "paragraph", 0

    def _paragraph(self, lines: list[Line], at: int, width: int) -> int:
        held = [lines[at]]
        text = lines[at].text.strip()
        at += 1
        while at < len(lines):
            following = lines[at]
            if width and _wraps(held[-1], following, width):
                if following.page_break:
                    self._joined(held[-1], following, text)
                text = _glue(text, following.text.strip())
            elif (
                self.join
                and continues(Line(held[-1].number, text, ()), following)
                and not _is_heading(following)
            ):
                self._joined(held[-1], following, text)
                text = _glue(text, following.text.strip())
            else:
                break
            held.append(following)
            at += 1
        self.blocks.append(Block("paragraph", tidy(text), lines=held))
        return at

    def _joined(self, first: Line, second: Line, text: str) -> None:
        joined = tidy(text[-12:] + second.text.strip()[:12])
        self.joins.append(Join(first.number, second.number, joined, "break in mid-sentence"))

    def _table(self, lines: list[Line], at: int) -> int:
        above = self.blocks[-1] if self.blocks else None
        if above and above.kind == "paragraph" and len(above.text) <= 50 and _CAPTION.match(above.text):
            above.kind = "caption"
        held: list[Line] = []
        while at < len(lines) and ("\t" in lines[at].text or lines[at].hint == "table"):
            held.append(lines[at])
            at += 1
        rows = [[cell_text(cell) for cell in line.text.split("\t")] for line in held]
        columns = max(len(row) for row in rows)
        rows = [row + [""] * (columns - len(row)) for row in rows]
        # A first row with one filled cell is the caption.
        if len(rows) > 1 and columns > 1 and sum(1 for cell in rows[0] if cell) == 1 and rows[0][0]:
            self.blocks.append(Block("caption", tidy(rows[0][0]), lines=[held[0]]))
            rows, held = rows[1:], held[1:]
        # The head of a table, printed again where a page breaks it, is no row.
        again = [n for n in range(1, len(rows)) if rows[n] == rows[0] and len(rows) > 2]
        self.drops += [Drop("repeated-header", held[n]) for n in again]
        rows = [row for n, row in enumerate(rows) if n not in again]
        held = [line for n, line in enumerate(held) if n not in again]
        self.blocks.append(Block("table", rows=rows, lines=held))
        return at


def _runs(blocks: list[Block]) -> list[tuple[int, int]]:
    """Find runs of blocks numbered 1. 2. 3. or （1）（2）, of which none but the last has a text of its own below."""
    found = []
    start = 0
    marks = [
        headings.marker(block.text) if block.kind in {"heading", "paragraph"} else None for block in blocks
    ]
    while start < len(blocks):
        mark, end = marks[start], start + 1
        if mark and mark[0] >= 3:
            while end < len(blocks) and (other := marks[end]) and other[0] == mark[0]:
                end += 1
            follows = marks[end] if end < len(blocks) else None
            alone = end == len(blocks) or (follows is not None and follows[0] < mark[0])
            if end - start > 1 and alone and any(block.kind == "heading" for block in blocks[start:end]):
                found.append((start, end))
        start = end
    return found


def _contents_end(lines: list[Line], at: int) -> int:
    """Return the end of a text's own table of contents that starts at this line; 0 if the lines below are none."""
    later = {fold(line.text) for line in lines[at + 1 :]}
    end = at + 1
    while end < len(lines) and headings.own_line(tidy(lines[end].text)):
        again = [fold(line.text) for line in lines[end + 1 :]]
        if fold(lines[end].text) not in again:
            break
        end += 1
    return end if end > at + 2 and later else 0


def _is_heading(line: Line) -> bool:
    return bool(headings.own_line(tidy(line.text))) or line.hint.startswith("h")


def _glue(first: str, second: str) -> str:
    """Put two halves together; a blank only between Latin words."""
    if re.search(r"[A-Za-z]$", first) and re.match(r"[A-Za-z]", second):
        return f"{first} {second}"
    return first + second


def measure(text: str) -> int:
    """Return how wide a line is set, in Chinese characters: two Latin letters or digits take the place of one."""
    text = text.strip()
    return (sum(1 if c.isascii() else 2 for c in text) + 1) // 2


def wrap_width(lines: list[Line]) -> int:
    """Return the width at which a source wraps its lines, 0 if every line is a paragraph.

    A wrapped source has many lines of nearly one length that end in mid-sentence.
    """
    long = [
        measure(line.text)
        for line in lines
        if measure(line.text) >= 14 and "\t" not in line.text and not _LEADERS.search(line.text)
    ]
    if len(long) < 4:
        return 0
    top = sorted(long)[int(len(long) * 0.85)]
    if not 16 <= top <= 64:
        return 0
    near = [n for n in long if abs(n - top) <= 2]
    broken = [
        a
        for a, b in pairwise(lines)
        if abs(measure(a.text) - top) <= 3 and b.gap == 0 and not _TERMINAL.search(a.text.strip())
    ]
    if len(near) >= 0.25 * len(long) and len(broken) >= max(2, 0.05 * len(long)):
        return int(median(near))
    # Where most lines are short, lists and heads: no line is wider, and sentences break off at that width.
    following = {id(a): b for a, b in pairwise(lines)}
    sure = [a for a in broken if re.search("[，、；。]", a.text) and not starts_new(following[id(a)].text)]
    return int(median(near)) if len(sure) >= 3 and max(long) <= top + 3 else 0


def _wraps(first: Line, second: Line, width: int) -> bool:
    """Tell whether the second line goes on with the paragraph of the first in a wrapped source."""
    b = second.text
    parted = second.gap and not second.page_break
    if parted or starts_new(b) or _LABELLED.match(b) or _indent(second):
        return False
    return measure(first.text) + _indent(first) >= width - 2


def _indent(line: Line) -> int:
    """Return the two places that the indent of a paragraph's first line takes up, 0 if it has none."""
    return 2 if (line.columns and line.columns[0] >= 2) or re.match(r"[\u3000 ]{2,}\S", line.text) else 0
