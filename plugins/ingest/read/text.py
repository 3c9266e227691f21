"""Read plain text and Markdown: the lines of the file, as they stand."""

import re
from collections.abc import Iterable, Iterator

from ..model.source import SourceError, SourceLine, SourceObject
from .encoding import decode
from .reading import Reading

# "\r\r\n" is what a CRLF file becomes when it is transferred as text twice: one line end.
_LINE_END = re.compile(r"\r*\n|\r")
# What a text may hold besides printable characters; 0x1a ended files under DOS.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]]*)\]\(<?(?P<file>[^()\s<>]+)>?(?:\s+\"[^\"]*\")?\)")


def read_text(data: bytes, name: str, encoding: str | None, markdown: bool = False) -> Reading:
    """Return the lines of a text file and the encoding it was read in."""
    text, codec = decode(data, name, encoding)
    refuse_binary(text, name)
    lines = split_lines(text)
    read = tuple(SourceLine(number, line) for number, line in enumerate(lines, start=1))
    return Reading(read, codec, objects=tuple(_pictures(read)) if markdown else ())


def _pictures(lines: Iterable[SourceLine]) -> Iterator[SourceObject]:
    """Give the pictures that a Markdown names; its marks are dropped by the noise rule image-mark."""
    for line in lines:
        within = bool(_PICTURE.sub("", line.text).strip())
        for match in _PICTURE.finditer(line.text):
            words = match["words"].strip()
            yield SourceObject("picture", line.number, words, file=match["file"], within=within)


def split_lines(text: str) -> list[str]:
    """Split at line ends of every system and before form feeds, which stay at the start of their line."""
    lines: list[str] = []
    for line in _LINE_END.split(text):
        head, *pages = line.split("\f")
        if head or not pages:
            lines.append(head)
        lines.extend("\f" + page for page in pages)
    if lines and lines[-1] == "":
        lines.pop()
    return lines


def refuse_binary(text: str, name: str) -> None:
    """Raise SourceError when a decoded text is no text: NUL characters, or full of control characters."""
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise SourceError(f"{name}: binary, not a text (NUL character in line {line}); give a text file")
    controls = len(_CONTROL.findall(text))
    if controls > max(2, _MOST_CONTROLS * len(text)):
        raise SourceError(f"{name}: binary, not a text ({controls} control characters); give a text file")
