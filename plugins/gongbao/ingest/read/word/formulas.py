"""Formulas of Word (OMML) as a line of text."""

from collections.abc import Iterator

from lxml import etree

from ..formulas import Element, linear
from .styles import DELETED, w

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TAGS = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_DEEPEST = 60


def texts(element: etree._Element) -> Iterator[str]:
    """Yield the text of each formula that an element is or holds; one nested too deep has the words of it alone."""
    for one in [element] if element.tag == f"{_MATH}oMath" else element.iter(f"{_MATH}oMath"):
        try:
            yield linear(_element(one, 0))
        except RecursionError:
            yield "".join(text.text or "" for text in one.iter(f"{_MATH}t", w("t")))


def _element(element: etree._Element, depth: int) -> Element:
    """Turn a formula of Word into elements of either vocabulary."""
    if depth > _DEEPEST:
        raise RecursionError
    if element.tag in DELETED:
        return Element("", [], "", {})
    name = etree.QName(element).localname
    attributes = {etree.QName(key).localname: str(text) for key, text in element.attrib.items()}
    children = [_element(child, depth + 1) for child in element if isinstance(child.tag, str)]
    if name == "r":
        # Properties of a run are no parts of the formula.
        children = [child for child in children if child.name == "t"]
    own = (element.text or "") if name == "t" else ""
    return Element(name, children, own, attributes)
