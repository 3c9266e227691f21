"""Which number a document has: its 发文字号, completed by its agency where the number alone names no issuer."""

from .article import ArticleMeta
from .number import DocumentNumber, parse

# 2018年第5号公告 is another announcement at every agency.
_BARE = ("公告", "通告", "令")


def number_of(meta: ArticleMeta) -> DocumentNumber | None:
    """Return the number of a document, None if it has none that can be read."""
    number = parse(meta.doc_number or "")
    if number and number.base in _BARE and meta.agency:
        return DocumentNumber(meta.agency[0] + number.base, number.year, number.serial, number.style)
    return number
