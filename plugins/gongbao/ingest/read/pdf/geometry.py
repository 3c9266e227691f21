"""Characters, rows and rules on a page: plain geometry, in points, y counted downwards from the top."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from ...model.marks import marked
from ...model.source import Place, SourceObject
from .gaps import behind_number, blank
from .photograph import Lean, Outline, in_perspective

# A raised or lowered figure is set so much smaller, and its foot so much (of the main size) off the line's.
_SMALLER = 0.86
_RAISED, _LOWERED = 0.22, 0.06
_LONGEST_RAISED = 6
# A figure that is set off in full size makes its line so much taller, and stands so far off it.
_TALLER, _ON_LINE, _FULL_LOWERED, _FULL_OFF, _BESIDE = 1.1, 0.05, 0.1, 0.6, 0.3
_FIGURE = re.compile(r"[0-9A-Za-z+\-−=()*]")
_WIDE_BLANK = re.compile("\u3000{2,}")
_SPREAD = re.compile("(?<=[A-Za-z,;)])\u3000{2,}(?=[A-Za-z(])")
_FEWEST_SPREAD = 2
# Rows overlap at least so much of the lower one.
_SAME_ROW = 0.5
# Type that is so many times as large stands beside several rows, not in one of them.
_LARGER = 2.0


@dataclass(frozen=True)
class Char:
    """A character where it is drawn; `size` is its font size. A whole table is a single one, with its number.

    turn: by how many degrees it leans to the left: 0, 90 (read upwards), 180, 270 (read downwards).
    pale: drawn in a light colour or half transparent.
    sure: how sure the engine is that recognised it, 0 to 1; 1 where the file itself says what it is.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    table: int | None = None
    turn: int = 0
    pale: bool = False
    sure: float = 1.0


@dataclass(frozen=True)
class Rule:
    """A straight horizontal or vertical line."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_flat(self) -> bool:
        """Tell whether it lies level."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass
