"""Elements that a browser draws: formulas, pictures, fields of forms, frames and other documents."""

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from ...model.source import SourceObject
from ..formulas import Element, linear
from .instead import address_of, chosen

REPLACED = frozenset(
    "math img image svg canvas input textarea select iframe frame object embed applet video audio".split()
)
_DEEPEST = 60
# Fields that are there to be clicked, or that hold what the site needs.
_CONTROLS = frozenset("submit button image reset search password hidden file".split())
_BOXES = {"checkbox": ("☑", "☐"), "radio": ("◉", "○")}
_LAZY = ("data-src", "data-original", "data-lazy-src", "src")


def replaced(tag: Tag, is_hidden: bool) -> tuple[str, list[SourceObject]]:
    """Return the text that stands for an element, and its entry among the objects."""
    if tag.name == "math":
        text = _formula(tag)
        return text, [SourceObject("formula", text=text, kept="text")]
    if tag.name in ("input", "textarea", "select"):
        text = _value(tag)
        return text, [SourceObject("form-value", text=text, kept="text")] if text else []
    if tag.name in ("img", "image"):
        return "", _picture(tag, is_hidden)
    if tag.name in ("svg", "canvas"):
        words = " ".join(tag.get_text(" ").split())
        return "", [SourceObject("picture", text=words, rule="drawn-by-the-page")] if words else []
    address = address_of(tag)
    # Older pages have an embed in an object, for browsers that know the one or the other.
    again = any(address_of(around) == address for around in tag.find_parents("object"))
    return "", [
        SourceObject("embedded", text=address, rule="not-in-the-file")
    ] if address and not again and not is_hidden else []


def _picture(tag: Tag, is_hidden: bool) -> list[SourceObject]:
    address = next((found for name in _LAZY if (found := str(tag.get(name) or "").strip())), "")
    if not address:
        return []
    alt = str(tag.get("alt") or tag.get("title") or "").strip()
    return [SourceObject("picture", text=alt, rule="hidden-text" if is_hidden else "", file=address)]


def _value(tag: Tag) -> str:
    """Return what a field of a form shows: the words typed in, the choice, the box and its tick."""
    if tag.name == "textarea":
        return str(tag.get_text())
    if tag.name == "select":
        return "、".join(chosen(tag))
    kind = str(tag.get("type") or "text").lower()
    if kind in _BOXES:
        return _BOXES[kind][0 if tag.has_attr("checked") else 1]
    return "" if kind in _CONTROLS else str(tag.get("value") or "")


def _formula(tag: Tag) -> str:
    try:
        return linear(_element(tag, 0))
    except RecursionError:
        return " ".join(tag.get_text(" ").split())


def _element(tag: Tag, depth: int) -> Element:
    if depth > _DEEPEST:
        raise RecursionError
    name = tag.name.rpartition(":")[2].lower()
    children = [_element(child, depth + 1) for child in tag.children if isinstance(child, Tag)]
    words = (
        str(s)
        for s in tag.children
        if isinstance(s, NavigableString) and not isinstance(s, PreformattedString)
    )
    text = "" if children else " ".join("".join(words).split())
    return Element(name, children, text, {key.lower(): str(value) for key, value in tag.attrs.items()})
