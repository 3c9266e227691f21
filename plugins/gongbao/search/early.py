"""Begin an index when the articles are read, where few of their texts are new.

Terms and postings follow from words alone, and what a build works out of all articles together takes as long as to make them.
Where this guesses wrong, because a setting makes words of what is not known yet, time is lost and nothing else: what is made
lies in the store by names that its content decides, and words that are not those that were noted end it.
"""

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


class Workers(Protocol):
    """Who does work that is needed later."""

    def early(self, work: Callable[[], object], size: int) -> Callable[[], None]:
        """Begin some work, unless it looks at few things, and return what waits for it."""


class Words:
    """The hash of the words of each article, by what was read of it."""

    def __init__(self, keeping: Keeping, setting: str) -> None:
        self._setting = setting
        self._kept: Kept = keeping.derived("words of the index")

    def of(self, article: Any) -> bytes | None:
        """Return the hash, None where it is not known."""
        found: bytes | None = self._kept.get(self._key(article))
        return found

    def note(self, article: Any, document: Document) -> None:
        """Keep the hash of what an article became in the index, unless that is kept."""
        if self.of(article) != document.words:
            self._kept.put(self._key(article), document.words)

    def save(self) -> None:
        """Write what is new."""
        self._kept.save()

    def _key(self, article: Any) -> str:
        read = str(getattr(article, "read_key", ""))
        return f"{read}{self._setting}" if read else ""


def place(config: Config, article: Any) -> tuple[str, str]:
    """Return the place of an article among the others; undated ones have the date that settings give them."""
    return config.place(article) or article.date.date().isoformat(), str(article.url)


def begin(
    config: Config, articles: Sequence[Any], words: Words, folder: Path, workers: Workers
) -> Callable[[], None] | None:
    """Begin the index of some articles in the store of a folder; return what waits for it, None where nothing was begun."""
    known = [words.of(article) for article in articles]
    if config.pages or not 0 < known.count(None) <= _FEW:
        return None

    def work() -> None:
        found = sorted(zip(map(partial(place, config), articles), range(len(articles)), strict=True))
        documents = []
        for (_date, url), at in found:
            document = LateDocument((url,), partial(_paragraphs, config, articles[at], known[at]))
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


def words_of(settings: Mapping[str, Any], keeping: Keeping | None) -> Words | None:
    """Return the hashes that are kept for these settings, None where nothing is."""
    key = keeping.settings("SEARCH", settings["SEARCH"]) if keeping else ""
    return Words(keeping, key) if keeping and key else None
