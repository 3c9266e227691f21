"""A body that is paragraphs and headings of words alone: read and written as Markdown does it, at a fifth of the cost.

Most bodies are such. One that may hold anything else is left to Markdown.
"""

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element, SubElement

from markdown.serializers import RE_AMP

from gongbao.bulletin.markup import INLINES

# What may be a mark within words, besides a backslash, or is changed before anything is read; of what begins with < only
# addresses are marks.
_MARKED = re.compile(
    r"[\[*\t\r\x02\x03]|  \n|<(?:[A-Za-z][A-Za-z0-9+.-]*:|[^<> !]*@)|"
    + "|".join(re.escape(mark.opens) for mark in INLINES)
)
# How a line begins that may be something else: indented, a list, a quotation, a line across, a heading.
_BEGINS = re.compile(r"(?:^|\n)(?:[ \-+_>#]|[0-9]{1,9}[.)](?:\s|$))")
_HEADING = re.compile(r"(#{1,6})([^#\n]*)")
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
# In longer words what may be a mark is counted.
_SHORT = 2000


def tree(body: str, escaped: Collection[str]) -> Element | None:
    """Return the tree of a body, None of one that may hold anything else; escaped: the signs that a backslash protects."""
    if _MARKED.search(body) or not body.strip():
        return None
    root = Element("div")
    for block in body.split("\n\n"):
        text = block.strip("\n")
        name = "p"
        if heading := _HEADING.fullmatch(text):
            name, text = f"h{len(heading[1])}", heading[2].strip()
        elif _BEGINS.search(text) or ("|" in text and "\n" in text):
            return None
        elif not (text := text.lstrip()):
            continue
        if len(text) >= _SHORT and ("\\" in text or "<" in text):
            return None
        if "\\" in text:
            if any(sign not in escaped for sign in _ESCAPE.findall(text)):
                return None
            text = _ESCAPE.sub(r"\1", text)
        SubElement(root, name).text = text
    return root


def html(root: Element) -> str:
    """Return what is in a tree as Markdown's own last step would write it; its texts may hold signs, its attributes none."""
    written: list[str] = []
    _write(root, written)
    return "".join(written[1:-1]).strip()


def _write(element: Element, written: list[str]) -> None:
    tag, attributes, text = element.tag, element.attrib, element.text
    named = "".join([f' {name}="{attributes[name]}"' for name in sorted(attributes)]) if attributes else ""
    written.append(f"<{tag}{named}>{_escaped(text) if text else ''}")
    for inner in element:
        _write(inner, written)
        if tail := inner.tail:
            written.append(_escaped(tail))
    written.append(f"</{tag}>")


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")
