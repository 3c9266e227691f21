"""References of articles kept from build to build: finding them is a matter of the text and the codes alone."""

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gongbao.bulletin import references
from gongbao.bulletin.references import Reference
from gongbao.cache import keys
from gongbao.cache.store import Store


class KeptReferences:
    """Finds the references of articles, those known from the store without reading their texts."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._program = keys.program(Path(references.__file__).parent)

    def __call__(self, articles: Sequence[Any], codes: frozenset[str]) -> list[Sequence[Reference]]:
        """Return the references of each article; codes: issuing codes that are certain."""
        surroundings = keys.digest("references", self._program, codes)
        names = [
            keys.digest(surroundings, text) if (text := getattr(article, "text_key", "")) else ""
            for article in articles
        ]
        known = self._store.get(name for name in names if name)
        new: dict[str, bytes] = {}
        found: list[Sequence[Reference]] = []
        for article, name in zip(articles, names, strict=True):
            if name in known:
                found.append(pickle.loads(known[name]))  # noqa: S301 - our own store
                continue
            made = references.find(article.blocks, codes, article.bulletin.title)
            found.append(made)
            if name:
                new[name] = pickle.dumps(made)
        self._store.put(new)
        return found
