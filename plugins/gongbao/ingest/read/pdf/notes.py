"""Footnotes of a page: in smaller type below a short rule, or with their marks at its end."""

import re
from collections.abc import Sequence

from .columns import Block
from .geometry import Page

# A note stands in smaller type below a short rule.
SIZE = 0.87
_RULE = 0.45
_ANY = 1.1
_MARK = re.compile(r"[①-⑳⑴-⒇]|[\[〔（(]?\d{1,2}[\]〕）)]?[.．、\s\u3000]|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?|[*＊※]")
# Such a mark opens no paragraph of a text: below a short rule it tells a note in type as large as the text.
_SURE_MARK = re.compile(
    r"[①-⑳⑴-⒇]|[\[〔]\d{1,2}[\]〕]|\d{1,2}(?:[\s\u3000]|(?![年月日时])[^\W\d_]|《|“)|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?|[*＊※]"
)
_THIN = 3.0


def begin(page: Page, found: Sequence[Block], body_size: float) -> tuple[float, float]:
    """Return the height at which the notes of a page begin, its foot where it has none, and below which size they are set."""
    rule = _below_rule(page, found)
    below = (line for block in found for line in block.lines if line.y0 > rule and line.table is None)
    first = min(below, key=lambda line: line.y0, default=None)
    if first is not None and _SURE_MARK.match(first.text):
        return rule, _ANY * body_size
    return min(rule, _without_rule(page, found, body_size)), SIZE * body_size


def _without_rule(page: Page, found: Sequence[Block], body_size: float) -> float:
    """Return where notes in small type begin that close a page, the first of them with its mark."""
    lines = sorted((line for block in found for line in block.lines), key=lambda line: line.y0)
    height = page.height
    while lines and lines[-1].table is None and lines[-1].size < SIZE * body_size:
        line = lines.pop()
        if _MARK.match(line.text) and line.y0 > 0.5 * page.height:
            height = line.y0 - 1
    return height if lines else page.height


def _below_rule(page: Page, found: Sequence[Block]) -> float:
    """Return the height of the short rule over footnotes, or the foot of the page where there is none."""
    ends = [line.x1 for block in found for line in block.lines if line.table is None]
    starts = [line.x0 for block in found for line in block.lines if line.table is None]
    if not ends:
        return page.height
    width, left = max(ends) - min(starts), min(starts)
    short = [
        rule.y0
        for rule in page.rules
        if rule.y0 > 0.5 * page.height
        and abs(rule.x0 - left) < 12
        and 0.1 * width < rule.x1 - rule.x0 < _RULE * width
        and rule.y1 - rule.y0 < _THIN
    ]
    return max(short, default=page.height)
