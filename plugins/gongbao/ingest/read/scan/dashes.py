"""Settle what stands alone in a cell and is nothing but a level stroke: a dash, or 一 where the column counts 一 二 三."""

from collections.abc import Sequence
from dataclasses import replace

from .engine import Sign
from .lines import Line

RULE = "lone-dash"
DASH = "—"
_STROKES = frozenset("一—–―-－_＿ー─~丶")
_COUNTED = frozenset("二三四五")


def with_lone_dashes(
    lines: Sequence[Line], signs: Sequence[list[Sign]], in_cell: Sequence[bool]
) -> tuple[list[list[Sign]], list[tuple[Line, str]]]:
    """Return the signs with lone strokes read as dashes, and the lines that were changed, with what was read of them.

    in_cell: for each line, whether it stands in a cell between rules.
    """
    counted = [
        line
        for line, read in zip(lines, signs, strict=True)
        if _text(read).strip("()（）、.") in _COUNTED and not line.dash
    ]
    out: list[list[Sign]] = []
    changed: list[tuple[Line, str]] = []
    for line, read, inside in zip(lines, signs, in_cell, strict=True):
        text = _text(read)
        stroke = line.dash or (inside and len(text) in (1, 2) and set(text) <= _STROKES)
        if not stroke or any(_same_column(line, other) for other in counted):
            out.append(read)
            continue
        sure = min((sign.sure for sign in read), default=0.0)
        out.append([Sign(DASH, 0.5, sure)] if len(text) < 2 else [replace(one, text=DASH) for one in read])
        if text != DASH * len(text) or not text:
            changed.append((line, text))
    return out, changed


def _text(read: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in read).strip()


def _same_column(line: Line, other: Line) -> bool:
    return min(line.x1, other.x1) - max(line.x0, other.x0) > 0
