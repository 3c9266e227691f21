"""Meta tags of an article: citation_*, which reference managers and Google Scholar read, and Dublin Core for what these lack.

Crawlers of libraries that read Dublin Core find the rest in the page's JSON-LD.
"""

from typing import Any

from gongbao.export.record import work


def of(article: Any, address: str = "") -> list[tuple[str, str]]:
    """Return (name, content) of each tag; address: where the page is, "" if the site's address is not known."""
    b = article.bulletin
    cited = work(article)
    tags: list[tuple[str, str | None]] = [
        ("citation_title", b.title),
        *(("citation_author", name) for name in cited.authors),
        ("citation_publisher", cited.publisher),
        ("citation_publication_date", cited.day.replace("-", "/")),
        ("citation_journal_title", cited.bulletin),
        ("citation_issue", cited.issue if cited.bulletin else None),
        ("citation_firstpage", cited.pages[0]),
        ("citation_lastpage", cited.pages[1]),
        ("citation_language", "zh"),
        ("citation_public_url", address),
        # What no citation_* says: the document's own number, kind and day, where it is not the one above.
        ("DC.identifier", b.doc_number),
        ("DC.type", b.genre),
        ("DC.date", b.issued if b.issued != cited.day else None),
    ]
    return [(name, content) for name, content in tags if content]
