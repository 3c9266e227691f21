"""What nobody thought of: a person is told in one line, and who mends it finds the whole trace in a file."""

import contextlib
import errno
import sys
import traceback
from pathlib import Path

from gongbao import places
from gongbao.messages import _, link_to_itself, no_right, no_room, reason, too_deep, too_long

TRACE = "fault.txt"


def describe(error: BaseException) -> str:
    """Say what happened: what the system refused in its words, a fault of the program with the file of its trace."""
    if (
        message := no_room(error)
        or no_right(error)
        or link_to_itself(error)
        or too_deep(error)
        or too_long(error)
    ):
        return message
    file = places.cache(TRACE)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace"
        )
    place = _own_code(error)
    if _for_want(error) and not place:
        return _(
            "there was not enough memory, or no further process was allowed — end other programs, or do it on a machine that has "
            "more; {trace} says how it came to it",
            trace=file,
        )
    if isinstance(error, OSError) and error.strerror:
        return _(
            "{file}: {reason}; if that is no wonder, mend it — else report {trace}, which says how it came to it",
            file=error.filename or "?",
            reason=reason(error),
            trace=file,
        )
    fault = f"{type(error).__name__}: {error}"[:300].replace("\n", " ")
    if place:
        return _(
            "{place}: {fault}; this is code of the archive, not of the program: mend it, or take it out. "
            "{trace} says how it came to it",
            place=place,
            fault=fault,
            trace=file,
        )
    return _(
        "a fault of the program ({fault}); please report it with {trace}, which says how it came to it",
        fault=fault,
        trace=file,
    )


def _for_want(error: BaseException) -> bool:
    """Tell whether the system had no memory left, or gave no further process or thread."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM or (error.errno == errno.EAGAIN and not error.filename)
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and "start new thread" in str(error)
    )


def _own_code(error: BaseException) -> str:
    """Return file and line of the archive's own code (plugin, extension, template) that an error came through last, or ""."""
    archive = places.archive()
    if isinstance(error, SyntaxError) and Path(error.filename or "").is_relative_to(archive):
        return _(
            "{file} line {line}", file=Path(error.filename or "").relative_to(archive), line=error.lineno
        )
    others = (places.PACKAGE, Path(sys.prefix), Path(sys.base_prefix), archive / ".cache")
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(archive) and not any(file.is_relative_to(other) for other in others):
            return _("{file} line {line}", file=file.relative_to(archive), line=frame.lineno)
    return ""
