"""A counter on one line of a terminal, for work that takes long; silent where no person looks."""

from collections import Counter
from typing import TextIO

from gongbao.messages import _


class Progress:
    """Count steps by name and show them, at most every 25th, if the stream is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._counts: Counter[str] = Counter()
        self._status = None
        if stream.isatty():
            from rich.console import Console  # noqa: PLC0415 - only where it is shown

            self._status = Console(file=stream).status("")

    def step(self, name: str) -> None:
        """Count one more of a kind of step, named by a message with {count}."""
        self._counts[name] += 1
        if self._status and self._counts[name] % 25 == 0:
            self._status.update(", ".join(_(kind, count=count) for kind, count in self._counts.items()))
            self._status.start()

    def close(self) -> None:
        """Wipe the line."""
        if self._status:
            self._status.stop()
