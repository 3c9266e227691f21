"""The line that a converter of PDFs puts where a page begins: {3}------------."""

import re
from collections.abc import Iterable, Mapping

from ..model.lines import Line
from .rule import Example, Rule

_MARK = re.compile(
    r"\{\d{1,4}\}[-—=]{8,}|<!--\s*(?:page|第)\s*\d{1,4}\s*(?:页)?\s*-->|[-=]{3,}\s*page\s*\d{1,4}\s*[-=]{3,}",
    re.I,
)


def _lines(lines: list[Line], known: Mapping[int, str]) -> Iterable[int]:
    return [at for at, line in enumerate(lines) if _MARK.fullmatch(line.text.strip())]


PAGE_MARKS = Rule(
    "page-mark",
    "what a converter of PDFs puts where a page begins",
    (
        Example("{3}------------------------------------------------\n正文。", "正文。"),
        Example("===== Page 12 =====\n正文。", "正文。"),
    ),
    ("{3}", "---", "Page 12"),
    lines=_lines,
)
