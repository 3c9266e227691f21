"""Text of a page that no browser shows and no parser gives, since what stands before it was never closed."""

import re
from collections.abc import Iterator

# What takes everything up to its end for its own; of a comment, any of the ends that browsers take for one.
_OPENED = (
    ("<!--", re.compile("--!?>")),
    *(
        (f"<{name}", re.compile(f"</{name}", re.I))
        for name in ("script", "style", "textarea", "title", "xmp")
    ),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKUP = re.compile(r"<[^<>]*>|^<!--|\s+")
# Of an attribute; =" may be the end of a value, too.
_NAME = re.compile(r"\s[\w:-]+\Z")
# Han characters: fewer are a word of code.
_FEWEST = 4


def never_closed(text: str) -> Iterator[str]:
    """Yield the words of a page's code behind a comment, an element or a quotation mark that is opened and never closed."""
    low = text.lower()
    for opening, closing in _OPENED:
        start = low.rfind(opening)
        if start >= 0 and not closing.search(text, start + 2):
            yield from _words(text[start:])
    quoted = text.rfind('="')
    if quoted >= 0 and '"' not in text[quoted + 2 :] and _NAME.search(text[max(0, quoted - 40) : quoted]):
        yield from _words(text[quoted + 2 :])


def _words(code: str) -> Iterator[str]:
    if len(_HAN.findall(code)) >= _FEWEST:
        yield _MARKUP.sub(" ", code).strip()
