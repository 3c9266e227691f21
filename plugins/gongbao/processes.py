"""Processes that work for another one do not outlive it."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from multiprocessing.connection import wait

_PAUSE = 0.5
_ONLY: ContextVar[bool] = ContextVar("only process", default=False)


@contextmanager
def deaf_to_stop() -> Iterator[None]:
    """Let a process that is begun within not hear Ctrl-C before it says that it is ready to (hear_stop).

    Until then it loads modules, and would show a trace of that; the one that began it hears Ctrl-C, and ends it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def hear_stop() -> None:
    """Hear Ctrl-C from now on, and what came of it meanwhile."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def end_with_parent() -> None:
    """Let a process of a pool leave Ctrl-C to the one that began it, and end when that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch_parent()


def watch_parent() -> None:
    """End this process of a pool when the one that began it is killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        _end_after(lambda: wait([parent.sentinel]))


def end_with(parent: int) -> None:
    """End this process, which another program began, when that is killed; parent: its number."""

    def waiting() -> None:
        while os.getppid() == parent:
            time.sleep(_PAUSE)

    if os.name == "posix":  # elsewhere the number stays that of a process that is gone
        _end_after(waiting)


@contextmanager
def as_only_process() -> Iterator[None]:
    """Let a copy of this process that is made meanwhile know that no other works beside it."""
    token = _ONLY.set(True)
    try:
        yield
    finally:
        _ONLY.reset(token)


def has_all_processors() -> bool:
    """Tell whether this process may use all processors: it is of no pool, or was copied as the only one."""
    return multiprocessing.parent_process() is None or _ONLY.get()


def _end_after(waiting: Callable[[], object]) -> None:
    def watch() -> None:
        waiting()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
