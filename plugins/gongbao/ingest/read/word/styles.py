"""Follow the styles of a Word document: outline level, numbering, hidden text."""

import re
from dataclasses import dataclass

from lxml import etree

from .package import W

_DEEPEST = 20
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.I)
# How Word says that words are raised or lowered, and what they are then called here.
SCRIPTS = {"superscript": "raised", "subscript": "lowered"}


def w(name: str) -> str:
    """Return a name of Word's vocabulary as lxml writes it."""
    return f"{{{W}}}{name}"


# What a tracked change took away.
DELETED = (w("del"), w("moveFrom"))


def value(parent: etree._Element | None, path: str) -> str | None:
    """Return the w:val of the first element at a path below `parent`; None where there is no element."""
    if parent is None:
        return None
    found = parent.find("/".join(w(step) for step in path.split("/")))
    return None if found is None else found.get(w("val"), "")


def is_on(parent: etree._Element | None, path: str) -> bool:
    """Tell whether a switch is there and not turned off."""
    stated = value(parent, path)
    return stated is not None and stated not in ("0", "false", "off")


def whole(text: str | None, default: int) -> int:
    """Return a whole number from an attribute, or the default for what is none."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


@dataclass(frozen=True)
class Style:
    """What of a paragraph style matters for reading, with what it inherits."""

    outline: int | None = None
    number: str | None = None
    level: int | None = None
    hidden: bool = False
    struck: bool = False
    script: str = ""


class Styles:
    """The paragraph and character styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {} if root is None else {s.get(w("styleId"), ""): s for s in root.iter(w("style"))}
        self._read: dict[str | None, Style] = {}
        size = (
            None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}")
        )
        # Half-points; Word's own default is ten points.
        self.size = whole(size.get(w("val")), 20) if size is not None else 20
        self.default = next(
            (
                key
                for key, style in self._elements.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")
            ),
            "",
        )

    def style(self, key: str | None) -> Style:
        """Return a style with all that it inherits."""
        if key not in self._read:
            self._read[key] = self._inherited(key)
        return self._read[key]

    def _inherited(self, key: str | None) -> Style:
        outline = number = level = script = None
        hidden = struck = False
        for _ in range(_DEEPEST):
            element = self._elements.get(key or "")
            if element is None:
                break
            properties = element.find(w("pPr"))
            if outline is None:
                outline = value(properties, "outlineLvl")
            if outline is None and (value(element, "name") or "").lower() in ("title", "标题"):
                outline = "0"
            if number is None:
                number = value(properties, "numPr/numId")
            if level is None:
                level = value(properties, "numPr/ilvl")
            if script is None:
                script = value(element, "rPr/vertAlign")
            hidden = hidden or is_on(element, "rPr/vanish")
            struck = struck or is_on(element, "rPr/strike") or is_on(element, "rPr/dstrike")
            key = value(element, "basedOn")
        return Style(
            whole(outline, 9) if outline is not None else None,
            number,
            whole(level, 0) if level is not None else None,
            hidden,
            struck,
            SCRIPTS.get(script or "", ""),
        )

    def is_of_contents(self, key: str | None) -> bool:
        """Tell whether a paragraph style is that of an entry in a table of contents."""
        element = self._elements.get(key or "")
        return element is not None and _CONTENTS.match(value(element, "name") or "") is not None

    def is_ruled(self, key: str | None) -> bool:
        """Tell whether a table style draws lines between cells."""
        for _ in range(_DEEPEST):
            element = self._elements.get(key or "")
            if element is None:
                break
            if draws_lines(element.find(f"{w('tblPr')}/{w('tblBorders')}")):
                return True
            key = value(element, "basedOn")
        return False


def draws_lines(borders: etree._Element | None) -> bool:
    """Tell whether borders have a line that is drawn."""
    return borders is not None and any(
        border.get(w("val"), "nil") not in ("nil", "none") for border in borders
    )


def type_of(paragraph: etree._Element) -> str:
    """Say how a paragraph is set: its style and alignment, and size, weight and font of the run that has most of its words."""
    runs = {run: sum(len(text.text or "") for text in run.iter(w("t"))) for run in paragraph.iter(w("r"))}
    longest = max(runs, key=lambda run: runs[run], default=None)
    own, set_in = paragraph.find(w("pPr")), longest.find(w("rPr")) if longest is not None else None
    font = set_in.find(w("rFonts")) if set_in is not None else None
    of_run = (
        value(set_in, "rStyle"),
        value(set_in, "sz"),
        "b" if is_on(set_in, "b") else "",
        font.get(w("eastAsia")) if font is not None else "",
    )
    return "/".join(part or "" for part in (value(own, "pStyle"), value(own, "jc"), *of_run))
