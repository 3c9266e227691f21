"""The form on which a document was drafted, checked and signed (发文稿纸, 公文审批单), above the document or below it."""

import re
from dataclasses import replace
from functools import cache

from gongbao.bulletin.fold import simplify

from ..forms.elements import squeeze
from ..model.lines import Line
from ..words import table

_CALLED = re.compile(
    r"(?:稿\s*纸|(?:拟稿|处理|审批|签发|呈批|会签|办理|签批|发文|送审|阅办|传阅)\s*(?:单|表|笺|卡))$"
)
_REACH, _FEWEST = 6, 3


def take(lines: list[Line]) -> tuple[dict[str, str], list[Line]]:
    """Read such a form at the head or the end of a source: (label → value, the lines with the form's own marked hint="card")."""
    start = next((at for at, line in enumerate(lines[:_REACH]) if "\t" in line.text), len(lines))
    end = start
    while end < len(lines) and "\t" in lines[end].text:
        end += 1
    # What stands below a form at the head is the document.
    card, found = _read(lines, start, end) if end < len(lines) else ({}, lines)
    if card:
        return card, found
    start = end = len(lines)
    while start and "\t" in lines[start - 1].text:
        start -= 1
    return _read(lines, start, end) if start else ({}, lines)


def _read(lines: list[Line], start: int, end: int) -> tuple[dict[str, str], list[Line]]:
    said: dict[str, str] = {}
    labels = set()
    last = ""
    for line in lines[start:end]:
        awaited = ""
        for cell in filter(None, map(str.strip, line.text.split("\t"))):
            if cell in ("^^", "<<"):
                continue
            label, value = _labelled(cell)
            if label:
                labels.add(label)
                last, awaited = label, "" if value else label
                said.setdefault(label, "")
            elif awaited or last:
                value, awaited = cell, ""
            if value:
                said[last] = f"{said.get(last, '')} {value}".strip()
    words = table("card")["approval"]
    if len(labels) < _FEWEST or not labels & set(words["signs"]):
        return {}, lines
    while start and _CALLED.search(lines[start - 1].text.strip()):
        start -= 1
        said = {"": lines[start].text.strip(), **said}
    return said, [replace(line, hint="card") if start <= at < end else line for at, line in enumerate(lines)]


def _labelled(cell: str) -> tuple[str, str]:
    """Part a cell into its label and what stands behind it: 签发：同意。王磊; ("", "") if it opens with none."""
    label, mark, value = cell.replace(":", "：", 1).partition("：")
    bare = squeeze(simplify(label))
    return (bare, value.strip()) if bare in _labels() and (mark or not value) else ("", "")


@cache
def _labels() -> frozenset[str]:
    words = table("card")["approval"]
    return frozenset((*words["signs"], *words["labels"]))
