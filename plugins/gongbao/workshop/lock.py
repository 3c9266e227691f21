"""One run at a time changes a folder: two builds, or a build and a publishing, would mix their files."""

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gongbao import places
from gongbao.messages import _

_PAUSE = 0.2


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a folder to oneself; wait, and say so, while another run of these tasks has it."""
    with contextlib.ExitStack() as stack:
        # Where no file can be made there is nobody to keep out either: a project on a disc that cannot be written.
        with contextlib.suppress(OSError):
            locks = places.cache("locks")
            locks.mkdir(parents=True, exist_ok=True)
            # Never deleted: who deletes the file of a lock takes it from the one who just opened it.
            name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
            stream = stack.enter_context((locks / name).open("a+b"))
            if not _taken(stream):
                print(
                    _("{folder}/: another task is at work there — waiting for it …", folder=folder.name),
                    file=sys.stderr,
                )
                while not _taken(stream):
                    time.sleep(_PAUSE)
        yield


def _taken(stream: IO[bytes]) -> bool:
    """Try to take a lock; the system lets it go with the file, however the program ends."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there only

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except PermissionError:  # how Windows says it
        return False
    return True
