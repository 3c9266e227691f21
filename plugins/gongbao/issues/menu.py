"""The menu in the head of every page, without what this archive has nothing of."""

from collections.abc import Iterable, Sequence
from typing import Any

from . import addresses

# In MENUITEMS, the address of the bulletin or, where there are several, of the map that lists them.
BULLETINS = "{bulletins}"
_MAP = "sitemap.html"


def fitting(
    items: Iterable[tuple[str, str]], publications: Sequence[Any], documents: Sequence[Any]
) -> list[tuple[str, str]]:
    """Return the links of the menu that lead to something, (words, address) each."""
    bulletins = publications[0].url if len(publications) == 1 else _MAP
    return [
        (words, bulletins if url == BULLETINS else url)
        for words, url in items
        if (publications or url != BULLETINS) and (documents or url != addresses.DOCUMENTS_URL)
    ]
