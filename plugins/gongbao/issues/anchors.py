"""Ids for headings and paragraphs that stay when other parts of a text are corrected.

What is numbered gets the path of its numbering (t2-1-3 is 二、（一）3.), what has no number a short hash of its own
words. Neither counts paragraphs, so that a paragraph put in or taken out moves no other's id.
"""

import hashlib
import re

from gongbao.bulletin.fold import fold
from gongbao.bulletin.headings import article_clause, marker
from gongbao.bulletin.numerals import to_int

# The rank of 第…条: a clause, which opens with no heading.
CLAUSE = -1
# Units that stand above 一、: the lower the rank, the larger the unit.
_UNITS = {
    "编": (-5, "b"),
    "篇": (-5, "b"),
    "部": (-4, "d"),
    "章": (-3, "c"),
    "节": (-2, "s"),
    "条": (CLAUSE, "art"),
}
_UNIT = re.compile(
    r"第(?P<serial>[0-9〇零一二三四五六七八九十百千]+)(?P<unit>[编篇部章节条])(?:[^之]*之(?P<sub>[一二三四五六七八九十]+))?"
)
_DIGITS = re.compile(r"[0-9]+")


def text_hash(text: str, digits: int = 8) -> str:
    """Return a short hash of the words of a text; blanks and widths do not count."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:digits]


def numbering(text: str) -> tuple[int, str] | None:
    """Return (rank, token) of the numbering that opens a text, None if it has none; a smaller rank is a larger unit."""
    clause = article_clause(text)
    found = None if clause else marker(text)
    opening = clause or (found[1] if found else "")
    if unit := _UNIT.match(opening):
        rank, letter = _UNITS[unit["unit"]]
        sub = f"_{to_int(unit['sub'])}" if unit["sub"] else ""
        return rank, f"{letter}{to_int(unit['serial'])}{sub}"
    if not found:
        return None
    inner = fold(opening).strip("()、.").replace(".", "_")
    serial = inner if _DIGITS.match(inner) else to_int(inner)
    return found[0], str(serial)


class Anchors:
    """Hand out the ids of one page."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}
        self._scope = ""
        self._path: list[tuple[int, str]] = []
        # How many steps of the path are headings; the steps of paragraphs end where the next heading begins.
        self._headings = 0

    def enter(self, scope: str) -> None:
        """Begin a part of the page whose numbering starts anew (an attachment)."""
        self._scope = f"{scope}-" if scope else ""
        self._path = []
        self._headings = 0

    def heading(self, text: str, numbered: tuple[int, str] | None) -> str:
        """Return the id of a heading; what follows is numbered below it. numbered: its numbering."""
        # A heading without number ends every numbering before it.
        rank, token = numbered or (-9, f"h{text_hash(text, 6)}")
        del self._path[self._headings :]
        identity = self._descend(rank, token)
        self._headings = len(self._path)
        return identity

    def paragraph(self, text: str, numbered: tuple[int, str] | None) -> str:
        """Return the id of a paragraph; numbered: its numbering, None where it has none or it does not count."""
        if numbered:
            return self._descend(*numbered)
        return self.unique(f"p-{text_hash(text)}")

    def unique(self, wanted: str) -> str:
        """Return an id that nothing else on the page has."""
        count = self._taken[wanted] = self._taken.get(wanted, 0) + 1
        return wanted if count == 1 else self.unique(f"{wanted}.{count}")

    def _descend(self, rank: int, token: str) -> str:
        while self._path and self._path[-1][0] >= rank:
            self._path.pop()
        self._headings = min(self._headings, len(self._path))
        self._path.append((rank, token))
        # 第四条 is cited without its chapter, since clauses count on through a whole text.
        path = self._path
        for place, (above, _) in enumerate(path):
            if above == CLAUSE:
                path = path[place:]
                break
        steps = "-".join([step for _, step in path])
        return self.unique(f"{self._scope}{'t' if steps[0].isdigit() else ''}{steps}")
