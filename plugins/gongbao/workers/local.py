"""Work spread over the processors, by processes that begin as copies of this one, where the system can do that."""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from gongbao.processes import deaf_to_stop, hear_stop, watch_parent

Item = TypeVar("Item")
Made = TypeVar("Made")

# What looks at fewer things is done before a process for it would have begun.
_LEAST = 500
# What a copied process works on; it is set in the copy, and nowhere else.
_work: Callable[[Any], Any] | None = None


def apart(work: Callable[[], Made]) -> Made:
    """Do some work in a process of its own, so that what ends that ends no more; where none can be copied, in this one."""
    return Local(2).beside(work)()


class Local:
    """Processes of this machine: as many as asked for, else one a processor; one where none can be copied."""

    away = False

    def __init__(self, count: int = 0) -> None:
        self.count, self._given = _count(count), count
        self._begun: list[BaseProcess] = []

    def spread(
        self, work: Callable[[Item], Made], items: Sequence[Item], least: int = 2, first: bool = False
    ) -> Iterator[Made]:
        """Begin work(item) on each item, and return what comes of it in order; fewer than `least` are done here.

        work may be a closure: the processes are copies. What it yields goes back by pickle.
        """
        if self.count < 2 or len(items) < least:
            return map(work, items)
        running = _copies(work, self.count)
        return _finished(running, running.map(_call, items))

    def beside(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Begin some work in a process of its own; where there is one process, it is done when it is waited for."""
        if self.count < 2:
            return work

        def begin(_: None) -> Made:
            return work()

        running = _copies(begin, 1)
        done = running.submit(_call, None)

        def wait() -> Made:
            with running:
                made: Made = done.result()
                return made

        return wait

    def early(self, work: Callable[[], object], size: int) -> Callable[[], None]:
        """Begin some work of which only what it leaves in files counts, if a process is left for it; return what waits for it.

        size: how many things it looks at; of few nothing is begun. Copies of this process may wait for it, too. What it
        raises is passed over: whoever needs what it should have left makes that, and then it is told.
        """
        if not self._is_worth_a_process(size):
            return lambda: None
        ended, open_ = os.pipe()
        self._begin(work)
        # Now only that process has it open: reading comes to an end with it.
        os.close(open_)

        def wait() -> None:
            os.read(ended, 1)

        return wait

    def for_later(self, work: Callable[[], object], size: int) -> None:
        """Do what only another run needs, in a process of its own that `close` waits for, or here.

        size: how many things it looks at; of few, and where there is one process, it is done here.
        """
        if self._is_worth_a_process(size):
            self._begin(work)
        else:
            work()

    def _is_worth_a_process(self, size: int) -> bool:
        return self.count > 1 and size >= _LEAST

    def _begin(self, work: Callable[[], object]) -> None:
        process = multiprocessing.get_context("fork").Process(target=_passing_over, args=(work,), daemon=True)
        with deaf_to_stop():
            process.start()
        self._begun.append(process)

    def pool(self, processes: int | None = None) -> ProcessPoolExecutor:
        """Return an executor; at Ctrl-C its processes end at once, and without a trace from each."""
        return _Pool(processes or self._given or None, initializer=_end_quietly)

    def lend(self, path: Path, beside: Callable[[Path], Sequence[Path]]) -> Path:
        """Return the path itself."""
        return path

    def close(self) -> None:
        """Wait for what was begun for later."""
        while self._begun:
            self._begun.pop().join()


class _Pool(ProcessPoolExecutor):
    """An executor that hears Ctrl-C between forks, not within one, where it would be told as an accident."""

    def submit(self, work: Callable[..., Made], /, *arguments: Any, **named: Any) -> "Future[Made]":
        """Have work done, and begin a process for it if need be."""
        with deaf_to_stop():
            return super().submit(work, *arguments, **named)


def _passing_over(work: Callable[[], object]) -> None:
    _end_quietly()
    with contextlib.suppress(Exception):
        work()


def _end_quietly() -> None:
    watch_parent()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    hear_stop()


def _count(given: int) -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    if given:
        return given
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _copies(work: Callable[[Any], Any], processes: int) -> ProcessPoolExecutor:
    """Return a pool whose processes do this work on what `_call` is given."""
    return ProcessPoolExecutor(
        processes, multiprocessing.get_context("fork"), initializer=_begin, initargs=(work,)
    )


def _finished(running: ProcessPoolExecutor, made: Iterator[Made]) -> Iterator[Made]:
    with running:
        yield from made


def _begin(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - in a process of its own
    _work = work
    watch_parent()


def _call(item: Any) -> Any:
    """Do a pool's work on an item."""
    assert _work is not None  # noqa: S101 - _begin ran first
    return _work(item)