class Page:
    """What is drawn on a page.

    turned: by how many degrees the page was turned to the right, so that its text stands upright (see turned.py).
    dropped: text that is no part of the page's reading, by rule: watermark, off-page.
    objects: what it holds beside characters; files: its pictures, by the key that their objects have.
    leaf: its place among the printed pages, from 1; not its number where two of them are in one picture.
    inset: where it lies in that picture, as left and right in fractions of the picture's width.
    laid: by how many degrees that picture was turned to the right before it was recognised.
    marks: the bookmarks that lead to it, as level and folded title.
    tilt: by how many degrees its lines fell to the right before they were made level; lean: how its margins leaned.
    outline: the corners of the sheet in that picture, in fractions of it, where it was photographed in perspective.
    """

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turned: int = 0
    dropped: dict[str, list[Char]] = field(default_factory=dict)
    objects: list[SourceObject] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    is_picture: bool = False
    leaf: int = 0
    inset: tuple[float, float] = (0.0, 1.0)
    laid: int = 0
    tilt: float = 0.0
    lean: Lean | None = None
    outline: Outline | None = None
    marks: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A damaged file may give a page no size, or none that is a number; what stands on it is read all the same.
        self.width, self.height = (side if side >= 1 else 1.0 for side in (self.width, self.height))

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Place:
        """Return a box as a place on the page as it is printed, in fractions of it."""
        wide, high = self.width, self.height
        for _ in range(self.turned // 90):
            # Undo one quarter turn to the right: what is at the top came from the left.
            x0, y0, x1, y1, wide, high = y0, wide - x1, y1, wide - x0, high, wide
        if self.tilt or self.lean:
            x0, y0, x1, y1 = self._in_picture(x0, y0, x1, y1)
        left, top, right, bottom = (
            min(max(v, 0.0), 1.0) for v in (x0 / wide, y0 / high, x1 / wide, y1 / high)
        )
        first, last = self.inset
        left, right = first + left * (last - first), first + right * (last - first)
        if self.outline:
            left, top, right, bottom = in_perspective(self.outline, left, top, right, bottom)
        box = round(left, 4), round(top, 4), round(right, 4), round(bottom, 4)
        return Place(self.number, box, self.laid)

    def _in_picture(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return the box around a level and upright one as it lies in the picture, which was turned around its middle."""
        first, last = self.inset
        whole = self.width / max(last - first, 0.01)
        middle_x, middle_y = whole * (0.5 - first), self.height / 2
        cos, sin = math.cos(math.radians(self.tilt)), math.sin(math.radians(self.tilt))
        corners = [(x, y) for x in (x0, x1) for y in (y0, y1)]
        if self.lean:
            corners = [(self.lean.leaning(x, y), y) for x, y in corners]
        corners = [(x - middle_x, y - middle_y) for x, y in corners]
        xs = [middle_x + cos * x - sin * y for x, y in corners]
        ys = [middle_y + sin * x + cos * y for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass
class Piece:
    """Characters that stand together in one line; closed: nothing below it goes on from it."""

    chars: list[Char]
    closed: bool = False

    def __post_init__(self) -> None:
        # Blanks behind the words take no room: a signature is set off from the margin by them.
        inked = [char for char in self.chars if not char.text.isspace()] or self.chars
        self.x0 = min(char.x0 for char in self.chars)
        self.x1 = max(char.x1 for char in inked)
        self.y0 = min(char.y0 for char in self.chars)
        self.y1 = max(char.y1 for char in self.chars)
        self.size = median(char.size for char in self.chars)
        self.table = self.chars[0].table

    @property
    def text(self) -> str:
        """Return the characters with the blanks that their distances show."""
        text = ""
        last: Char | None = None
        room = 0.0
        ordered = sorted(self.chars, key=lambda char: (char.x0, char.x1))
        for kind, group in groupby(ordered, key=self._set_off(ordered)):
            run, before = "", last
            for char in group:
                if last is not None:
                    run += blank(last, char, text + run) or behind_number(last, char, text + run, room)
                    room = char.x0 - last.x1
                run += char.text
                last = char
            words = run.strip()
            # What stands apart is no index of the words before it, however small: the page of an entry.
            is_index = kind and len(words) <= _LONGEST_RAISED and not (before and run.startswith("\u3000"))
            text += run.replace(words, marked(words, kind)) if is_index else run
        text = unicodedata.normalize("NFC", text).strip(" ")
        return _without_spread(text) if text.count("\u3000\u3000") >= _FEWEST_SPREAD else text

    def _set_off(self, ordered: Sequence[Char]) -> Callable[[Char], str]:
        """Return what tells of a character whether it is raised or lowered against the others of its line."""
        largest = max(char.size for char in self.chars)
        if min(char.size for char in self.chars) > _SMALLER * largest:
            return self._set_off_in_full_size(ordered, largest)
        main = [char for char in self.chars if char.size > _SMALLER * largest and not char.text.isspace()]
        if not main:
            return lambda char: ""
        size, foot = largest, median(char.y1 for char in main)

        def kind(char: Char) -> str:
            if char.size > _SMALLER * size or not _FIGURE.fullmatch(char.text):
                return ""
            if char.y1 < foot - _RAISED * size:
                return "raised"
            return "lowered" if char.y1 > foot + _LOWERED * size else ""

        return kind

    def _set_off_in_full_size(self, ordered: Sequence[Char], size: float) -> Callable[[Char], str]:
        """Return what tells of figures that are raised or lowered in the size of their line: m2, where 2 stands higher.

        They follow a letter or figure that stands on the line, in a box as high: boxes of two fonts are set off anyway.
        """
        last = ordered[-1]
        if self.table is not None or self.y1 - self.y0 < _TALLER * (last.y1 - last.y0):
            return lambda char: ""
        foot = median(char.y1 for char in ordered)
        found: dict[int, str] = {}
        for before, char in pairwise(ordered):
            off = (foot - char.y1) / size
            if (
                (_RAISED < off < _FULL_OFF or _FULL_LOWERED < -off < _FULL_OFF)
                and char.text.isdecimal()
                and _FIGURE.fullmatch(before.text)
                and (id(before) in found or abs(before.y1 - foot) < _ON_LINE * size)
                and char.x0 - before.x1 < _BESIDE * size
                and abs((char.y1 - char.y0) - (before.y1 - before.y0)) < _ON_LINE * size
            ):
                found[id(char)] = "raised" if off > 0 else "lowered"
        return lambda char: found.get(id(char), "")


def _without_spread(text: str) -> str:
    """Return a line with the blanks between its Latin words one wide, where the line is spread by these to the margin.

    They are as wide as each other then; the cells of a table are Chinese, or not set at such distances.
    """
    blanks = {blank[0] for blank in _WIDE_BLANK.finditer(text)}
    between = _SPREAD.findall(text)
    return (
        _SPREAD.sub(" ", text)
        if len(blanks) == 1 and len(between) == len(_WIDE_BLANK.findall(text))
        else text
    )


def pieces(chars: Sequence[Char]) -> list[Piece]:
    """Put characters together that were drawn one after the other in one line."""
    found: list[list[Char]] = []
    for char in chars:
        last = found[-1][-1] if found else None
        if last is not None and _follows(last, char):
            found[-1].append(char)
        else:
            found.append([char])
    return [Piece(group) for group in found if any(not char.text.isspace() for char in group)]


def _follows(last: Char, char: Char) -> bool:
    size = max(last.size, char.size)
    same_height = abs((last.y0 + last.y1) - (char.y0 + char.y1)) < 0.7 * size
    # Beside a name in large type stand several lines in small: what is that much smaller follows only close by.
    room = size if size < _LARGER * min(last.size, char.size) else min(last.size, char.size)
    return same_height and -0.5 * size < char.x0 - last.x1 < room


def rows(parts: Iterable[Piece]) -> list[Piece]:
    """Put pieces together that stand at the same height, from the top down; tables stay by themselves."""
    found: list[list[Piece]] = []
    tables: list[Piece] = []
    for piece in sorted(parts, key=lambda piece: (piece.y0 + piece.y1, piece.x0)):
        if piece.table is not None:
            tables.append(piece)
        elif found and _share_a_row(found[-1], piece):
            found[-1].append(piece)
        else:
            found.append([piece])
    found = [part for row in found for part in _without_large(row, found)]
    texts = [Piece([char for piece in row for char in piece.chars]) for row in found]
    return sorted([*texts, *tables], key=lambda piece: piece.y0) if tables else texts


def _without_large(row: list[Piece], others: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return a row with what is set in it in much larger type by itself, over it, where that stands beside other rows too: the name of a
    bulletin beside its issue and its day."""
    least = min(piece.size for piece in row)
    large = [piece for piece in row if piece.size >= _LARGER * least and len(piece.text) > 1]
    if not large or len(large) == len(row):
        return [row]
    beside = any(other is not row and any(_share_a_row(other, piece) for piece in large) for other in others)
    return [large, [piece for piece in row if piece not in large]] if beside else [row]


def _share_a_row(row: Sequence[Piece], piece: Piece) -> bool:
    # Rows of unlike height meet in a tall bracket or a superscript; count from the main one.
    main = max(row, key=lambda part: len(part.chars))
    overlap = min(main.y1, piece.y1) - max(main.y0, piece.y0)
    lower = min(main.y1 - main.y0, piece.y1 - piece.y0)
    return overlap > _SAME_ROW * lower
