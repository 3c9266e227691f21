"""Recognise many pages: those that are known already are taken from there, the others on all processors at once."""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from functools import cache
from typing import Any

from ...model.source import SourceError
from . import is_installed, missing, results
from .engine import Engine, Picture
from .recognise import Recognised, recognise

_AHEAD = 2


def recognise_all(pictures: Sequence[Callable[[], Picture]], name: str) -> list[Recognised]:
    """Return what is read of each picture, in order. Each is called for when its turn comes, so that few are in memory.

    Raises SourceError where the packages are missing.
    """
    if not is_installed():
        raise SourceError(f"{name}: {missing()}")
    found: list[Recognised] = []
    with _progress(len(pictures), name) as advance:
        for result in _in_order(pictures):
            found.append(result)
            advance()
    return found


def read_lines(crops: Sequence[Picture]) -> list[str]:
    """Return the words of pictures of single lines."""
    return ["".join(sign.text for sign in line) for line in _the_engine(_processors()).read(crops)]


def _in_order(pictures: Sequence[Callable[[], Picture]]) -> Iterator[Recognised]:
    processes = min(_processors(), len(pictures))
    if processes < 2:
        for draw in pictures:
            picture = draw()
            yield results.load(results.key_of(picture)) or _read(
                picture, results.key_of(picture), _processors()
            )
        return
    waiting: deque[tuple[Callable[[], Picture], Recognised | Future[Recognised]]] = deque()
    # Started anew, not copied: the libraries of the engine do not outlive a copy of a process that has used them.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context) as pool:
        for draw in pictures:
            picture = draw()
            key = results.key_of(picture)
            waiting.append((draw, results.load(key) or pool.submit(_read, picture, key, 1)))
            while len(waiting) > _AHEAD * processes:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


def _result(draw: Callable[[], Picture], waiting: Recognised | Future[Recognised]) -> Recognised:
    if isinstance(waiting, Recognised):
        return waiting
    try:
        return waiting.result()
    except BrokenProcessPool:
        # A process was killed, for want of memory perhaps: the page is read here.
        picture = draw()
        return _read(picture, results.key_of(picture), 1)


def _processors() -> int:
    """Return how many processors there are for this; one where ingest reads several sources at once."""
    if multiprocessing.parent_process() is not None:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(picture: Picture, key: str, threads: int) -> Recognised:
    """Read a picture with the engine of this process, and keep the result."""
    return results.save(key, recognise(picture, _the_engine(threads)))


@cache
def _the_engine(threads: int) -> Engine:
    """Return the engine of this process: its models take half a second to load and are the same for every page."""
    return Engine(threads)


def _progress(total: int, name: str) -> Any:
    """Show how many pages are read and how long the rest will take, on a terminal."""
    if total < 2 or not sys.stderr.isatty():
        return nullcontext(lambda: None)
    from .progress import bar  # noqa: PLC0415

    return bar(total, name)
