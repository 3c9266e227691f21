"""Find the article on a web page by rule, and mark what is card and what is chrome."""

import re
from collections import defaultdict
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from .card import find_card, info_line
from .chrome import is_chrome_element, is_chrome_line, is_footer_line, is_related_heading
from .page import PageLine
from .tables import is_data_table
from .title import find_title, folded, is_titled

_CHROME = "page-chrome"
# An element that holds so much of the page's text is no furniture, whatever it is called.
_TOO_LARGE_FOR_CHROME = 0.3
# Go down to a part of the page only while it holds nearly all of the text.
_NEARLY_ALL = 0.8
_SENTENCE = re.compile(r"[，。；、]")
_LEAF = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "span", "pre"))
_ATTACHED = re.compile(r"[\s\u3000\xa0]*(?:相关)?附件(?:下载)?[\s\d０-９一二三四五六七八九十、.．:：]*")
_FILE = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|rtf|zip|rar|pptx?|jpe?g|png|tiff?)(?:[?#].*)?$", re.I)


def classify(soup: BeautifulSoup, lines: list[PageLine]) -> dict[str, str]:
    """Mark the lines of the page (drop, hint) and return its index card."""
    card, card_lines = find_card(lines)
    ancestors = {index: _ancestors(line.element) for index, line in enumerate(lines)}
    furniture = _furniture(soup, lines, ancestors)
    weights = [
        0.0 if line.drop or index in card_lines or index in furniture else _weight(line)
        for index, line in enumerate(lines)
    ]
    core = _core(soup, weights, ancestors)
    if core is not None:
        core = _with_neighbours(core, lines, weights, ancestors)
    inside = [index for index in range(len(lines)) if core is not None and id(core) in ancestors[index]]
    furniture.update(_linked_edges(lines, inside))
    titles = find_title(soup, lines, inside, furniture, card)
    first = min([*inside[:1], *titles], default=len(lines))
    last = inside[-1] if inside else -1
    dropping_until: Tag | None = None
    for index, line in enumerate(lines):
        if line.drop:
            continue
        if dropping_until is not None and id(dropping_until) not in ancestors[index]:
            dropping_until = None
        if index in card_lines:
            line.hint = "card"
        elif index in titles:
            line.hint = line.hint if line.hint.startswith("h") else "h1"
        elif is_chrome_line(line.text) or index in furniture or dropping_until is not None:
            line.drop = _CHROME
        elif pairs := (info_line(line.text) if _is_about_the_page(index, inside) else []):
            line.hint = "card"
            for label, value in pairs:
                if value:
                    card.setdefault(label, value)
        elif index not in inside and (
            is_footer_line(line.text) or not (first < index < last or _is_attachment(index, lines, last))
        ):
            line.drop = _CHROME
        elif is_related_heading(line.text) and _only_links_follow(index, lines, ancestors):
            line.drop = _CHROME
            dropping_until = _holder(line.element)
    return card


def _weight(line: PageLine) -> float:
    """Weigh a line as text of an article: sentences count, links to other pages do not."""
    if is_chrome_line(line.text) or is_footer_line(line.text):
        return 0.0
    length = len("".join(line.text.split())) - line.linked
    return max(0, length) * (2.0 if _SENTENCE.search(line.text) else 1.0)


def _furniture(
    soup: BeautifulSoup, lines: Sequence[PageLine], ancestors: dict[int, dict[int, Tag]]
) -> set[int]:
    """Return the lines within elements that say that they are furniture, and are small enough to be."""
    size: dict[int, float] = defaultdict(float)
    total = 0.0
    for index, line in enumerate(lines):
        weight = 0.0 if line.drop else _weight(line)
        total += weight
        for key in ancestors[index]:
            size[key] += weight
    verdict: dict[int, bool] = {}
    found: set[int] = set()
    for index in range(len(lines)):
        for key, tag in ancestors[index].items():
            if key not in verdict:
                large = size[key] > _TOO_LARGE_FOR_CHROME * total
                verdict[key] = not large and is_chrome_element(tag) and not is_titled(tag, soup)
            if verdict[key]:
                found.add(index)
                break
    return found


def _ancestors(element: Tag) -> dict[int, Tag]:
    return {id(tag): tag for tag in (element, *element.parents)}


def _core(soup: BeautifulSoup, weights: Sequence[float], ancestors: dict[int, dict[int, Tag]]) -> Tag | None:
    """Go down from the page to the smallest element that still holds nearly all of the article's text."""
    held: dict[int, float] = defaultdict(float)
    for index, weight in enumerate(weights):
        if weight:
            for key in ancestors[index]:
                held[key] += weight
    core: Tag = soup
    if not held:
        return None
    while True:
        children = [child for child in core.children if isinstance(child, Tag) and id(child) in held]
        largest = max(children, key=lambda child: held[id(child)], default=None)
        if largest is None or largest.name in _LEAF or (largest.name == "table" and is_data_table(largest)):
            return core
        if held[id(largest)] < _NEARLY_ALL * held[id(core)]:
            return core
        core = largest


def _with_neighbours(
    core: Tag, lines: Sequence[PageLine], weights: Sequence[float], ancestors: dict[int, dict[int, Tag]]
) -> Tag:
    """Go up again while that adds only text: a signature may stand beside the element with the text."""
    while isinstance(core.parent, Tag):
        added = [
            at
            for at in range(len(lines))
            if id(core.parent) in ancestors[at] and id(core) not in ancestors[at]
        ]
        if any(not weights[at] and not _is_harmless(lines[at]) for at in added):
            return core
        core = core.parent
    return core


def _is_harmless(line: PageLine) -> bool:
    """Tell whether a line that is no text of the article still is one that stands close to it."""
    return (
        line.drop == "hidden-text" or line.hint == "h1" or bool(info_line(line.text)) or _names_a_file(line)
    )


def _linked_edges(lines: Sequence[PageLine], inside: Sequence[int]) -> set[int]:
    """Return the lines at the head and foot of the text that only lead to other pages."""
    found: set[int] = set()
    for direction in (inside, inside[::-1]):
        for index in direction:
            line = lines[index]
            if not line.drop and (line.linked < len("".join(line.text.split())) or _names_a_file(line)):
                break
            found.add(index)
    return found


def _is_about_the_page(index: int, inside: Sequence[int]) -> bool:
    """Tell whether a line stands where pages say when and by whom they were put up."""
    return not inside or index < inside[0] + 8 or index > inside[-1]


def _is_attachment(index: int, lines: Sequence[PageLine], last: int) -> bool:
    """Tell whether a line soon after the article names a file attached to it."""
    if not last < index <= last + 12:
        return False
    return _names_a_file(lines[index])


def _names_a_file(line: PageLine) -> bool:
    links = [] if line.cells else line.element.find_all("a", href=True)
    is_file = any(_FILE.search(str(link["href"]).strip()) for link in links)
    return is_file or _ATTACHED.fullmatch(line.text) is not None


def _holder(element: Tag) -> Tag:
    """Return the element that a heading heads: the nearest one with more in it than the heading."""
    own = folded(element.get_text())
    holder = element
    while holder.parent is not None and folded(holder.get_text()) == own:
        holder = holder.parent
    return holder


def _only_links_follow(index: int, lines: Sequence[PageLine], ancestors: dict[int, dict[int, Tag]]) -> bool:
    holder = id(_holder(lines[index].element))
    after = [
        line for at, line in enumerate(lines) if at > index and holder in ancestors[at] and not line.drop
    ]
    linked = sum(line.linked for line in after)
    return linked >= 0.6 * sum(len("".join(line.text.split())) for line in after)
