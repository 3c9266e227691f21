"""A task of invoke whose help is in the language of the person."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from invoke import tasks
from invoke.tasks import Task

from gongbao.messages import _

_Made = Callable[..., Callable[..., None]]


def task(*before: Any, help: Mapping[str, str] | None = None, **options: Any) -> _Made:
    """Make a task as `invoke.task` does; its docstring and help are messages (`inv messages` finds them there)."""

    def made(function: Callable[..., None]) -> Callable[..., None]:
        # The language is settled before tasks are defined, and stays that of this run.
        function.__doc__ = _(function.__doc__) if function.__doc__ else None
        texts = {name: _(text) for name, text in (help or {}).items()}
        return cast(Callable[..., None], tasks.task(*first, help=texts, **options)(function))

    bare = len(before) == 1 and callable(before[0]) and not isinstance(before[0], Task)
    first = () if bare else before
    return cast(_Made, made(before[0])) if bare else made
