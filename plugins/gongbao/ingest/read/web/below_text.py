"""Tell what stands below the end of a text on its page, set apart from it by the page's build: in any words, no text of it."""

import re
from collections.abc import Sequence

from bs4 import Tag

from gongbao.bulletin import dates, number
from gongbao.bulletin.agency import is_agency

from .card import reads_as_title
from .core import names_a_file
from .footnotes import is_note
from .lines import PageLine
from .tree import PageTree, names_of

# A signature stands so near above the day.
_SIGNED_WITHIN = 3
_LONGEST_DAY = 24
# What is set apart below is little beside the text.
_LITTLE = 0.3
_OF_DOCUMENT = re.compile(
    r"^[\s\u3000\xa0（(【]*(?:附|此件|抄[送报]|主题词|主送|分送|印发|第[一二三四五六七八九十]+[章条])|印发$|"
    r"^[\s\u3000\xa0]*[（(].*[)）][\s\u3000\xa0]*$"
)

# The parts of a text that Word saved as a page: annexes begin a new one.
_OF_WORD = re.compile(r"(?:Word)?Section\d+")
_FOOT = re.compile(r"^[\s\u3000\xa0]*(?:联系|公开|来源|解读)")
# What editors of sites call the element that they write a text into.
_OF_EDITORS = re.compile(
    r"TRS_Editor|TRS_UEDITOR|trs_editor_view|v_news_content|vsb_content(?:_\d+)?|pages_content|UCAP-CONTENT|zoom|js_content|"
    r"entry-content|article-?content|article-?con|news_?content",
    re.I,
)


def below_end(
    lines: Sequence[PageLine], tree: PageTree, inside: Sequence[int], weights: Sequence[float]
) -> set[int]:
    """Return the lines below the element in which a text ends with who signed it and the day, where none of them may be of
    the document: no attachment, no further title, no table, nothing of a foot."""
    half = sum(weights[at] for at in inside) / 2
    # The day and who issued it may stand below the title as well: over most of the text they end nothing.
    end = next((at for at in reversed(inside) if _ends(lines, at)), None)
    if end is not None and sum(weights[at] for at in inside if at < end) < half:
        end = None
    block = _holder_of_text(lines, tree, inside, weights, end) if end is not None else None
    known = None if block is not None else _known_container(lines, tree, inside, weights)
    if block is None and known is None:
        return set()
    last = max(at for at in inside if tree.holds(block or known or lines[at].element, at))
    apart = [at for at in inside if at > last and not lines[at].drop]
    if sum(weights[at] for at in apart) > _LITTLE * sum(weights[at] for at in inside):
        return set()
    below = [at for at in apart if not names_a_file(lines[at]) and not is_note(lines, at)]
    # Where no signature was seen, it may stand below.
    return set() if any(_may_be_of_document(lines[at], known is not None) for at in below) else set(below)


def _holder_of_text(
    lines: Sequence[PageLine], tree: PageTree, inside: Sequence[int], weights: Sequence[float], end: int
) -> Tag | None:
    """Return the element that holds the day below a signature and most of what stands above it."""
    above = [at for at in inside if at <= end]
    enough = (1 - _LITTLE) * sum(weights[at] for at in above)
    block: Tag | None = lines[end].element
    while block is not None and sum(weights[at] for at in above if tree.holds(block, at)) < enough:
        block = block.parent
    return block


def _known_container(
    lines: Sequence[PageLine], tree: PageTree, inside: Sequence[int], weights: Sequence[float]
) -> Tag | None:
    """Return the element that a site's editor wrote the text into, by its name, where it holds nearly all of the text."""
    enough = (1 - _LITTLE) * sum(weights[at] for at in inside)
    first = next((at for at in inside if weights[at]), None)
    for tag in lines[first].element.parents if first is not None else ():
        called = tag.name == "article" or any(_OF_EDITORS.fullmatch(name) for name in names_of(tag))
        if called and sum(weights[at] for at in inside if tree.holds(tag, at)) >= enough:
            return tag
    return None


def _ends(lines: Sequence[PageLine], at: int) -> bool:
    """Tell whether a line is the day below a signature."""
    text = lines[at].text.strip()
    if (
        lines[at].drop
        or lines[at].cells
        or len(text) > _LONGEST_DAY
        or not dates.parse("".join(text.split()))
    ):
        return False
    return any(is_agency(lines[one].text.strip()) for one in range(max(0, at - _SIGNED_WITHIN), at))


def _may_be_of_document(line: PageLine, unsigned: bool) -> bool:
    words = "".join(line.text.split())
    return bool(
        line.cells
        or any(_OF_WORD.fullmatch(name) for tag in line.element.parents for name in names_of(tag))
        or _OF_DOCUMENT.search(line.text)
        or reads_as_title(words)
        or number.parse(words)
        or (unsigned and (_FOOT.search(line.text) or is_agency(words) or dates.parse(words)))
    )
