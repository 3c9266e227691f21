"""Read another document that a Word document takes in whole (altChunk): Word shows its text where it stands."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from gongbao.messages import _

from ...model.source import SourceError, SourceLine, SourceObject
from ..encoding import WITHIN
from .package import Package

_DEEPEST = 3
_FORMS = frozenset({"docx", "html", "mhtml", "text", ".rtf", ".xml"})


def chunk(package: Package, relation: str, files: dict[str, bytes]) -> Iterator[SourceLine | SourceObject]:
    """Give the lines of a document taken in, and before each line what belongs to it; its pictures are added to `files`.

    Raises SourceError where the document is missing, of a form that Word does not take in, or takes in others too deeply.
    """
    from ..forms import read_bytes  # noqa: PLC0415 - which reads Word documents, too
    from ..sniff import form_of  # noqa: PLC0415

    part = package.relations(package.main).get(relation, ("", ""))[1]
    data = package.read(part) if part else None
    # The name says how deeply one document lies in another.
    name = f"{package.name}{WITHIN}{posixpath.basename(part)}"
    if data is None or name.count(WITHIN) > _DEEPEST:
        raise _refused(package)
    form = form_of(data, name, posixpath.splitext(part)[1].lower())
    if form not in _FORMS:
        raise _refused(package)
    made = read_bytes(data, name, form, package.encoding, None)
    files |= {f"{part}/{key}": content for key, content in made.files.items()}
    objects = [replace(one, file=one.file and f"{part}/{one.file}") for one in made.objects]
    for line in made.lines:
        yield from (one for one in objects if one.line == line.number)
        yield line
    known = {line.number for line in made.lines}
    yield from (one for one in objects if one.line not in known)


def _refused(package: Package) -> SourceError:
    return SourceError(
        _(
            "{name}: another document is embedded in it (altChunk); "
            "open it in Word, save it as .docx again and ingest that",
            name=package.name,
        )
    )
