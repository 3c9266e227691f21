"""Read an OFD (GB/T 33190): its text objects are laid out as those of a PDF are; pictures, seals and notes are told."""

from gongbao.messages import N_, _

from ...model.source import SourceError, SourceObject
from ..beside import placed
from ..pdf.handing import lines_of
from ..reading import Reading
from .content import Drawn
from .package import Package
from .pages import pages_of
from .seals import seals_of

# Five hundred dense pages; each character is held with its box.
_MOST_CHARS = 700_000
_NO_TEXT = N_(
    "{name}: no text in it (pictures of pages, or outlines of characters); recognise the text first (OCR), "
    "save that as .txt and ingest the .txt"
)


def read_ofd(data: bytes, name: str) -> Reading:
    """Return the lines of all documents of an OFD in reading order; each page but the first begins with a form feed."""
    package = Package(data, name)
    drawn: list[Drawn] = []
    left = _MOST_CHARS
    seals: list[SourceObject] = []
    for document in package.documents():
        first = len(drawn)
        for page in pages_of(package, document, first + 1):
            drawn.append(page)
            left -= len(page.page.chars)
            if left < 0:
                raise SourceError(
                    _(
                        "{name}: more than the {most} characters that are read; split it",
                        name=name,
                        most=_MOST_CHARS,
                    )
                )
        seals += seals_of(package, document, first + 1)
        if document.attachments is not None:
            seals += _attached(package, document.attachments)
    lines, objects = lines_of([one.page for one in drawn])
    if not any(line.text.strip() and not line.drop for line in lines):
        raise SourceError(_(_NO_TEXT, name=name))
    files = {key: content for one in drawn for key, content in one.files.items()}
    return Reading(lines, objects=(*placed(seals, lines), *objects), files=files)


def _attached(package: Package, part: str) -> list[SourceObject]:
    root = package.xml(part)
    names = (
        [a.get("Name", "") for a in root.iter() if a.tag.endswith("}Attachment")] if root is not None else []
    )
    return [SourceObject("attachment", 0, name, rule="embedded-file") for name in names]
