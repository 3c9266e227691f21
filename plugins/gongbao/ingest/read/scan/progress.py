"""Say how far a long recognition is: a bar on a terminal, a line now and then in a log, each page to who listens."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from gongbao.messages import _, ngettext

_FEWEST = 2
# In a log: not before so many seconds, and then at most so often.
_EVERY = 60.0

Advance = Callable[[bool], None]
# Called with the pages that are read, those that there are, and the time left in words.
Listener = Callable[[int, int, str], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell a function of each page, instead of a terminal or a log, while this lasts."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


@contextmanager
def progress(total: int, name: str) -> Iterator[Advance]:
    """Show how many pages are read and how long the rest takes; what it gives is to be called after each page.

    It is told whether the page was known from an earlier run, so that such pages do not count as fast ones.
    """
    if listener := _LISTENER.get():
        yield _heard(total, listener)
    elif total < _FEWEST:
        yield lambda was_known: None
    elif sys.stderr.isatty():
        with _bar(total, name) as advance:
            yield advance
    else:
        yield _log(total, name)


def _heard(total: int, listener: Listener) -> Advance:
    left = _TimeLeft(total)
    listener(0, total, "")

    def advance(was_known: bool) -> None:
        rest = left.after(was_known)
        listener(left.done, total, rest)

    return advance


@contextmanager
def _bar(total: int, name: str) -> Iterator[Advance]:
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    left = _TimeLeft(total)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(_("{name}: recognising pages", name=name), total=total, left="")

        def advance(was_known: bool) -> None:
            shown.update(task, advance=1, left=left.after(was_known))

        yield advance


def _log(total: int, name: str) -> Advance:
    left = _TimeLeft(total)
    last_time = time.monotonic()

    def advance(was_known: bool) -> None:
        nonlocal last_time
        rest = left.after(was_known)
        if time.monotonic() - last_time >= _EVERY:
            last_time = time.monotonic()
            line = _(
                "{name}: {done} of {total} pages recognised {rest}",
                name=name,
                done=left.done,
                total=total,
                rest=rest,
            )
            print(line.rstrip(), file=sys.stderr, flush=True)

    return advance


class _TimeLeft:
    """How long the rest takes, judged by the pages that were read in this run."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self._read = total, 0, 0
        self._began = time.monotonic()

    def after(self, was_known: bool) -> str:
        """Count a page; return the time left in words, or nothing where it cannot be told yet."""
        self.done += 1
        self._read += not was_known
        if was_known and not self._read:
            self._began = time.monotonic()
        if not self._read or self.done == self.total:
            return ""
        seconds = (time.monotonic() - self._began) / self._read * (self.total - self.done)
        minutes = round(seconds / 60)
        if not minutes:
            return _("(less than a minute left)")
        return ngettext("(about {count} minute left)", "(about {count} minutes left)", minutes)
