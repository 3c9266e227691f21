"""Find where on the pages of its source each paragraph of an article stands: by its words, so that corrections do no harm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongbao.bulletin.fold import fold

from .ledger import Box, Ledger, Row

# Words of fewer signs stand in many places: they are looked for near the place that the reading has come to.
_TELLING = 8
_NEAR = 400
# So much of a paragraph that was corrected has to stand in the source for its place to be known.
_ALIKE = 0.6
_FEWEST = 2
# How far the window for a corrected paragraph reaches beyond it.
_BEYOND = 200
_NARROW = 0.5


@dataclass(frozen=True)
class Unit:
    """Something of an article that has a place: its name in the page's data, its words.

    apart: it stands outside the order of the text (title, number, foot).
    """

    name: str
    text: str
    apart: bool = False


@dataclass(frozen=True)
class Spot:
    """A part of a printed row: its page and box, and how many signs of the unit stand in it."""

    page: int
    box: Box
    signs: int


@dataclass(frozen=True)
class Placed:
    """A unit and the rows in which it is printed."""

    name: str
    spots: tuple[Spot, ...]


class Reading:
    """The words of an article as they stand in the source: folded, each sign with its row."""

    def __init__(self, ledger: Ledger, name: str) -> None:
        signs: list[str] = []
        self._rows: list[tuple[Row, float, float]] = []
        for line, start, end in ledger.stretches(name):
            text = ledger.lines[line - 1]
            for row in ledger.rows.get(line, ()):
                whole = sum(map(width, text[row.start : row.end])) or 1.0
                at = 0.0
                for column in range(row.start, row.end):
                    wide = width(text[column])
                    if start <= column < end:
                        for sign in fold(text[column]):
                            signs.append(sign)
                            self._rows.append((row, at / whole, (at + wide) / whole))
                    at += wide
        self.text = "".join(signs)

    def find(self, units: Sequence[Unit]) -> list[Placed]:
        """Return the units that were found, each with its rows."""
        found = []
        cursor = 0
        for unit in units:
            words = fold(unit.text)
            if not words:
                continue
            places = self._places(words, 0 if unit.apart else cursor, unit.apart)
            if not places:
                continue
            if not unit.apart:
                cursor = max(cursor, places[-1] + 1)
            found.append(Placed(unit.name, self._spots(words, places)))
        return found

    def _places(self, words: str, cursor: int, anywhere: bool) -> list[int]:
        """Return the place of each sign of some words, -1 for one that has none; [] where they are not there."""
        at = self.text.find(words, cursor)
        if at >= 0 and (anywhere or len(words) >= _TELLING or at - cursor <= _NEAR):
            return list(range(at, at + len(words)))
        if len(words) < _TELLING:
            return []
        at = self.text.find(words)
        if at >= 0:
            return list(range(at, at + len(words)))
        return self._nearly(words, cursor)

    def _nearly(self, words: str, cursor: int) -> list[int]:
        first = max(cursor - _BEYOND, 0)
        window = self.text[first : cursor + 2 * len(words) + _BEYOND]
        matched = [
            block
            for block in SequenceMatcher(None, words, window, autojunk=False).get_matching_blocks()
            if block.size >= _FEWEST
        ]
        if sum(block.size for block in matched) < _ALIKE * len(words):
            return []
        places = [-1] * len(words)
        for block in matched:
            for n in range(block.size):
                places[block.a + n] = first + block.b + n
        # What was put in stands where the sign before it does.
        last = next(place for place in places if place >= 0)
        for n, place in enumerate(places):
            last = places[n] = place if place >= 0 else last
        return places

    def _spots(self, words: str, places: Sequence[int]) -> tuple[Spot, ...]:
        spots: list[tuple[Row, float, float, int]] = []
        for place in places:
            row, start, end = self._rows[place]
            if spots and spots[-1][0] is row:
                _, low, high, signs = spots[-1]
                spots[-1] = row, min(low, start), max(high, end), signs + 1
            else:
                spots.append((row, start, end, 1))
        return tuple(Spot(row.page, _part(row.box, low, high), signs) for row, low, high, signs in spots)


def width(sign: str) -> float:
    """Return how wide a sign is set, in squares."""
    return _NARROW if sign.isascii() else 1.0


def _part(box: Box, low: float, high: float) -> Box:
    left, top, right, bottom = box
    wide = right - left
    return left + low * wide, top, left + high * wide, bottom


def packed(placed: Iterable[Placed]) -> str:
    """Return the places of units as a page holds them: `id=3:120 197 890 218 38,…/4:…;id=…`, boxes in thousandths."""
    out = []
    for unit in placed:
        pages: list[tuple[int, list[str]]] = []
        for spot in unit.spots:
            if not pages or pages[-1][0] != spot.page:
                pages.append((spot.page, []))
            numbers = [*(round(1000 * side) for side in spot.box), *([spot.signs] if spot.signs else [])]
            pages[-1][1].append(" ".join(map(str, numbers)))
        out.append(unit.name + "=" + "/".join(f"{page}:{','.join(rows)}" for page, rows in pages))
    return ";".join(out)


def whole(unit: Placed) -> Placed:
    """Return a unit with a single box for each column that its rows run through."""
    boxes: list[Spot] = []
    for spot in unit.spots:
        last = boxes[-1] if boxes else None
        if (
            last
            and last.page == spot.page
            and spot.box[1] >= last.box[1]
            and _side_by_side(last.box, spot.box)
        ):
            (a, b, c, d), (e, _, g, h) = last.box, spot.box
            boxes[-1] = Spot(spot.page, (min(a, e), b, max(c, g), max(d, h)), 0)
        else:
            boxes.append(Spot(spot.page, spot.box, 0))
    return Placed(unit.name, tuple(boxes))


def _side_by_side(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0])
