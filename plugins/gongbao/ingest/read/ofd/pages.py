"""Take the pages of an OFD document: what each draws itself, what its templates draw, what was noted on it."""

from collections.abc import Iterator

from lxml import etree

from gongbao.messages import _

from ...model.source import SourceError
from ..pdf.geometry import Page
from .content import Drawn, Painter
from .package import Document, Package, below, box_of, tag, text_at

_POINTS = 72 / 25.4
_FEWEST_CHARS = 8


def pages_of(package: Package, document: Document, number: int) -> Iterator[Drawn]:
    """Give the pages of a document, the first of which has the given number."""
    notes = _annotations(package, document)
    for at, (identity, part) in enumerate(document.pages):
        root = package.xml(part)
        if root is None:
            raise SourceError(
                _(
                    "{name}: damaged, page {number} is not there; {advice}",
                    name=package.name,
                    number=number + at,
                    advice=package.advice,
                )
            )
        left, top, width, height = box_of(text_at(root, "Area", "PhysicalBox")) or document.box
        drawn = Drawn(Page(number + at, width * _POINTS, height * _POINTS))
        for resource in below(root, "PageRes"):
            package.add_resources(document, package.inside(part, (resource.text or "").strip()))
        painter = Painter(package, document, drawn, left, top)
        for template in below(root, "Template"):
            tree = package.xml(document.templates.get(template.get("TemplateID", ""), ""))
            for content in below(tree, "Content") if tree is not None else ():
                painter.paint(content)
        for content in below(root, "Content"):
            painter.paint(content)
        for note in notes.get(identity, ()):
            painter.note(note)
        drawn.page.is_picture = drawn.page.is_picture and len(drawn.page.chars) < _FEWEST_CHARS
        yield drawn


def _annotations(package: Package, document: Document) -> dict[str, list[etree._Element]]:
    root = package.xml(document.annotations) if document.annotations else None
    found: dict[str, list[etree._Element]] = {}
    for page in below(root, "Page") if root is not None else ():
        tree = package.xml(package.inside(document.annotations or "", text_at(page, "FileLoc")))
        if tree is not None:
            found.setdefault(page.get("PageID", ""), []).extend(a for a in tree.iter() if tag(a) == "Annot")
    return found
