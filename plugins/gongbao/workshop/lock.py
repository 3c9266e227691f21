"""One run at a time changes a folder: two builds, or a build and a publishing, would mix their files."""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongbao import places
from gongbao.messages import _

_PAUSE = 0.2


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Have a folder to oneself; wait, and say so, while another run of these tasks has it.

    The system lets a lock go with the program that had it, however that ends.
    """
    # Loaded here: a build has its other process load what it needs meanwhile.
    from filelock import FileLock, Timeout  # noqa: PLC0415

    with contextlib.ExitStack() as stack:
        # Where no file can be made or locked there is nobody to keep out either: an archive on a disc that cannot be written.
        with contextlib.suppress(OSError, NotImplementedError):
            locks = places.cache("locks")
            locks.mkdir(parents=True, exist_ok=True)
            lock = FileLock(locks / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16])
            try:
                lock.acquire(timeout=0)
            except Timeout:
                print(
                    _("{folder}/: another task is at work there — waiting for it …", folder=folder.name),
                    file=sys.stderr,
                )
                lock.acquire(poll_interval=_PAUSE)
            stack.callback(lock.release)
        yield
