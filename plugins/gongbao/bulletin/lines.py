"""The lines of a source, counted alike by ingest, which reads them, and by the site, which shows them."""

import re
from typing import Final

# "\r\r\n" is what a CRLF file becomes when it is transferred as text twice: one line end.
_LINE_END: Final = re.compile(r"\r*\n|\r")


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
