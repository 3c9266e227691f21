"""What nobody thought of: a person is told in one line, and who mends it finds the whole trace in a file."""

import contextlib
import traceback

from gongbao import places
from gongbao.messages import _, no_room, reason

TRACE = "fault.txt"


def describe(error: BaseException) -> str:
    """Say what happened: what the system refused in its words, a fault of the program with the file of its trace."""
    if message := no_room(error):
        return message
    file = places.cache(TRACE)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace"
        )
    if isinstance(error, OSError) and error.strerror:
        return _(
            "{file}: {reason}; if that is no wonder, mend it — else report {trace}, which says how it came to it",
            file=error.filename or "?",
            reason=reason(error),
            trace=file,
        )
    return _(
        "a fault of the program ({fault}); please report it with {trace}, which says how it came to it",
        fault=f"{type(error).__name__}: {error}"[:300].replace("\n", " "),
        trace=file,
    )
