"""Find the article on a web page by rule, and mark what is card and what is chrome."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter

from bs4 import BeautifulSoup, Tag

from gongbao.bulletin import dates
from gongbao.bulletin.markup import ABOVE, LEFT

from ...model.source import SourceObject
from .. import foot
from .below_text import below_end
from .card import find_card
from .chrome import is_chrome_line, is_footer_line, is_heading_of_comments, is_pager, is_related_heading
from .copies import drop_copies, drop_excerpt
from .core import (
    core,
    footer_edge,
    furniture,
    holder,
    linked_edges,
    linked_files,
    menus_over,
    names_a_file,
    only_leads_away,
    tabs_below,
    weight,
)
from .facts import facts
from .footnotes import note_footnotes
from .head_over import banner, red_head
from .heading import part_heading
from .hiding import show_what_scripts_show
from .info import put_up_by_page
from .left_out import left_out
from .lines import PageContent, PageLine
from .own_contents import lines_beside
from .printed_contents import printed_above
from .shingles import folded
from .stated import listed, of_table
from .title import find_title, named_by_page, names_of_site, title_of_page
from .tree import PageTree

_CHROME = "page-chrome"
# The document itself once more as a file, below the page's text.
_DOWNLOAD = "download-link"
_OF_ATTACHMENT = re.compile(
    r"[\s\u3000【\[（(]*(?:相关|政策)?附(?:件|表|图|录)?[\s\d:：.．、一二三四五六七八九十]"
)
_WHOLE_TEXT = re.compile(
    r"[【\[（(]*(?:点击|直接|打印|政策)*(?:查看|下载|阅读)?(?:全文|正文|原文|原件|本文|文件|文档|扫描件|打印版|图片版|PDF版?|Word版?|OFD版?)*(?:下载|查看|阅读)?"
    r"[（(【\[]?(?:(?:PDF|Word|OFD|DOCX?|图片|扫描)(?:版|格式|件)?[、/|]?)*(?:版|格式|件)?[】\]）)]*[:：]?",
    re.I,
)
_DOWNLOADS = re.compile(r"(?:文件|全文|政策|文档|附件)?下载[:：]?|(?:相关)?附件[:：]")
_NUMBERED_NAME = re.compile(r"[（(〔\[［]\d{4}[）)〕\]］]\d+号?")
_MOST_OF_TITLE = 0.8
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.I)
_FOOT = re.compile(rf"^[（(]此件[^（()）]{{2,20}}[)）]$|^{foot.COPIES}|{foot.PRINTED}")
_FOOT_WITHIN = 6
# A file attached to a text is named soon after it.
_ATTACHED_WITHIN = 12
_PATH = re.compile(r"[^>＞»›。]{2,30}(?:[>＞»›]{1,2}[^>＞»›。]{2,60})+")
_LONGEST_TAB = 6
# A list of other pages gives their days.
_STAMP = re.compile(rf"[\[（(]?{dates.PUT_UP}[\]）)]?")
# A heading over links to other pages: so much of what follows it is linked.
_MOSTLY_LINKED = 0.6


def classify(soup: BeautifulSoup, content: PageContent) -> dict[str, str]:
    """Mark the lines of the page (drop, hint), add to its objects, and return its index card."""
    lines = content.lines
    tree = PageTree(soup, lines)
    content.objects += show_what_scripts_show(lines, weight)
    content.objects += drop_copies(soup, tree, lines, [0.0 if line.drop else weight(line) for line in lines])
    content.objects += drop_excerpt(lines)
    card, card_lines = find_card(lines, tree)
    _part_from_card(lines, card_lines)
    furnished = furniture(soup, lines, tree)
    weights = [
        0.0 if line.drop or at in card_lines or at in furnished else weight(line)
        for at, line in enumerate(lines)
    ]
    title = named_by_page(soup, lines, furnished | card_lines, card)
    if title is not None and any(_is_sentence(lines[at]) and weights[at] for at in range(title)):
        # What a site says of itself stands above the title: no text of a document does.
        below = [0.0] * title + weights[title:]
        weights = below if any(below[title + 1 :]) else weights
    text = core(soup, lines, tree, weights)
    inside = [at for at in range(len(lines)) if text is not None and tree.holds(text, at)]
    furnished.update(linked_edges(lines, inside) | footer_edge(lines, inside))
    inside = sorted(
        {*inside, *lines_beside(soup, lines, tree, text), *printed_above(lines, inside, furnished)}
    )
    furnished |= banner(lines, inside)
    titles = find_title(soup, lines, inside, furnished, card, card_lines)
    rest: list[PageLine] = []
    if not titles:
        titles, rest = title_of_page(content, [at for at in inside if at not in card_lines])
    head = red_head(lines, min([*inside[:1], *titles], default=0))
    inside, furnished = sorted({*inside, *head}), furnished - head
    apart = below_end(lines, tree, inside, weights)
    furnished |= names_of_site(soup, lines, titles) | apart
    further = listed(lines, titles, card_lines | furnished)
    card = of_table(lines, inside) | dict(further.values()) | card
    card_lines |= further.keys()
    related = _mark(lines, tree, inside, card, card_lines, titles, furnished)
    card = put_up_by_page(soup, card)
    content.objects += left_out(lines, related, apart, _CHROME)
    part_heading(lines, titles)
    _drop_downloads(lines, inside, titles, card)
    note_footnotes(lines)
    content.objects += _further_pages(lines)
    content.objects += _attached(lines)
    content.lines += rest
    return card


def _is_sentence(line: PageLine) -> bool:
    return "。" in line.text and not line.linked


def _part_from_card(lines: Sequence[PageLine], card_lines: set[int]) -> None:
    """Take a row of one cell, which stands in the same table as the card, for the line that it is: the document's title."""
    tables = {id(lines[at].element) for at in card_lines if lines[at].cells}
    for at, line in enumerate(lines):
        if line.cells and at not in card_lines and id(line.element) in tables:
            filled = [cell for cell in line.cells if cell not in ("", ABOVE, LEFT)]
            if len(filled) == 1:
                line.text, line.cells, line.hint = filled[0], [], ""


