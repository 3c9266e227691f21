"""Pages of sources as pictures, drawn in a process of its own: a page that ends it, or never ends, costs a picture."""

import multiprocessing
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from pathlib import Path

from PIL import Image

from gongbao import limit
from gongbao.facsimile import source
from gongbao.ingest.model.source import SourceError
from gongbao.messages import _, language, speaking
from gongbao.processes import end_with_parent

# Nobody looks at a page for longer that does not come.
_PATIENCE = 60.0
_Raw = tuple[str, tuple[int, int], bytes]


class Painter:
    """The process; it is started when it is first needed, and anew when a page has ended it."""

    def __init__(self, limits: limit.Limits = limit.NONE) -> None:
        self._limits = limits._replace(seconds=min(limits.seconds or _PATIENCE, _PATIENCE))
        self._process: ProcessPoolExecutor | None = None
        self._one = threading.Lock()

    def draw(self, path: Path, number: int, width: int) -> Image.Image:
        """Return page `number` (from 1) of a source as a picture `width` pixels wide.

        Raises SourceError where it cannot be drawn, or not within the limits, and IndexError where there is no such page.
        """
        with self._one:
            if self._process is None:
                spawn = multiprocessing.get_context("spawn")  # this one has threads
                self._process = ProcessPoolExecutor(1, spawn, initializer=end_with_parent)
            try:
                drawn = self._process.submit(_drawn, path, number, width, self._limits, language()).result()
            except (BrokenExecutor, MemoryError, limit.TooLongError) as error:
                self._end()
                raise SourceError(
                    _(
                        "{name}: page {number} cannot be shown: drawing it takes longer than {seconds:.0f} s, more memory than "
                        "it may have (INGEST_MEMORY), or ends the process",
                        name=path.name,
                        number=number,
                        seconds=self._limits.seconds,
                    )
                ) from error
        return Image.frombytes(*drawn)

    def close(self) -> None:
        """End the process."""
        with self._one:
            self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.shutdown(cancel_futures=True)
            self._process = None


def _drawn(path: Path, number: int, width: int, limits: limit.Limits, spoken: str) -> _Raw:
    with speaking(spoken), limit.within_limits(limits):
        page = source.draw(path, number, width)
        return page.mode, page.size, page.tobytes()
