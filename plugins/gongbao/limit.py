"""Give up a source that takes too long or too much memory to be read, or an article to be made, so that the others go on.

The time is that without progress: a scan of a thousand pages takes hours, and each page that is read begins it anew.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

# As settings count memory.
MEGABYTE = 1_000_000
# Where settings say nothing. Long enough for the largest page or text that was seen, on a slow machine; twice what the
# largest scan and the largest sheet that were seen take, in megabytes.
INGEST_SECONDS, INGEST_MEMORY = 600.0, 3_000.0
# A library that hears no signal is given so much more, as a part of the time; then its process is ended.
_GRACE = 0.5
# What was not heard is said again after so many seconds at least.
_AGAIN = 1.0


class Limits(NamedTuple):
    """How many seconds a work may make no progress before it is given up, and how many bytes it may take; 0: any."""

    seconds: float = 0
    memory: int = 0

    @classmethod
    def of_ingest(cls, settings: Mapping[str, Any]) -> "Limits":
        """Return what settings give a source that is read."""
        return cls(float(settings.get("INGEST_SECONDS", INGEST_SECONDS) or 0), _memory(settings))

    @classmethod
    def of_build(cls, settings: Mapping[str, Any]) -> "Limits":
        """Return what settings give a page of a source that a build draws."""
        return cls(float(settings.get("BUILD_SECONDS") or 0), _memory(settings))


NONE = Limits()


def _memory(settings: Mapping[str, Any]) -> int:
    return round(float(settings.get("INGEST_MEMORY", INGEST_MEMORY) or 0) * MEGABYTE)


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


@contextmanager
def memory(most: int) -> Iterator[None]:
    """Give this process of a pool no more than so many bytes besides what it has, while this lasts; 0: whatever there is.

    Python raises MemoryError then; a library ends the process. Where the system knows no such limit, there is none. A machine
    that has less gives three quarters of what it has.
    """
    if not most or multiprocessing.parent_process() is None or not hasattr(os, "fork"):
        yield
        return
    import resource  # noqa: PLC0415 - not on Windows

    # What a process writes to and shares with none: files that are only read, and addresses that are only set aside, are none of it.
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    page = os.sysconf("SC_PAGE_SIZE")
    with contextlib.suppress(ValueError, OSError):
        most = min(most, page * os.sysconf("SC_PHYS_PAGES") * 3 // 4) + page * _pages_of_data()
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


@contextmanager
def within_limits(limits: Limits) -> Iterator[None]:
    """Do what is within by limits, in a process of a pool, which is ended where it does not hear that its time is over."""
    with within(limits.seconds, end_process=True), memory(limits.memory):
        yield


def _pages_of_data() -> int:
    """Return of how many pages of memory the data of this process is; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except (OSError, ValueError, IndexError):
        return 0


def _over(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError
