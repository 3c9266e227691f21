"""Files that are attached to a PDF, as a whole or at a place of a page: they are not read, and told."""

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

from ...model.source import Place, SourceObject

_MOST = 1_000


def attached_to(document: pdfium.PdfDocument) -> list[SourceObject]:
    """Return the files that are attached to a PDF as a whole, in no place among its lines."""
    count = min(document.count_attachments(), _MOST)
    return [as_object(document.get_attachment(index).raw) for index in range(count)]


def attached_at(annotation: raw.FPDF_ANNOTATION, place: Place) -> SourceObject:
    """Return the file that a note of a page (FileAttachment) holds."""
    return as_object(raw.FPDFAnnot_GetFileAttachment(annotation), place)


def as_object(attachment: raw.FPDF_ATTACHMENT, place: Place | None = None) -> SourceObject:
    """Return a file as what is not kept, by its name."""
    size = raw.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    buffer = ctypes.create_string_buffer(max(size, 2))
    if size:
        raw.FPDFAttachment_GetName(
            attachment, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), len(buffer)
        )
    name = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
    return SourceObject("attachment", 0, _as_written(name), rule="embedded-file", place=place)


def _as_written(name: str) -> str:
    """Return a name whose bytes the library took for characters (/F, where there is no /UF) as it was written."""
    try:
        data = name.encode("latin-1")
        return data.decode("utf-16" if data.startswith(b"\xfe\xff") else "gb18030")
    except UnicodeError:
        return name
