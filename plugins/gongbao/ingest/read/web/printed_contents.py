"""The cover and the printed contents of an issue that a page sets in tables or boxes of their own over its texts."""

import re
from collections.abc import Collection, Sequence

from .chrome import is_chrome_line
from .lines import PageLine
from .shingles import folded

_LEAST_TITLE, _LEAST_TITLES = 8, 2
_HEADING = re.compile("(?:本[期卷号]|总)?目[录錄次]|要目")
# ·关于…的通知（甲政发〔2008〕21号）……3: what stands before and behind a title.
_BESIDE = re.compile(
    r"^[·•○●◆▲△☆★■□\-\s\u3000]+|[\s\u3000.…·]*(?:[（(][^（()）]*号[)）])?[\s\u3000.…·]*[（(]?\d{0,3}[)）]?$"
)


def printed_above(lines: Sequence[PageLine], inside: Sequence[int], furnished: Collection[int]) -> list[int]:
    """Return the lines of an issue's cover and contents that a page sets in tables or boxes over that of its texts.

    Below the line 目录 two titles or more stand again in the text; what no link and no furniture parts from it above is
    the cover.
    """
    if not inside:
        return []
    head = next(
        (at for at in range(inside[0]) if not lines[at].drop and _HEADING.fullmatch(_bare(lines[at]))), None
    )
    if head is None:
        return []
    below = "".join(folded(lines[at].text) for at in inside)
    listed = [
        at
        for at in range(head + 1, inside[0])
        if len(title := folded(_BESIDE.sub("", lines[at].text.strip()))) >= _LEAST_TITLE and title in below
    ]
    if len(listed) < _LEAST_TITLES:
        return []
    top = head
    while top and not (
        lines[top - 1].drop
        or lines[top - 1].linked
        or top - 1 in furnished
        or is_chrome_line(lines[top - 1].text)
    ):
        top -= 1
    return [at for at in range(top, inside[0]) if not lines[at].drop and at not in furnished]


def _bare(line: PageLine) -> str:
    return "".join(line.text.split()).strip("【】〖〗[]·—-")
