"""The bar that says how far a long recognition is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongbao.messages import _


@contextmanager
def bar(total: int, name: str) -> Iterator[Callable[[], None]]:
    """Show a bar on the terminal; what it gives is to be called after each page."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_("{name}: recognising pages", name=name), total=total)
        yield lambda: progress.advance(task)
