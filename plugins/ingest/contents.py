"""The printed table of contents of an issue: find it, read its sections and entries."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from plugins.bulletin import dates, genre
from plugins.bulletin.fold import HAN, fold

from . import elements
from .lines import Line, tidy

_HEADING = re.compile(r"^[【\[]?\s*目\s*[录次]\s*[】\]]?$|^CONTENTS$", re.I)
_PAGE_FIRST = re.compile(r"^[（(]?(?P<page>\d{1,3})[)）]?[\s\u3000]+(?P<title>\S.{2,})$")
_PAGE_LAST = re.compile(
    r"^(?P<title>\S.{2,}?)(?:[\s\u3000]*[.．·•…。⋯┄—_\-]{2,}[\s\u3000.．·…]*|[\s\u3000]+|[\s\u3000]*/[\s\u3000]*|[\s\u3000]*(?=[（(]))[（(]?(?P<page>\d{1,3})[)）]?$"
)
_SECTION_MARK = re.compile(r"^[【\[〖◆●■□◇▲★☆※]+\s*|\s*[】\]〗◆●■]+$")
_NOT_TITLE = re.compile(rf"^[^{HAN}]*$|^第\d+页|[。；]")
_ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*期")
_LABELLED = re.compile(r"^[^：:]{2,12}\s*[：:]")
_MAX_BETWEEN = 16


@dataclass(frozen=True)
class Entry:
    """An entry of the contents: section, title, printed page, the lines it stands on."""

    section: str
    title: str
    page: str
    lines: tuple[int, ...]
    own_section: bool = False


@dataclass
class Contents:
    """The region [start, end) of the lines that holds the contents and what is set among them."""

    start: int
    end: int
    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    @property
    def sections(self) -> frozenset[str]:
        """Return the folded names of the sections."""
        return frozenset(fold(entry.section) for entry in self.entries if entry.section)


def _entry(line: Line) -> tuple[str, str] | None:
    """Read (title, page) of a line of the contents, or None."""
    text = line.text.strip()
    if len(text) > 120 or (_LABELLED.match(text) and not re.search(r"[.…·]{3,}", text)):
        return None
    for pattern in (_PAGE_LAST, _PAGE_FIRST):
        match = pattern.match(text)
        if not match:
            continue
        title = match["title"].strip(" .．·…⋯　")
        if len(fold(title)) < 3 or _NOT_TITLE.search(title) or dates.find(text) or _ISSUE.search(text):
            continue
        if pattern is _PAGE_FIRST and re.match(r"年|月|日|个|人|家|万|%", title):
            continue
        return title, match["page"]
    return None


def find(lines: list[Line]) -> Contents | None:
    """Find the contents: the densest run of lines with page numbers that rise, or what stands below 目录."""
    found = {at: entry for at, line in enumerate(lines) if (entry := _entry(line))}
    runs: list[list[int]] = []
    for at in found:
        if runs and at - runs[-1][-1] <= _MAX_BETWEEN and not _running_text(lines[runs[-1][-1] + 1 : at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    headed = [at for at, line in enumerate(lines) if _HEADING.match(line.text.strip())]
    folded = [fold(line.text) for line in lines]
    best: list[int] = []
    best_score = 0.0
    for run in runs:
        score = _score(run, found, folded, headed)
        if score > best_score:
            best, best_score = run, score
    if not best:
        return None
    contents = Contents(best[0], best[-1] + 1)
    _widen(contents, lines, found)
    _read(contents, lines, found)
    return contents


def _running_text(lines: list[Line]) -> bool:
    return any(len(line.text) > 90 or re.search(r"。.+。", line.text) for line in lines)


def _score(run: list[int], found: dict[int, tuple[str, str]], folded: list[str], headed: list[int]) -> float:
    """Weigh a run of entries: how many there are, how many of their titles stand in the text, whether pages rise."""
    pages = [int(found[at][1]) for at in run]
    rising = sum(1 for a, b in pairwise(pages) if b >= a)
    inside = range(run[0] - 6, run[-1] + 7)
    outside = [text for at, text in enumerate(folded) if at not in inside]
    joined = "\x00".join(outside).replace("\x00", "")
    held = sum(1 for at in run if fold(found[at][0])[-18:] in joined)
    has_head = any(run[0] - 12 <= at <= run[-1] for at in headed)
    if len(pages) > 1 and rising < 0.7 * (len(pages) - 1):
        return 0
    if not has_head and (held < 2 or held < 0.4 * len(run)):
        return 0
    return len(run) + 2 * held + (5 if has_head else 0)


def _widen(contents: Contents, lines: list[Line], found: dict[int, tuple[str, str]]) -> None:
    """Take in the short lines around the entries: section names, title of the bulletin, masthead."""
    titles = {fold(title) for title, _ in found.values()}
    sections = {
        _section_name(lines[at - 1].text)
        for at in found
        if at - 1 not in found and contents.start < at < contents.end
    }
    while contents.start and _furniture(lines[contents.start - 1]):
        contents.start -= 1
    while contents.end < len(lines) and _furniture(lines[contents.end]):
        text = lines[contents.end].text
        joined = fold(text) + (fold(lines[contents.end + 1].text) if contents.end + 1 < len(lines) else "")
        number_near = any(elements.doc_number(line.text) for line in lines[contents.end : contents.end + 3])
        opens = (
            fold(text) in titles
            or joined in titles
            or any(t.endswith(fold(text)) and len(fold(text)) > 12 for t in titles)
        )
        if (
            opens
            or number_near
            or elements.banner_agency(text)
            or fold(_section_name(text)) in {fold(s) for s in sections if s}
        ):
            break
        if any(t.startswith(fold(text)) and len(fold(text)) > 5 for t in titles) and not _LABELLED.match(
            text
        ):
            break
        contents.end += 1


def _furniture(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= 60 and not re.search(r"。|；$|^（", text)


def _section_name(text: str) -> str:
    return elements.squeeze(_SECTION_MARK.sub("", text.strip()))


def _read(contents: Contents, lines: list[Line], found: dict[int, tuple[str, str]]) -> None:
    """Read sections and entries of the region; titles wrapped over lines are put together."""
    section = ""
    at = contents.start
    held: list[int] = []
    last_entry = -2
    while at < contents.end:
        line = lines[at]
        text = line.text.strip()
        if at in found:
            title, page = found[at]
            wrapped = [n for n in held if _is_first_half(lines[n].text, line)]
            title = "".join(lines[n].text.strip() for n in wrapped) + title
            own = (
                not wrapped
                and last_entry == at - 1
                and line.gap > 0
                and len(fold(title)) <= 14
                and not line.dash
                and "关于" not in title
            )
            name = _clean_title(title)
            if own:
                section = name
            numbers = [*wrapped, at]
            # A title set page-first may run on: the next line has no page and is no section.
            if (
                _PAGE_FIRST.match(text)
                and at + 1 < contents.end
                and at + 1 not in found
                and _is_second_half(title, lines[at + 1])
            ):
                name = _clean_title(title + lines[at + 1].text)
                numbers.append(at + 1)
            contents.entries.append(Entry(section, name, page, tuple(numbers), own))
            contents.used.update(numbers)
            last_entry = numbers[-1]
            at = numbers[-1] + 1
            held = []
            continue
        nearest = next((n for n in range(at + 1, min(at + 3, contents.end)) if n in found), None)
        if nearest is not None and _is_section(lines, at, nearest):
            section = _section_name(text)
            contents.used.add(at)
            held = []
        elif not _LABELLED.match(text) and "\t" not in text:
            held = [*held[-2:], at] if not line.gap else [at]
        at += 1


def _clean_title(title: str) -> str:
    return tidy(elements.squeeze(re.sub(r"^[-·•▲△○●◎]\s*", "", title)))


def _is_section(lines: list[Line], at: int, entry: int) -> bool:
    text = lines[at].text.strip()
    if (
        len(text) > 30
        or _LABELLED.match(text)
        or "\t" in text
        or _HEADING.match(text)
        or dates.find(text)
        or _ISSUE.search(text)
    ):
        return False
    if _SECTION_MARK.search(text):
        return True
    # The first half of a wrapped title names the matter; a section names an organ or a kind.
    if re.search(r"关于|印发|转发|《", text):
        return False
    return entry == at + 1 or bool(elements.banner_agency(text))


def _is_first_half(text: str, entry: Line) -> bool:
    text = text.strip()
    return not entry.gap and (bool(re.search(r"关于|印发|转发", text)) or len(text) >= 16)


def _is_second_half(title: str, line: Line) -> bool:
    text = line.text.strip()
    return (
        not line.gap
        and "关于" in title
        and not genre.from_title(title)
        and bool(genre.from_title(text))
        and len(text) < 40
    )
