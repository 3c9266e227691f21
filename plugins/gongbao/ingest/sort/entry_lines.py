"""What the lines of an entry of the contents are: a whole title, half of one, a title with who wrote it at its end."""

import re
from collections.abc import Iterator

from gongbao.bulletin import agency, names, pairs
from gongbao.bulletin.fold import fold

from ..forms import persons
from .lookup import Lookup

_LEAST_TITLE, _MOST_OF_WRITER = 6, 20
_WRITERS = re.compile("(?:课题组|调研组|调查组|编写组|联合组|本刊|编辑部|研究室)$")
# Below a title the office stands before the name: 县委副书记、县长　某某.
_LONGEST_OFFICE = 40


def without_writer(entry: str, lookup: Lookup, skip: range) -> str:
    """Return an entry of the contents without who wrote or spoke, whom the page has below the title.

    Runs of blanks become one.
    """
    whole = re.sub(r"[\s\u3000]+", " ", entry).strip()
    return next((title for title, by in by_at_end(whole) if _stands_over(title, by, lookup, skip)), whole)


def _stands_over(title: str, by: str, lookup: Lookup, skip: range) -> bool:
    """Tell whether a title stands again as a heading, and who wrote the text on a line of its own right below."""
    below = fold(by)
    named = names.is_name(by)
    return (persons.is_person(by) or named or bool(_WRITERS.search(by))) and any(
        line == below or (named and len(line) <= _LONGEST_OFFICE and line.endswith(below))
        for at in lookup.find(title, skip)
        for line in lookup.folded[at + 1 : at + 4]
    )


def by_at_end(whole: str) -> Iterator[tuple[str, str]]:
    """Yield each part of an entry that blanks set apart at its end, as who may have written, with the title before it.

    The office may stand apart from the name, and the name be letter-spaced: … 县长 宋明哲, … 县 长 宋 明 哲.
    """
    for blank in reversed(list(re.finditer(" ", whole))):
        title, by = whole[: blank.start()], whole[blank.end() :]
        if len(title) < _LEAST_TITLE or len(by) > _MOST_OF_WRITER:
            return
        yield title, by


def opens_like_title(title: str) -> bool:
    """Tell whether a title opens as whole ones do: with its agency, 关于 or 《."""
    return pairs.is_balanced(title, pairs.ALL) and (
        bool(agency.of_title(title)) or title.startswith(("关于", "《"))
    )
