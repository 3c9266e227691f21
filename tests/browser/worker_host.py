"""A host that can be killed: a server in a process of its own, so that no open connection outlives it."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from plugins.workshop import ROOT

_SERVE = (
    "import sys; from plugins.workshop.server import make_server; "
    "make_server(sys.argv[1], int(sys.argv[2]), sys.argv[3]).serve_forever()"
)


class Host:
    """Serves a folder at an address that stays the same when it is killed and started again."""

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self.folder, self.prefix = folder, prefix
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def start(self) -> None:
        assert self.process is None
        command = [sys.executable, "-c", _SERVE, str(self.folder), str(self.port), self.prefix]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the host did not start")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
