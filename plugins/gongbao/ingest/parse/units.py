"""The units of a newspaper page: runs of lines with one part to play each."""

import re
from dataclasses import dataclass

from ..forms import press
from ..layout.wrapping import indent, is_unfinished, measure, wraps
from ..model.lines import Line

_MAX_HEAD = 44


@dataclass
class Unit:
    """A run of lines with one part to play: head (headline or subhead), byline, photo, text."""

    kind: str
    lines: list[Line]


def units_of(lines: list[Line]) -> list[Unit]:
    """Return the units of a page, in the order of the file."""
    units: list[Unit] = []
    for n, line in enumerate(lines):
        text = line.text.strip()
        if press.JUMP.match(text):
            kind = "jump"
        elif press.BYLINE.match(text) and not press.PHOTO_CREDIT.search(text):
            kind = "byline"
        elif press.PHOTO_CREDIT.search(text) and len(text) <= 40:
            kind = "photo"
            # The caption stands above its credit, on lines without a gap between.
            above = units[-1].lines[-1] if units else None
            is_caption = (
                above is lines[n - 1] and not press.NAME.match(above.text.strip()) if above else False
            )
            if is_caption and line.gap == 0 and units[-1].kind in {"text", "head"}:
                caption = units[-1].lines.pop()
                if not units[-1].lines:
                    units.pop()
                units.append(Unit("photo", [caption, line]))
                continue
        elif _in_column(lines, n, units):
            kind = "text"
        elif line.hint.startswith("h") or (
            len(text) <= _MAX_HEAD and not press.END.search(text) and not _goes_on(lines, n)
        ):
            kind = "head"
        else:
            kind = "text"
        joins = units and units[-1].kind == kind == "head" and not line.hint and not _interrupts(lines, n)
        if joins and units[-1].lines[-1].number >= lines[n - 1].number:
            units[-1].lines.append(line)
        else:
            units.append(Unit(kind, [line]))
    return [_as_photo(units, n) for n in range(len(units))]


def _in_column(lines: list[Line], n: int, units: list[Unit]) -> bool:
    """Tell whether a line belongs to a column of print: it is indented, or goes on with the full line above."""
    line = lines[n]
    if line.wrap <= 0 or line.wrap > _MAX_HEAD or line.hint:
        return False
    if indent(line):
        return n + 1 < len(lines) and (
            measure(line.text) + indent(line) >= line.wrap - 2 or press.END.search(line.text) is not None
        )
    return bool(units and units[-1].kind == "text" and wraps(lines[n - 1], line, line.wrap))


def _goes_on(lines: list[Line], n: int) -> bool:
    """Tell whether a short line is the end of a sentence that the line before breaks off, or breaks off itself."""
    text = lines[n].text.strip()
    return bool(re.search(r"[，、,]$", text)) or (
        len(text) > 24
        and is_unfinished(text)
        and bool(re.search("[，。,]", text))
        and not _next_is_text(lines, n)
    )


def _next_is_text(lines: list[Line], n: int) -> bool:
    return n + 1 < len(lines) and len(lines[n + 1].text) > 50


def _interrupts(lines: list[Line], n: int) -> bool:
    return n > 0 and n + 1 < len(lines) and is_unfinished(lines[n - 1].text) and len(lines[n - 1].text) > 44


def _as_photo(units: list[Unit], n: int) -> Unit:
    """Take a single short line between the two halves of a sentence for a caption."""
    unit = units[n]
    if unit.kind == "head" and len(unit.lines) == 1 and 0 < n < len(units) - 1 and not unit.lines[0].hint:
        before, after = units[n - 1], units[n + 1]
        broken = (
            before.kind == "text"
            and is_unfinished(before.lines[-1].text.strip())
            and len(before.lines[-1].text) > 44
        )
        if broken and after.kind == "text" and not _is_headline_text(unit.lines[0].text):
            return Unit("photo", unit.lines)
    return unit


def _is_headline_text(text: str) -> bool:
    return bool(re.search(r"[\s　]", text.strip()))
