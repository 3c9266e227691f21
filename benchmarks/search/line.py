"""Serve a folder as over a slow line: each answer waits for a round trip, and all share what the line carries."""

import functools
import gzip
import threading
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any

from gongbao.workshop import server

# A phone on a train, as browsers' own tools call "3G": 150 ms there and back, 1.6 Mbit/s.
ROUND_TRIP = 0.150
BYTES_A_SECOND = 1_600_000 / 8
_PIECE = 2048


class Line:
    """What the line carries, piece by piece, in the order in which pieces come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = 0.0

    def carry(self, size: int) -> None:
        """Wait until so many bytes have gone through."""
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size / BYTES_A_SECOND
            free = self._free
        time.sleep(max(0.0, free - time.monotonic()))


@functools.cache
def _sent(path: Path) -> tuple[bytes, bool]:
    """Return what is sent of a file, and whether it is compressed: hosts leave what does not get smaller."""
    data = path.read_bytes()
    small = gzip.compress(data, 6)
    return (small, True) if len(small) < len(data) else (data, False)


class Handler(server.Handler):
    """Answer as the line allows."""

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        self.line = line
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:  # noqa: N802
        """Send a file, compressed, after a round trip. What is new connected is not counted."""
        time.sleep(ROUND_TRIP)
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        data, small = _sent(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            self.line.carry(len(piece))
            self.wfile.write(piece)


def make_server(folder: Path) -> server.Server:
    """Return a server of a folder behind a line of its own, not yet running."""
    handler = functools.partial(Handler, directory=str(folder), quiet=True, line=Line())
    return server.Server((server.HOST, 0), handler)
