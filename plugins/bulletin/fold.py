"""Fold text so that ways of writing the same thing compare equal."""

import re
import unicodedata

# Characters that print nothing: zero-width, joiners, byte order marks, soft hyphen, direction marks.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")

HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def drop_invisible(text: str) -> str:
    """Take out the characters that print nothing."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """Return NFKC of the text without any blank or invisible character, for comparing."""
    return "".join(unicodedata.normalize("NFKC", drop_invisible(text)).split())


def nonblank(text: str) -> int:
    """Count the characters that are not blank; what a ledger sums up."""
    return sum(map(len, text.split()))
