"""Stamps: whether a file is the one that was read before, told without reading it."""

import os
import stat
import time

# A file that changed so short a time ago (ns) could change once more without its times telling.
SETTLED = 50_000_000
# Sticks and cards (FAT) tell the time of a change in steps of two seconds.
_SECOND, _COARSE = 1_000_000_000, 2_000_000_000

# Size, time of its content, time of its record, inode; empty where there is no file.
Stamp = tuple[int, ...]


def now() -> int:
    """Return the moment from which on changes are not trusted to show: that before the first file is read."""
    return time.time_ns()


def settled(status: os.stat_result, began: int) -> bool:
    """Tell whether a file did not change since, or shortly before, reading began."""
    return trusted_from(status) < began


def trusted_from(status: os.stat_result) -> int:
    """Return the moment from which on every change of a file shows in its times.

    Where the time of the record is that of the making of the file (Windows, FAT), the time of the content alone tells.
    """
    coarse = (
        _COARSE
        if status.st_mtime_ns % _SECOND == 0 and status.st_ctime_ns < status.st_mtime_ns + _COARSE
        else SETTLED
    )
    return max(status.st_ctime_ns + SETTLED, status.st_mtime_ns + coarse)


def of(status: os.stat_result) -> Stamp:
    """Return the stamp of a file of which the system has told."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read(path: str, began: int) -> Stamp | None:
    """Return the stamp of a file, () if there is none, None if nobody can tell whether it stays as it is."""
    try:
        status = os.stat(path)  # noqa: PTH116 - of thousands
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return ()
    return of(status) if settled(status, began) else None
