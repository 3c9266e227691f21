"""An article whose text is read when something asks for it, and let go when there are many."""

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from pelican.contents import Article
from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from gongbao.cache import articles

# The parts of an article's text.
TEXT = ("_content", "blocks", "outline")
WRAPPED: dict[str, type[URLWrapper]] = {"category": Category, "author": Author}
LISTS: dict[str, type[URLWrapper]] = {"authors": Author, "tags": Tag}
# So many characters of texts stay in memory: those of eleven thousand laws. Larger archives read the others again where these
# are asked for, which four steps of a first build do, one article after the other: citations, data, index, pages.
_CHARACTERS = 64_000_000
# The part of them that is for those which go again: what is asked for at about the same time is read once.
_PASSING = 1 / 10


class Generating(Protocol):
    """The part of a generator of articles that one of them is made with."""

    settings: dict[str, Any]
    context: dict[str, Any]

    def wrapped(self, kind: type[URLWrapper], name: str) -> URLWrapper:
        """Return Pelican's object for a category, an author, a tag."""


class Texts:
    """The texts of kept articles: read when they are asked for. The first stay, as many as may; others go when more come.

    To let the oldest go for the newest would serve nobody: who goes through all articles finds that just those went that come
    next. read: returns the HTML of an article, and what else is known of its text.
    """

    def __init__(
        self, read: Callable[[Any], tuple[str, dict[str, Any]]], characters: int = _CHARACTERS
    ) -> None:
        self.read = read
        self._passing_most = int(characters * _PASSING)
        self._free, self._passing_size = characters - self._passing_most, 0
        self._passing: deque[tuple[Any, int]] = deque()

    def hold(self, article: "LazyArticle") -> None:
        """Note that the text of an article is in memory."""
        size = len(vars(article)["_content"])
        if size <= self._free:
            self._free -= size
            return
        self._passing.append((article, size))
        self._passing_size += size
        while self._passing_size > self._passing_most and len(self._passing) > 1:
            other, size = self._passing.popleft()
            self._passing_size -= size
            if isinstance(other, LazyArticle):
                for name in TEXT:
                    other.__dict__.pop(name, None)

    def __reduce__(self) -> tuple[Any, ...]:
        """Stand for texts that are elsewhere."""
        return Texts, (_elsewhere,)


def _elsewhere(article: Any) -> tuple[str, dict[str, Any]]:
    raise articles.TextElsewhere(article.url)


class _Late:
    """A part of an article's text, read when it is asked for."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, article: Any, owner: type) -> Any:
        if article is None:
            return self
        known = vars(article)
        texts: Texts = known["_late"]
        content, facts = texts.read(article)
        for name, value in (("_content", content), *((n, facts[n]) for n in TEXT[1:])):
            known.setdefault(name, value)
        found = known[self._name]
        texts.hold(article)
        return found


class OwnArticle(Article):  # type: ignore[misc]
    """An article of our reader, which says its address; Pelican would ask the settings at each of thousands of uses.

    url: its address; save_as: where its page is written.
    """

    # Pelican's own are computed; these are what the reader said, and are asked for several hundred thousand times.
    url = save_as = ""

    def correct(self, content: str) -> None:
        """Take another text, which may lead into the archive, and is kept nowhere."""
        self.__class__ = OwnArticle
        self._content = content
        self.get_content.cache.clear()

    def keep(self, texts: Texts) -> None:
        """Be one whose text is kept from now on."""
        self.__class__ = LazyArticle
        self._late = texts
        given: dict[str, Any] = vars(self)["metadata"]
        self.metadata = {name: value for name, value in given.items() if name not in TEXT}
        if "blocks" in vars(self):
            texts.hold(self)
        else:
            del self._content  # "" until now, since its text was left where it is kept

    def get_relative_source_path(self, source_path: str | None = None) -> str | None:
        """Return where its file lies below the content folder; it does not move while a build runs."""
        known: str | None = self.__dict__.get("relative_source_path")
        return known if known and not source_path else super().get_relative_source_path(source_path)


class LazyArticle(OwnArticle):
    """An article whose text is kept: as it was read by an earlier build, or by this one. It has no links into the archive."""

    _content, blocks, outline = _Late(), _Late(), _Late()

    @classmethod
    def of(cls, state: dict[str, Any], path: str, texts: Texts, generator: Generating) -> "LazyArticle":
        """Return one of what an earlier build kept; Pelican's own way of making one is what this spares."""
        article = cls.__new__(cls)
        own = dict(state)
        for name, kind in WRAPPED.items():
            if name in own:
                own[name] = generator.wrapped(kind, own[name])
        for name, kind in LISTS.items():
            if name in own:
                own[name] = [generator.wrapped(kind, one) for one in own[name]]
        article.__dict__.update(own)
        article.settings, article._context = generator.settings, generator.context
        article.source_path = path
        article.translations = []
        article._late = texts
        article.read = state
        article.metadata = {name: own[name] for name in own["metadata_names"] if name in own}
        return article

    def get_content(self, siteurl: str) -> str:
        """Return its HTML; Pelican would look it through for links, and hold all that it ever returned."""
        return str(self._content)

    @property
    def text(self) -> tuple[Any, ...]:
        """Return its text, to be sent with what is made of it."""
        known = vars(self)
        if known.keys() >= {*TEXT}:
            return tuple(known[name] for name in TEXT)
        content, facts = self._late.read(self)
        return content, *(facts[name] for name in TEXT[1:])

    @text.setter
    def text(self, sent: tuple[Any, ...]) -> None:
        self.__dict__.update(zip(TEXT, sent, strict=True))

    @text.deleter
    def text(self) -> None:
        for name in TEXT:
            self.__dict__.pop(name, None)

    def __getstate__(self) -> dict[str, Any]:
        """Hold all but the text: a worker that got the texts of all would need memory for the whole archive."""
        return {name: value for name, value in vars(self).items() if name not in TEXT}
