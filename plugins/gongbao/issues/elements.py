"""Small operations on the elements of a body: their words, the mark of their class, line breaks, entities."""

import html
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

_CLASS = re.compile(r"\s*\{:\s*\.(?P<name>[a-z-]+)\s*\}\s*$")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")


def change_texts(element: Element, change: Callable[[str], str]) -> None:
    """Change every text of an element that has an ampersand in it."""
    for inner in element.iter():
        if inner.text and "&" in inner.text:
            inner.text = change(inner.text)
        if inner.tail and "&" in inner.tail:
            inner.tail = change(inner.tail)


def decode(text: str) -> str:
    """Turn the entities that a text is escaped with back into signs."""
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)


def take_class(element: Element) -> str | None:
    """Take the mark {: .name } off the end of an element and return the name."""
    last = element[-1] if len(element) else None
    text = (element.text if last is None else last.tail) or ""
    match = _CLASS.search(text)
    if not match:
        return None
    if last is None:
        element.text = text[: match.start()]
    else:
        last.tail = text[: match.start()]
    return match["name"]


def words(element: Element) -> str:
    """Return the words of an element and of those within it; words that are struck out are not said any more."""
    if next(element.iter("del"), None) is None:
        return "".join(element.itertext())
    return (element.text or "") + "".join(
        ("" if inner.tag == "del" else words(inner)) + (inner.tail or "") for inner in element
    )


def tidy(element: Element) -> str:
    """Close up soft line breaks, which would print a blank between Han characters; return the words."""
    for owner, name in _texts(element):
        text = getattr(owner, name) or ""
        if "\n" in text:
            setattr(owner, name, _SOFT_BREAK.sub(_joint, text).strip("\n"))
    return words(element).strip()


def _joint(match: re.Match[str]) -> str:
    left = match.string[match.start() - 1 : match.start()]
    right = match.string[match.end() : match.end() + 1]
    return " " if left and right and left.isascii() and right.isascii() else ""


def _texts(element: Element) -> Iterator[tuple[Element, str]]:
    yield element, "text"
    for child in element:
        yield from _texts(child)
        yield child, "tail"


def set_lead(element: Element, end: int, name: str = "") -> bool:
    """Wrap the first characters of a paragraph in <strong class=name>, unless an inner element begins among them.

    Without a name it is a <b>, which stands for the number of a clause: every other paragraph of a law has one.
    """
    text = element.text or ""
    first = element[0] if len(element) else None
    if not text and first is not None and first.tag == "strong" and len(words(first)) <= end:
        if name:
            first.set("class", name)  # bold in the source already
        return True
    if len(text) < end:
        return False
    lead = Element("strong", {"class": name}) if name else Element("b")
    lead.text, lead.tail = text[:end], text[end:]
    element.text = None
    element.insert(0, lead)
    return True
