"""Lines that know where their characters stand in the source: the coin that every stage of ingest pays in."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from gongbao.bulletin.fold import drop_invisible

from .blanks import close_title, close_up, join_title
from .source import Source


@dataclass(frozen=True)
class Line:
    """A line, or a part of one: columns[i] is the source column of text[i], 0-based.

    gap counts blank lines before it; wrap is the width at which its source wraps lines, 0 if it
    does not, -1 if its lines are whole paragraphs by their form; margin is the column at which a column of print begins;
    parted: a line of signs (※, ────) stands above it; whole: a paragraph ends with it for certain.
    page: the page of a source that has pages, counted from 1, else 0.
    empty_rows: how many rows without a word stand below this row of a table; type: how it is set, as its source says.
    """

    number: int
    text: str
    columns: tuple[int, ...]
    gap: int = 0
    hint: str = ""
    page_break: bool = False
    dash: bool = False
    wrap: int = 0
    margin: int = 0
    parted: bool = False
    page: int = 0
    whole: bool = False
    empty_rows: int = 0
    type: str = ""

    def cut(self, start: int, end: int | None = None) -> "Line":
        """Return the characters [start, end) as a line of their own."""
        return replace(self, text=self.text[start:end], columns=self.columns[start:end])

    def strip(self) -> "Line":
        """Return the line without blanks at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, len(self.text.rstrip()) or start)

    def without(self, spans: Iterable[tuple[int, int]]) -> "Line":
        """Return the line without the given spans of its text."""
        gone = {i for start, end in spans for i in range(start, end)}
        keep = [i for i in range(len(self.text)) if i not in gone]
        text = "".join(self.text[i] for i in keep)
        return replace(self, text=text, columns=tuple(self.columns[i] for i in keep))


@dataclass(frozen=True)
class Drop:
    """Characters that are not content, with the name of the noise rule that says so."""

    rule: str
    line: Line


def text_at(lines: Sequence[Line], at: int) -> str:
    """Return the text of a line, nothing where there is none."""
    return lines[at].text.strip() if 0 <= at < len(lines) else ""


def of_source(source: Source) -> tuple[list[Line], list[Drop]]:
    """Return the non-blank lines of a source, and those that the reader itself has told to be no content."""
    lines: list[Line] = []
    drops: list[Drop] = []
    gap, broken = 0, False
    for item in source.lines:
        text = item.text
        if "\f" in text:
            broken = True
        if not text.strip():
            # An empty row of a table is counted by the row above it.
            gap += item.hint != "table"
            continue
        # A form feed is a blank: it needs no place in the ledger.
        line = Line(
            item.number,
            text,
            tuple(range(len(text))),
            gap,
            item.hint,
            broken,
            page=item.page or 0,
            whole=item.whole,
            empty_rows=item.empty_rows,
            type=item.type,
        )
        if item.drop:
            drops.append(Drop(item.drop, line))
            continue
        if item.read is not None:
            line, rest = _as_read(line, item.read)
            drops += [Drop("markup", rest)] if rest.text.strip() else []
            if not line.text.strip():
                continue
        # Tabs at the end of a row are empty cells and must stay; rows may share a line of the file.
        lines += (piece if "\t" in piece.text.strip("\f") else piece.strip() for piece in _pieces(line))
        gap, broken = 0, False
    return lines, drops


def _as_read(line: Line, read: str) -> tuple[Line, Line]:
    """Return a line with the text as read, each character at its place in the line of the file, and what is left."""
    places: dict[str, list[int]] = {}
    for column, char in enumerate(line.text):
        places.setdefault(char, []).append(column)
    solid = [column for column, char in enumerate(line.text) if not char.isspace()]
    columns: list[int] = []
    at = 0
    for char in read:
        # A raised figure stands where its plain one does; a mark where the tag does that it was read from.
        known = places.get(char) or places.get(unicodedata.normalize("NFKC", char), [])
        place = bisect_left(known, at)
        found = known[place] if place < len(known) else None
        columns.append(solid[min(bisect_left(solid, at), len(solid) - 1)] if found is None else found)
        if found is not None and not char.isspace():
            at = found + 1
    inked = {column for column, char in zip(columns, read, strict=True) if not char.isspace()}
    rest = line.without((n, n + 1) for n in inked)
    return replace(line, text=read, columns=tuple(columns)), rest


def _pieces(line: Line) -> Iterator[Line]:
    """Give the parts of a line that stand between line ends: rows of a table, and what stands beside them."""
    start = 0
    for text in line.text.split("\n"):
        if text.strip():
            piece = line.cut(start, start + len(text))
            yield piece if line.hint != "table" or "\t" in text else replace(piece, hint="")
        start += len(text) + 1


_MARK_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_NARROW = re.compile("[,;:!?()]")
_ASCII = re.compile(r"[\x00-\x7f]")
_NARROW_MARK, _BRACKET = re.compile("[,;:!?]"), re.compile("[()（）]")
# (0571) 8888 8888
_AREA_CODE = re.compile(r"[(（]0\d{2,3}[)）]\s*\d")
# A run of Chinese is a name that may stand before @: it is looked for only where there is one, and from its start alone.
_HAS_ADDRESS = re.compile("://|www|@")
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[\x21-\x7e]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")


def widen(text: str) -> str:
    """Set , ; : ! ? ( ) wide where they belong to Chinese text; not between digits, in Latin text or in addresses."""
    addresses = _ADDRESS.finditer(text) if _HAS_ADDRESS.search(text) else ()
    keep = {i for match in addresses for i in range(*match.span())}
    out = list(text)
    for match in _NARROW_MARK.finditer(text):
        i, c = match.start(), match[0]
        if i not in keep:
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            if (before and not _ASCII.match(before)) or (
                after and not _ASCII.match(after) and not before.isdigit()
            ):
                out[i] = _MARK_WIDE[c]
            elif not after and before and re.search(r"[^\x00-\x7f]", text):
                out[i] = _MARK_WIDE[c]
    _widen_brackets(text, out, keep)
    return "".join(out)


def set_wide(text: str) -> int:
    """Return how many marks of a text are set wide."""
    return sum(a != b for a, b in zip(text, widen(text), strict=True)) if _NARROW.search(text) else 0


def _widen_brackets(text: str, out: list[str], keep: set[int]) -> None:
    wide_before = [0, *accumulate(not char.isascii() for char in text)]
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        i, c = match.start(), match[0]
        if i in keep:
            continue
        if c in "(（":
            stack.append(i)
        elif c in ")）" and stack:
            start = stack.pop()
            beside = text[start - 1 : start] + text[i + 1 : i + 2]
            is_chinese = wide_before[i] > wide_before[start + 1] or not beside.isascii()
            if is_chinese and not _AREA_CODE.match(text, start):
                out[start], out[i] = "（", "）"


# A mark that has been set wide brings its own room.
_BESIDE_MARK = re.compile(r"(?<=[，；：！？）]) (?=\S)|(?<=\S) (?=[，；：！？（])")


def tidy(text: str) -> str:
    """Return the clean form of running text: blanks closed up, marks of Chinese text set wide, words untouched."""
    return _BESIDE_MARK.sub("", widen(close_up(drop_invisible(text))))


def tidy_title(lines: Iterable[str]) -> str:
    """Return the clean form of a title over the given lines; print breaks close, what parts its words stays."""
    joined = join_title([close_title(drop_invisible(text)) for text in lines])
    return _BESIDE_MARK.sub(r"", widen(joined))
