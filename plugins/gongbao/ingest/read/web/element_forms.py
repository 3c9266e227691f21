"""What elements of a page do to the words in them: which stand on lines of their own, which are raised, lowered, struck."""

import re

from bs4 import Tag

BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset
    figcaption figure  footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main marquee menu
    nav noembed noframes noscript ol optgroup option p  pre search section summary table tbody td template text tfoot th thead
    title tr ul xmp
    """.split()
)
AS_TYPED = frozenset(("pre", "listing", "xmp"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# What an element says of the words in it.
_FORMS = {
    "sup": "raised",
    "sub": "lowered",
    "s": "struck",
    "strike": "struck",
    "del": "struck",
    "ins": "inserted",
}
_FORM_STYLES = (
    (re.compile(r"text-decoration(?:-line)?:[^;]*line-through"), "struck"),
    (re.compile(r"vertical-align:super"), "raised"),
    (re.compile(r"vertical-align:sub(?:;|!|$)"), "lowered"),
)


def form_of(tag: Tag) -> str:
    """Return how an element sets its words: raised, lowered, struck or inserted, "" where like those around it."""
    if tag.name in _FORMS:
        return _FORMS[tag.name]
    style = tag.get("style")
    if not style or tag.name in BLOCKS:
        return ""
    style_text = re.sub(r"\s+", "", str(style)).lower()
    return next((form for pattern, form in _FORM_STYLES if pattern.search(style_text)), "")
