"""Begin an index when the articles are read, where few of their texts are new.

Terms and postings follow from words alone, and what a build works out of all articles together takes as long as to make them.
Where this guesses wrong, because a setting makes words of what is not known yet, or because results show something else of an
article than they did, time is lost and nothing else: what is made lies in the store by names that its content decides, and
words that are not those that were noted end it.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from .document import Document, LateDocument, Paragraph
from .keeping import Keeping, Kept
from .settings import Config
from .store import Store
from .variants import traditional_to_simplified

# Of more new texts, one process more would only be in the way of those that read them.
_FEW = 120


# The key of what was read of an article, the hash of its words, what results showed of it.
_Known = tuple[str, bytes | None, tuple[str, ...] | None]


class Workers(Protocol):
    """Who does work that is needed later."""

    def early(self, work: Callable[[], object], size: int) -> Callable[[], None]:
        """Begin some work, unless it looks at few things, and return what waits for it."""


class Earlier:
    """What the index took of each article last: the hash of its words, and what results show."""

    def __init__(self, keeping: Keeping, setting: str) -> None:
        # By address; with the key of what was read, for the words.
        self._kept: Kept = keeping.derived(f"articles of the index {setting}")

    def words(self, article: Any) -> bytes | None:
        """Return the hash of the words, None where the article is new or was read anew."""
        read, words, _display = self._of(article)
        return words if read and read == getattr(article, "read_key", "") else None

    def display(self, article: Any) -> tuple[str, ...] | None:
        """Return what results showed, None where the article is new."""
        _read, _words, display = self._of(article)
        return display

    def note(self, article: Any, document: Document) -> None:
        """Keep what the index took of an article, unless that is kept."""
        known = getattr(article, "read_key", ""), document.words, document.display
        if known[0] and self._of(article) != known:
            self._kept.put(_key(article), known)

    def save(self) -> None:
        """Write what is new."""
        self._kept.save()

    def _of(self, article: Any) -> _Known:
        known: _Known = self._kept.get(_key(article)) or ("", None, None)
        return known


def _key(article: Any) -> str:
    address = str(article.url)
    return f"{zlib.crc32(address.encode('utf-8', 'surrogatepass')):08x}{address}"


def place(config: Config, article: Any) -> tuple[str, str]:
    """Return the place of an article among the others; undated ones have the date that settings give them."""
    return config.place(article) or article.date.date().isoformat(), str(article.url)


def begin(
    config: Config, articles: Sequence[Any], earlier: Earlier, folder: Path, workers: Workers
) -> Callable[[], None] | None:
    """Begin the index of some articles in the store of a folder; return what waits for it, None where nothing was begun."""
    known = list(map(earlier.words, articles))
    if config.pages or not 0 < known.count(None) <= _FEW:
        return None

    def work() -> None:
        found = sorted(zip(map(partial(place, config), articles), range(len(articles)), strict=True))
        documents = []
        for (_date, url), at in found:
            display = earlier.display(articles[at])
            if display is None:
                display = config.shown(articles[at])[1]
            document = LateDocument((url, display), partial(_paragraphs, config, articles[at], known[at]))
            if (hash_ := known[at]) is not None:
                vars(document)["words"] = hash_
            documents.append(document)
        Store(folder, config.schema, traditional_to_simplified()).begin(documents)

    return workers.early(work, len(articles))


def _paragraphs(config: Config, article: Any, words: bytes | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article; raise ValueError where they have not the words that it is taken to have.

    Those of a setting may change though the article is read as before, and what is made of them would bear another's name.
    """
    found = config.paragraphs(article)
    if words not in {None, Document(str(article.url), found).words}:
        raise ValueError(article.url)
    return found


def earlier(settings: Mapping[str, Any], keeping: Keeping | None) -> Earlier | None:
    """Return what is kept for these settings, None where nothing is."""
    key = keeping.settings("SEARCH", settings["SEARCH"]) if keeping else ""
    return Earlier(keeping, key) if keeping and key else None
