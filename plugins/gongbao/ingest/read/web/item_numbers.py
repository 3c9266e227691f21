"""The numbers of list items, which a browser draws and the code of a page leaves out."""

import re

from bs4 import Tag

from ..counting import numeral

_HAN_NUMBERS = re.compile(r"cjk-ideographic|(?:simp|trad)-chinese-informal")


class ItemNumbers:
    """Counts the items of the ordered lists that a walk is in, and keeps the number that no line has yet."""

    def __init__(self) -> None:
        self._counted: list[tuple[Tag, int]] = []
        self._waiting = ""

    def enter(self, tag: Tag) -> None:
        """Begin to count in a list, or count an item of the innermost one."""
        if tag.name == "ol":
            self._counted.append((tag, _number(tag.get("start"), 1) - 1))
        if tag.name == "li" and self._counted and tag.parent is self._counted[-1][0]:
            numbered, last = self._counted[-1]
            number = _number(tag.get("value"), last + 1)
            self._counted[-1] = numbered, number
            self._waiting = _marker(numbered, number)

    def leave(self, tag: Tag) -> None:
        """End a list; the number of an item without words goes with it."""
        if tag.name == "li":
            self._waiting = ""
        if self._counted and self._counted[-1][0] is tag:
            self._counted.pop()

    def take(self) -> str:
        """Return the number that stands before the next line, "" where none does: it is drawn once."""
        taken, self._waiting = self._waiting, ""
        return taken


def _number(value: object, default: int) -> int:
    text = str(value).strip() if value is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _marker(numbered: Tag, number: int) -> str:
    """Return the number that a browser draws before a list item: visible, but not in the code of the page."""
    style = str(numbered.get("style") or "").replace(" ", "").lower()
    if _HAN_NUMBERS.search(style):
        return numeral(number, "chineseCounting") + "、"
    if "list-style" in style:
        return ""
    kind = str(numbered.get("type") or "1")
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}. "
    return f"{number}. "
