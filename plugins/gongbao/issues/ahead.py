"""Bodies rendered before Pelican asks for them: those known from the store, the others side by side."""

import pickle
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from gongbao import limit
from gongbao.bulletin import article
from gongbao.bulletin.article import MetadataError
from gongbao.bulletin.own_fields import Fields
from gongbao.cache import keys, processes
from gongbao.cache.store import Store
from gongbao.messages.site import words

from .bare import bare
from .markup import Renderer
from .rendered import Rendered
from .structure import MarkupError

_CODE = (Path(__file__).parent, Path(article.__file__).parent)
_AT_ONCE = 32
# After how many seconds a body is given up.
SETTING = "BUILD_SECONDS"

Body = tuple[str, bool]


class Bodies:
    """Rendered bodies by what they are made of: the Markdown, whether it is a diary, the program, the site's language."""

    def __init__(self, store: Store, workers: int, own: Fields = (), seconds: float = 0) -> None:
        """Take where they are kept, and how many seconds one may take (0: as long as it does)."""
        self._own, self._seconds = own, seconds
        self._store, self._workers = store, workers
        self._program = _program()
        self._ready: dict[str, bytes] = {}
        self._table_name = words("表{number}")
        self._renderer = Renderer(self._table_name)

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
        missing = [key for key in wanted if key not in self._ready]
        groups = [missing[at : at + _AT_ONCE] for at in range(0, len(missing), _AT_ONCE)]

        def render(group: list[str]) -> tuple[dict[str, bytes], set[str]]:
            made, given_up = {}, set()
            for key in group:
                try:
                    rendered = self._render(*wanted[key])
                except MarkupError:
                    continue
                made[key] = pickle.dumps(rendered)
                if rendered.bare:
                    given_up.add(key)
            return made, given_up

        for made, given_up in processes.spread(render, groups, self._workers):
            self._ready |= made
            # The next build, or a faster machine, tries again.
            self._store.put({key: body for key, body in made.items() if key not in given_up})

    def _render(self, body: str, diary: bool) -> Rendered:
        try:
            with limit.within(self._seconds):
                return self._renderer.render(body, diary)
        except limit.TooLongError:
            self._renderer = Renderer(self._table_name)  # this one stands in the middle of the text
            return bare(body)

    def rendered(self, body: str, diary: bool) -> Rendered:
        """Return a body's HTML, outline and blocks; raise structure.MarkupError where it breaks the contract."""
        kept = self._ready.pop(self.key(body, diary), None)
        if kept is None:
            return self._render(body, diary)
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
