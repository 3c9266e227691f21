"""Two texts side by side: which paragraphs belong together, and which words of them changed. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from diff_match_patch import diff_match_patch

from gongbao.versions.texts import AnyText as Text
from gongbao.versions.texts import Paragraph

# Words that change as a whole: a figure, a figure in Chinese, a word in letters.
_TOKEN = re.compile(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?|[A-Za-zＡ-Ｚａ-ｚ]+|[〇零一二三四五六七八九十百千万亿两]+|\s+|.",
    re.S,
)
_FIRST = 0x100
# One or two equal characters between two changes are chance, not something that stayed: 336 paragraphs of laws
# and their later versions have 6 single characters between marks by this, 203 without.
_SHORT = 3
# Below this share of common pairs of characters, a paragraph was not changed but replaced.
_ALIKE = 0.35
# A paragraph that became much longer is the same one if this much of the shorter stayed, and there was enough of it.
_WITHIN, _ENOUGH = 0.5, 12
# There is one of these at most: 署名 and 成文日期 of both texts belong together, whatever they say.
_ALONE = ("signature", "date")
# More pairs of paragraphs than this are compared only near the diagonal.
_MANY = 40_000
_BAND = 0.1


@dataclass(frozen=True)
class Piece:
    """A run of words; changed: it stands in this text only."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Row:
    """A paragraph of the older text and one of the newer: the same, changed, removed (no newer), added (no older)."""

    kind: str
    older: Paragraph | None = None
    newer: Paragraph | None = None

    @cached_property
    def pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Return the words of both paragraphs, the changed ones apart."""
        older, newer = self.older, self.newer
        if older and newer and self.kind == "changed":
            return words(older.text, newer.text)
        changed = self.kind != "same"
        return tuple((Piece(p.text, changed),) if p else () for p in (older, newer))  # type: ignore[return-value]


def words(older: str, newer: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return two paragraphs as runs of words, those that changed marked."""
    known: dict[str, str] = {}
    coded = [
        "".join(known.setdefault(t, chr(_FIRST + len(known))) for t in _TOKEN.findall(s))
        for s in (older, newer)
    ]
    plain = {code: token for token, code in known.items()}
    maker = diff_match_patch()
    # The result must not depend on how busy the machine is.
    maker.Diff_Timeout, maker.Diff_EditCost = 0, _SHORT
    found = maker.diff_main(*coded, False)
    maker.diff_cleanupEfficiency(found)
    return tuple(
        tuple(Piece("".join(plain[c] for c in run), bool(how)) for how, run in found if how in (0, side))
        for side in (-1, 1)
    )  # type: ignore[return-value]


def rows(older: Text, newer: Text) -> tuple[Row, ...]:
    """Return two texts paragraph by paragraph, in the order of both."""
    a, b = older.paragraphs, newer.paragraphs
    found: list[Row] = []
    matcher = SequenceMatcher(None, [p.text for p in a], [p.text for p in b], autojunk=False)
    for how, i, j, k, end in matcher.get_opcodes():
        if how == "equal":
            found += (Row("same", *pair) for pair in zip(a[i:j], b[k:end], strict=True))
        else:
            found += _aligned(a[i:j], b[k:end])
    return tuple(found)


def alike(older: Iterable[Paragraph], newer: Iterable[Paragraph]) -> float:
    """Return which share of their pairs of characters two texts have in common."""
    return _share(_pairs("\n".join(p.text for p in older)), _pairs("\n".join(p.text for p in newer)))


def _aligned(a: Sequence[Paragraph], b: Sequence[Paragraph]) -> Iterator[Row]:
    """Yield the paragraphs of a stretch that changed: those together that are alike, the rest removed and added.

    The best sum of likeness over all ways that keep the order (Needleman and Wunsch).
    """
    likeness = _likeness(a, b)
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            score = likeness.get((i, j), 0.0)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], score + best[i + 1][j + 1] if score else 0.0)
    i = j = 0
    while i < len(a) and j < len(b):
        score = likeness.get((i, j), 0.0)
        if score and best[i][j] == score + best[i + 1][j + 1]:
            yield Row("changed", a[i], b[j])
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield Row("removed", a[i])
            i += 1
        else:
            yield Row("added", newer=b[j])
            j += 1
    yield from (Row("removed", p) for p in a[i:])
    yield from (Row("added", newer=p) for p in b[j:])


def _likeness(a: Sequence[Paragraph], b: Sequence[Paragraph]) -> dict[tuple[int, int], float]:
    first, second = [_pairs(p.text) for p in a], [_pairs(p.text) for p in b]
    band = _BAND if len(a) * len(b) > _MANY else 1.0
    found = {}
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            if abs(i / len(a) - j / len(b)) > band:
                continue
            share = max(_share(one, other), _ALIKE * _within(one, other) / _WITHIN)
            if a[i].kind == b[j].kind and a[i].kind in _ALONE:
                share = max(share, _ALIKE)
            if share >= _ALIKE:
                found[i, j] = share
    return found


def _within(one: Counter[str], other: Counter[str]) -> float:
    """Return which share of the shorter text stands in the longer one; 0 where it is too short to tell."""
    shorter = min(one.total(), other.total())
    return (one & other).total() / shorter if shorter >= _ENOUGH else 0.0


def _pairs(text: str) -> Counter[str]:
    # A paragraph of one character has no pair; the mark of the end makes one.
    ended = f"{text}\x00"
    return Counter(ended[at : at + 2] for at in range(len(ended) - 1))


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
