"""The package of an OFD: its documents, their pages, templates and resources."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongbao.messages import N_, _

from ...model.source import SourceError
from ..container import Container

_ADVICE = N_(
    "open it in its reader, save it as OFD again or print it to a PDF with a text layer, and ingest that"
)
_MOST_PAGES = 3_000
# In millimetres.
_FARTHEST = 1e6


def tag(element: etree._Element) -> str:
    """Return an element's name without the name space, of which two are in use."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def below(element: etree._Element, *path: str) -> Iterator[etree._Element]:
    """Give the elements at a path of names below an element."""
    if not path:
        yield element
        return
    for child in element:
        if tag(child) == path[0]:
            yield from below(child, *path[1:])


def text_at(element: etree._Element, *path: str) -> str:
    """Return the words of the first element at a path, "" where there is none."""
    found = next(below(element, *path), None)
    return (found.text or "").strip() if found is not None else ""


def numbers(text: str | None) -> list[float]:
    """Return the numbers of an attribute; what is none, or no place on paper, ends the list."""
    found = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not abs(number) < _FARTHEST:  # neither NaN nor infinite
            break
        found.append(number)
    return found


@dataclass
class Document:
    """A document of the package: its root part, pages (id → part), templates, resources, and what is beside them."""

    part: str
    box: tuple[float, float, float, float]
    pages: list[tuple[str, str]] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)
    annotations: str | None = None
    attachments: str | None = None
    signatures: str | None = None


class Package(Container):
    """The parts of an .ofd."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name, ".ofd", _(_ADVICE))
        root = self.xml("OFD.xml")
        if root is None or tag(root) != "OFD":
            raise SourceError(
                _(
                    "{name}: damaged, it has no OFD.xml; get the file again, or {advice}",
                    name=name,
                    advice=_(_ADVICE),
                )
            )
        if any("encryptions" in part.lower() for part in self.names()):
            raise SourceError(
                _(
                    "{name}: protected with a password or a certificate; {advice}",
                    name=name,
                    advice=_(_ADVICE),
                )
            )
        self._root = root

    def documents(self) -> Iterator[Document]:
        """Give the documents of the package, one after the other."""
        pages = 0
        for body in below(self._root, "DocBody"):
            part = self.inside("", text_at(body, "DocRoot"))
            root = self.xml(part)
            if root is None:
                raise SourceError(
                    _(
                        "{name}: damaged, {part} is not there; {advice}",
                        name=self.name,
                        part=part or _("its document"),
                        advice=_(_ADVICE),
                    )
                )
            document = self._document(part, root)
            if signatures := text_at(body, "Signatures"):
                document.signatures = self.inside("", signatures)
            pages += len(document.pages)
            if pages > _MOST_PAGES:
                raise SourceError(
                    _(
                        "{name}: more than the {most} pages that are read; split it",
                        name=self.name,
                        most=_MOST_PAGES,
                    )
                )
            yield document

    def inside(self, base: str, location: str) -> str:
        """Return the name of a part that another part refers to; one that leads out of the package is refused."""
        folder = "" if location.startswith("/") else posixpath.dirname(base)
        part = posixpath.normpath(posixpath.join(folder, location.lstrip("/"))) if location else ""
        if part.startswith(".."):
            raise SourceError(
                _(
                    "{name}: refers to {location!r}, which would lead out of it; do not trust this file",
                    name=self.name,
                    location=location,
                )
            )
        return part

    def _document(self, part: str, root: etree._Element) -> Document:
        area = numbers(text_at(root, "CommonData", "PageArea", "PhysicalBox"))
        document = Document(part, _box(area) or (0.0, 0.0, 210.0, 297.0))
        for page in below(root, "Pages", "Page"):
            document.pages.append((page.get("ID", ""), self.inside(part, page.get("BaseLoc", ""))))
        for template in below(root, "CommonData", "TemplatePage"):
            document.templates[template.get("ID", "")] = self.inside(part, template.get("BaseLoc", ""))
        for kind in ("PublicRes", "DocumentRes"):
            for resource in below(root, "CommonData", kind):
                self.add_resources(document, self.inside(part, (resource.text or "").strip()))
        for name in ("Annotations", "Attachments"):
            if location := text_at(root, name):
                setattr(document, name.lower(), self.inside(part, location))
        return document

    def add_resources(self, document: Document, part: str) -> None:
        """Take up the pictures and drawn units that a resource part names."""
        root = self.xml(part)
        if root is None:
            return
        base = root.get("BaseLoc", "")
        for media in below(root, "MultiMedias", "MultiMedia"):
            location = text_at(media, "MediaFile")
            document.media[media.get("ID", "")] = self.inside(
                posixpath.join(posixpath.dirname(part), base, "x"), location
            )
        for unit in below(root, "CompositeGraphicUnits", "CompositeGraphicUnit"):
            document.units[unit.get("ID", "")] = unit


def _box(area: list[float]) -> tuple[float, float, float, float] | None:
    return (area[0], area[1], area[2], area[3]) if len(area) >= 4 and area[2] > 0 and area[3] > 0 else None


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """Return left, top, width and height of a box in millimetres, None where there is none."""
    return _box(numbers(text))
