"""A counter on one line of a terminal, for work that takes long; silent where no person looks."""

from collections import Counter
from typing import TextIO

from gongbao.messages import _


class Progress:
    """Count steps by name and show them, at most every 25th, if the stream is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = False
        self._counts: Counter[str] = Counter()

    def step(self, name: str) -> None:
        """Count one more of a kind of step, named by a message with {count}."""
        self._counts[name] += 1
        if self._stream.isatty() and self._counts[name] % 25 == 0:
            self._shown = True
            self._stream.write(
                "\r" + ", ".join(_(kind, count=count) for kind, count in self._counts.items()) + " "
            )
            self._stream.flush()

    def close(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._stream.write("\r" + " " * 60 + "\r")
            self._stream.flush()
