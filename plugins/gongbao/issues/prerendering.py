"""Bodies rendered before Pelican asks for them: those known from the store, the others side by side."""

import os
import pickle
import zlib
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gongbao import limit
from gongbao.bulletin import article
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.article_fields import MetadataError
from gongbao.bulletin.own_fields import Fields
from gongbao.cache import keys
from gongbao.cache.store import DEFLATING, Store
from gongbao.messages.site import words
from gongbao.workers import Workers

from . import facts
from .bare_text import bare
from .facts import Facts
from .markup import Renderer
from .rendered import Block, Rendered
from .structure import MarkupError

# Bodies packed by their keys, what is known of each, the keys of those that were given up.
_Made = tuple[dict[str, bytes], dict[str, Facts], set[str]]
_CODE = (Path(__file__).parent, Path(article.__file__).parent)
_AT_ONCE = 32
# After how many seconds a body is given up.
SETTING = "BUILD_SECONDS"

Body = tuple[str, bool]


class Parsed(NamedTuple):
    """What an article's file says: the key of its text, its header, its body, and the key that this is kept under."""

    text_key: str
    meta: ArticleMeta
    body: str
    body_key: str


class Rendering:
    """Renders bodies, in this process or in another one; gives one up of which nothing comes in so many seconds."""

    def __init__(self, table_name: str, seconds: float) -> None:
        self._table_name, self._seconds = table_name, seconds
        self._renderer = Renderer(table_name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Begin anew elsewhere."""
        return Rendering, (self._table_name, self._seconds)

    def render(self, body: str, diary: bool) -> Rendered:
        """Return a body's HTML, outline and blocks."""
        try:
            with limit.within(self._seconds):
                return self._renderer.render(body, diary)
        except limit.TooLongError:
            self._renderer = Renderer(self._table_name)  # this one stands in the middle of the text
            return bare(body)

    def group(self, bodies: Sequence[tuple[str, str, bool]]) -> _Made:
        """Return bodies by their keys, deflated as they are kept, what is known of each, and the keys of those given up."""
        made, known, given_up = {}, {}, set()
        for key, body, diary in bodies:
            try:
                rendered = self.render(body, diary)
            except MarkupError:
                continue
            made[key] = zlib.compress(_packed(rendered), DEFLATING)
            known[key] = facts.of(rendered)
            if rendered.bare:
                given_up.add(key)
        return made, known, given_up


class Bodies:
    """Rendered bodies by what they are made of: the Markdown, whether it is a diary, the program, the site's language."""

    def __init__(self, store: Store, workers: Workers, own: Fields = (), seconds: float = 0) -> None:
        """Take where they are kept, and how many seconds one may take (0: as long as it does)."""
        self._own = own
        self._store, self._workers = store, workers
        self._program = _program()
        # Of this build, deflated; of earlier ones, as they were packed.
        self._made: dict[str, bytes] = {}
        self._facts: dict[str, Facts] = {}
        self._ready: dict[str, bytes] = {}
        self._parsed: dict[str, Parsed] = {}
        self._coming: Iterator[_Made] = iter(())
        self._table_name = words("表{number}")
        self._rendering = Rendering(self._table_name, seconds)

    def prepare(
        self, files: Iterable[Path], texts: MutableMapping[str, tuple[str, str]] | None = None
    ) -> None:
        """Begin to render the bodies of some files, in their order; what is wrong with a file is said when it is read.

        texts: those that were read before, by path, each with its key; they are taken out.
        """
        wanted: dict[str, Body] = {}
        texts = {} if texts is None else texts
        for path in files:
            try:
                parsed = self._parse(path, *texts.pop(str(path), ("", "")))
            except (OSError, UnicodeDecodeError, MetadataError):
                continue
            self._parsed[_name(path)] = parsed
            if not parsed.meta.withdrawn:  # the text of such a one is rendered nowhere
                wanted[parsed.body_key] = (parsed.body, parsed.meta.kind == "diary")
        self._ready = self._store.get(wanted)
        missing = [(key, *body) for key, body in wanted.items() if key not in self._ready]
        groups = [missing[at : at + _AT_ONCE] for at in range(0, len(missing), _AT_ONCE)]

        self._coming = self._workers.spread(self._rendering.group, groups)

    def parsed(self, path: str) -> Parsed:
        """Return what a file says, from when it was prepared; raise what article.load does."""
        return self._parsed.pop(_name(path), None) or self._parse(Path(path))

    def _parse(self, path: Path, text_key: str = "", text: str = "") -> Parsed:
        text = text if text_key else path.read_text(encoding="utf-8")
        meta, body = article.load(text, self._own)
        # First of all, so that nothing of the text gets into pages, index, data, packages or feeds.
        if meta.withdrawn:
            meta, body = article.without_text(meta), ""
        return Parsed(text_key or keys.digest(text), meta, body, self.key(body, meta.kind == "diary"))

    def finish(self) -> None:
        """Wait for what was begun."""
        self._parsed.clear()
        while self._take():
            pass
        self._made.clear()
        self._facts.clear()

    def _take(self) -> bool:
        """Take the next of what was begun; tell whether there was any."""
        group = next(self._coming, None)
        if group is None:
            return False
        made, known, given_up = group
        self._made |= made
        self._facts |= known
        # The next build, or a faster machine, tries again.
        self._store.put_deflated({key: body for key, body in made.items() if key not in given_up})
        return True

    def _wait(self, key: str) -> None:
        """Wait for a body that was begun; those of other files are rendered while it is read."""
        while key not in self._ready and key not in self._made and self._take():
            pass

    def facts_of(self, key: str) -> Facts | None:
        """Return what is known of a body that this build rendered, where its Markdown alone decides it."""
        self._wait(key)
        known = self._facts.get(key)
        if known is None or not known.self_contained:
            return None
        self._made.pop(key, None)
        return self._facts.pop(key)

    def rendered(self, body: str, diary: bool, key: str = "") -> Rendered:
        """Return a body's HTML, outline and blocks; raise structure.MarkupError where it breaks the contract.

        key: what it is kept under, where that is known.
        """
        key = key or self.key(body, diary)
        self._wait(key)
        if made := self._made.pop(key, None):
            return _unpacked(zlib.decompress(made))
        kept = self._ready.pop(key, None)
        if kept is None:
            return self._rendering.render(body, diary)
        return _unpacked(kept)

    def kept(self, key: str) -> Rendered | None:
        """Return a body that was rendered before under a key, None if it is not kept any more."""
        stored = self._store.get([key])
        return _unpacked(stored[key]) if stored else None

    def key(self, body: str, diary: bool) -> str:
        """Return the key that a body is kept under."""
        return keys.digest("body", self._program, self._table_name, body, diary)


def _packed(rendered: Rendered) -> bytes:
    """Pickle a body with its blocks as plain tuples: there are hundreds of thousands, and named ones take thrice as long."""
    blocks = tuple(map(tuple, rendered.blocks))
    return pickle.dumps((replace(rendered, blocks=()), blocks), pickle.HIGHEST_PROTOCOL)


def _unpacked(kept: bytes) -> Rendered:
    rendered: Rendered
    rendered, blocks = pickle.loads(kept)  # noqa: S301 - our own store
    return replace(rendered, blocks=tuple(map(Block._make, blocks)))


def _name(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - as Pelican does, links not followed


@cache
def _program() -> str:
    """Return the key of what renders bodies, as this process began with it; each of Pelican's generators has a reader."""
    return keys.program(*_CODE)
