"""What a page has above the head of its document: its own name for it, a path, buttons, in any words.

The head is certain where a whole title stands over the recipients; whatever no rule knows above it is the page's.
"""

from collections.abc import Sequence

from gongbao.bulletin import agency, genre
from gongbao.bulletin.fold import abridges, fold, simplify

from ..forms import elements, heads
from ..model.lines import Drop, Line

# So far down the recipients may stand, and over so many lines the title may go.
_REACH = 24
_MOST_OF_TITLE = 4
_MOST_BELOW_TITLE = 3
_OPENS_TITLE = ("关于", "印发", "转发", "批转")
_LONGEST = 120
_LEAST_NAME = 6


def part(lines: list[Line]) -> tuple[list[Drop], list[Line], list[Line]]:
    """Part what stands above the head of a document from it: (drops, the lines from the head on, what no rule knows)."""
    top = _recipients(lines)
    start = _title(lines, top) if top > 1 else 0
    if not start or _is_one_title(lines, top):
        return [], lines, []
    title = fold("".join(line.text for line in lines[start:top]))
    while start and (_opens_above(lines[start - 1].text) or heads.element(lines, start - 1)):
        start -= 1
    # A page that prints the title twice is read where the title is.
    if _all_of_head(lines, start) or fold(lines[0].text) == title:
        return [], lines, []
    above = lines[:start]
    named = [_names(line.text, title) for line in above]
    if any(elements.doc_number(line.text.strip()) for line in above):
        return [], lines, []
    drops = [
        Drop("page-title" if own else "page-chrome", line) for line, own in zip(above, named, strict=True)
    ]
    return drops, lines[start:], [line for line, own in zip(above, named, strict=True) if not own]


def _names(text: str, title: str) -> bool:
    """Tell whether a line is the document's title, or the text that its title issues."""
    said = fold(text)
    return len(said) >= _LEAST_NAME and (said in title or title in said or abridges(said, title))


def _recipients(lines: Sequence[Line]) -> int:
    """Return where the recipients stand, 0 where a sentence stands above them."""
    for at, line in enumerate(lines[:_REACH]):
        text = line.text.strip()
        if at and elements.is_recipients(text):
            return at
        if text.endswith(("。", "；", ";")) or len(text) > _LONGEST:
            return 0
    return 0


def _title(lines: Sequence[Line], top: int) -> int:
    """Return at which line the title over the recipients begins, below the first one; 0 where none is certain."""
    for _n in range(_MOST_BELOW_TITLE):
        bare = lines[top - 1].text.strip().strip("（()）")
        if not (elements.doc_number(bare) or lines[top - 1].text.strip()[:1] in {"（", "("}):
            break
        top -= 1
        if not top:
            return 0
    for n in range(1, min(_MOST_OF_TITLE, top) + 1):
        joined = simplify(elements.squeeze("".join(line.text for line in lines[top - n : top])))
        if genre.from_title(joined) and (agency.of_title(joined) or joined.startswith(_OPENS_TITLE)):
            return top - n
    return 0


def _opens_above(text: str) -> bool:
    """Tell whether a line belongs to the title below it: the agency, or 某县人民政府关于."""
    bare = simplify(elements.squeeze(text))
    return bool(agency.split_joint(bare)) or bare.endswith(("关于", "印发", "转发"))


def _is_one_title(lines: Sequence[Line], top: int) -> bool:
    """Tell whether all above the recipients is the title, over several lines."""
    joined = simplify(elements.squeeze("".join(line.text for line in lines[:top])))
    return top <= _MOST_OF_TITLE and bool(agency.of_title(joined))


def _all_of_head(lines: Sequence[Line], start: int) -> bool:
    """Tell whether all above the title is known for a part of the head."""
    at = 0
    while at < start and (found := heads.element(lines, at)):
        at += found.count
    return at >= start
