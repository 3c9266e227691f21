"""Pictures of a body: a paragraph that is nothing else becomes a figure, the words below it its caption."""

from xml.etree.ElementTree import Element

from .anchors import Anchors, text_hash
from .elements import decode
from .rendered import Named


def is_picture(element: Element) -> bool:
    """Tell whether a paragraph consists of pictures alone."""
    return (
        len(element) > 0
        and all(child.tag == "img" and not (child.tail or "").strip() for child in element)
        and not (element.text or "").strip()
    )


def make(element: Element, anchors: Anchors) -> Element:
    """Turn a paragraph of pictures into a figure with an id."""
    identity = "".join(f"{image.get('src')}{image.get('alt')}" for image in element)
    element.tag = "figure"
    element.set("class", "picture")
    element.set("id", anchors.unique(f"p-{text_hash(identity)}"))
    return element


def named(root: Element) -> list[Named]:
    """Return the pictures of a tree in their order, with the words that stand for each and its caption."""
    captions = {
        image: "".join(caption.itertext()).strip()
        for figure in root.iter("figure")
        for image in figure.iter("img")
        if (caption := figure.find("figcaption")) is not None
    }
    found = []
    for image in root.iter("img"):
        words = decode(image.get("alt", ""))
        image.set("alt", words)
        image.attrib.pop("title", None)
        found.append(Named(image.get("src", ""), words, captions.get(image, "")))
    return found
