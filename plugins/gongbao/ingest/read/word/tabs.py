"""Tabs in paragraphs: they indent a line and set its parts off; only rows below each other with as many cells are a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gongbao.bulletin.fold import HAN

from ...model.source import SourceObject
from .lines import Found

# Two lines may be signatures side by side; three are rows.
_FEWEST_ROWS = 3
_LONGEST_CELL = 40
# The blank behind a numbering is one wide.
_NUMBERING = re.compile(rf"(?:第[{HAN}\d]{{1,5}}[编篇章节条]|[（(]?[{HAN}\d]{{1,3}}[)）、.．])$")
_SET = ("table", "contents")
_INDENT = "\u3000\u3000"


def as_set(found: Sequence[Found]) -> list[Found]:
    """Return the lines of a document with the tabs of its paragraphs as the room that they make, those of rows as cells."""
    out: list[Found] = []
    for count, run in groupby(found, key=_cells):
        rows = list(run)
        is_table = count > 1 and len(rows) >= _FEWEST_ROWS
        out += [_set(one, is_table) for one in rows]
    return out


def _cells(one: Found) -> int:
    """Return how many cells tabs make of a paragraph; 0 where they make none."""
    if isinstance(one, SourceObject) or one.hint in _SET or "\t" not in one.text:
        return 0
    cells = _parts(one.text)
    return len(cells) if len(cells) > 1 and all(len(cell) <= _LONGEST_CELL for cell in cells) else 1


def _parts(text: str) -> list[str]:
    return [cell for cell in re.split(r"\t+", text.strip()) if cell.strip()]


def _set(one: Found, is_row: bool) -> Found:
    if not _cells(one) or isinstance(one, SourceObject):
        return one
    if is_row:
        return replace(one, text="\t".join(_parts(one.text)))
    indent = _INDENT if one.text.startswith("\t") else ""
    return replace(one, text=indent + "".join(_with_room(_parts(one.text))))


def _with_room(parts: Sequence[str]) -> Iterator[str]:
    """Give the parts of a line with the blanks between them."""
    for at, part in enumerate(parts):
        yield part
        if at + 1 < len(parts):
            yield "\u3000" if not at and _NUMBERING.match(part.strip()) else _INDENT
