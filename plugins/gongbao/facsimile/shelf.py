"""Page pictures, kept in .cache/ under a key of all that they are made of, so that none is drawn twice."""

import json
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from gongbao import atomic, limit
from gongbao.cache import keys
from gongbao.ingest.model.source import SourceError
from gongbao.messages import _
from gongbao.workers import Workers, local, shipped_files

from .numbering import Shape

# Readers and what draws (Pillow, NumPy) are loaded where a page is drawn or counted: a build without page pictures needs none.

# Counts up whenever the same page would be drawn in another way.
_DRAWING = 1
_READING, _SMALL = ".webp", ".small.webp"
# Pages that one process draws at a time.
_TOGETHER = 6
# What no build asked for in so long is dropped, in seconds; what is asked for is marked once in a while.
_KEPT_FOR, _MARKED = 60 * 24 * 3600, 7 * 24 * 3600


@dataclass(frozen=True)
class Wanted:
    """A page to draw: its number, by how many degrees it is turned to the right, how high its type is (0: not known)."""

    number: int
    turned: int = 0
    type_share: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """A drawn page: its number, its key, width and height in pixels and bytes of the picture for reading, and of the small one."""

    number: int
    key: str
    width: int
    height: int
    size: int
    small_width: int
    small_height: int
    small_size: int


Item = TypeVar("Item")
Made = TypeVar("Made")


class Shelf:
    """The pictures in a folder; without one, they go when this does."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder or Path(tempfile.mkdtemp(prefix="gongbao-"))
        if folder is None:
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    @cached_property
    def _versions(self) -> list[str]:
        return [f"{name} {_version(name)}" for name in ("pillow", "pypdfium2")]

    def count(self, path: Path, sha256: str, limits: limit.Limits = limit.NONE) -> int:
        """Return how many pages a source has; raise SourceError for one that cannot be opened or has none."""
        file = self._place(keys.digest("count", _DRAWING, self._versions, sha256), ".json")
        with suppress(OSError, ValueError, KeyError, TypeError):
            self._mark(file)
            return int(json.loads(file.read_text(encoding="utf-8"))["pages"])
        [pages] = _spread(partial(_counted, limits), [path], None, path.name)
        _write(file, json.dumps({"pages": pages}).encode())
        return pages

    def drawn(
        self,
        path: Path,
        sha256: str,
        wanted: Sequence[Wanted],
        workers: Workers,
        limits: limit.Limits = limit.NONE,
    ) -> list[Drawn]:
        """Return the pages of a source, drawn now or at any time before; sha256: the source's own sum; workers: who draws.

        Raises SourceError for a source that cannot be drawn.
        """
        named = {self._key(sha256, want): want for want in wanted}
        missing = [(key, want) for key, want in named.items() if self._kept(key, want) is None]
        chunks = [missing[at : at + _TOGETHER] for at in range(0, len(missing), _TOGETHER)]
        source_at = workers.lend(path, lambda _: ()) if chunks else path
        for made in _spread(partial(_drawn, source_at, limits), chunks, workers, path.name):
            for key, ending, data in made:
                _write(self._place(key, ending), data)
        found = [self._kept(key, want) for key, want in named.items()]
        return [one for one in found if one is not None]

    def reading(self, drawn: Drawn) -> bytes:
        """Return the picture for reading."""
        return self._place(drawn.key, _READING).read_bytes()

    def small(self, drawn: Drawn) -> bytes:
        """Return the small picture."""
        return self._place(drawn.key, _SMALL).read_bytes()

    def tidy(self) -> None:
        """Drop what no build asked for in two months."""
        oldest = time.time() - _KEPT_FOR
        for file in self._folder.glob("[0-9a-f][0-9a-f]/*.webp"):
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def _key(self, sha256: str, want: Wanted) -> str:
        from . import picture  # noqa: PLC0415 - see above

        return keys.digest(
            "page",
            _DRAWING,
            self._versions,
            [*picture.READING, picture.SMALL, picture.BUDGET],
            sha256,
            want,
        )

    def _kept(self, key: str, want: Wanted) -> Drawn | None:
        try:
            sizes = [
                (*_measured(file), file.stat().st_size)
                for file in (self._place(key, _READING), self._place(key, _SMALL))
            ]
        except (OSError, ValueError):
            return None
        for ending in (_READING, _SMALL):
            self._mark(self._place(key, ending))
        return Drawn(want.number, key, *sizes[0], *sizes[1])

    def _place(self, key: str, ending: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}{ending}"

    @staticmethod
    def _mark(file: Path) -> None:
        if time.time() - file.stat().st_mtime > _MARKED:
            os.utime(file)


def _spread(
    work: Callable[[Item], Made], items: Sequence[Item], workers: Workers | None, name: str
) -> Iterator[Made]:
    """Do work(item) for each item in the processes of workers, or one after the other in one of its own.

    Raises SourceError where an item ends its process, or takes too long.

    Libraries draw what others send: what ends them ends no build.
    """
    try:
        if workers and workers.count > 1:
            yield from workers.spread(work, items, least=1)
        elif items:
            yield from local.apart(lambda: [work(item) for item in items])
    except (BrokenExecutor, MemoryError, limit.TooLongError) as error:
        raise SourceError(
            _(
                "{name}: drawing its pages takes too long (BUILD_SECONDS), more memory than it may have (INGEST_MEMORY), or "
                "ends the process; its texts are shown without them — print it to a new PDF and take that in",
                name=name,
            )
        ) from error


def _counted(limits: limit.Limits, path: Path) -> int:
    from . import source  # noqa: PLC0415 - see above

    with limit.within_limits(limits):
        return source.count(path)


def _drawn(
    source_at: Path | shipped_files.Lent, limits: limit.Limits, missing: Sequence[tuple[str, Wanted]]
) -> list[tuple[str, str, bytes]]:
    """Return pictures of pages: their key, how their file ends, their bytes."""
    from . import picture, source  # noqa: PLC0415 - see above

    made = []
    with (
        limit.within_limits(limits),
        shipped_files.opened(source_at) as path,
        source.opened(path) as pages,
    ):
        for key, want in missing:
            limit.progress()
            shape = pages.shape(want.number)
            lies = want.turned in (90, 270)
            if lies:
                shape = Shape(
                    shape.high,
                    shape.wide,
                    round(shape.finest * shape.high / shape.wide) if shape.finest else 0,
                )
            width = picture.reading_width(shape, want.type_share)
            raw = round(width * shape.high / shape.wide) if lies else width
            seen = pages.draw(want.number, max(raw, 1))
            if want.turned:
                seen = seen.rotate(-want.turned, expand=True)
            budget = picture.BUDGET * (2 if picture.is_spread(shape, width) else 1)
            made += [(key, _SMALL, picture.small(seen)), (key, _READING, picture.for_reading(seen, budget))]
    return made


def _measured(file: Path) -> tuple[int, int]:
    from PIL import Image  # noqa: PLC0415 - see above

    with Image.open(file) as image:
        return image.size


def _write(file: Path, data: bytes) -> None:
    """Write in one step, so that a run that was cut off leaves no half picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(file, data, lasting=False)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
