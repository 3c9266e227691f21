"""Count the automatic numbers of a Word document: 一、 （一） 1. stand in no text, but every reader sees them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ..counting import numeral
from .styles import value, w, whole

_PLACE = re.compile(r"%([1-9])")
# Bullets of symbol fonts and plain dots are decoration; △ ◆ —— are not.
_PLAIN_BULLET = re.compile(r"[\ue000-\uf8ff•·●○■□▪▫►▶‣⁃o§\-–*\s]*")
_CLOSED = re.compile(r"[、．。，：:）」』】〕)\s\u3000⑴-⒛①-⓿]$")


@dataclass
class Level:
    """How one level of a list is numbered."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    arabic: bool = False
    blank_after: bool = True
    paragraph_style: str = ""


@dataclass
class _List:
    """A definition of levels, shared by every list that uses it, with its running counters."""

    levels: dict[int, Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counted on as its paragraphs are read in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for abstract in root.iter(w("abstractNum")):
            key = abstract.get(w("abstractNumId"), "")
            self._lists[key] = _List({_index(level): _level(level) for level in abstract.iter(w("lvl"))})
            if link := value(abstract, "styleLink"):
                owners[link] = key
            if link := value(abstract, "numStyleLink"):
                links[key] = link
        for key, link in links.items():
            if owner := self._lists.get(owners.get(link, "")):
                self._lists[key] = owner
        for num in root.iter(w("num")):
            changed: dict[int, Level] = {}
            starts: dict[int, int] = {}
            for override in num.iter(w("lvlOverride")):
                index = _index(override)
                for level in override.iter(w("lvl")):
                    changed[index] = _level(level)
                if (start := value(override, "startOverride")) is not None:
                    starts[index] = whole(start, 1)
            self._uses[num.get(w("numId"), "")] = (value(num, "abstractNumId") or "", changed, starts)

    def level_of_style(self, number: str, style: str) -> int | None:
        """Return the level that a list gives to a paragraph style."""
        definition, changed, _ = self._uses.get(number, ("", {}, {}))
        levels = {**self._levels(definition), **changed}
        return next(
            (index for index, level in levels.items() if style and level.paragraph_style == style), None
        )

    def next_label(self, number: str | None, index: int) -> str | None:
        """Count a paragraph in and return its number as it is shown, '' for a bullet; None outside lists."""
        if number is None or number not in self._uses:
            return None
        definition, changed, starts = self._uses[number]
        base = self._lists.get(definition)
        levels = {**self._levels(definition), **changed}
        level = levels.get(index)
        if base is None or level is None:
            return None
        counters = base.counters
        if index in starts and (number, index) not in self._started:
            counters[index] = starts[index] - 1
            self._started.add((number, index))
        counters[index] = counters.get(index, level.start - 1) + 1
        for deeper in [other for other in counters if other > index]:
            restart = levels[deeper].restart if deeper in levels else None
            # restart: None = after any higher level, 0 = never, n = only after level n (counted from 1).
            if restart is None or (restart and index < restart):
                del counters[deeper]
        return self._shown(level, levels, counters)

    def _levels(self, definition: str) -> dict[int, Level]:
        found = self._lists.get(definition)
        return found.levels if found is not None else {}

    def _shown(self, level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
        if level.style == "bullet":
            return "" if _PLAIN_BULLET.fullmatch(level.text) else level.text

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = levels.get(index, Level())
            style = "decimal" if level.arabic and other.style != "decimalZero" else other.style
            return numeral(counters.get(index, other.start), style)

        label = _PLACE.sub(number, level.text)
        return label + " " if label and level.blank_after and not _CLOSED.search(label) else label


def _index(element: etree._Element) -> int:
    return whole(element.get(w("ilvl")), 0)


def _level(element: etree._Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        style=_style(element),
        text=value(element, "lvlText") or "",
        start=whole(value(element, "start"), 1),
        restart=whole(restart, 0) if restart is not None else None,
        arabic=value(element, "isLgl") is not None,
        blank_after=value(element, "suff") != "nothing",
        paragraph_style=value(element, "pStyle") or "",
    )


def _style(element: etree._Element) -> str:
    """Return the number format, also where Word wraps it as a choice of versions."""
    found = next(iter(element.iter(w("numFmt"))), None)
    return found.get(w("val"), "decimal") if found is not None else "decimal"
