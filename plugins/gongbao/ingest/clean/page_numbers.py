"""Numbers of pages, decorated or bare, which a scan or a layout leaves in the text."""

import re
from collections.abc import Iterable, Mapping

from ..model.lines import Line
from .rule import Example, Rule

DECORATED = re.compile(
    r"(?:[—–\-－一~～·•.\s]{1,4}\s*\d{1,4}\s*[—–\-－一~～·•.\s]{1,4}"
    r"|第\s*\d{1,4}\s*页(?:[\s,，/（(]*共\s*\d{1,4}\s*页[)）]?)?|\d{1,4}\s*/\s*\d{1,4}|[PpＰ][.．]?\s*\d{1,4}|-\s*\d{1,4}\s*-)"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_LEAST_ON_A_PAGE = 120
_PAGE_OF_ENTRY, _LEAST_LISTED = re.compile(r"[PpＰ][.．]?\s*(\d{1,3})$"), 3
_MAX_SKIP = 20


def find(lines: list[Line], taken: set[int]) -> dict[int, str]:
    """Find page numbers: decorated ones, and bare ones that rise through the text."""
    found: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    listed = _pages_of_contents(lines)
    for at, line in enumerate(lines):
        text = line.text.strip()
        if at in listed or at in taken or "\t" in line.text or line.hint == "table":
            continue
        if DECORATED.fullmatch(text) and not re.fullmatch(r"一\s*\d.*", text):
            found[at] = "page-number"
        elif _BARE_NUMBER.fullmatch(text):
            beside = {at - 1, at + 1} & taken
            if beside or line.page_break or (at + 1 < len(lines) and lines[at + 1].page_break):
                found[at] = "page-number"
            else:
                bare.append((at, int(text)))
    # Bare numbers that count up with a page of text between them are pages; the cells of a table are not.
    run: list[int] = []
    last = 0
    for at, value in bare:
        text_between = sum(len(line.text) for line in lines[run[-1] + 1 : at]) if run else 0
        if run and 0 < value - last <= 60 and text_between >= _LEAST_ON_A_PAGE:
            run.append(at)
        else:
            if len(run) >= 3:
                found.update(dict.fromkeys(run, "page-number"))
            run = [at]
        last = value
    if len(run) >= 3:
        found.update(dict.fromkeys(run, "page-number"))
    # The last line of a text is the number of a page after the last one found.
    pages = [int(text) for at in found if _BARE_NUMBER.fullmatch(text := lines[at].text.strip())]
    if pages and bare and bare[-1][0] == len(lines) - 1 and 0 < bare[-1][1] - max(pages) <= _MAX_SKIP:
        found[bare[-1][0]] = "page-number"
    return found


def _pages_of_contents(lines: list[Line]) -> set[int]:
    """Find the pages that contents have below their entries (P3): they rise, with less than a page between each two."""
    marked = [
        (at, int(match[1]))
        for at, line in enumerate(lines)
        if (match := _PAGE_OF_ENTRY.match(line.text.strip()))
    ]
    run: list[int] = []
    found: set[int] = set()
    for n, (at, value) in enumerate(marked):
        before, last = marked[n - 1] if n else (0, 0)
        if not (run and value >= last and sum(len(one.text) for one in lines[before:at]) < _LEAST_ON_A_PAGE):
            run = []
        run.append(at)
        if len(run) >= _LEAST_LISTED:
            found.update(run)
    return found


def _numbers(lines: list[Line], rule_of: Mapping[int, str]) -> Iterable[int]:
    return find(lines, set(rule_of))


SOME_TEXT = "各乡镇要把春季农业生产作为当前的头等大事来抓，确保种子、化肥、农药等物资供应到位，"
PAGE_NUMBERS = Rule(
    "page-number",
    "numbers of pages: decorated ones, and bare ones that count up with a page of text between them",
    (
        Example("正文。\n— 3 —\n正文。", "正文。\n正文。"),
        Example("第3页 共8页", ""),
        Example("\n".join(f"{SOME_TEXT * 4}\n{n}" for n in (1, 2, 3)), "\n".join([SOME_TEXT * 4] * 3)),
    ),
    ("甲\n1\n乙\n2\n丙\n3", "一 3"),
    lines=_numbers,
)
