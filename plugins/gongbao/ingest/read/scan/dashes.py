"""Settle level strokes: what stands alone in a cell is a dash, or 一 where the column counts 一 二 三; one over two squares
is the dash of two that Chinese sets before an item and in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..pdf.gaps import is_wide
from .engine import Sign
from .lines import Line

RULE, TWO_SQUARES = "lone-dash", "dash-over-two-squares"
# So many sizes of type between the signs around it, or before the first sign of a line.
_TWO, _THREE = 1.6, 2.7
DASH = "—"
_STROKES = frozenset("一—–―-－_＿ー─~丶")
_COUNTED = frozenset("二三四五")
_FIGURES = re.compile(r"[+-]?\d[\d.,]*[%％]?")


def with_lone_dashes(
    lines: Sequence[Line], signs: Sequence[list[Sign]], in_cell: Sequence[bool]
) -> tuple[list[list[Sign]], list[tuple[Line, str]]]:
    """Return the signs with lone strokes read as dashes, and the lines that were changed, with what was read of them.

    in_cell: for each line, whether it stands in a cell between rules. A table of level rules has none: there a stroke
    alone with figures or another stroke in its row, and something left of it, is a dash.
    """
    texts = [_text(read) for read in signs]
    counted = [
        line
        for line, read in zip(lines, signs, strict=True)
        if _text(read).strip("()（）、.") in _COUNTED and not line.dash
    ]
    out: list[list[Sign]] = []
    changed: list[tuple[Line, str]] = []
    for line, read, inside, text in zip(lines, signs, in_cell, texts, strict=True):
        strokes_only = len(text) <= 2 and _is_strokes(text)
        stroke = line.dash or (strokes_only and (inside or _is_in_row_of_figures(line, lines, texts)))
        if not stroke or any(_same_column(line, other) for other in counted):
            out.append(read)
            continue
        sure = min((sign.sure for sign in read), default=0.0)
        out.append([Sign(DASH, 0.5, sure)] if len(text) < 2 else [replace(one, text=DASH) for one in read])
        if text != DASH * len(text) or not text:
            changed.append((line, text))
    return out, changed


def is_stroke_alone(read: Sequence[Sign]) -> bool:
    """Tell whether nothing but level strokes was read."""
    text = _text(read)
    return bool(text) and set(text) <= _STROKES | {" ", "\u3000"}


def with_both_halves(read: Sequence[Sign], line: Line, size: float) -> tuple[list[Sign], list[int]]:
    """Return the signs with — where it takes two squares between full-width signs read as ——, and which were.

    size: of the line's type, in pixels. The engine takes both halves of —— for one sign.
    """
    wide = line.x1 - line.x0
    out: list[Sign] = []
    changed = []
    for n, sign in enumerate(read):
        after = read[n + 1] if n + 1 < len(read) else None
        before = read[n - 1] if n else None
        if sign.text == DASH and after and is_wide(after.text) and after.text != DASH:
            left = 0.0 if before is None else before.at * wide + size / 2
            room = after.at * wide - size / 2 - left
            if (before is None or (is_wide(before.text) and before.text != DASH)) and (
                _TWO * size <= room < _THREE * size
            ):
                changed.append(n)
                out += [replace(sign, at=(left + share * room) / wide) for share in (0.25, 0.75)]
                continue
        out.append(sign)
    return out, changed


def _text(read: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in read).strip()


def _is_strokes(text: str) -> bool:
    return bool(text) and set(text) <= _STROKES


def _is_in_row_of_figures(line: Line, lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """Tell whether figures or strokes alone stand in the row of a stroke, and anything left of it."""
    row = [
        (other, text)
        for other, text in zip(lines, texts, strict=True)
        if other is not line
        and other.y0 <= (line.y0 + line.y1) / 2 <= other.y1
        and not _same_column(line, other)
    ]
    beside = any(_FIGURES.fullmatch(text) or _is_strokes(text) for _, text in row)
    return beside and any(other.x1 < line.x0 for other, _ in row)


def _same_column(line: Line, other: Line) -> bool:
    return min(line.x1, other.x1) - max(line.x0, other.x0) > 0
