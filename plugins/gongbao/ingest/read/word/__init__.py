"""Read a Word document (.docx) from its own parts: text, numbering, tables, notes, drawings, running heads."""

from dataclasses import replace

from gongbao.messages import _

from ...model.source import SourceError, SourceLine, SourceObject
from ..reading import Reading, of_words
from .document import document_lines
from .package import Package


def read_docx(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """Return the lines of a document in reading order; running heads follow at the end, marked as dropped.

    encoding: that of the texts and web pages that it takes in, where a person gave one.
    """
    package = Package(data, name, encoding)
    files: dict[str, bytes] = {}
    try:
        found = document_lines(package, files)
    except RecursionError as error:
        raise SourceError(
            _(
                "{name}: tables or boxes nested too deeply; open it in Word and save it again",
                name=name,
            )
        ) from error
    lines: list[SourceLine] = []
    objects: list[SourceObject] = []
    for one in found:
        if isinstance(one, SourceObject):
            objects.append(replace(one, line=len(lines) + 1))
        else:
            number, rows = len(lines) + 1, one.empty_rows
            lines.append(SourceLine(number, one.text, one.drop, one.hint, empty_rows=rows, type=one.type))
    return of_words(lines, objects, files, name)
