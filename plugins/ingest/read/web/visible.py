"""Tell what of a web page a reader cannot see."""

import re

from bs4 import BeautifulSoup, Tag

# Code and controls: they have no text that a reader of the page sees as such.
INVISIBLE = frozenset(
    """
    script style noscript template iframe object embed applet svg math canvas audio video  meta link
    base param source track input textarea datalist
    """.split()
)
_HIDING_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?:px|pt|em|rem|%)?(?:;|!|$)|(?<![\w-])opacity:0(?:\.0+)?(?:;|!|$)|"
    r"text-indent:-\d{3,}"
)


_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# What holds on paper or on a phone only says nothing about the page.
_CSS_MEDIA = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_SIMPLE = re.compile(r"[a-z0-9]*(?:[.#][\w-]+)+", re.I)
# Longer text is a tab or a page part that a script shows on a click, and no hidden insertion.
_LONGEST_HIDDEN = 200


def hide_by_style_sheet(soup: BeautifulSoup) -> None:
    """Mark as hidden what the page's own style sheets hide by class or id, as inserted text mostly is."""
    hiding: dict[str, bool] = {}
    for sheet in soup.find_all("style"):
        css = _CSS_MEDIA.sub("", _CSS_COMMENT.sub("", sheet.get_text()))
        for selectors, style in _CSS_RULE.findall(css):
            bare = re.sub(r"\s+", "", style).lower()
            for selector in map(str.strip, selectors.split(",")):
                if _CSS_SIMPLE.fullmatch(selector) and ("display:" in bare or _HIDING_STYLE.search(bare)):
                    hiding[selector] = bool(_HIDING_STYLE.search(bare))
    for selector in (one for one, hides in hiding.items() if hides):
        for tag in soup.select(selector):
            if len(tag.get_text()) <= _LONGEST_HIDDEN:
                tag["hidden"] = ""


def is_hidden(tag: Tag) -> bool:
    """Tell whether the element itself says that it is not shown."""
    if tag.has_attr("hidden"):
        return True
    style = tag.get("style")
    return bool(style) and _HIDING_STYLE.search(re.sub(r"\s+", "", str(style)).lower()) is not None
