"""Which number a document has: its 发文字号, completed by its agency where the number alone names no issuer."""

from functools import lru_cache

from .article import ArticleMeta
from .number import DocumentNumber, parse

# 2018年第5号公告 is another announcement at every agency.
_BARE = ("公告", "通告", "令")


def number_of(meta: ArticleMeta) -> DocumentNumber | None:
    """Return the number of a document, None if it has none that can be read."""
    return _read(meta.doc_number, meta.agency[0] if meta.agency else "") if meta.doc_number else None


# Every list and every citation asks again for the same few thousand numbers.
@lru_cache(maxsize=65_536)
def _read(text: str, agency: str) -> DocumentNumber | None:
    number = parse(text)
    if number and number.base in _BARE and agency:
        return DocumentNumber(agency + number.base, number.year, number.serial, number.style)
    return number
