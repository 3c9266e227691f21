"""Read markup within the lines of a text: raised, lowered, struck and inserted words, blanks written as references."""

import re
from collections.abc import Sequence

from ...model.marks import marked
from ...model.source import SourceObject
from .lines import TextLine

_TAGS = {
    "sup": "raised",
    "sub": "lowered",
    "s": "struck",
    "del": "struck",
    "strike": "struck",
    "ins": "inserted",
}
_TAGGED = re.compile(r"<(sup|sub|s|del|strike|ins)(?:\s[^<>]*)?>([^<>]*)</\1\s*>", re.I)
_TILDES = re.compile(r"(?<![~\\])~~(?=\S)([^~\n]+?)(?<=\S)~~(?!~)")
_BLANK = re.compile(r"&(?:(?P<wide>emsp|ensp|#12288|#8195|#8194|#x3000)|nbsp|thinsp|#160|#xa0);", re.I)


def read_inline(lines: Sequence[TextLine]) -> list[SourceObject]:
    """Set marks for tagged words, and blanks for their references; return an entry for each stretch of marked words."""
    objects = []
    for line in lines:
        if line.drop or ("<" not in line.text and "~~" not in line.text and "&" not in line.text):
            continue
        found: list[tuple[str, str]] = []

        def mark(match: re.Match[str], found: list[tuple[str, str]] = found) -> str:
            words = match[match.lastindex or 0]
            kind = _TAGS[match[1].lower()] if match.re is _TAGGED else "struck"
            found.append((kind, words))
            return marked(words, kind)

        text = _TILDES.sub(mark, _TAGGED.sub(mark, line.text))
        line.text = _BLANK.sub(lambda match: "\u3000" if match["wide"] else " ", text)
        objects += [
            SourceObject(kind, line.number, words, kept="mark") for kind, words in found if words.strip()
        ]
    return objects
