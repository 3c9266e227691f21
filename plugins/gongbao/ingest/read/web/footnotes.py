"""Tell the notes below the text of a page by the mark that opens them, and that stands in the text."""

import re
from collections.abc import Sequence

from .lines import PageLine

_RAISED_MARK = re.compile(r"[\[（(〔]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+[\]）)〕]?|\[\d{1,3}\]")
# [1], ①, ¹: what marks a note.
_MARK = re.compile(r"[\[［〔]\d{1,3}[\]］〕]|[①-⑳]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def is_note(lines: Sequence[PageLine], at: int) -> bool:
    """Tell whether a line is a note on the text: it opens with a mark that stands in a line above it."""
    mark = _MARK.match(lines[at].text.strip())
    return mark is not None and any(
        mark[0] in line.text and not line.text.strip().startswith(mark[0]) for line in lines[:at]
    )


def note_footnotes(lines: Sequence[PageLine]) -> None:
    """Tell notes below a text by the raised mark that opens them and that stands in the text above."""
    seen: set[str] = set()
    for line in lines:
        if line.drop or line.cells:
            continue
        opening = _RAISED_MARK.match(line.text.strip())
        if opening and opening.group() in seen and not line.hint.startswith("h"):
            line.hint = "footnote"
        seen.update(_RAISED_MARK.findall(line.text))
