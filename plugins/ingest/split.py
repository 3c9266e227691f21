"""Split a source into its documents: by the printed contents if there are any, by the heads of documents if not."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from plugins.bulletin import agency, dates, genre, headings
from plugins.bulletin.fold import fold

from . import elements
from .contents import Contents, Entry
from .lines import Line

_MAX_TITLE_LINES = 4
_ORDER_LINE = re.compile(r"(?:令|公告|通告)$")


@dataclass(frozen=True)
class Start:
    """Where a document starts: the first lines of its head and of its title, and its contents entry if any."""

    head: int
    title: int
    entry: Entry | None = None


def starts(lines: list[Line], contents: Contents | None, skip: range) -> list[Start]:
    """Return the starts of all documents in the order of the source; lines in `skip` are contents and masthead."""
    sections = contents.sections if contents else frozenset()
    found: dict[int, Start] = {}
    after = skip.stop
    for entry in contents.entries if contents else ():
        at = _locate(lines, entry, skip, after, set(found))
        if at is None:
            continue
        found[at] = Start(at, at, entry)
        if at >= skip.stop:
            after = at + 1
    for at in range(len(lines)):
        if at in skip or not _opens_document(lines, at, skip):
            continue
        title = _title_below(lines, at)
        # A head belongs to the title that is found below it already.
        if title is None or any(at <= known <= title + 2 for known in found):
            continue
        if any(known < at <= _head_end(lines, known) for known in found):
            continue
        found[title] = Start(at, title)
    out: list[Start] = []
    last_title = -1
    for at in sorted(found):
        start = found[at]
        head = min(start.head, _head_above(lines, at, sections, skip, last_title + 1))
        out.append(Start(head, at, start.entry))
        last_title = at
    return out


def _locate(lines: list[Line], entry: Entry, skip: range, after: int, taken: set[int]) -> int | None:
    """Find the line where the title of a contents entry stands as a heading of its own."""
    wanted = fold(entry.title)
    candidates = [
        at
        for at in range(len(lines))
        if at not in skip and at not in taken and _title_at(lines, at, wanted, skip)
    ]
    if not candidates and len(wanted) >= 5:
        candidates = [
            at
            for at in range(len(lines))
            if at not in skip and at not in taken and _nearly(lines, at, wanted)
        ]
        candidates = [at for at in candidates if at >= after] or candidates
    later = [at for at in candidates if at >= after]
    return next(iter(later or candidates), None)


def _title_at(lines: list[Line], at: int, wanted: str, skip: range) -> bool:
    joined = ""
    for count in range(_MAX_TITLE_LINES):
        if at + count >= len(lines) or at + count in skip or "\t" in lines[at + count].text:
            return False
        text = lines[at + count].text
        joined += fold(text)
        if joined == wanted:
            return True
        # The contents may leave out the agency that opens the printed title.
        if joined.endswith(wanted) and len(wanted) > 8 and agency.split_joint(joined[: -len(wanted)]):
            return True
        if (
            wanted.endswith(joined)
            and len(joined) > 10
            and "关于" in joined
            and agency.split_joint(wanted[: -len(joined)])
        ):
            return True
        if len(joined) > len(wanted) + 40:
            return False
    return False


def _nearly(lines: list[Line], at: int, wanted: str) -> bool:
    """Accept a heading that differs from the contents by a slip (摘编, 摘要), if it is a line of its own."""
    joined = ""
    for count in range(min(_MAX_TITLE_LINES, len(lines) - at)):
        text = lines[at + count].text.strip()
        if "\t" in text or re.search(r"[。；]", text):
            return False
        joined += fold(text)
        if abs(len(joined) - len(wanted)) <= max(1, len(wanted) // 8):
            needed = 0.8 if len(wanted) <= 12 else 0.9
            if SequenceMatcher(None, joined, wanted, autojunk=False).ratio() >= needed:
                return True
    return False


def _opens_document(lines: list[Line], at: int, skip: range) -> bool:
    """Tell whether a line opens a document: its number, or the two lines of an order's head, or a whole title."""
    text = lines[at].text.strip()
    if "\t" in text or len(text) > 90:
        return False
    if elements.doc_number(text):
        # A number in brackets below a title belongs to that title.
        return not _below_title(lines, at)
    if at + 1 < len(lines) and elements.order_head(text, lines[at + 1].text):
        return True
    return _stands_as_title(lines, at)


def _below_title(lines: list[Line], at: int) -> bool:
    joined = ""
    for back in range(1, 5):
        if at - back < 0:
            return False
        joined = lines[at - back].text.strip() + joined
        if genre.from_title(joined) and "关于" in joined:
            return True
    return False


def _stands_as_title(lines: list[Line], at: int) -> bool:
    """Tell whether a title that names its agency, with recipients or a text of its own below, opens here."""
    joined = ""
    for count in range(_MAX_TITLE_LINES):
        if at + count >= len(lines) or "\t" in lines[at + count].text:
            return False
        text = lines[at + count].text.strip()
        if re.search(r"[。；：:，]", text) or headings.marker(text) or dates.parse(text):
            return False
        joined += elements.squeeze(text)
        if len(joined) > 120:
            return False
        if agency.of_title(joined) and genre.from_title(joined):
            below = [line.text.strip() for line in lines[at + count + 1 : at + count + 4]]
            return any(
                elements.is_recipients(t)
                or elements.doc_number(t.strip("（）()"))
                or elements.NOTE.match(t)
                or len(t) > 60
                for t in below
            )
    return False


def _title_below(lines: list[Line], at: int) -> int | None:
    """Return the first line of the title that a head at this line stands over."""
    for n in range(at, min(at + 8, len(lines))):
        text = lines[n].text.strip()
        following = lines[n + 1].text if n + 1 < len(lines) else ""
        if elements.doc_number(text) or elements.banner_agency(text) or elements.SIGNER.match(text):
            continue
        if elements.order_head(text, following) or (n and elements.order_head(lines[n - 1].text, text)):
            continue
        if "\t" in text or re.search(r"。$", text):
            # An order or announcement may have no title: its text follows its number.
            return n if n > at and elements.order_head(lines[at].text, lines[at + 1].text) else None
        return n
    return None


def _head_end(lines: list[Line], title: int) -> int:
    """Return the last line below a title that still may hold its number."""
    return title + _MAX_TITLE_LINES + 1


def _head_above(lines: list[Line], title: int, sections: frozenset[str], skip: range, floor: int) -> int:
    """Walk up from a title over the number, the red head, the section's name and the order's head."""
    at = title
    while at > floor and at - 1 not in skip and title - at < 8:
        text = lines[at - 1].text.strip()
        above = lines[at - 2].text if at >= 2 else ""
        is_head = (
            elements.doc_number(text)
            or elements.banner_agency(text)
            or elements.SIGNER.match(text)
            or elements.URGENCY.match(elements.squeeze(text))
            or elements.order_head(above, text)
            or (at < len(lines) and elements.order_head(text, lines[at].text))
            or fold(text).strip("【】◆●■[]·") in sections
            or re.fullmatch(r"[【◆●■][^【】]{2,24}[】]?", text)
        )
        if not is_head:
            break
        at -= 1
    return at
