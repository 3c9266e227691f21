"""Find the title of the article on a web page: what the page calls itself, or its last first-level heading."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag

from gongbao.bulletin import number
from gongbao.bulletin.agency import is_agency
from gongbao.bulletin.genre import from_title

from .card import reads_as_title
from .chrome import is_trail
from .info import info_line
from .lines import PageContent, PageLine
from .shingles import folded

_TITLE_NAMES = ("articletitle", "og:title", "title")
# 关于某事的通知_国务院文件_中国政府网, 某某市人民政府 - 关于某事的通知
_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?[_|｜]+\s*|(?<!\s)\s+[-–—]+\s+|(?:(?<!\s)\s+)?--+\s*")
_IN_BRACKETS = re.compile(r"[(（](第[^()（）]{1,8}号)[)）]")
_BEHIND_TITLE = re.compile(r"\s*[_|｜–—-]+\s*")
# What a page says of itself; nobody reads more of it than this.
_LONGEST_SAID = 500
_LOOK_BACK = 60
_LONGEST_BY_FORM = 80
_LOOK_AHEAD = 12
_LONGEST_TITLE = 4
_SHORTEST = 4
# So much of a known title has to stand there.
_MOST_OF_IT = 0.6
_FURNITURE_BETWEEN = 3
_OF_SENTENCES = re.compile(r"[。；！？]|[，：]$")
_MOST_BEFORE = 2
# So far into what was taken for the text a heading may stand: tabs and the site's name are above it.
_INTO_TEXT = 8


def find_title(
    soup: BeautifulSoup,
    lines: Sequence[PageLine],
    inside: Sequence[int],
    furniture: set[int],
    card: dict[str, str],
    card_lines: set[int],
) -> set[int]:
    """Return the indexes of the lines that are the title; `inside` are the lines of the article's text, a card among them perhaps."""
    start = next((at for at in inside if at not in card_lines and at not in furniture), 0)
    known = _known_titles(soup, card)
    found: set[int] = set()
    most = 0
    for index in range(max(0, start - _LOOK_BACK), min(len(lines), start + _LOOK_AHEAD)):
        if index in furniture:
            continue
        places, length, of = _repeated(index, lines, known)
        # 公告 alone is a title too, where the page calls itself so and the line says no more.
        whole = length == of and from_title(folded(lines[index].text)) == folded(lines[index].text)
        # An office that opens the page's name or that of the site heads the site, or signs: it is no title.
        office = len(places) == 1 and is_agency(lines[index].text)
        headed = lines[index].hint.startswith("h")
        enough = (length >= _SHORTEST or whole) and (length >= _MOST_OF_IT * of or headed) and not office
        # Of equal ones the last: the first may be part of the way to the page.
        if enough and length >= most:
            found, most = places, length
    if found:
        # Pages call themselves by the title without those who issued it.
        return found | _agencies_over(lines, min(found))
    return _last_heading(lines, start, furniture) or _by_form(lines, start, furniture, card_lines)


def named_by_page(
    soup: BeautifulSoup, lines: Sequence[PageLine], furniture: set[int], card: dict[str, str]
) -> int | None:
    """Return the first line that is a document's title and nothing else, as the page calls itself; None where none is."""
    said = soup.title.get_text()[:_LONGEST_SAID] if soup.title is not None else ""
    named = {*_known_titles(soup, card), *map(folded, _BEHIND_TITLE.split(said))}
    known = {title for title in named if from_title(title)}
    return next(
        (
            at
            for at, line in enumerate(lines)
            if not (line.drop or line.cells or line.linked or at in furniture) and folded(line.text) in known
        ),
        None,
    )


def title_of_page(content: PageContent, inside: Sequence[int]) -> tuple[set[int], list[PageLine]]:
    """Return the line of what the page calls itself, where that is a document's title and stands nowhere else on it, and as a line
    of its own, left out, what else the page calls itself by (its site)."""
    lines = content.lines
    named = next((at for at, line in enumerate(lines) if line.drop == "page-title"), None)
    if named is None or any(_may_be_title(lines, at) for at in inside[:_LOOK_AHEAD]):
        return set(), []
    text = lines[named].text[:_LONGEST_SAID]
    title = next((part for part in _BETWEEN.split(text) if reads_as_title("".join(part.split()))), "")
    if not title or not from_title(folded(title)) or is_agency(title):
        return set(), []
    start = lines[named].text.index(title)
    rest = (lines[named].text[:start] + lines[named].text[start + len(title) :]).strip()
    lines[named].text, lines[named].drop = title, ""
    return {named}, [PageLine(rest, lines[named].element, drop="page-title")] if rest else []


def _may_be_title(lines: Sequence[PageLine], at: int) -> bool:
    """Tell whether a title may begin here, over lines: a heading, or what reads as the title of a document."""
    if lines[at].drop or lines[at].cells:
        return False
    words = ""
    for line in lines[at : at + _LONGEST_TITLE]:
        if line.drop or line.cells or _OF_SENTENCES.search(line.text.strip()):
            break
        words += "".join(line.text.split())
        if reads_as_title(words):
            return True
    return lines[at].hint.startswith("h")


def names_of_site(soup: BeautifulSoup, lines: Sequence[PageLine], titles: set[int]) -> set[int]:
    """Return the lines above the title that name the site or the column as the page's own name does behind that title.

    公开招标公告-采购公告-某区政府采购网 over the line 某区政府采购网. An agency's name may be the document's red head.
    """
    said = soup.title.get_text()[:_LONGEST_SAID] if soup.title is not None else ""
    first, *others = [part for part in map(folded, _BEHIND_TITLE.split(said)) if part] or [""]
    title = folded("".join(lines[at].text for at in sorted(titles)))
    if not title or not ((first and first in title) or title in folded(said)):
        return set()
    return {
        at
        for at in range(min(titles))
        if folded(lines[at].text) in others and not is_agency(lines[at].text) and not lines[at].cells
    }


