"""What the lines of an entry of the contents are: a whole title, half of one, a title with who wrote it at its end."""

import re
from collections.abc import Iterator

from gongbao.bulletin import agency, pairs

_LEAST_TITLE, _MOST_OF_WRITER = 6, 20


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
