"""What citations read in a text, kept from build to build: it is a matter of the text and of a few facts alone."""

from collections.abc import Sequence
from typing import Any

from gongbao.bulletin import references, validity
from gongbao.bulletin.references import Reference
from gongbao.bulletin.validity import Expiry
from gongbao.cache import keys
from gongbao.cache.derived import Derived
from gongbao.cache.store import Store


class KeptReferences:
    """Finds the references of articles, those known from the store without reading their texts."""

    def __init__(self, store: Store) -> None:
        self._kept = Derived(store, "references")

    def __call__(self, articles: Sequence[Any], codes: frozenset[str]) -> list[Sequence[Reference]]:
        """Return the references of each article; codes: issuing codes that are certain."""
        surroundings = keys.digest("references", codes)
        names = [_name(article, surroundings, article.bulletin.title) for article in articles]

        def make(at: int) -> Sequence[Reference]:
            return tuple(references.find(articles[at].blocks, codes, articles[at].bulletin.title))

        found = self._kept.all(names, make)
        self._kept.save()
        return found


class KeptTerms:
    """Finds how long documents say that they are in force, in those known from the store without reading them."""

    def __init__(self, store: Store) -> None:
        self._kept = Derived(store, "terms")

    def __call__(self, article: Any) -> Expiry | None:
        """Return the term that a document sets itself."""
        name = _name(article, "term", article.bulletin.issued or "")
        held: tuple[Expiry | None] | None = self._kept.get(name)
        if held is None:
            held = (validity.find(article.blocks, article.bulletin.issued),)
            self._kept.put(name, held)
        return held[0]

    def save(self) -> None:
        """Keep what is new."""
        self._kept.save()


def _name(article: Any, *facts: str) -> str:
    text = getattr(article, "text_key", "")
    return keys.digest(text, *facts) if text else ""
