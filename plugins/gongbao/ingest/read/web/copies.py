"""Find the renderings of one text that a page holds beside each other: for screens, for telephones, for print."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag

from ...model.source import SourceObject
from .lines import PageLine
from .shingles import covered, folded, shingles
from .tree import PageTree, names_of

# A rendering holds nearly all of the text; so much of it must stand elsewhere on the page.
_NEARLY_ALL = 0.9
# A form that is printed twice among other text is no rendering of the page's text.
_HALF = 0.5
# A page with a second rendering repeats at least so much of its text.
_SOME = 0.2
# Names of elements that hold a rendering for another use than the screen.
_OTHER_USES = ("print", "dayin", "mobile", "phone", "wap", "copy", "pdf", "share")
# A notice of one sentence; shorter pieces repeat by chance.
_SHORTEST = 40
# An excerpt ends in dots; between it and the text that it begins the head of the document may stand.
_CUT_OFF = re.compile(r"(?:\.{2,}|…+)$")
_HEAD_BETWEEN = 200


@dataclass(frozen=True)
class _Rendering:
    element: Tag
    lines: tuple[int, ...]
    text: str


def drop_copies(
    root: Tag, tree: PageTree, lines: Sequence[PageLine], weights: Sequence[float]
) -> list[SourceObject]:
    """Mark the lines of all renderings of the page's text but the best as dropped; return an entry for each copy.

    The best is the one for the screen, and of those the one with most lines.
    """
    shown = [index for index, line in enumerate(lines) if not line.drop and weights[index] > 0]
    found = _renderings(root, tree, lines, shown, weights)
    if len(found) < 2:
        return []
    best = max(found, key=lambda one: (not _is_for_other_use(one.element), len(one.lines), -one.lines[0]))
    best_shingles = shingles(best.text)
    copies = [one for one in found if one is not best and covered(one.text, best_shingles) >= _NEARLY_ALL]
    copies = [one for one in copies if len(one.text) >= _HALF * len(best.text)]
    copied = {index for one in copies for index in one.lines}
    rest = sum(weights[index] for index in shown if index not in copied)
    if sum(weights[index] for index in best.lines) < _HALF * rest:
        return []
    entries = []
    for one in copies:
        within = [index for index in tree.lines_in(one.element) if not lines[index].drop]
        for index in within:
            lines[index].drop = "page-copy"
        entries.append(SourceObject("copy", within[0], one.text[:40], rule="page-copy"))
    return entries


def drop_excerpt(lines: Sequence[PageLine]) -> list[SourceObject]:
    """Drop the beginning of the text that a page shows over it once more, cut off with dots; return an entry for it."""
    seen = [at for at, line in enumerate(lines) if not line.drop]
    for order, at in enumerate(seen):
        cut = _CUT_OFF.search(lines[at].text.rstrip())
        words = folded(lines[at].text[: cut.start()]) if cut and not lines[at].cells else ""
        if len(words) < _SHORTEST:
            continue
        below, most = "", len(words) + _HEAD_BETWEEN
        for later in seen[order + 1 :]:
            below += folded(lines[later].text)
            if len(below) >= most:
                break
        if words in below:
            lines[at].drop = "page-copy"
            return [SourceObject("copy", at, lines[at].text[:40], rule="page-copy")]
    return []


def _renderings(
    root: Tag, tree: PageTree, lines: Sequence[PageLine], shown: Sequence[int], weights: Sequence[float]
) -> list[_Rendering]:
    """Return the largest elements whose text stands, nearly whole, elsewhere on the page too."""
    texts = [folded(lines[index].text) for index in shown]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    whole = "".join(texts)
    first, last = _occurrences(whole)
    if sum(a != b for a, b in zip(first, last, strict=True)) < _SOME * len(whole):
        return []
    weight = tree.sums(weights)
    order = {index: at for at, index in enumerate(shown)}
    found: list[_Rendering] = []
    stack = [root]
    work = 0
    while stack and work <= _MOST_WORK * max(1, len(whole)):
        element = stack.pop()
        inner = [
            child for child in element.children if isinstance(child, Tag) and weight(child) >= _SHORTEST / 2
        ]
        if element is not root and not (len(inner) == 1 and weight(inner[0]) >= weight(element)):
            line_numbers = tree.lines_in(element)
            places = [order[index] for index in line_numbers if index in order]
            work += len(line_numbers)
            if places:
                begin, end = starts[places[0]], starts[places[-1] + 1]
                work += end - begin
                again = sum(first[at] < begin or last[at] >= end for at in range(begin, end))
                if end - begin >= _SHORTEST and again >= _NEARLY_ALL * (end - begin):
                    found.append(_Rendering(element, tuple(shown[at] for at in places), whole[begin:end]))
                    continue
        stack.extend(reversed(inner))
    return found


# Elements are looked at from the page down, each with its whole text; no page needs more rounds than this.
_MOST_WORK = 400


def _occurrences(text: str) -> tuple[list[int], list[int]]:
    """Return for each place of a text where its run of eight characters stands first, and where last."""
    size = 8
    first_of: dict[str, int] = {}
    last_of: dict[str, int] = {}
    for at in range(len(text)):
        run = text[at : at + size]
        first_of.setdefault(run, at)
        last_of[run] = at
    runs = [text[at : at + size] for at in range(len(text))]
    return [first_of[run] for run in runs], [last_of[run] for run in runs]


def _is_for_other_use(element: Tag) -> bool:
    words = " ".join(names_of(element)).lower()
    return any(use in words for use in _OTHER_USES)
