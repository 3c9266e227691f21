"""Give up a source that takes too long to be read, or an article to be made, so that the others go on.

The time is that without progress: a scan of a thousand pages takes hours, and each page that is read begins it anew.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

# A library that hears no signal is given so much more, as a part of the time; then its process is ended.
_GRACE = 0.5
# What was not heard is said again after so many seconds at least.
_AGAIN = 1.0


class TooLongError(BaseException):
    """The time for a source or an article is over. Not an Exception: no reader that makes the best of a damaged part may catch it."""


class _Clock:
    """How long the work on a source may make no progress, and when it made some last."""

    def __init__(self, seconds: float, heard: bool) -> None:
        self._seconds, self._heard = seconds, heard
        self._done = threading.Event()
        self.progress()

    def progress(self) -> None:
        self._last = time.monotonic()
        if self._heard and threading.current_thread() is threading.main_thread():
            # Again and again: where Python calls back (the end of an object, the collector of memory) an exception is lost.
            signal.setitimer(signal.ITIMER_REAL, self._seconds, max(_AGAIN, self._seconds * _GRACE))

    def end_process(self) -> None:
        """End this process of a pool when no signal was heard; whoever waits for the pool is told by that."""

        def watch() -> None:
            while not self._done.wait(min(1.0, self._seconds / 4)):
                if time.monotonic() - self._last > self._seconds * (1 + _GRACE):
                    os._exit(1)

        threading.Thread(target=watch, daemon=True).start()

    def stop(self) -> None:
        self._done.set()
        if self._heard:
            signal.setitimer(signal.ITIMER_REAL, 0)


_CLOCK: ContextVar[_Clock | None] = ContextVar("clock", default=None)


@contextmanager
def within(seconds: float, end_process: bool = False) -> Iterator[None]:
    """Raise TooLongError where the work within makes no progress for so many seconds; 0: it may take for ever.

    end_process: a process of a pool that does not hear of it (a library at work, Windows) is ended soon after.
    """
    if not seconds:
        yield
        return
    heard = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, _over) if heard else None
    clock = _Clock(seconds, heard)
    token = _CLOCK.set(clock)
    if end_process and multiprocessing.parent_process() is not None:
        clock.end_process()
    try:
        yield
    finally:
        clock.stop()
        _CLOCK.reset(token)
        if heard:
            signal.signal(signal.SIGALRM, before)


def progress() -> None:
    """Say that the work goes on: the time begins anew."""
    if clock := _CLOCK.get():
        clock.progress()


def _over(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError
