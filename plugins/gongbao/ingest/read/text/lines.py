"""The lines of a text while it is read; what is no text is refused."""

import re
from dataclasses import dataclass

from gongbao.messages import _

from ...model.source import SourceError, SourceLine

# What a text may hold besides printable characters; 0x1a ended files under DOS.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MOST_CONTROLS = 0.01


@dataclass
class TextLine:
    """A line of the file while it is read: number in the file, text, and what the reader has found it to be.

    raw: the line as it stands in the file; of a row that goes on in further lines, the whole row.
    """

    number: int
    text: str
    drop: str = ""
    hint: str = ""
    raw: str = ""

    def __post_init__(self) -> None:
        """Keep the line as it stands."""
        self.raw = self.raw or self.text

    def source_line(self) -> SourceLine:
        """Return the line as a line of the source."""
        return SourceLine(
            self.number, self.raw, self.drop, self.hint, read=self.text if self.text != self.raw else None
        )


def refuse_binary(text: str, name: str) -> None:
    """Raise SourceError when a decoded text is no text: NUL characters, or full of control characters."""
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise SourceError(
            _(
                "{name}: binary, not a text (NUL character in line {line}); give a text file",
                name=name,
                line=line,
            )
        )
    controls = len(_CONTROL.findall(text))
    if controls > max(2, _MOST_CONTROLS * len(text)):
        raise SourceError(
            _(
                "{name}: binary, not a text ({controls} control characters); give a text file",
                name=name,
                controls=controls,
            )
        )
