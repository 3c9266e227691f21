"""Brackets and quotation marks, which stand in pairs."""

from collections.abc import Sequence

QUOTING = ("《》", "“”")
WIDE = (*QUOTING, "（）")
ALL = (*WIDE, "()")


def is_balanced(text: str, pairs: Sequence[str] = WIDE) -> bool:
    """Tell whether no sign of these pairs lacks its partner; half a title often has one open."""
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in pairs)
