"""What a stage makes of all articles together, kept whole, for builds in which it would come to the same.

Who cites whom is asked of every article, and a comma in one changes none of it. So a stage says first what it sees of each
article, in few words; where all of these are those of the last build, what it made then is read in one go.
"""

import copyreg
import hashlib
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from .keys import digest, own_program
from .store import Store

Made = TypeVar("Made")


class Whole:
    """What the stage of a name made last of all articles of an archive.

    In what is kept an article is its address: whoever reads it gets the article of this build, as it was read now.
    """

    def __init__(
        self,
        store: Store,
        stage: str,
        articles: Sequence[Any],
        for_later: Callable[[Callable[[], object], int], object] = lambda work, size: work(),
    ) -> None:
        """Take a store, the name of a stage, all articles.

        for_later: does what only another run needs, given how many things it looks at, maybe beside this run.
        """
        self._for_later = for_later
        self._store, self._name = store, digest("whole", stage, own_program())
        self._articles: dict[str, Any] = {article.url: article for article in articles}
        # Two of one address could not be told apart; the build will stop because of them.
        self._keeps = store.keeps and len(self._articles) == len(articles)
        # Of all that the stage saw; "" where nothing is kept.
        self.key = ""

    def of(self, seen: Sequence[str], make: Callable[[], Made]) -> Made:
        """Return what the stage makes: what it made last, if all that it sees is as it was, else what `make` gives.

        seen: keys of all that it sees, of each article in their order and of what else there is; one that is "" cannot be
        told, so that nothing is kept. What is made has to pickle, and to hold nothing of the articles but themselves.
        """
        if not self._keeps or not all(seen):
            return make()
        self.key = hashlib.sha256("\n".join(seen).encode("utf-8", "surrogatepass")).hexdigest()
        key = self.key.encode()
        kept = self._store.get([self._name]).get(self._name, b"")
        if kept[: len(key)] == key:
            found: Made = _Reader(io.BytesIO(memoryview(kept)[len(key) :]), self._articles).load()
            return found
        made = make()

        def keep() -> None:
            # Read by each build: to inflate it would take longer than to read what deflating saves.
            self._store.put({self._name: key + self._packed(made)}, deflated=True)

        self._for_later(keep, len(self._articles))
        return made

    def _packed(self, made: Any) -> bytes:
        data = io.BytesIO()
        packer = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
        kinds = {type(article) for article in self._articles.values()}
        # Each class by itself, since asking of each of a hundred thousand objects whether it is an article takes as long again.
        packer.dispatch_table = {**copyreg.dispatch_table, **dict.fromkeys(kinds, _by_address)}
        packer.dump(made)
        return data.getvalue()


def article_at(address: str) -> Any:
    """Stand for an article in what is kept; a reader puts this build's in its place."""
    raise LookupError(address)


def _by_address(article: Any) -> tuple[Callable[[str], Any], tuple[str]]:
    return article_at, (article.url,)


class _Reader(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, articles: Mapping[str, Any]) -> None:
        super().__init__(stream)
        self._articles = articles

    def find_class(self, module: str, name: str) -> Any:
        """Return what is named; in the place of articles, those of this build."""
        if (module, name) == (__name__, article_at.__name__):
            return self._articles.__getitem__
        return super().find_class(module, name)
