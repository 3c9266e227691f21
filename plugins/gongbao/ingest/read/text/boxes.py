"""Read tables that are drawn with signs for lines: ┌─┬─┐, │ │, or +---+---+ and | |."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from gongbao.bulletin.markup import ABOVE, LEFT

from ...model.source import SourceObject
from ..cells import cell_text, row_line, side_by_side
from .lines import TextLine

_ACROSS = "─━═╌┄┅┈┉╍—－"
_CORNERS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛┠┨┯┷┿╂┝┥╭╮╰╯╟╢╫╥╨"
_DOWN = "│┃║┆┇┊┋"
_DRAWN = rf"[{_CORNERS}{_DOWN}{_ACROSS}\s]"
_BORDER = re.compile(rf"^\s*+(?:{_DRAWN}*[{_CORNERS}]{_DRAWN}*|\+(?:[-=]{{2,}}\+)+\s*)$")
_ROW = re.compile(rf"^\s*+(?:[{_DOWN}├┣╠┠].*[{_DOWN}┤┫╣┨]|\|.*\|)\s*$")
_JOINTS = re.compile(rf"[{_CORNERS}{_DOWN}+|]")
_FEWEST_LINES = 3


def read_boxes(lines: Sequence[TextLine]) -> list[SourceObject]:
    """Set the rows of drawn tables as rows parted by tabs, each on its first line; the lines drawn are dropped."""
    objects: list[SourceObject] = []
    at = 0
    while at < len(lines):
        if lines[at].drop or not _BORDER.match(lines[at].text):
            at += 1
            continue
        end = at
        while end < len(lines) and not lines[end].drop and _is_part(lines[end].text):
            end += 1
        block = lines[at:end]
        if len(block) >= _FEWEST_LINES and sum(map(_is_border, block)) > 1:
            _read(block)
            objects.append(SourceObject("table", block[0].number, text="", kept="table"))
        at = max(end, at + 1)
    return objects


def _is_border(line: TextLine) -> bool:
    return _BORDER.match(line.text) is not None


def _is_part(text: str) -> bool:
    return _BORDER.match(text) is not None or _ROW.match(text) is not None


def _read(block: Sequence[TextLine]) -> None:
    grid: list[list[str]] = []
    places: list[TextLine] = []
    edges = _edges(block)
    bounds = sorted(edges)
    group: list[TextLine] = []
    # Cells that the line drawn above leaves open go on from the row above.
    goes_on: set[int] = set()
    for line in block:
        if not _is_border(line):
            group.append(line)
            continue
        for row, first in _rows(group, bounds):
            if grid and goes_on:
                row = [ABOVE if at in goes_on and not cell else cell for at, cell in enumerate(row)]
            grid.append(row)
            places.append(first)
            goes_on = set()
        group = []
        goes_on = _open_cells(line.text, bounds) if grid else set()
        line.drop = "drawn-line"
    for row, first in _rows(group, bounds):
        grid.append(row)
        places.append(first)
    beside = side_by_side(grid)
    for row, first in zip(grid, places, strict=True):
        first.text = row_line(row)
        first.hint = "table"
    if beside and len(beside) == len(places):
        for text, first in zip(beside, places, strict=True):
            first.text, first.hint = text, ""


def _edges(block: Sequence[TextLine]) -> set[int]:
    """Return the columns of the screen at which cells begin and end, from the borders."""
    return {column for line in block if _is_border(line) for column, _ in _joints(line.text)}


def _joints(text: str) -> list[tuple[int, int]]:
    """Return column of the screen and place of each joint or upright line; Chinese signs and drawn lines take two."""
    found, column = [], 0
    for at, char in enumerate(text):
        if _JOINTS.match(char):
            found.append((column, at))
        column += 2 if unicodedata.east_asian_width(char) in "WFA" else 1
    return found


def _open_cells(text: str, bounds: Sequence[int]) -> set[int]:
    """Return the cells below which a border draws no line: they are merged with those below."""
    inside: set[int] = set()
    drawn: set[int] = set()
    column = 0
    for char in text:
        cell = bisect_left(bounds, column) - 1
        if 0 <= cell < len(bounds) - 1 and column not in bounds[cell + 1 : cell + 2]:
            inside.add(cell)
            if char in _ACROSS or char in "-=":
                drawn.add(cell)
        column += 2 if unicodedata.east_asian_width(char) in "WFA" else 1
    return inside - drawn


def _rows(group: Sequence[TextLine], bounds: Sequence[int]) -> list[tuple[list[str], TextLine]]:
    """Return the rows between two drawn lines: a line whose first cell is empty goes on with the row above it."""
    found: list[tuple[list[list[str]], TextLine]] = []
    goes_on: set[int] = set()
    for line in group:
        cells = _cells(line.text, bounds)
        if found and not cells[0].strip() and any(cell.strip() for cell in cells):
            for parts, cell in zip(found[-1][0], cells, strict=True):
                parts.append(cell)
            line.text = line.raw = ""
            goes_on.add(id(found[-1][1]))
        else:
            found.append(([[cell] for cell in cells], line))
    rows = [([_joined(parts) for parts in row], line) for row, line in found]
    for row, line in rows:
        if id(line) in goes_on:
            line.raw = row_line(row)
    return rows


def _joined(parts: Sequence[str]) -> str:
    if parts[0] == LEFT:
        return LEFT
    words = [part.strip() for part in parts if part.strip() and part != LEFT]
    # A narrow column breaks its words anywhere.
    return cell_text(["".join(words)]) if all(not word.isascii() for word in words) else cell_text(words)


def _cells(text: str, bounds: Sequence[int]) -> list[str]:
    """Cut a row at its upright lines; a cell that reaches over a border of the others is merged with its neighbours."""
    joints = _joints(text)
    cells: list[str] = []
    count = max(len(bounds) - 1, 1)
    if len(joints) - 1 == count:
        return [text[a + 1 : b].strip() for (_, a), (_, b) in pairwise(joints)]
    for (left, a), (right, b) in pairwise(joints):
        wide = bisect_left(bounds, right) - bisect_right(bounds, left) + 1
        cells += [text[a + 1 : b].strip(), *[LEFT] * (wide - 1)]
    return (cells + [""] * count)[:count]
