"""Tell what of a web page a reader cannot see."""

import re

from bs4 import Tag

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


def is_hidden(tag: Tag) -> bool:
    """Tell whether the element itself says that it is not shown."""
    if tag.has_attr("hidden"):
        return True
    style = tag.get("style")
    return bool(style) and _HIDING_STYLE.search(re.sub(r"\s+", "", str(style)).lower()) is not None
