"""Read a Word document (.docx) from its own parts: text, numbering, tables, notes, running heads."""

from ...model.source import SourceError, SourceLine
from ..reading import Reading
from .document import document_lines
from .package import Package


def read_docx(data: bytes, name: str) -> Reading:
    """Return the lines of a document in reading order; running heads follow at the end, marked as dropped."""
    package = Package(data, name)
    try:
        lines = document_lines(package)
    except RecursionError as error:
        raise SourceError(
            f"{name}: tables or boxes nested too deeply; open it in Word and save it again"
        ) from error
    if not any(line.text.strip() and not line.drop for line in lines):
        raise SourceError(
            f"{name}: no text in it (images only, or empty); recognise the text first (OCR), "
            "save that as .txt and ingest the .txt"
        )
    return Reading(
        tuple(SourceLine(n, line.text, line.drop, line.hint) for n, line in enumerate(lines, start=1))
    )
