"""Open the package of a Word document without trusting it: sizes, names and XML have limits."""

import io
import posixpath
import re
import zipfile

from lxml import etree

from ...model.source import SourceError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
# "Strict" documents use other names for the same vocabulary.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_MOST_PARTS = 5_000
_LARGEST_PART = 64 << 20
_LARGEST_WHOLE = 512 << 20
# XML packs well, but text never a thousandfold; small parts may.
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 4 << 20
_DANGEROUS_NAME = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")
_ADVICE = "open it in Word or WPS, save it as .docx again and ingest that"


class Package:
    """The parts of a .docx, each read and parsed only when it is asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise SourceError(
                f"{name}: damaged or cut off, not a whole .docx; get the file again, or {_ADVICE}"
            ) from error
        self._refuse_dangerous(entries)
        self.main = self._main_part()

    def xml(self, part: str) -> etree._Element | None:
        """Return the root element of a part, or None when the document has no such part."""
        try:
            entry = self._zip.getinfo(part)
        except KeyError:
            return None
        try:
            with self._zip.open(entry) as file:
                content = file.read(_LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise self._damaged(part) from error
        except Exception as error:  # zlib.error, lzma.LZMAError: each method has its own
            raise self._damaged(part) from error
        if len(content) > _LARGEST_PART:
            raise SourceError(f"{self.name}: {part} is larger unpacked than it says (a zip bomb?); {_ADVICE}")
        if b"<!DOCTYPE" in content.replace(b"\0", b"").upper():
            raise SourceError(f"{self.name}: {part} declares XML entities (an XML bomb?); {_ADVICE}")
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged(part) from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to: id → (last word of the type, name of the part)."""
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

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the main part's one relative of a kind: styles, numbering, footnotes …"""
        target = next((part for type_, part in self.relations(self.main).values() if type_ == kind), None)
        return self.xml(target) if target else None

    def _refuse_dangerous(self, entries: list[zipfile.ZipInfo]) -> None:
        name = self.name
        if len(entries) > _MOST_PARTS:
            raise SourceError(
                f"{name}: {len(entries)} parts, more than any document has (a zip bomb?); {_ADVICE}"
            )
        bad = next((entry.filename for entry in entries if _DANGEROUS_NAME.search(entry.filename)), None)
        if bad is not None:
            raise SourceError(
                f"{name}: a part named {bad!r} would lead out of the document; do not trust this file"
            )
        if len({entry.filename for entry in entries}) < len(entries):
            raise SourceError(f"{name}: two parts have the same name; {_ADVICE}")
        if any(entry.flag_bits & 1 for entry in entries):
            raise SourceError(
                f"{name}: protected with a password; take it off, save it as .docx and ingest that"
            )
        for entry in entries:
            ratio = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > _LARGEST_PART or (
                entry.file_size > _RATIO_COUNTS_FROM and ratio > _HIGHEST_RATIO
            ):
                size = entry.file_size >> 20
                raise SourceError(
                    f"{name}: {entry.filename} would unpack to {size} MB, {ratio:.0f} times its size "
                    f"(a zip bomb?); {_ADVICE}"
                )
        if sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
            raise SourceError(f"{name}: would unpack to more than {_LARGEST_WHOLE >> 20} MB; {_ADVICE}")

    def _main_part(self) -> str:
        relations = self.relations("").values()
        main = next((part for type_, part in relations if type_ == "officeDocument"), "word/document.xml")
        root = self.xml(main)
        if root is None:
            raise SourceError(
                f"{self.name}: a zip archive, not a Word document; unpack it and ingest the files in it"
            )
        if root.tag != f"{{{W}}}document":
            raise SourceError(
                f"{self.name}: an Office file, but not a Word document; copy its text into a .docx and ingest that"
            )
        return main

    def _damaged(self, part: str) -> SourceError:
        return SourceError(f"{self.name}: damaged, {part} cannot be read; get the file again, or {_ADVICE}")
