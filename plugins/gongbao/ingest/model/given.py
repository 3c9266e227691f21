"""What an archivist knows of a source and the text does not say."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Given:
    """Given facts: for the file, for every article, and for single articles by their order."""

    file: dict[str, str] = field(default_factory=dict)
    article: dict[str, str] = field(default_factory=dict)
    by_order: dict[int, dict[str, str]] = field(default_factory=dict)

    def for_article(self, order: int) -> dict[str, str]:
        """Return what is given for the article of that order, counted from 1."""
        return {**self.article, **self.by_order.get(order, {})}
