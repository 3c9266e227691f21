"""Builds by copies of a process that has loaded the program already: to load it is half of what a small build costs.

with loaded(): …   whoever builds within has the process that makes the pages begun so

Each build has a process of its own still, which does all that one of `python -m gongbao.workshop.generate` does, from its
arguments on; the one that it is a copy of has imported modules, and has done nothing else. Copies hash alike, so there are
three to copy, by turns: neither two builds in a row nor a build and the one that it is compared with hash alike. Tests of how
that process begins and ends and of commands (tests/conftest.py names their folders) have it begun by the program itself.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from gongbao import places
from gongbao.processes import deaf_to_stop
from gongbao.workshop import ROOT, begun, build

# Elsewhere a process that has loaded libraries may not be copied safely, or not at all.
COPIES = sys.platform == "linux"
# What Python and libraries look at when they are loaded.
_AT_START = ("PYTHON", "LD_", "OPENBLAS")
_BUILD = "gongbao.workshop.generate"
# What a build imports in the middle of its work.
_LATE = ("lxml.html", "markdown", "numpy", "pypinyin")


class Loaded:
    """A process that has the program loaded, and copies itself when it is told to."""

    def __init__(self) -> None:
        self.environment = _at_start(places.environment())
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, deaf_to_stop():
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=ROOT, env=places.environment(), stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
            )  # fmt: skip

    def begin(self, order: dict[str, Any], descriptors: Sequence[int]) -> None:
        """Begin a copy; descriptors: its standard streams, and the socket that says how it ended."""
        socket.send_fds(self._orders, [json.dumps(order).encode()], descriptors)

    def end(self) -> None:
        """End it; copies that work still are ended by those who began them."""
        self._orders.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Copy:
    """A copy at work: as much of a subprocess.Popen as those who build use."""

    def __init__(self, of: Loaded, order: dict[str, Any], capture: bool, told: bool) -> None:
        self.stdin: IO[bytes] | None = None
        self.returncode: int | None = None
        self._told, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._said = [tempfile.TemporaryFile() for _ in range(2)] if capture else []  # noqa: SIM115
        read, write = os.pipe() if told else (os.open(os.devnull, os.O_RDONLY), -1)
        out = [one.fileno() for one in self._said] or [1, 2]
        of.begin(order, [read, *out, theirs.fileno()])
        if told:
            self.stdin = os.fdopen(write, "wb")
        os.close(read)
        theirs.close()
        self.pid = int(self._told.recv(64))

    def poll(self) -> int | None:
        """Return how it ended, None if it has not."""
        with contextlib.suppress(BlockingIOError):
            return self._ended(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        return self._ended(timeout)

    def communicate(self) -> tuple[str, str]:
        """Wait for its end, and return what it said."""
        if self.stdin:
            self.stdin.close()
        self.wait()
        said: list[str] = []
        for one in self._said:
            one.seek(0)
            said.append(one.read().decode())
        return said[0] if said else "", said[1] if said else ""

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int:
        if self.returncode is None:
            self._told.settimeout(timeout)
            self.returncode = os.waitstatus_to_exitcode(int(self._told.recv(64)))
            self._told.close()
        return self.returncode

    def __enter__(self) -> "Copy":
        return self

    def __exit__(self, *error: object) -> None:
        self.wait()
        for one in self._said:
            one.close()


class Builds:
    """Begins the process that makes the pages as a copy, where it may be one."""

    def __init__(self) -> None:
        self._loaded: list[Loaded] = []
        self._count = 0
        self.begin = begun.start

    def start(self, home: Path, arguments: Sequence[str], temporary: str = "", **streams: Any) -> Any:
        """Stand in for gongbao.workshop.begun.start."""
        if len(self._loaded) < 3:
            self._loaded.append(Loaded())
        of = self._loaded[self._count % 3]
        self._count += 1
        environment = places.environment()
        if _at_start(environment) != of.environment:
            return self.begin(home, arguments, temporary, **streams)
        if temporary:
            environment["TMPDIR"] = temporary
        order = {"home": str(Path(home).resolve()), "arguments": list(arguments), "environment": environment}
        return Copy(of, order, capture=bool(streams.get("stdout")), told=bool(streams.get("stdin")))

    def end(self) -> None:
        """End what was loaded."""
        for one in self._loaded:
            one.end()
        self._loaded.clear()


_BUILDS = Builds()


@contextlib.contextmanager
def loaded() -> Iterator[None]:
    """Begin builds within as copies."""
    if not COPIES:
        yield
        return
    begun.start = build.start = _BUILDS.start
    try:
        yield
    finally:
        begun.start = build.start = _BUILDS.begin


def end() -> None:
    """End what was loaded, when all tests of this process are over."""
    _BUILDS.end()


def _at_start(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


def _load() -> None:
    """Import what a build imports."""
    for name in (_BUILD, *_LATE):
        importlib.import_module(name)
    defaults = importlib.import_module("gongbao.defaults")
    for plugin in defaults.PLUGINS:
        importlib.import_module(plugin)
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(f"{plugin}.generator")
    gc.collect()
    gc.freeze()


def _serve(orders: socket.socket) -> None:
    """Copy this process for each order, until nobody is there who gives one."""
    while True:
        _reap(os.WNOHANG)
        said, descriptors, _, _ = socket.recv_fds(orders, 1 << 20, 4)
        if not said:
            _reap(0)
            return
        watcher = os.fork()
        if not watcher:
            orders.close()
            _watch(json.loads(said), descriptors)
        for one in descriptors:
            os.close(one)


def _reap(how: int) -> None:
    """Take note of copies that ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def _watch(order: dict[str, Any], descriptors: list[int]) -> None:
    """Begin the copy, and say how it ended; in a process that does nothing else."""
    try:
        copy = os.fork()
        if not copy:
            _build(order, descriptors)
        for one in descriptors[:3]:
            os.close(one)
        with socket.socket(fileno=descriptors[3]) as told:
            told.send(str(copy).encode())
            status = os.waitpid(copy, 0)[1]
            with contextlib.suppress(OSError):
                told.send(str(status).encode())
    finally:
        os._exit(0)


def _build(order: dict[str, Any], descriptors: list[int]) -> None:
    """Be what a process is that was begun to make the pages."""
    processes = importlib.import_module("gongbao.processes")
    streams = importlib.import_module("gongbao.streams")
    generate = importlib.import_module(_BUILD)
    try:
        for number, given in enumerate(descriptors[:3]):
            os.dup2(given, number)
            os.close(given)
        life = socket.socket(fileno=descriptors[3])
        # It is not the child of the one that waits for it, and looks at something else to know whether that lives.
        processes.end_with = lambda parent: processes._end_after(lambda: life.recv(1))
        os.environ.clear()
        os.environ.update(order["environment"])
        time.tzset()
        random.seed()
        os.chdir(order["home"])
        sys.path[0] = order["home"]
        streams.prepare()
        generate.leave(generate.main(order["arguments"]))
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(1)


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as given_orders:
        _serve(given_orders)
