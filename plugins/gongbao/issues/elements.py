"""Small operations on the elements of a body: their words, the mark of their class, line breaks, entities."""

import html
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

_CLASS = re.compile(r"(?<!\s)\s*\{:\s*\.(?P<name>[a-z-]+)\s*\}\s*$")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_SOFT_BREAK = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*")
# Where a link may lead, besides to a page or place of the archive.
SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"([^/?#]*?):")


def leads_somewhere(address: str) -> bool:
    """Tell whether a link's address is one that a page may have.

    None is: nothing, the page itself, a scheme that does something (javascript:, data:), another computer of the reader's
    net (//name, which a page from the disk would ask for).
    """
    plain = "".join(c for c in html.unescape(address) if c > " ")
    if plain in ("", "#") or plain.startswith(("//", "\\", "/\\")):
        return False
    scheme = _SCHEME.match(plain)
    return scheme is None or scheme[1].lower() in SCHEMES


def drop_dead_links(root: Element) -> None:
    """Put the words of links that lead nowhere in the place of the links."""
    if next(root.iter("a"), None) is None:
        return
    for owner in list(root.iter()):
        for link in [
            child for child in owner if child.tag == "a" and not leads_somewhere(child.get("href", ""))
        ]:
            _unwrap(owner, link)


def _unwrap(owner: Element, inner: Element) -> None:
    """Put what an element holds in the element's place."""
    at = list(owner).index(inner)
    children = list(inner)
    owner[at : at + 1] = children
    before = owner[at - 1] if at else None
    _append(owner, before, inner.text)
    _append(owner, children[-1] if children else before, inner.tail)


def _append(owner: Element, before: Element | None, text: str | None) -> None:
    if before is None:
        owner.text = (owner.text or "") + (text or "")
    else:
        before.tail = (before.tail or "") + (text or "")


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


def take_off_class(text: str) -> str:
    """Return a paragraph as it is written without the mark {: .name } at its end."""
    return _CLASS.sub("", text)


def take_class(element: Element) -> str | None:
    """Take the mark {: .name } off the end of an element and return the name."""
    last = element[-1] if len(element) else None
    text = (element.text if last is None else last.tail) or ""
    match = _CLASS.search(text) if "{:" in text else None
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
    if not len(element):
        text = element.text or ""
        if "\n" in text:
            element.text = text = _SOFT_BREAK.sub(_joint, text).strip("\n")
        return text.strip()
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


def set_lead(element: Element, end: int, name: str) -> bool:
    """Wrap the first characters of a paragraph in <strong class=name>, unless an inner element begins among them."""
    text = element.text or ""
    first = element[0] if len(element) else None
    if not text and first is not None and first.tag == "strong" and len(words(first)) <= end:
        first.set("class", name)  # bold in the source already
        return True
    if len(text) < end:
        return False
    lead = Element("strong", {"class": name})
    lead.text, lead.tail = text[:end], text[end:]
    element.text = None
    element.insert(0, lead)
    return True
