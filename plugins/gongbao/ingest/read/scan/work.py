"""Recognise many pages: those that are known already are taken from there, the others on all processors at once."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from gongbao import limit
from gongbao.messages import _
from gongbao.processes import deaf_to_stop, end_with_parent, has_all_processors

from ...model.source import SourceError
from . import is_installed, missing, prepare, results
from .engine import Engine, Picture
from .progress import progress
from .recognise import Recognised, recognise

# So many pages wait for each processor: more would only take memory.
_AHEAD = 2
# One for each page, so that a page is read to the last digit alike, however many are read at once.
_THREADS = 1


def recognise_all(pictures: Sequence[Callable[[], Picture]], name: str) -> list[Recognised]:
    """Return what is read of each picture, in order. Each is called for when its turn comes, so that few are in memory.

    A page is kept as soon as it is read: who stops the run and begins it again goes on where it was. Raises SourceError
    where the packages are missing.
    """
    if not is_installed():
        raise SourceError(_("{file}: {error}", file=name, error=missing()))
    found: list[Recognised] = []
    with progress(len(pictures), name) as advance:
        for result, was_known in _in_order(pictures):
            found.append(result)
            advance(was_known)
            limit.progress()
    return found


def read_lines(crops: Sequence[Picture]) -> list[str]:
    """Return the words of pictures of single lines."""
    return ["".join(sign.text for sign in line) for line in _the_engine().read(crops)]


def _in_order(pictures: Sequence[Callable[[], Picture]]) -> Iterator[tuple[Recognised, bool]]:
    """Give what is read of each picture, and whether it was known."""
    processes = min(_processors(), len(pictures))
    if processes < 2:
        for draw in pictures:
            picture = prepare.sized(draw())
            key = results.key_of(picture)
            known = results.load(key)
            yield known or _read(picture, key), known is not None
        return
    waiting: deque[tuple[Callable[[], Picture], Recognised | Future[Recognised]]] = deque()
    # Started anew, not copied: the libraries of the engine do not outlive a copy of a process that has used them.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=end_with_parent)
    try:
        for draw in pictures:
            waiting.append((draw, _known_or_begun(pool, prepare.sized(draw()))))
            while len(waiting) > _AHEAD * processes:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    finally:
        # Where the run is stopped, the pages that are being read are still read and kept, and no further one is begun.
        pool.shutdown(cancel_futures=True)


def _known_or_begun(pool: ProcessPoolExecutor, picture: Picture) -> Recognised | Future[Recognised]:
    key = results.key_of(picture)
    if known := results.load(key):
        return known
    try:
        with deaf_to_stop():
            return pool.submit(_read, picture, key)
    except BrokenProcessPool:
        return _read(picture, key)


def _result(draw: Callable[[], Picture], waiting: Recognised | Future[Recognised]) -> tuple[Recognised, bool]:
    if isinstance(waiting, Recognised):
        return waiting, True
    try:
        return waiting.result(), False
    except BrokenProcessPool:
        # A process was killed, for want of memory perhaps: the page is read here.
        picture = prepare.sized(draw())
        return _read(picture, results.key_of(picture)), False


def _processors() -> int:
    """Return how many processors there are for this; one where ingest reads several sources at once."""
    if not has_all_processors():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(picture: Picture, key: str) -> Recognised:
    """Read a picture with the engine of this process, and keep the result."""
    return results.save(key, recognise(picture, _the_engine()))


@cache
def _the_engine() -> Engine:
    """Return the engine of this process: its models take half a second to load and are the same for every page."""
    return Engine(_THREADS)