def _mark(
    lines: Sequence[PageLine],
    tree: PageTree,
    inside: Sequence[int],
    card: dict[str, str],
    card_lines: set[int],
    titles: set[int],
    furnished: set[int],
) -> set[int]:
    """Give each line its place: card, title, chrome, or text; return those that stand in lists of other pages."""
    related = _related_lists(lines)
    within = set(inside)
    # What the page calls itself stands over all of it.
    own = [at for at in titles if lines[at].element.name != "title"]
    first = min([*inside[:1], *own], default=len(lines))
    last = inside[-1] if inside else -1
    furnished = furnished | related | menus_over(lines, min(titles, default=0)) | tabs_below(lines, titles)
    furnished |= {at for at in range(first + 1, last) if _is_tabs(lines[at])}
    furnished |= {at for at in range(min(titles, default=0)) if _is_path(lines[at])}
    linked = tree.sums([0.0 if line.drop else line.linked for line in lines])
    length = tree.sums(
        [0.0 if line.drop else len("".join(_STAMP.sub("", line.text).split())) for line in lines]
    )
    dropping_until: Tag | None = None
    for at, line in enumerate(lines):
        if line.drop:
            continue
        if dropping_until is not None and not tree.holds(dropping_until, at):
            dropping_until = None
        if at in card_lines:
            line.hint = "card"
        elif at in titles:
            line.hint = line.hint if line.hint.startswith("h") else "h1"
        elif is_chrome_line(line.text) or at in furnished or dropping_until is not None:
            line.drop = _CHROME
            related |= {at} if dropping_until is not None else set()
        elif pairs := facts(at, lines, inside, titles):
            line.hint = "card"
            for label, value in filter(itemgetter(1), pairs):
                card.setdefault(label, value)
        elif at not in within and (
            is_footer_line(line.text)
            or not (first < at < last or _is_attachment(at, lines, last) or _is_foot(at, lines, last))
        ):
            line.drop = _CHROME
        elif (heads := _headed_by(line, tree, titles, linked, length)) is not None:
            line.drop, dropping_until = _CHROME, heads
    return related


def _headed_by(
    line: PageLine,
    tree: PageTree,
    titles: set[int],
    linked: Callable[[Tag], float],
    length: Callable[[Tag], float],
) -> Tag | None:
    """Return the element that a line heads as a list of other pages, or as what readers wrote; None where it heads none."""
    if not (is_related := is_related_heading(line.text)) and not is_heading_of_comments(line.text):
        return None
    heads = holder(line.element, length)
    if is_related:
        return heads if linked(heads) >= _MOSTLY_LINKED * (length(heads) - length(line.element)) else None
    return None if any(tree.holds(heads, at) for at in titles) else heads


