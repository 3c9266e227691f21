"""What a worker of a cluster runs: it is found there by its name, and told what it works for."""

import contextvars
import pickle
import threading
from collections.abc import Callable, Mapping
from typing import Any

from gongbao.messages import site as words
from gongbao.messages import speaking

from . import program, serialisation

# The versions at home, the language of the person, that of the site.
Context = tuple[Mapping[str, str], str, str]


class OtherProgramError(Exception):
    """A worker of another version: its address, and how it differs."""


def hold(data: bytes) -> bytes:
    """Hold packed work: a task of its own, which Dask does anew where the worker that held it died."""
    return data


def call(context: Context, name: str, data: bytes, item: bytes) -> Any:
    """Do some work on an item; it is unpacked once in a worker."""
    worker = _worker()
    with _one_at_a_time(worker):
        _check(worker, context)
        kept: tuple[str, Callable[[Any], Any]] | None = getattr(worker, "gongbao_work", None)
        if kept is None or kept[0] != name:
            kept = worker.gongbao_work = (name, serialisation.unpacked(data))
        return contextvars.copy_context().run(_in_words, context, kept[1], pickle.loads(item))  # noqa: S301 - from the one who builds


def named(context: Context, sent: bytes) -> Any:
    """Call a function that is found by its name."""
    worker = _worker()
    with _one_at_a_time(worker):
        _check(worker, context)
        work, arguments = pickle.loads(sent)  # noqa: S301 - from the one who ingests
        return contextvars.copy_context().run(_in_words, context, work, *arguments)


def _in_words(context: Context, work: Callable[..., Any], *arguments: Any) -> Any:
    words.speak(context[2])
    with speaking(context[1]):
        return work(*arguments)


def _worker() -> Any:
    from distributed import get_worker  # noqa: PLC0415 - an optional part of the program

    return get_worker()


def _one_at_a_time(worker: Any) -> threading.Lock:
    """Return the lock of a worker that was begun with several threads; libraries of ours know one."""
    lock: threading.Lock = vars(worker).setdefault("gongbao_lock", threading.Lock())
    return lock


def _check(worker: Any, context: Context) -> None:
    if differences := program.different(context[0], program.versions()):
        raise OtherProgramError(worker.address, differences)
