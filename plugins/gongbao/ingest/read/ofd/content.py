"""Draw the objects of an OFD page into characters, rules and pictures, in points from the page's top left."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongbao.bulletin.numerals import figures
from gongbao.messages import _

from ...model.source import Place, SourceError, SourceObject
from ..pdf.gaps import is_wide
from ..pdf.geometry import Char, Page, Rule
from ..pdf.radicals import as_written
from .package import Document, Package, below, numbers, tag

_POINTS = 72 / 25.4
_DEEPEST = 12
_MOST_CHARS = 200_000
# How far a character reaches above and below its base line, in parts of its size.
_ABOVE, _BELOW = 0.88, 0.12
# Points: what is set smaller nobody sees.
_SMALLEST = 0.1
_THIN, _SHORTEST = 2.5, 6.0
_LEANS = 15
_STEP = re.compile(r"([SMLQBAC])|(-?\d*\.?\d+(?:[eE][-+]?\d+)?)")
_ARITY = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
Matrix = tuple[float, float, float, float, float, float]


@dataclass
class Drawn:
    """A page, and the bytes of its pictures by their part."""

    page: Page
    files: dict[str, bytes] = field(default_factory=dict)


class Painter:
    """Puts the objects of page, templates and drawn units on one page."""

    def __init__(self, package: Package, document: Document, drawn: Drawn, left: float, top: float) -> None:
        self._package, self._document, self._drawn = package, document, drawn
        self._start: Matrix = (_POINTS, 0, 0, _POINTS, -left * _POINTS, -top * _POINTS)

    def paint(self, content: etree._Element, matrix: Matrix | None = None, depth: int = 0) -> None:
        """Draw what stands below an element."""
        if depth > _DEEPEST:
            raise SourceError(
                _(
                    "{name}: objects nested too deeply; {advice}",
                    name=self._package.name,
                    advice=self._package.advice,
                )
            )
        for element in content:
            kind = tag(element)
            if kind in ("Layer", "PageBlock", "Content"):
                self.paint(element, matrix, depth + 1)
            elif kind in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._object(kind, element, matrix or self._start, depth)

    def _object(self, kind: str, element: etree._Element, outer: Matrix, depth: int) -> None:
        box = numbers(element.get("Boundary"))
        if len(box) < 4:
            return
        placed = _times(_matrix(element.get("CTM")), _times((1, 0, 0, 1, box[0], box[1]), outer))
        if kind == "TextObject":
            self._text(element, placed)
        elif kind == "PathObject":
            self._drawn.page.rules += _rules(element, placed)
        elif kind == "ImageObject":
            self._image(element, _corners(box, outer))
        elif (unit := self._document.units.get(element.get("ResourceID", ""))) is not None:
            self.paint(unit, placed, depth + 1)

    def _text(self, element: etree._Element, placed: Matrix) -> None:
        page = self._drawn.page
        size = (numbers(element.get("Size")) or [3.7])[0]
        wide = (numbers(element.get("HScale")) or [1.0])[0]
        scale = math.hypot(placed[2], placed[3])
        if element.get("Visible", "true").lower() in ("false", "0") or size * scale < _SMALLEST:
            words = "".join(code.text or "" for code in below(element, "TextCode")).strip()
            self._tell("hidden", words, "hidden-text")
            return
        leaning = -math.degrees(math.atan2(placed[1], placed[0]))
        turn = round(leaning / 90) % 4 * 90
        leans = abs(leaning - round(leaning / 90) * 90) > _LEANS
        x = y = 0.0
        for code in below(element, "TextCode"):
            x = (numbers(code.get("X")) or [x])[0]
            y = (numbers(code.get("Y")) or [y])[0]
            text = code.text or ""
            steps_x, steps_y = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
            for at, sign in enumerate(text):
                own = size * wide * (1.0 if is_wide(sign) else 0.5)
                step = steps_x[at] if at < len(steps_x) else (0.0 if steps_y else own)
                if sign >= " ":
                    # Spread to the margin, a character is no wider for it.
                    width = min(step, size * wide) if step > 0 else own
                    char = self._char(sign, (x, y), width, size, placed, scale, turn)
                    if leans and not sign.isspace():
                        page.dropped.setdefault("watermark", []).append(char)
                    else:
                        page.chars.append(char)
                x += step
                y += steps_y[at] if at < len(steps_y) else 0.0
        if len(page.chars) > _MOST_CHARS:
            raise SourceError(
                _(
                    "{name}: page {number} has too many characters to be a page; {advice}",
                    name=self._package.name,
                    number=page.number,
                    advice=self._package.advice,
                )
            )

    def _char(
        self,
        sign: str,
        at: tuple[float, float],
        width: float,
        size: float,
        placed: Matrix,
        scale: float,
        turn: int,
    ) -> Char:
        x0, y0 = _point(placed, at[0], at[1] - _ABOVE * size)
        x1, y1 = _point(placed, at[0] + width, at[1] + _BELOW * size)
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        right, bottom = max(right, left + 0.01), max(bottom, top + 0.01)
        return Char(as_written(sign), left, top, right, bottom, size * scale, None, turn)

    def _image(self, element: etree._Element, box: tuple[float, float, float, float]) -> None:
        page = self._drawn.page
        part = self._document.media.get(element.get("ResourceID", ""), "")
        content = self._package.read(part) if part else None
        place = page.place(*box)
        if content is None:
            page.objects.append(SourceObject("picture", 0, "", rule="picture-not-there", place=place))
            return
        self._drawn.files[part] = content
        page.objects.append(SourceObject("picture", 0, "", place=place, file=part))
        if (box[2] - box[0]) * (box[3] - box[1]) > 0.5 * page.width * page.height:
            page.is_picture = True

    def _tell(self, kind: str, words: str, rule: str) -> None:
        if words:
            page = self._drawn.page
            page.objects.append(SourceObject(kind, 0, words, rule=rule, place=Place(page.number)))

    def note(self, annotation: etree._Element) -> None:
        """Tell of an annotation; its appearance is no text of the document."""
        words = "".join(t.text or "" for t in annotation.iter() if tag(t) == "TextCode").strip()
        kind = annotation.get("Type", "") or "annotation"
        remark = next((t.text or "" for t in annotation.iter() if tag(t) == "Remark"), "").strip()
        drawn = any(tag(t) in ("ImageObject", "PathObject") for t in annotation.iter())
        if words or remark or drawn:
            remark_text = "；".join(filter(None, (words, remark))) or kind
            self._tell(
                "watermark" if kind == "Watermark" else "comment", remark_text, f"annotation-{kind.lower()}"
            )


def _matrix(text: str | None) -> Matrix:
    n = numbers(text)
    return (n[0], n[1], n[2], n[3], n[4], n[5]) if len(n) >= 6 else (1, 0, 0, 1, 0, 0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _corners(box: list[float], outer: Matrix) -> tuple[float, float, float, float]:
    (a, b), (c, d) = _point(outer, box[0], box[1]), _point(outer, box[0] + box[2], box[1] + box[3])
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _deltas(text: str | None) -> list[float]:
    """Return the steps from character to character; `g 3 5.6` stands for three of them."""
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < _MOST_CHARS:
        if words[at] == "g" and at + 2 < len(words) and (often := figures(words[at + 1])) is not None:
            step = numbers(words[at + 2])
            found += step * min(often, _MOST_CHARS)
            at += 3
            continue
        step = numbers(words[at])
        if not step:
            break
        found += step
        at += 1
    return found


def _rules(element: etree._Element, placed: Matrix) -> Iterator[Rule]:
    """Give the straight lines along the axes, and the thin boxes, that a path draws."""
    data = next((child.text or "" for child in below(element, "AbbreviatedData")), "")
    filled = (
        element.get("Fill", "false").lower() == "true" and element.get("Stroke", "true").lower() == "false"
    )
    points: list[tuple[float, float]] = []
    for start, end in _segments(data):
        a, b = _point(placed, *start), _point(placed, *end)
        points += [a, b]
        if not filled:
            yield from _straight(a, b)
    if filled and points:
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        if min(wide, high) <= _THIN and max(wide, high) >= _SHORTEST:
            yield box


def _segments(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    first = last = (0.0, 0.0)
    command, operands = "", list[float]()
    for letter, number in _STEP.findall(data[: 1 << 20]):
        if letter:
            command, operands = letter, []
        else:
            operands += numbers(number) or [0.0]
        if command == "C" and letter:
            yield last, first
            last = first
        elif command and operands and len(operands) == _ARITY.get(command, 2):
            point = (operands[-2], operands[-1])
            if command == "L":
                yield last, point
            elif command in "SM":
                first = point
            last, operands = point, []


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    if min(x1 - x0, y1 - y0) <= 1.0 and max(x1 - x0, y1 - y0) >= _SHORTEST:
        yield Rule(x0, y0, x1, y1)
