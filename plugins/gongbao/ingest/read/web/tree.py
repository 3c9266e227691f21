"""Tell in constant time which lines of a page stand in which element, however deep or large the page is."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from bs4 import Tag

from .lines import PageLine


class PageTree:
    """The elements of a page numbered in their order, and how many lines and values each of them holds."""

    def __init__(self, root: Tag, lines: Sequence[PageLine]) -> None:
        self._spans = _numbered(root)
        self._at = [self._spans.get(id(line.element), (0, 0))[0] for line in lines]
        self._size = len(self._spans)
        self._sorted = sorted(range(len(lines)), key=lambda index: (self._at[index], index))
        self._keys = [self._at[index] for index in self._sorted]

    def holds(self, element: Tag, index: int) -> bool:
        """Tell whether a line stands in an element."""
        first, last = self._spans.get(id(element), (0, -1))
        return first <= self._at[index] <= last

    def lines_in(self, element: Tag) -> list[int]:
        """Return the indexes of the lines that stand in an element, in reading order."""
        first, last = self._spans.get(id(element), (0, -1))
        return sorted(self._sorted[bisect_left(self._keys, first) : bisect_right(self._keys, last)])

    def sums(self, values: Sequence[float]) -> Callable[[Tag], float]:
        """Return a function that gives the sum of the values of all lines in an element."""
        weights_of = [0.0] * (self._size + 1)
        for at, value in zip(self._at, values, strict=True):
            weights_of[at + 1] += value
        running = list(accumulate(weights_of))

        def of(element: Tag) -> float:
            first, last = self._spans.get(id(element), (0, -1))
            return running[last + 1] - running[first]

        return of


def _numbered(root: Tag) -> dict[int, tuple[int, int]]:
    """Number all elements in document order: id → (own number, number of the last element in it)."""
    spans: dict[int, tuple[int, int]] = {}
    stack: list[tuple[Tag, bool]] = [(root, False)]
    count = 0
    while stack:
        tag, is_left = stack.pop()
        if is_left:
            spans[id(tag)] = (spans[id(tag)][0], count - 1)
            continue
        spans[id(tag)] = (count, count)
        count += 1
        stack.append((tag, True))
        stack.extend((child, False) for child in reversed(tag.contents) if isinstance(child, Tag))
    return spans


def names_of(tag: Tag) -> list[str]:
    """Return the classes of an element and its id."""
    names: object = tag.get("class") or []
    return [*map(str, names if isinstance(names, list) else [names]), str(tag.get("id") or "")]
