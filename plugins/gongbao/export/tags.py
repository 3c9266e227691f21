"""Meta tags of an article: Dublin Core for libraries, citation_* for reference managers."""

from typing import Any

from gongbao.export.record import work


def of(article: Any, address: str = "") -> list[tuple[str, str]]:
    """Return (name, content) of each tag; address: where the page is, "" if the site's address is not known."""
    b = article.bulletin
    cited = work(article)
    tags: list[tuple[str, str | None]] = [
        ("DC.title", b.title),
        *(("DC.creator", name) for name in cited.authors),
        ("DC.publisher", cited.publisher),
        ("DC.date", b.issued or b.date),
        ("DC.type", b.genre or "Text"),
        ("DC.language", "zh-CN"),
        ("DC.identifier", b.doc_number or address),
        ("DC.source", article.issue_page.title if article.issue_page else None),
        ("citation_title", b.title),
        *(("citation_author", name) for name in cited.authors),
        ("citation_publication_date", cited.day.replace("-", "/")),
        ("citation_journal_title", cited.bulletin),
        ("citation_issue", cited.issue if cited.bulletin else None),
        ("citation_firstpage", cited.pages[0]),
        ("citation_lastpage", cited.pages[1]),
        ("citation_language", "zh"),
        ("citation_public_url", address),
    ]
    return [(name, content) for name, content in tags if content]
