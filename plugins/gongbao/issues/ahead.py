"""Bodies rendered before Pelican asks for them: those known from the store, the others side by side."""

import pickle
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gongbao import limit
from gongbao.bulletin import article
from gongbao.bulletin.article import MetadataError
from gongbao.bulletin.own_fields import Fields
from gongbao.cache import keys
from gongbao.cache.store import Store
from gongbao.messages.site import words
from gongbao.workers import Workers

from .bare import bare
from .markup import Renderer
from .rendered import Rendered
from .structure import MarkupError

_CODE = (Path(__file__).parent, Path(article.__file__).parent)
_AT_ONCE = 32
# After how many seconds a body is given up.
SETTING = "BUILD_SECONDS"

Body = tuple[str, bool]


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

    def group(self, bodies: Sequence[tuple[str, str, bool]]) -> tuple[dict[str, bytes], set[str]]:
        """Return bodies by their keys, and the keys of those that were given up."""
        made, given_up = {}, set()
        for key, body, diary in bodies:
            try:
                rendered = self.render(body, diary)
            except MarkupError:
                continue
            made[key] = pickle.dumps(rendered)
            if rendered.bare:
                given_up.add(key)
        return made, given_up


class Bodies:
    """Rendered bodies by what they are made of: the Markdown, whether it is a diary, the program, the site's language."""

    def __init__(self, store: Store, workers: Workers, own: Fields = (), seconds: float = 0) -> None:
        """Take where they are kept, and how many seconds one may take (0: as long as it does)."""
        self._own = own
        self._store, self._workers = store, workers
        self._program = _program()
        self._ready: dict[str, bytes] = {}
        self._table_name = words("表{number}")
        self._rendering = Rendering(self._table_name, seconds)

    def prepare(self, files: Iterable[Path]) -> None:
        """Have the bodies of some files ready; what is wrong with a file is said when it is read."""
        wanted: dict[str, Body] = {}
        for path in files:
            try:
                meta, body = article.load(path.read_text(encoding="utf-8"), self._own)
            except (OSError, UnicodeDecodeError, MetadataError):
                continue
            if meta.withdrawn:  # its text is rendered nowhere
                continue
            wanted[self.key(body, meta.kind == "diary")] = (body, meta.kind == "diary")
        self._ready = self._store.get(wanted)
        missing = [(key, *body) for key, body in wanted.items() if key not in self._ready]
        groups = [missing[at : at + _AT_ONCE] for at in range(0, len(missing), _AT_ONCE)]

        for made, given_up in self._workers.spread(self._rendering.group, groups):
            self._ready |= made
            # The next build, or a faster machine, tries again.
            self._store.put({key: body for key, body in made.items() if key not in given_up})

    def rendered(self, body: str, diary: bool) -> Rendered:
        """Return a body's HTML, outline and blocks; raise structure.MarkupError where it breaks the contract."""
        kept = self._ready.pop(self.key(body, diary), None)
        if kept is None:
            return self._rendering.render(body, diary)
        found: Rendered = pickle.loads(kept)  # noqa: S301 - our own store
        return found

    def kept(self, key: str) -> Rendered | None:
        """Return a body that was rendered before under a key, None if it is not kept any more."""
        held = self._store.get([key])
        found: Rendered | None = pickle.loads(held[key]) if held else None  # noqa: S301 - our own store
        return found

    def key(self, body: str, diary: bool) -> str:
        """Return the key that a body is kept under."""
        return keys.digest("body", self._program, self._table_name, body, diary)


@cache
def _program() -> str:
    """Return the key of what renders bodies, as this process began with it; each of Pelican's generators has a reader."""
    return keys.program(*_CODE)
