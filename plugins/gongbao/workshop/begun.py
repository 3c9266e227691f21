"""The process that makes the pages, begun before it is known whether there is anything to do: it loads what it needs meanwhile.

It takes two lines from its standard input: its arguments, and the files of the output that are not as they were left.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from gongbao import places
from gongbao.processes import deaf_to_stop

# What the process is told to be one of these.
WAITING = "--waiting"


def start(home: Path, arguments: Sequence[str], **streams: Any) -> "subprocess.Popen[Any]":
    """Start the process in the folder of the settings; streams: as for subprocess.Popen."""
    command = [sys.executable, "-m", "gongbao.workshop.generate", *arguments]
    with deaf_to_stop():
        return subprocess.Popen(command, cwd=home, env=places.environment(), **streams)


class Begun:
    """A process that waits for what it is to do."""

    def __init__(self, home: Path) -> None:
        self._process = start(home, [WAITING], stdin=subprocess.PIPE)

    def run(
        self,
        arguments: Sequence[str],
        touched: Callable[[], Collection[str]],
        meanwhile: Callable[[], object] = lambda: None,
    ) -> int:
        """Let it work, and return how it ended.

        touched: looks through the output while it reads the archive; meanwhile: what else to do while it works.
        """
        said = self._process.stdin
        assert said  # noqa: S101 - a pipe was asked for
        # One that could not even begin has told why.
        with contextlib.suppress(OSError):
            _say(said, arguments)
            _say(said, sorted(touched()))
            said.close()
        meanwhile()
        return self._process.wait()

    def end(self) -> None:
        """End it, if it has not ended."""
        if self._process.poll() is None:
            self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()


@contextlib.contextmanager
def begun(home: Path) -> Iterator[Begun]:
    """Begin a process in a folder; it ends with the block, or without having begun its work."""
    process = Begun(home)
    try:
        yield process
    finally:
        process.end()


def arguments() -> list[str] | None:
    """Return, in that process, what it is to do; None if there is nothing to do."""
    told = _heard()
    return None if told is None else list(told)


def touched() -> Collection[str] | None:
    """Return, in that process, the files of the output that are not as they were left; None if nobody looked."""
    told = _heard()
    return None if told is None else frozenset(told)


def _say(to: IO[bytes], what: Sequence[str]) -> None:
    to.write(json.dumps(what).encode() + b"\n")
    to.flush()


def _heard() -> Sequence[str] | None:
    line = sys.stdin.buffer.readline()
    # Half a line is what one left who was killed.
    found: Sequence[str] | None = json.loads(line) if line.endswith(b"\n") else None
    return found
