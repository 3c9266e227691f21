"""The package of a Word document: its parts, how they refer to one another, and which of them is the text."""

import posixpath
import re

from lxml import etree

from gongbao.messages import N_, _

from ...model.source import SourceError
from ..container import Container

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
# "Strict" documents use other names for the same vocabulary.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    **{
        f"http://purl.oclc.org/ooxml/drawingml/{name}".encode(): (
            f"http://schemas.openxmlformats.org/drawingml/2006/{name}".encode()
        )
        for name in ("wordprocessingDrawing", "chart", "diagram", "picture")
    },
}
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|mhtml:|\\\\|//|file:/{2,}(?!/|localhost)[^/])", re.I)
_OF_TEXT = N_(
    "{name}: loads part of its text from {target!r} when it is opened; do not trust it; if you know it, {advice}"
)
_LOADED = {
    "attachedTemplate": N_(
        "{name}: loads a template from {target!r} when it is opened; do not trust it; if you know it, {advice}"
    ),
    "oleObject": N_(
        "{name}: loads an object from {target!r} when it is opened; do not trust it; if you know it, {advice}"
    ),
    "subDocument": _OF_TEXT,
    "frame": _OF_TEXT,
    "aFChunk": _OF_TEXT,
}
_ADVICE = N_("open it in Word or WPS, save it as .docx again and ingest that")


class OfficePackage(Container):
    """A container of Office Open XML: its parts refer to one another by relations."""

    def as_usual(self, content: bytes) -> bytes:
        """Return XML of the strict variant in the usual names."""
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        return content

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to: id → (last word of the type, name of the part, "" if outside)."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        if root is None:
            return {}
        found = {}
        for relation in root.iter(f"{{{_RELATIONS}}}Relationship"):
            target = relation.get("Target", "")
            inside = relation.get("TargetMode") != "External"
            resolved = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/") if inside else ""
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], resolved)
        return found


class Package(OfficePackage):
    """The parts of a .docx."""

    def __init__(self, data: bytes, name: str, encoding: str | None = None) -> None:
        super().__init__(data, name, ".docx", _(_ADVICE))
        self.encoding = encoding
        self.main = self._main_part()
        self._refuse_remote()

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the main part's one relative of a kind: styles, numbering, footnotes …"""
        target = next((part for type_, part in self.relations(self.main).values() if type_ == kind), None)
        return self.xml(target) if target else None

    def _refuse_remote(self) -> None:
        """Refuse a document that would load a template or a part of itself from the net when it is opened."""
        for part in self.names():
            if not (part.startswith("word/_rels/") and part.endswith(".rels")):
                continue
            root = self.xml(part)
            for relation in root.iter(f"{{{_RELATIONS}}}Relationship") if root is not None else ():
                kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
                if relation.get("TargetMode") == "External" and kind in _LOADED and _REMOTE.match(target):
                    raise SourceError(_(_LOADED[kind], name=self.name, target=target[:60], advice=_(_ADVICE)))

    def _main_part(self) -> str:
        relations = self.relations("").values()
        main = next((part for type_, part in relations if type_ == "officeDocument"), "word/document.xml")
        root = self.xml(main)
        if root is None:
            raise SourceError(
                _(
                    "{name}: a zip archive, not a Word document; unpack it and ingest the files in it",
                    name=self.name,
                )
            )
        if root.tag != f"{{{W}}}document":
            raise SourceError(
                _(
                    "{name}: an Office file, but not a Word document; copy its text into a .docx and ingest "
                    "that",
                    name=self.name,
                )
            )
        return main
