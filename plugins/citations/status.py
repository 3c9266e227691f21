"""Where a document stands by what the archive knows: repealed, amended, expiring by its own words; never 有效."""

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.bulletin import validity
from plugins.bulletin.validity import Expiry
from plugins.citations.graph import Citation, Graph
from plugins.citations.held import Article, identity


@dataclass(frozen=True)
class Status:
    """What is known about the force of a document, each with the citation or the sentence that it rests on."""

    repealed: tuple[Citation, ...] = ()
    amended: tuple[Citation, ...] = ()
    expiry: Expiry | None = None
    article_url: str = ""

    @property
    def label(self) -> str:
        """Return the status in a few words."""
        if self.repealed:
            by = self.repealed[0].source.bulletin
            return f"已被{by.doc_number or '《' + by.title + '》'}废止"
        return "本库未见废止"

    @property
    def mark(self) -> str:
        """Return what a list must say beside the title: that the document is repealed; "" if no text says so."""
        return self.label if self.repealed else ""

    @property
    def kind(self) -> str:
        """Return repealed, amended, expiring or none, for the page's style."""
        if self.repealed:
            return "repealed"
        return "expiring" if self.expiry else "amended" if self.amended else "none"


def of_target(graph: Graph, target: str, expiry: Expiry | None = None, article_url: str = "") -> Status:
    """Return the status of a document, given by its identity, from what others say of it."""
    said = graph.of_target.get(target, ())
    return Status(_of(said, "repeals"), _of(said, "amends"), expiry, article_url)


def of_article(graph: Graph, article: Article) -> Status:
    """Return the status of a document that is held: what others say of it, and its own term."""
    expiry = validity.find(article.blocks, article.bulletin.issued)
    return of_target(graph, identity(article), expiry, article.url)


def _of(citations: Iterable[Citation], relation: str) -> tuple[Citation, ...]:
    return tuple(c for c in citations if c.relation == relation)
