"""Read tables that stand in a text as raw HTML."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from ...model.source import SourceObject
from ..cells import row_line
from ..web.tables import is_data_table, table_rows
from ..web.walker import DeeplyNested, read_element
from .lines import TextLine

_OPENS = re.compile(r"<table\b", re.I)
_CLOSES = re.compile(r"</table\s*>", re.I)
_ROW = re.compile(r"<tr\b", re.I)


def read_tables(lines: Sequence[TextLine]) -> list[SourceObject]:
    """Set the rows of raw HTML tables as rows parted by tabs, each on the line where it begins."""
    objects = []
    at = 0
    while at < len(lines):
        opening = None if lines[at].drop else _OPENS.search(lines[at].text)
        if opening is None:
            at += 1
            continue
        end = _end(lines, at, opening.start())
        if end is None:
            break
        last, stop = end
        objects += _read(lines, at, opening.start(), last, stop)
        at = last + 1
    return objects


def _end(lines: Sequence[TextLine], at: int, start: int) -> tuple[int, int] | None:
    """Return line and column where a table ends, tables in it included; None where it never does."""
    depth = 0
    for number in range(at, len(lines)):
        text = lines[number].text
        marks = [(m.start(), 1, m.end()) for m in _OPENS.finditer(text)]
        marks += [(m.start(), -1, m.end()) for m in _CLOSES.finditer(text)]
        for begin, step, stop in sorted(marks):
            if number == at and begin < start:
                continue
            depth += step
            if depth == 0:
                return number, stop
    return None


def _read(lines: Sequence[TextLine], first: int, start: int, last: int, stop: int) -> list[SourceObject]:
    stretch = [line.text for line in lines[first : last + 1]]
    before, after = stretch[0][:start], stretch[-1][stop:]
    stretch[-1] = stretch[-1][:stop]
    stretch[0] = stretch[0][start:]
    table = BeautifulSoup("\n".join(stretch), "lxml").find("table")
    if not isinstance(table, Tag):
        return []
    try:
        if is_data_table(table):
            rows = list(table_rows(table, read_element))
            texts = [row_line(row.cells) if row.cells else row.caption for row in rows]
            objects = [one for row in rows for one in row.objects]
        else:
            content = read_element(table)
            texts, objects = [line.text for line in content.lines if not line.drop], list(content.objects)
    except DeeplyNested:
        return []
    # A row begins on the line of its tag; where rows cannot be told so, all stand on the first line.
    begins = [number for number, text in enumerate(stretch) for _ in _ROW.finditer(text)]
    if len(begins) != len(texts):
        begins = [0] * len(texts)
    placed: list[list[str]] = [[] for _ in stretch]
    for number, text in zip(begins, texts, strict=True):
        placed[number] += [text] if text.strip() else []
    placed[0] = ([before] if before.strip() else []) + placed[0]
    placed[-1] += [after] if after.strip() else []
    for line, rows_here in zip(lines[first : last + 1], placed, strict=True):
        line.text = "\n".join(rows_here)
        if not _stands_in(line.text, line.raw):
            # A row that goes on in the next lines of the file: it stands on its first.
            line.raw = line.text
        line.hint = "table" if any("\t" in row for row in rows_here) else line.hint
    number = lines[first].number
    return [SourceObject(o.kind, number, o.text, o.kept, o.rule, o.place, o.file) for o in objects]


def _stands_in(text: str, raw: str) -> bool:
    """Tell whether the characters of a text stand in a line, in their order."""
    at = 0
    for char in text:
        if not char.isspace():
            at = raw.find(char, at) + 1
            if not at:
                return False
    return True
