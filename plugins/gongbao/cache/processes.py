"""Work spread over the processors, by processes that begin as copies of this one, where the system can do that."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

SETTING = "BUILD_PROCESSES"
# What a copied process works on; it is set in the copy, and nowhere else.
_work: Callable[[Any], Any] | None = None


def count(given: int = 0) -> int:
    """Return how many processes to work with: as many as asked for, else one a processor."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    if given:
        return given
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Item], Made], items: Sequence[Item], processes: int, least: int = 2
) -> Iterator[Made]:
    """Yield work(item) of each item, in order; of fewer than `least` in this process.

    work may be a closure: the processes are copies. What it yields goes back by pickle; what it raises is raised here.
    """
    if processes < 2 or len(items) < least:
        yield from map(work, items)
        return
    with pool(work, processes) as running:
        yield from running.map(call, items)


def pool(work: Callable[[Any], Any], processes: int) -> ProcessPoolExecutor:
    """Return a pool whose processes do this work on what `call` is given."""
    return ProcessPoolExecutor(
        processes, multiprocessing.get_context("fork"), initializer=_begin, initargs=(work,)
    )


def _begin(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - in a process of its own
    _work = work


def call(item: Any) -> Any:
    """Do a pool's work on an item."""
    assert _work is not None  # noqa: S101 - _begin ran first
    return _work(item)
