"""Running heads told by their place: what opens one page as it does others, the name of the section aside."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from gongbao.bulletin.fold import HAN, fold

from ..model.lines import Line

_LONGEST, _SHORTEST_NAME, _LEAST = 60, 5, 2
_SENTENCE = re.compile(r"[。；：:！？，《]")
# Beside a name that pages have in common stands, set apart, what differs: the section, the number of the page.
_APART = re.compile(r"[\s\u3000]{2,}|\u3000|[|｜]")
_OF_ISSUE = re.compile(rf"\d{{4}}\s*年?\s*[·.．第]|第[\d{HAN}]{{1,5}}期|(?:公报|政报|会刊|通报|简报)$")


def find(lines: list[Line], numbers: Collection[int] = ()) -> Iterator[int]:
    """Give the lines at the top of pages that have a part in common, set apart from what differs.

    The part names the issue, or stands over three pages; a line of one part is a heading of the text as often.  numbers:
    the lines that are the number of a page, below which the next one begins.
    """
    places_of: dict[str, set[int]] = defaultdict(set)
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not (line.page_break or at - 1 in numbers) or len(text) > _LONGEST or _SENTENCE.search(text):
            continue
        parts = [part for part in _APART.split(text) if part.strip()]
        if len(parts) > 1:
            for part in parts:
                places_of[fold(part)].add(at)
    for part, places in places_of.items():
        if len(re.sub(rf"[^{HAN}\d]", "", part)) < _SHORTEST_NAME:
            continue
        whole = {fold(lines[at].text) for at in places}
        names_issue = any(
            _OF_ISSUE.search(fold(one)) for at in places for one in _APART.split(lines[at].text.strip())
        )
        if len(places) >= _LEAST and (names_issue or (len(places) > _LEAST and len(whole) > 1)):
            yield from places
