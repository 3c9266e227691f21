"""One workbench for each archive: a second start finds the first one, and opens it with a key of its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from . import guard

_LOCK, _PORT, KEYS = "running.lock", "running.json", "keys"


@contextmanager
def only_one(cache: Path) -> Iterator[bool]:
    """Be the workbench of an archive; give False where there is one already.

    The system lets the lock go with the program that had it, however that ends.
    """
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(cache / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        (cache / _PORT).unlink(missing_ok=True)
        lock.release()


def note(cache: Path, port: int) -> None:
    """Write down where this workbench listens."""
    path = cache / _PORT
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({"port": port}), encoding="utf-8")


def address_of(cache: Path, host: str) -> str:
    """Return an address that opens the workbench that runs already, by a new key; "" where it does not say yet where it is."""
    try:
        port = int(json.loads((cache / _PORT).read_text(encoding="utf-8"))["port"])
    except (OSError, ValueError, KeyError):
        return ""
    return f"http://{host}:{port}/?{guard.KEY}={guard.Keys(cache / KEYS).new()}"
