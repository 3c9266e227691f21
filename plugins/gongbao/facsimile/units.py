"""What of an article has a place on a page: the elements of its head and foot, and every block of its body."""

from collections.abc import Iterator
from typing import Any

from .placing import Unit


def of_article(article: Any) -> Iterator[Unit]:
    """Give the units of an article in the order of the page.

    A name is the id of the block; `table~3` is the third cell of a table that is not empty; `@title` is an element that
    has no id, which the page's script knows.
    """
    b = article.bulletin
    yield Unit("@agency", "".join(b.agency or ()), apart=True)
    yield Unit("@number", b.doc_number or "", apart=True)
    yield Unit("@title", b.title, apart=True)
    yield Unit("@subtitle", b.subtitle or "", apart=True)
    yield Unit("@recipients", b.recipients or "", apart=True)
    cells: dict[str, int] = {}
    for block in article.blocks:
        name = block.id
        if block.kind == "cell":
            cells[name] = cells.get(name, 0) + 1
            name = f"{name}~{cells[name]}"
        yield Unit(name, block.text)
    yield Unit("@disclosure", b.disclosure or "", apart=True)
    yield Unit("@cc", b.cc or "", apart=True)
    yield Unit("@printed", b.printed_by or "", apart=True)
