"""Lines that know where their characters stand in the source: the coin that every stage of ingest pays in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from plugins.bulletin.fold import drop_invisible
from plugins.bulletin.numerals import COUNT

from .source import Source


@dataclass(frozen=True)
class Line:
    """A line, or a part of one: columns[i] is the source column of text[i], 0-based.

    gap counts blank lines before it; wrap is the width at which its source wraps lines, 0 if it
    does not, -1 if its lines are whole paragraphs by their form; margin is the column at which a column of print begins.
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
            gap += 1
            continue
        # A form feed is a blank: it needs no place in the ledger.
        line = Line(item.number, text, tuple(range(len(text))), gap, item.hint, broken)
        if item.drop:
            drops.append(Drop(item.drop, line))
            continue
        # Tabs at the end of a row are empty cells and must stay.
        lines.append(line if "\t" in text.strip("\f") else line.strip())
        gap, broken = 0, False
    return lines, drops


_MARK_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_ASCII = re.compile(r"[\x00-\x7f]")


_BLANK_RUN = re.compile(r"[\s\u3000\u00a0]+")
_CLAUSE = re.compile(rf"^(?P<n>第[{COUNT}]{{1,5}}[条章节编])[ \u00a0]+")
_NUMBERED = re.compile(r"^(?P<n>\d{1,2}(?:[.．]\d{1,2}){1,3})[ \u00a0](?=[^\x00-\x7f])")


def close_up(text: str) -> str:
    """Close up blanks that mean nothing beside Chinese text; a wide one between words parts them and stays, as one.

    A single narrow blank beside a Chinese character is a print break or OCR's; blanks between single characters are
    letter spacing (总　则); a wide blank sets names and columns apart (高建军　　柳　青).
    """
    text = _NUMBERED.sub("\\g<n>\u3000", _CLAUSE.sub("\\g<n>\u3000", text.strip()))
    out = ""
    last_end = 0
    widest = max((_width(match.group()) for match in _BLANK_RUN.finditer(text)), default=0)
    for match in _BLANK_RUN.finditer(text):
        before, after = text[last_end : match.start()], text[match.end() :]
        out += before
        last_end = match.end()
        ascii_sides = before[-1:].isascii() and after[:1].isascii()
        wide = "\u3000" in match.group() or len(match.group()) > 1
        if ascii_sides:
            out += " "
        elif wide and not (_is_single(before) and _is_single(_BLANK_RUN.split(after, maxsplit=1)[0])):
            out += "\u3000"
        elif wide and _width(match.group()) == widest and _spaces_letters(text, widest):
            # 高　原　　李　倩: the narrow ones space the letters of a name, the widest part two names.
            out += "\u3000"
    return out + text[last_end:]


def _width(blanks: str) -> int:
    return sum(1 if blank.isascii() else 2 for blank in blanks)


def _spaces_letters(text: str, widest: int) -> bool:
    """Tell whether a narrower run of blanks than the widest parts single characters of the text."""
    runs = list(_BLANK_RUN.finditer(text))
    ends = [0, *(match.end() for match in runs)]
    words = [text[a : match.start()] for a, match in zip(ends, runs, strict=False)] + [text[ends[-1] :]]
    return any(
        _width(match.group()) < widest and _is_single(words[n]) and _is_single(words[n + 1])
        for n, match in enumerate(runs)
    )


def _is_single(token: str) -> bool:
    return len(token) == 1 and not token.isascii()


def widen(text: str) -> str:
    """Set , ; : ! ? ( ) wide where they belong to Chinese text; not between digits, in Latin text or in addresses."""
    keep = [
        (m.start(), m.end())
        for m in re.finditer(r"<?(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.]+", text)
    ]
    out = list(text)
    for i, c in enumerate(text):
        if any(a <= i < b for a, b in keep):
            continue
        if c in _MARK_WIDE:
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            if (before and not _ASCII.match(before)) or (
                after and not _ASCII.match(after) and not before.isdigit()
            ):
                out[i] = _MARK_WIDE[c]
            elif not after and before and re.search(r"[^\x00-\x7f]", text):
                out[i] = _MARK_WIDE[c]
    _widen_brackets(text, out, keep)
    return "".join(out)


def _widen_brackets(text: str, out: list[str], keep: list[tuple[int, int]]) -> None:
    stack: list[int] = []
    for i, c in enumerate(text):
        if any(a <= i < b for a, b in keep):
            continue
        if c in "(（":
            stack.append(i)
        elif c in ")）" and stack:
            start = stack.pop()
            inside = text[start + 1 : i]
            phone = re.fullmatch(r"0\d{2,3}", inside) and text[i + 1 :].lstrip()[:1].isdigit()
            beside = text[start - 1 : start] + text[i + 1 : i + 2]
            if not phone and (re.search(r"[^\x00-\x7f]", inside) or re.search(r"[^\x00-\x7f]", beside)):
                out[start], out[i] = "（", "）"


# A mark that has been set wide brings its own room.
_BESIDE_MARK = re.compile(r"(?<=[，；：！？）]) (?=\S)|(?<=\S) (?=[，；：！？（])")


def tidy(text: str) -> str:
    """Return the clean form of running text: blanks closed up, marks of Chinese text set wide, words untouched."""
    return _BESIDE_MARK.sub("", widen(close_up(drop_invisible(text))))
