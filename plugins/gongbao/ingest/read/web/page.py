"""Parse a web page and take out its lines in reading order, as a reader would see them."""

import re

from bs4 import BeautifulSoup

from gongbao.messages import _

from ...model.source import SourceError
from .lines import PageContent
from .visible import hide_by_style_sheet
from .walker import DeeplyNested, read_element

# What people wrote for a blank: it would show as code.
_BROKEN_BLANK = re.compile(r"&(?:sp|nsp|nbs|nbps|nbp);?(?![a-z])", re.I)


def parse_page(text: str) -> BeautifulSoup:
    """Parse the code of a page, with the commonest broken character references repaired."""
    soup = BeautifulSoup(_BROKEN_BLANK.sub("&nbsp;", text), "lxml")
    for shown in soup.find_all("template", shadowrootmode=True):
        shown.name = (
            "div"  # a part that browsers put in its place (shadow DOM), which other templates are not
        )
    hide_by_style_sheet(soup)
    return soup


def page_content(soup: BeautifulSoup, name: str) -> PageContent:
    """Return every line of the page in reading order, and its objects; hidden text is marked as dropped."""
    try:
        return read_element(soup)
    except DeeplyNested as error:
        raise SourceError(
            _("{name}: {error}; save the page again from a browser", name=name, error=error)
        ) from error
