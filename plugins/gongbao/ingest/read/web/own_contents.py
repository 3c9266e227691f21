"""The contents that a page has of the texts on it, beside them: a list whose links lead to places in the page itself."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from gongbao.bulletin import headings
from gongbao.bulletin.fold import HAN

from .lines import PageLine
from .tree import PageTree

_PAGE_BEHIND = re.compile(rf"(?<=[{HAN}）》])(?=\d{{1,3}}$)")
_LEAST_TITLE, _LEAST_TITLES = 8, 2


def lists_texts_of_page(tag: Tag) -> bool:
    """Tell whether the links of an element are titles of texts on the same page, each to its place, and nothing else."""
    links = tag.find_all("a", href=True)
    titles = [link for link in links if len(link.get_text(strip=True)) >= _LEAST_TITLE]
    if len(titles) < _LEAST_TITLES or len(titles) != len(links) or not all(map(_place, links)):
        return False
    # 一、…, （一）…: the sections of one text.
    return not all(map(headings.marker, (title.get_text(strip=True) for title in titles)))


def lines_beside(
    soup: BeautifulSoup, lines: Sequence[PageLine], tree: PageTree, text: Tag | None
) -> list[int]:
    """Return the lines of the contents that stand outside the element of the text and lead into it, [] if there are none."""
    first = soup.find("a", href=re.compile("^#."))
    if text is None or not isinstance(first, Tag):
        return []
    listed = None
    for parent in first.parents:
        if parent.name in {"body", "html", "[document]"}:
            break
        if lists_texts_of_page(parent):
            listed = parent
        elif listed is not None:
            break
    if listed is None or listed in text.descendants or text in listed.descendants:
        return []
    places = {_place(link) for link in listed.find_all("a", href=True)}
    within = {str(one.get("id") or one.get("name")) for one in text.find_all(id=True)}
    within |= {str(one["name"]) for one in text.find_all("a", attrs={"name": True})}
    if not places <= within:
        return []
    found = [at for at in range(len(lines)) if tree.holds(listed, at)]
    for at in found:
        # The page of the print stands behind the link, set apart by its style alone.
        lines[at].text = _PAGE_BEHIND.sub("\u3000\u3000", lines[at].text)
    return found


def _place(link: Tag) -> str:
    """Return the place in the page that a link leads to, "" if it leads elsewhere."""
    address = str(link["href"])
    return address[1:] if address.startswith("#") else ""
