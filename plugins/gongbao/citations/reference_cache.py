"""What citations read in a text, kept from build to build: it is a matter of the text and of a few facts alone."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from gongbao import limit
from gongbao.bulletin import references, validity
from gongbao.bulletin.references import Reference
from gongbao.bulletin.validity import Expiry
from gongbao.cache import keys
from gongbao.cache.derived import Derived
from gongbao.cache.store import Store
from gongbao.messages import _

log = logging.getLogger(__name__)
# After how many seconds a text is given up.
SETTING = "BUILD_SECONDS"


class KeptReferences:
    """Finds the references of articles, those known from the store without reading their texts."""

    def __init__(self, store: Store, seconds: float = 0, also: Callable[[Any], object] | None = None) -> None:
        """Take where they are kept, and how many seconds one text may take (0: as long as it does).

        also: what else is asked of each text, while it is read.
        """
        self._kept, self._seconds, self._also = Derived(store, "references"), seconds, also

    def __call__(self, articles: Sequence[Any], codes: frozenset[str]) -> list[Sequence[Reference]]:
        """Return the references of each article; codes: issuing codes that are certain."""
        surroundings = keys.digest("references", codes)
        found: list[Sequence[Reference]] = []
        for article in articles:
            # Two digests and what else counts, one behind the other: a digest of them for each of thousands takes longer.
            text = getattr(article, "text_key", "")
            name = f"{text}{surroundings}{article.bulletin.title}" if text else ""
            expiry = self._kept.get(name)
            if expiry is None and (expiry := self._read(article, codes)) is not None:
                self._kept.put(name, expiry)
            if self._also:
                self._also(article)
            found.append(expiry or ())
        self._kept.save()
        return found

    def _read(self, article: Any, codes: frozenset[str]) -> Sequence[Reference] | None:
        try:
            with limit.within(self._seconds):
                return tuple(references.find(article.blocks, codes, article.bulletin.title))
        except limit.TooLongError:
            log.warning(
                _(
                    "{file}: what it cites was not read within {seconds:.0f} s and is not shown — part it into several, "
                    "or set BUILD_SECONDS higher",
                    file=article.get_relative_source_path(),
                    seconds=self._seconds,
                )
            )
            return None


class KeptTerms:
    """Finds how long documents say that they are in force, in those known from the store without reading them."""

    def __init__(self, store: Store) -> None:
        self._kept = Derived(store, "terms")

    def __call__(self, article: Any) -> Expiry | None:
        """Return the term that a document sets itself."""
        name = f"{text} {article.bulletin.issued}" if (text := getattr(article, "text_key", "")) else ""
        expiry: tuple[Expiry | None] | None = self._kept.get(name)
        if expiry is None:
            expiry = (validity.find(article.blocks, article.bulletin.issued),)
            self._kept.put(name, expiry)
        return expiry[0]

    def save(self) -> None:
        """Keep what is new."""
        self._kept.save()
