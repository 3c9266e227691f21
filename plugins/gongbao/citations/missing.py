"""引而未收: documents that texts cite and the archive does not hold, the most cited first."""

from dataclasses import dataclass

from gongbao.bulletin.number import DocumentNumber
from gongbao.citations.graph import Citation, Graph
from gongbao.citations.holdings import identity
from gongbao.once import once


@dataclass(frozen=True)
class CitedOnly:
    """A document that is cited and not held: its number, or only a title."""

    number: DocumentNumber | None
    title: str | None
    citations: tuple[Citation, ...]

    @once
    def citing(self) -> tuple[Citation, ...]:
        """Return one citation for each citing document."""
        if len(self.citations) == 1:
            return self.citations
        return tuple({identity(c.source): c for c in reversed(self.citations)}.values())[::-1]

    @once
    def card(self) -> str | None:
        """Return all that its row shows, in one text; None where a citing document says nothing of itself."""
        cards = [citation.card for citation in self.citations]
        return None if None in cards else repr((self.label, self.title, cards))

    @property
    def label(self) -> str:
        """Return how to name it."""
        return str(self.number) if self.number else f"《{self.title}》"


def cited_not_held(graph: Graph) -> tuple[CitedOnly, ...]:
    """Return what is cited and not held: by the number of citing documents, then numbers, then titles."""
    missing = []
    for target, citations in graph.of_target.items():
        first = citations[0]
        # What is held, or cannot be told apart, is not missing.
        if any(c.place for c in citations) or (target.startswith("《") and first.doubt):
            continue
        titled = next((c.reference.title for c in citations if c.reference.title), None)
        missing.append(CitedOnly(first.number, titled, citations))
    return tuple(sorted(missing, key=lambda m: (-len(m.citing), m.number is None, m.label)))
