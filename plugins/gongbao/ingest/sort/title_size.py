"""The title of a text without a head, told by its type: larger than what stands above it (引题) and than the heading below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gongbao.bulletin import agency, dates, headings, pairs

from ..forms import elements, press
from ..model.lines import Line
from ..model.source import Source
from . import headlines, newspapers

# In sizes of the page's text: the least of such a title; in sizes of the title: the most of a line that is none of it.
_TITLE, _OTHER, _SAME = 1.2, 0.75, 0.9
_MOST, _LONGEST = 6, 40
# 《…》 that is not closed, or what goes on below: such a title is one, in whatever type its lines are.
_GOES_ON = re.compile("^(?:关于|[的和与及、》）)])")
_LEADS_ON = re.compile("(?:关于|印发|转发|批转|[的和与及、《对在])$")


def marked(lines: Sequence[Line], source: Source) -> list[Line]:
    """Return the lines, those of a title in larger type at the top marked h1, and what stands above it lead-in."""
    above = _above_text(lines)
    if above < 2:
        return list(lines)
    sizes = newspapers.sizes(lines, source)
    if not all(line.number in sizes for line in lines[:above]):
        return list(lines)
    size = [sizes[line.number] for line in lines[:above]]
    start = size.index(max(size))
    end = start + 1
    while end < above and size[end] >= _SAME * size[start]:
        end += 1
    others = [*size[:start], *size[end:]]
    is_apart = size[start] >= _TITLE and all(one < _OTHER * size[start] for one in others)
    if not others or not is_apart or not _is_whole(lines, start, end):
        return list(lines)
    hints = [press.LEAD_IN] * start + ["h1"] * (end - start)
    return [replace(line, hint=hint) for line, hint in zip(lines, hints, strict=False)] + list(lines[end:])


def _above_text(lines: Sequence[Line]) -> int:
    """Return how many lines stand over the first sentences; 0 where one is of a document's head, or of a list."""
    for count, line in enumerate(lines[: _MOST + 1]):
        text = line.text.strip()
        if headlines.is_text(text):
            return count
        if (
            line.hint
            or len(text) > _LONGEST
            or "\t" in text
            or text.endswith("文件")
            or headings.marker(text)
            or agency.split_joint(text)
            or dates.find(text)
            or elements.number_in_brackets(text)
            or elements.is_recipients(text)
        ):
            return 0
    return 0


def _is_whole(lines: Sequence[Line], start: int, end: int) -> bool:
    title = "".join(line.text.strip() for line in lines[start:end])
    below = lines[end].text.strip()
    above = [line.text.strip() for line in lines[:start]]
    leads = any(_LEADS_ON.search(text) or not pairs.is_balanced(text, pairs.QUOTING) for text in above)
    return (
        pairs.is_balanced(title)
        and not leads
        and not _LEADS_ON.search(title)
        and not _GOES_ON.match(below)
        and not (start and _GOES_ON.match(title))
    )
