"""Open a zip container (docx, xlsx, ofd, bundle) without trusting it: sizes, names, counts and XML have limits."""

import io
import re
import stat
import zipfile
from collections.abc import Sequence

from lxml import etree

from gongbao.messages import _

from ..model.source import SourceError

MOST_PARTS = 5_000
LARGEST_PART = 64 << 20
LARGEST_WHOLE = 512 << 20
# As a tree XML takes ten times its size and more: a part of this size is a text of some ten million characters.
LARGEST_XML = 32 << 20
# XML packs well, but text never a thousandfold; small parts may.
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 4 << 20
_DANGEROUS_NAME = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00-\x1f]")


def parse_xml(content: bytes) -> etree._Element:
    """Return the root element of XML of strangers: nothing that it names is loaded; raise etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


class Container:
    """The parts of a zip file, each read only when it is asked for.

    what: the form that is expected (".docx"); advice: what a person does with a file that is refused.
    """

    def __init__(self, data: bytes, name: str, what: str, advice: str) -> None:
        self.name = name
        self.what = what
        self.advice = advice
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.entries: Sequence[zipfile.ZipInfo] = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise SourceError(
                _(
                    "{name}: damaged or cut off, not a whole {what}; get the file again, or {advice}",
                    name=name,
                    what=what,
                    advice=advice,
                )
            ) from error
        if not all(entry.filename for entry in self.entries):
            raise self._damaged("''")
        self._refuse_dangerous()

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return [entry.filename for entry in self.entries]

    def read(self, part: str | zipfile.ZipInfo) -> bytes | None:
        """Return the bytes of a part, or None when there is no such part."""
        try:
            entry = self._zip.getinfo(part) if isinstance(part, str) else part
        except KeyError:
            return None
        try:
            with self._zip.open(entry) as file:
                content = file.read(LARGEST_PART + 1)
        except NotImplementedError as error:
            raise SourceError(
                _(
                    "{name}: {part} is packed by a method that is not read (number {method}); {advice}",
                    name=self.name,
                    part=entry.filename,
                    method=entry.compress_type,
                    advice=self.advice,
                )
            ) from error
        except Exception as error:  # BadZipFile, EOFError, zlib.error …: each method of packing has its own
            raise self._damaged(entry.filename) from error
        if len(content) > LARGEST_PART:
            raise SourceError(
                _(
                    "{name}: {part} is larger unpacked than it says (a zip bomb?); {advice}",
                    name=self.name,
                    part=entry.filename,
                    advice=self.advice,
                )
            )
        return content

    def xml(self, part: str) -> etree._Element | None:
        """Return the root element of a part, or None when there is no such part."""
        content = self.read(part)
        if content is None:
            return None
        if len(content) > LARGEST_XML:
            raise SourceError(
                _(
                    "{name}: {part} has {count} MB of text and marks, more than the {largest_xml} MB that "
                    "are read; split the document",
                    name=self.name,
                    part=part,
                    count=len(content) >> 20,
                    largest_xml=LARGEST_XML >> 20,
                )
            )
        content = self.as_usual(content)
        if b"<!DOCTYPE" in content.replace(b"\0", b"").upper():
            raise SourceError(
                _(
                    "{name}: {part} declares XML entities (an XML bomb?); {advice}",
                    name=self.name,
                    part=part,
                    advice=self.advice,
                )
            )
        try:
            return parse_xml(content)
        except etree.XMLSyntaxError as error:
            raise self._damaged(part) from error

    def as_usual(self, content: bytes) -> bytes:
        """Return XML in the usual names of its vocabulary, where a form has several."""
        return content

    def _refuse_dangerous(self) -> None:
        name, entries = self.name, self.entries
        if len(entries) > MOST_PARTS:
            raise SourceError(
                _(
                    "{name}: {count} parts, more than any document has (a zip bomb?); {advice}",
                    name=name,
                    count=len(entries),
                    advice=self.advice,
                )
            )
        bad = next((entry.filename for entry in entries if _DANGEROUS_NAME.search(entry.filename)), None)
        if bad is not None:
            raise SourceError(
                _(
                    "{name}: a part named {bad!r} would lead out of the document; do not trust this file",
                    name=name,
                    bad=bad,
                )
            )
        if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries):
            raise SourceError(_("{name}: has links to other files in it; do not trust this file", name=name))
        if len({entry.filename for entry in entries}) < len(entries):
            raise SourceError(
                _("{name}: two parts have the same name; {advice}", name=name, advice=self.advice)
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise SourceError(
                _(
                    "{name}: protected with a password; take it off, save it as {what} and ingest that",
                    name=name,
                    what=self.what,
                )
            )
        for entry in entries:
            ratio = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > LARGEST_PART or (
                entry.file_size > _RATIO_COUNTS_FROM and ratio > _HIGHEST_RATIO
            ):
                size = entry.file_size >> 20
                raise SourceError(
                    _(
                        "{name}: {part} would unpack to {size} MB, {ratio:.0f} times its size (a zip bomb?); "
                        "{advice}",
                        name=name,
                        part=entry.filename,
                        size=size,
                        ratio=ratio,
                        advice=self.advice,
                    )
                )
        if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
            raise SourceError(
                _(
                    "{name}: would unpack to more than {most} MB; {advice}",
                    name=name,
                    most=LARGEST_WHOLE >> 20,
                    advice=self.advice,
                )
            )

    def _damaged(self, part: str) -> SourceError:
        return SourceError(
            _(
                "{name}: damaged, {part} cannot be read; get the file again, or {advice}",
                name=self.name,
                part=part,
                advice=self.advice,
            )
        )