def is_titled(tag: Tag, soup: BeautifulSoup) -> bool:
    """Tell whether an element holds a first-level heading that may be the article's: not the name of the site."""
    heading = tag.find("h1")
    if not isinstance(heading, Tag) or tag.name in ("nav", "footer", "aside"):
        return False
    return folded(heading.get_text()) != _site_name(soup) and heading.find("a") is None


def _known_titles(soup: BeautifulSoup, card: dict[str, str]) -> list[str]:
    stated = [soup.title.get_text()] if soup.title is not None else []
    for meta in soup.find_all("meta"):
        if str(meta.get("name") or meta.get("property") or "").lower() in _TITLE_NAMES:
            stated.append(str(meta.get("content") or ""))
    stated += [card.get("标题", ""), card.get("名称", "")]
    parts = [part for text in stated for part in (text, *_BETWEEN.split(text[:_LONGEST_SAID]))]
    # 某县人民政府 县政府文件 关于某事的通知: site, column and title, parted by blanks alone.
    for text in stated:
        words = text[:_LONGEST_SAID].split()
        parts += [" ".join(words[at:]) for at in range(1, min(len(words), _MOST_BEFORE + 1))]
    site = _site_name(soup)
    # Old sites call every page by their own name.
    return list(
        dict.fromkeys(
            title
            for part in parts
            if (title := folded(part))
            and title != site
            and not is_agency(title)
            # 某省人民政府令（第298号） is what an order is counted by, and no title.
            and number.parse(title) is None
            and number.parse(_IN_BRACKETS.sub(r"\1", title)) is None
        )
    )


def _site_name(soup: BeautifulSoup) -> str:
    meta = soup.find("meta", attrs={"name": re.compile("^sitename$", re.I)})
    return folded(str(meta.get("content") or "")) if isinstance(meta, Tag) else ""


def _repeated(start: int, lines: Sequence[PageLine], known: Sequence[str]) -> tuple[set[int], int, int]:
    """Return the lines from `start` on that repeat a known title, how long they are, and how long that title is."""
    best: tuple[set[int], int, int] = set(), 0, 1
    for title in known:
        text = ""
        places: set[int] = set()
        for index in range(start, min(start + _LONGEST_TITLE, len(lines))):
            line = lines[index]
            text += folded(line.text)
            if line.drop or line.cells or line.linked or not title.startswith(text) or info_line(line.text):
                break
            places.add(index)
            if len(text) > best[1] or (len(text) == best[1] and len(title) < best[2]):
                best = set(places), len(text), len(title)
    return best


def _by_form(lines: Sequence[PageLine], start: int, furniture: set[int], card_lines: set[int]) -> set[int]:
    """Return the last line over the text that reads as the title of a document, where no mark tells it.

    The card of a page may stand between the two.
    """
    above = [at for at in range(start - 1, -1, -1) if at not in card_lines]
    for index in above[: _FURNITURE_BETWEEN + 3]:
        line = lines[index]
        text = folded(line.text)
        free = not (line.drop or line.cells or line.linked or index in furniture or info_line(line.text))
        if free and _SHORTEST < len(text) <= _LONGEST_BY_FORM and reads_as_title(text):
            return (rest := {index} | _rest_over(lines, index)) | _agencies_over(lines, min(rest))
    return set()


def _rest_over(lines: Sequence[PageLine], index: int) -> set[int]:
    """Return the lines that a title begins with over its last one, broken from it in the same element: …关于公布 / …的通知."""
    text = folded(lines[index].text)
    if "关于" in text:
        return set()
    found: set[int] = set()
    for at in range(index - 1, max(-1, index - _LONGEST_TITLE), -1):
        line = lines[at]
        if line.element is not lines[index].element or line.drop or line.linked or info_line(line.text):
            break
        text = folded(line.text) + text
        found.add(at)
        if "关于" in line.text:
            return found if reads_as_title(text) else set()
    return set()


def _agencies_over(lines: Sequence[PageLine], index: int) -> set[int]:
    """Return the lines with agencies that stand over a title in the same element, broken from it by the print."""
    found: set[int] = set()
    at = index - 1
    while at >= 0 and lines[at].element is lines[index].element and is_agency(lines[at].text):
        found.add(at)
        at -= 1
    return found


def _names_the_site(lines: Sequence[PageLine], index: int) -> bool:
    """Tell whether a heading is the name of an office and nothing else, and no first line of a title."""
    beside = (lines[n] for n in (index - 1, index + 1) if 0 <= n < len(lines))
    return is_agency(lines[index].text) and all(line.element is not lines[index].element for line in beside)


def _last_heading(lines: Sequence[PageLine], start: int, furniture: set[int]) -> set[int]:
    """Return the lines of the last heading of the highest level over the text."""
    for level in ("h1", "h2", "h3"):
        headed = [
            index
            for index in range(min(start + (_INTO_TEXT if level == "h1" else _INTO_TEXT // 2), len(lines)))
            if lines[index].hint == level
            and index not in furniture
            and not lines[index].drop
            and not lines[index].linked
            and not _names_the_site(lines, index)
        ]
        if not headed:
            continue
        # The name of a site stands above its navigation; a title stands below it.
        between = range(headed[-1] + 1, start)
        loose = sum(at in furniture or lines[at].linked > 0 for at in between)
        if loose <= _FURNITURE_BETWEEN and not any(is_trail(lines[at].text) for at in between):
            return {index for index in headed if lines[index].element is lines[headed[-1]].element}
    return set()
