"""Find the part of a web page that is its text: the smallest element that still holds nearly all of it."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from bs4 import BeautifulSoup, Tag

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN

from .chrome import is_chrome_element, is_chrome_line, is_footer_line, is_of_site, may_stand_in_footer
from .info import info_line
from .lines import PageLine
from .tables import is_data_table
from .title import is_titled
from .tree import PageTree, names_of

# An element that holds so much of the page's text is no furniture, whatever it is called.
_TOO_LARGE_FOR_CHROME = 0.3
# Go down to a part of the page only while it holds nearly all of the text.
_NEARLY_ALL = 0.8
_SENTENCE = re.compile(r"[，。；、]")
# 首页 | 文件 | 概况
_BETWEEN_LINKS = re.compile(r"[\s|｜·•>»＞›]+")
_STAMP = re.compile(dates.PUT_UP)
_STAMP_IN_LIST = re.compile(rf"[\[（(]?{dates.PUT_UP}[\]）)]?")
_MENU_WORD, _LEAST_OF_MENU = re.compile(rf"[{HAN}]{{2,6}}"), 4
_LONGEST_INFO = 120
_TABS = re.compile(r"(?:^|[_-])tabs?(?:$|[_-])", re.I)
_LEAF = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "span", "pre"))
_ATTACHED = re.compile(r"[\s\u3000\xa0]*(?:相关)?附件(?:下载)?[\s\d０-９一二三四五六七八九十、.．:：]*")
_FILE = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|rtf|zip|rar|7z|pptx?|jpe?g|png|tiff?)(?:[?#].*)?$", re.I)


def weight(line: PageLine) -> float:
    """Weigh a line as text of an article: sentences count, links to other pages do not."""
    if line.weighed is None:
        # The day behind a link is of the list that it stands in.
        text = _STAMP.sub("", line.text) if line.linked else line.text
        length = len("".join(text.split())) - line.linked
        is_furniture = is_chrome_line(line.text) or is_footer_line(line.text) or _is_about_page(line.text)
        factor = 0.0 if is_furniture else 2.0 if _SENTENCE.search(line.text) else 1.0
        line.weighed = max(0, length) * factor
    return line.weighed


def _is_about_page(text: str) -> bool:
    """Tell whether a line says by whom and when the page was put up: 作者：… 时间：… 点击：…."""
    return len(text) <= _LONGEST_INFO and len(info_line(text)) > 1


def furniture(soup: BeautifulSoup, lines: Sequence[PageLine], tree: PageTree) -> set[int]:
    """Return the lines within elements that say that they are furniture, and are small enough to be."""
    size = tree.sums([0.0 if line.drop else weight(line) for line in lines])
    total = size(soup)
    verdict: dict[int, bool] = {}
    found: set[int] = set()
    for index, line in enumerate(lines):
        path: list[Tag] = []
        tag: Tag | None = line.element
        while tag is not None and id(tag) not in verdict:
            path.append(tag)
            tag = tag.parent
        is_furniture = tag is not None and verdict[id(tag)]
        for one in reversed(path):
            large = size(one) > _TOO_LARGE_FOR_CHROME * total
            is_furniture = is_furniture or (not large and is_chrome_element(one) and not is_titled(one, soup))
            verdict[id(one)] = is_furniture
        if verdict[id(line.element)]:
            found.add(index)
    return found


def core(
    soup: BeautifulSoup, lines: Sequence[PageLine], tree: PageTree, weights: Sequence[float]
) -> Tag | None:
    """Return the element that is the article's text with all that belongs to it, None where no text is."""
    weight_of = tree.sums(weights)
    if not weight_of(soup):
        return None
    found: Tag = soup
    while True:
        children = [child for child in found.children if isinstance(child, Tag) and weight_of(child)]
        largest = max(children, key=weight_of, default=None)
        if largest is None or largest.name in _LEAF or (largest.name == "table" and is_data_table(largest)):
            break
        if weight_of(largest) < _NEARLY_ALL * weight_of(found):
            break
        found = largest
    return _with_neighbours(found, lines, tree, weights)


def _with_neighbours(found: Tag, lines: Sequence[PageLine], tree: PageTree, weights: Sequence[float]) -> Tag:
    """Go up again while that adds only text: a signature may stand beside the element with the text."""
    menu = _menus(lines)
    foreign = tree.sums(
        [
            0.0 if (weights[at] and at not in menu) or _is_harmless(line) else 1.0
            for at, line in enumerate(lines)
        ]
    )
    while isinstance(found.parent, Tag) and foreign(found.parent) == foreign(found):
        found = found.parent
    return found


