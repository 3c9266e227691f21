"""Follow the styles of a Word document: outline level, numbering, hidden text."""

from dataclasses import dataclass

from lxml import etree

from .package import W

_DEEPEST = 20


def w(name: str) -> str:
    """Return a name of Word's vocabulary as lxml writes it."""
    return f"{{{W}}}{name}"


def value(parent: etree._Element | None, path: str) -> str | None:
    """Return the w:val of the first element at a path below `parent`; None where there is no element."""
    if parent is None:
        return None
    found = parent.find("/".join(w(step) for step in path.split("/")))
    return None if found is None else found.get(w("val"), "")


def is_on(parent: etree._Element | None, path: str) -> bool:
    """Tell whether a switch is there and not turned off."""
    said = value(parent, path)
    return said is not None and said not in ("0", "false", "off")


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


class Styles:
    """The paragraph and character styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {} if root is None else {s.get(w("styleId"), ""): s for s in root.iter(w("style"))}
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
        outline = number = level = None
        hidden = False
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
            hidden = hidden or is_on(element, "rPr/vanish")
            key = value(element, "basedOn")
        return Style(
            whole(outline, 9) if outline is not None else None,
            number,
            whole(level, 0) if level is not None else None,
            hidden,
        )
