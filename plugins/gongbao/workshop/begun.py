"""The process that makes the pages, begun before it is known whether there is anything to do: it loads what it needs meanwhile.

It takes three lines from its standard input: its arguments; what cannot be read and what nothing reads among the archive's
files; how many files of the output the other one knows, and which of them are not as they were left.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gongbao import places
from gongbao.processes import deaf_to_stop

if TYPE_CHECKING:
    from .survey import Survey, Unread

# What the process is told to be one of these.
WAITING = "--waiting"


def start(
    home: Path, arguments: Sequence[str], temporary: str = "", **streams: Any
) -> "subprocess.Popen[Any]":
    """Start the process in the folder of the settings; temporary: for its files, if anywhere; streams: as for subprocess.Popen."""
    command = [sys.executable, "-m", "gongbao.workshop.page_maker", *arguments]
    environment = {**places.environment(), **({"TMPDIR": temporary} if temporary else {})}
    with deaf_to_stop():
        return subprocess.Popen(command, cwd=home, env=environment, **streams)


class Begun:
    """A process that waits for what it is to do; since: the moment (ns) before it began to load the program."""

    def __init__(self, home: Path) -> None:
        self.since = time.time_ns()
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        with contextlib.suppress(OSError):  # whoever needs one says so
            self._temporary = tempfile.TemporaryDirectory(prefix="gongbao-", ignore_cleanup_errors=True)
        place = self._temporary.name if self._temporary else ""
        self._process = start(home, [WAITING], place, stdin=subprocess.PIPE)

    def run(self, arguments: Sequence[str], survey: "Survey") -> int:
        """Let it work, and return how it ended; survey: looks through the folders meanwhile."""
        said = self._process.stdin
        assert said  # noqa: S101 - a pipe was asked for
        # One that could not even begin has told why; what may not be looked through here it looks through itself, and tells.
        with contextlib.suppress(OSError), said:
            _say(said, arguments)
            _say(said, survey.archive())
            _say(said, [len(survey.noted), survey.output()])
        survey.finish()
        return self._process.wait()

    def end(self) -> None:
        """End it, if it has not ended, and take away what those that it ended left among its temporary files."""
        if self._process.poll() is None:
            self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()
        if self._temporary:
            self._temporary.cleanup()


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
    heard = _heard()
    return None if heard is None else list(heard)


class Surveyed:
    """What the one that began this process says of the folders, as soon as it has looked; it is asked for in this order."""

    def __init__(self) -> None:
        # How many files of the output it knows as the last build noted them; -1 where it did not say.
        self.noted = -1

    def archive(self) -> "Unread | None":
        """Return what cannot be read and what nothing reads among the archive's files; None if nobody looked."""
        heard = _heard()
        return None if heard is None else (list(heard[0]), list(heard[1]))

    def output(self) -> Collection[str] | None:
        """Return the files of the output that are not as they were left; None if nobody looked."""
        heard = _heard()
        if heard is None:
            return None
        self.noted, touched = heard
        return frozenset(touched)


def _say(to: IO[bytes], what: Sequence[Any]) -> None:
    to.write(json.dumps(what).encode() + b"\n")
    to.flush()


def _heard() -> Sequence[Any] | None:
    line = sys.stdin.buffer.readline()
    # Half a line is what one left who was killed.
    found: Sequence[Any] | None = json.loads(line) if line.endswith(b"\n") else None
    return found