def _menus(lines: Sequence[PageLine]) -> set[int]:
    """Return the lines of menus without links: several words one below the other that are neither names nor days."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate([*lines, None]):
        if line is not None and not line.cells and _is_menu_word(line.text):
            run.append(at)
            continue
        if len(run) >= _LEAST_OF_MENU:
            found.update(run)
        run = []
    return found


def _is_menu_word(text: str) -> bool:
    word = "".join(text.split())
    return bool(_MENU_WORD.fullmatch(word)) and not (agency.is_agency(word) or dates.parse(word))


def _is_row_of_menu(line: PageLine) -> bool:
    """Tell whether a line is several words of a menu that elements part: <span>征集内容</span><span>结果反馈</span>."""
    parts = [part for part in line.parts if part]
    return len(parts) > 1 and all(_is_menu_word(part) for part in parts)


def menus_over(lines: Sequence[PageLine], title: int) -> set[int]:
    """Return the lists above the title that say no more than a menu does, or only what stands again as headings below.

    公告正文, 政策解读; 第一章 总则, 第二章 登记.
    """
    found: set[int] = set()
    for is_list, run in groupby(
        range(title), key=lambda at: lines[at].hint == "list" and not lines[at].cells
    ):
        items = list(run)
        if is_list and (
            all(_is_menu_word(lines[at].text) for at in items) or _stand_again(lines, items, title)
        ):
            found.update(items)
    return found


def tabs_below(lines: Sequence[PageLine], titles: set[int]) -> set[int]:
    """Return the tabs right below the title, whatever is in them: a list called so, of a few words each."""
    rows: set[int] = set()
    found: set[int] = set()
    for at in range(max(titles, default=len(lines)) + 1, len(lines)):
        line = lines[at]
        if _SENTENCE.search(line.text) and not line.drop:
            break
        around = [line.element, *list(line.element.parents)[:2]]
        called = any(_TABS.search(name) for tag in around for name in names_of(tag))
        if called and not line.cells and _is_row_of_menu(line):
            rows.add(at)
        elif called and _is_menu_word(line.text) and not line.cells:
            found.add(at)
    # Over entries of contents such a line is the name of a section, and has no other beside it.
    return rows | {at for at in found if {at - 1, at + 1} & found}


def _stand_again(lines: Sequence[PageLine], items: Sequence[int], title: int) -> bool:
    below = {"".join(line.text.split()) for line in lines[title:]}
    return all("".join(lines[at].text.split()) in below for at in items)


def _is_harmless(line: PageLine) -> bool:
    """Tell whether a line that is no text of the article still is one that stands close to it."""
    return line.drop == "hidden-text" or line.hint == "h1" or bool(info_line(line.text)) or names_a_file(line)


def names_a_file(line: PageLine) -> bool:
    """Tell whether a line is a link to a file, or the word 附件 above such links."""
    return any(True for _ in linked_files(line)) or _ATTACHED.fullmatch(line.text) is not None


def linked_files(line: PageLine) -> list[Tag]:
    """Return the links of a line that lead to files."""
    if line.cells or not line.linked:
        return []
    return [link for link in line.element.find_all("a", href=True) if _FILE.search(str(link["href"]).strip())]


def linked_edges(lines: Sequence[PageLine], inside: Sequence[int]) -> set[int]:
    """Return the lines at the head and foot of the text that only lead to other pages."""
    dated = _edges(lines, inside, only_leads_away)
    # The entries of a list have days beside them; where nothing else is a sentence, the list is the page.
    rest = (lines[at] for at in inside if at not in dated)
    if any(_SENTENCE.search(line.text) and not (line.drop or line.linked) for line in rest):
        return dated
    return _edges(lines, inside, lambda line: line.linked >= len(_BETWEEN_LINKS.sub("", line.text)))


def _edges(
    lines: Sequence[PageLine], inside: Sequence[int], leads_away: Callable[[PageLine], bool]
) -> set[int]:
    found: set[int] = set()
    for direction in (inside, inside[::-1]):
        for index in direction:
            line = lines[index]
            if direction is not inside and not line.drop and is_footer_line(line.text):
                continue
            if not line.drop and (not leads_away(line) or names_a_file(line)):
                break
            found.add(index)
    return found


def only_leads_away(line: PageLine) -> bool:
    """Tell whether a line is links to other pages alone, with their days perhaps: ·某县启动试点 (2009-06-10)."""
    words = _STAMP_IN_LIST.sub("", line.text) if line.linked else line.text
    return line.linked >= len(_BETWEEN_LINKS.sub("", words))


def footer_edge(lines: Sequence[PageLine], inside: Sequence[int]) -> set[int]:
    """Return the lines at the foot of the text that are the site's footer: pages laid out by tables part it by nothing."""
    found: list[int] = []
    for at in reversed(inside):
        line = lines[at]
        if not line.drop and (line.cells or names_a_file(line) or not may_stand_in_footer(line.text)):
            break
        found.append(at)
    while found and not is_footer_line(lines[found[-1]].text):
        found.pop()
    return set(found) if any(is_of_site(lines[at].text) for at in found) else set()


def holder(element: Tag, size: Callable[[Tag], float]) -> Tag:
    """Return the element that a heading heads: the nearest one with more in it than the heading."""
    found = element
    while found.parent is not None and size(found) == size(element):
        found = found.parent
    return found
