"""What tells documents of one title apart, wherever they are listed: 政府工作报告 comes every year, from every office."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

# So many characters of a text's opening are enough to know it by, and fit on one line of a phone.
OPENING = 22
# Blocks that are no text of the document's own: who made it, when, where it stood.
PASSED_OVER = {
    "author",
    "dateline",
    "byline",
    "credit",
    "caption",
    "photo",
    "contents",
    "salutation",
    "label",
}


def tell(articles: Iterable[Any]) -> None:
    """Set `apart` on every article: its subtitle or its opening words where title and facts are another's too, or ""."""
    of_title: dict[str, list[Any]] = defaultdict(list)
    for article in articles:
        article.apart = ""
        of_title[article.bulletin.title].append(article)
    for same in of_title.values():
        if len(same) > 1:
            _of_one_title(same)


def _of_one_title(same: list[Any]) -> None:
    of_facts: dict[tuple[object, ...], list[Any]] = defaultdict(list)
    for article in same:
        article.apart = article.bulletin.subtitle or ""
        of_facts[(article.apart, *_facts(article))].append(article)
    for alike in of_facts.values():
        # A text that was taken down has no opening.
        for article in alike if len(alike) > 1 else ():
            article.apart = article.apart or _opening(article)


def _facts(article: Any) -> tuple[object, ...]:
    """Return what lists show of an article beside its title."""
    b = article.bulletin
    return (b.doc_number, b.agency, b.byline, b.date)


def _opening(article: Any) -> str:
    for block in article.blocks:
        if block.kind not in PASSED_OVER and block.text.strip():
            text: str = block.text.strip()
            return text if len(text) <= OPENING else text[:OPENING].rstrip("，、；：。 ") + "…"
    return ""
