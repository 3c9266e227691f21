"""What citations read in a text, kept from build to build: it is a matter of the text and of a few facts alone."""

import logging
from collections.abc import Sequence
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

    def __init__(self, store: Store, seconds: float = 0, terms: "KeptTerms | None" = None) -> None:
        """Take where they are kept, and how many seconds one text may take (0: as long as it does).

        terms: asked of each text, too, while it is read.
        """
        self._kept, self._seconds, self._terms = Derived(store, "references"), seconds, terms
        self._text_keys = Derived(store, "what texts say to citations")
        # Those given up, which are not tried twice in a build.
        self._slow: set[int] = set()

    def text_keys(self, articles: Sequence[Any], codes: frozenset[str]) -> list[str]:
        """Return for each article a key of its references and of its term, "" where that cannot be told."""
        names = self._names(articles, codes)
        keys_of = [
            f"{name} {a.bulletin.issued}" if name else "" for name, a in zip(names, articles, strict=True)
        ]
        text_keys: list[str] = list(map(self._text_keys.get, keys_of))
        read = False
        for at, (article, name) in enumerate(zip(articles, names, strict=True)):
            if text_keys[at] or not name:
                continue
            references = self._read(article, codes)
            if references is not None:
                self._kept.put(name, references)
                text_keys[at] = keys.digest(references, self._terms and self._terms(article))
                self._text_keys.put(keys_of[at], text_keys[at])
                read = True
        # Nobody may ask for the references of the others.
        self._kept.use(names if read else ())
        if read:
            self._kept.save()
            self._text_keys.save()
        return [known or "" for known in text_keys]

    def __call__(self, articles: Sequence[Any], codes: frozenset[str]) -> list[Sequence[Reference]]:
        """Return the references of each article; codes: issuing codes that are certain."""
        found: list[Sequence[Reference]] = []
        for article, name in zip(articles, self._names(articles, codes), strict=True):
            references = self._kept.get(name)
            if references is None and (references := self._read(article, codes)) is not None:
                self._kept.put(name, references)
            found.append(references or ())
        self._kept.save()
        return found

    @staticmethod
    def _names(articles: Sequence[Any], codes: frozenset[str]) -> list[str]:
        """Return what the references of each article are kept under, "" where they are not."""
        surroundings = keys.digest("references", codes)
        # Two digests and what else counts, one behind the other: a digest of them for each of thousands takes longer.
        return [
            f"{text}{surroundings}{article.bulletin.title}"
            if (text := getattr(article, "text_key", ""))
            else ""
            for article in articles
        ]

    def _read(self, article: Any, codes: frozenset[str]) -> Sequence[Reference] | None:
        if id(article) in self._slow:
            return None
        try:
            with limit.within(self._seconds):
                return tuple(references.find(article.blocks, codes, article.bulletin.title))
        except limit.TooLongError:
            self._slow.add(id(article))
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
        name = self._name(article)
        expiry: tuple[Expiry | None] | None = self._kept.get(name)
        if expiry is None:
            expiry = (validity.find(article.blocks, article.bulletin.issued),)
            self._kept.put(name, expiry)
        return expiry[0]

    def use(self, articles: Sequence[Any]) -> None:
        """Keep the terms of articles though nobody may ask for them, with those that were read now."""
        self._kept.use([self._name(article) for article in articles] if self._kept.changed else ())
        self._kept.save()

    @staticmethod
    def _name(article: Any) -> str:
        text = getattr(article, "text_key", "")
        return f"{text} {article.bulletin.issued}" if text else ""