def _related_lists(lines: Sequence[PageLine]) -> set[int]:
    """Return the headings of related pages and the lines right below them that only lead to these: in a page laid out by
    tables nothing holds the two together."""
    found: set[int] = set()
    for heading, line in enumerate(lines):
        at = heading + 1
        while is_related_heading(line.text) and at < len(lines) and _is_of_list(lines[at]):
            found |= {heading, at}
            at += 1
    return found


def _is_of_list(line: PageLine) -> bool:
    return line.linked > 0 and not line.cells and only_leads_away(line) and not names_a_file(line)


def _is_tabs(line: PageLine) -> bool:
    """Tell whether a line is a row of short links and no more, none of them to a file: 正文 解读 附件."""
    words = "".join(line.text.split())
    links = line.element.find_all("a") if line.linked and not line.cells else []
    short = all(len(link.get_text().strip()) <= _LONGEST_TAB for link in links)
    return len(links) > 1 and line.linked >= len(words) and short and not linked_files(line)


def _is_path(line: PageLine) -> bool:
    """Tell whether a line is links, one of which leads on to the next: 政府公报 >> 2023年第4期 >> 正文."""
    words = "".join(line.text.split())
    return not line.cells and _PATH.fullmatch(words) is not None and 2 * line.linked >= len(words)


def _is_attachment(at: int, lines: Sequence[PageLine], last: int) -> bool:
    """Tell whether a line soon after the article names a file attached to it."""
    return last < at <= last + _ATTACHED_WITHIN and names_a_file(lines[at])


def _is_foot(at: int, lines: Sequence[PageLine], last: int) -> bool:
    """Tell whether a line soon after the article is the foot of its document, set beside the element with the text."""
    return last < at <= last + _FOOT_WITHIN and _FOOT.search(lines[at].text.strip()) is not None


def _further_pages(lines: Sequence[PageLine]) -> list[SourceObject]:
    """Return an entry for each line that leads to further pages of the same text."""
    return [
        SourceObject("further-pages", at, line.text, rule="not-in-the-file")
        for at, line in enumerate(lines)
        if is_pager(line.text)
    ]


def _attached(lines: Sequence[PageLine]) -> list[SourceObject]:
    """Return an entry for each file that the text links to; its own text is not here."""
    found = []
    for at, line in enumerate(lines):
        if line.drop and line.drop != _DOWNLOAD:
            continue
        for link in linked_files(line):
            name = " ".join(link.get_text().split())
            address = str(link["href"]).strip()
            kept, rule = ("", _DOWNLOAD) if line.drop else ("text", "")
            found.append(SourceObject("attachment", at, f"{name} ({address})", kept, rule))
    return found


def _drop_downloads(
    lines: Sequence[PageLine], inside: Sequence[int], titles: set[int], card: dict[str, str]
) -> None:
    """Drop links below the text that offer the document itself as a file: by its number, its title, 全文下载."""
    title = folded("".join(lines[at].text for at in sorted(titles)))
    end = max((at for at in inside if weight(lines[at]) > 0), default=len(lines))
    for at in range(min(end, len(lines)), len(lines)):
        line = lines[at]
        words = folded(line.text)
        # 文件下载 before the links to the forms in which it is offered.
        label = _DOWNLOADS.match(words)
        if line.drop or not linked_files(line) or (not label and _OF_ATTACHMENT.match(words)):
            continue
        name = _EXTENSION.sub("", words[label.end() :] if label else words)
        if line.linked < len(words) - (label.end() if label else 0):
            continue
        same = bool(title) and (title in name or (name in title and len(name) > _MOST_OF_TITLE * len(title)))
        numbered = _NUMBERED_NAME.search(name) is not None
        if numbered and label and "附件" in label[0]:
            # What is attached may be another document; the document itself has its number on the page.
            numbered = name in {
                folded(value) for value in (*card.values(), *(one.text for one in lines[:at]))
            }
        if same or numbered or _WHOLE_TEXT.fullmatch(name):
            line.drop = _DOWNLOAD
