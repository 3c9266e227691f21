"""Why the operating system refused something, in the language of the person: it says so itself in its own only."""

import errno
import os
from pathlib import Path

from .message import Message

# Folders within each other: nobody makes so many, and of more the system and Python have no end of trouble with the names.
DEEPEST = 100
# Of the names of such folders, and of one that is too long.
_SHOWN, _SHOWN_OF_LONG = 12, 40
# What a person meets; other reasons are said as the system says them.
_REASONS = {
    errno.EACCES: Message("Permission denied"),
    errno.EBUSY: Message("Device or resource busy"),
    errno.EDQUOT: Message("Disk quota exceeded"),
    errno.EEXIST: Message("File exists"),
    errno.EFBIG: Message("File too large"),
    errno.EINVAL: Message("Invalid argument"),
    errno.EIO: Message("Input/output error"),
    errno.EISDIR: Message("Is a directory"),
    errno.ELOOP: Message("Too many levels of symbolic links"),
    errno.EMFILE: Message("Too many open files"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.ENOENT: Message("No such file or directory"),
    errno.ENOSPC: Message("No space left on device"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.ENOTEMPTY: Message("Directory not empty"),
    errno.EPERM: Message("Operation not permitted"),
    errno.EPIPE: Message("Broken pipe"),
    errno.EROFS: Message("Read-only file system"),
    errno.ECONNREFUSED: Message("Connection refused"),
    errno.ECONNRESET: Message("Connection reset by peer"),
    errno.EHOSTUNREACH: Message("No route to host"),
    errno.ENETUNREACH: Message("Network is unreachable"),
    errno.ETIMEDOUT: Message("Connection timed out"),
    errno.EADDRINUSE: Message("Address already in use"),
}


def reason(error: OSError) -> str:
    """Return why the system refused: `No space left on device`."""
    known = _REASONS.get(error.errno) if error.errno is not None else None
    return str(known) if known else error.strerror or str(error)


def in_words(error: Exception) -> str:
    """Return what an error says: what the system refused without number and path, a silent one (no memory) by its name."""
    if isinstance(error, OSError) and error.strerror:
        return reason(error)
    return str(error) or type(error).__name__


def no_room(error: BaseException) -> str:
    """Say that there was no room to write, and what to do; empty where the system refused for another reason."""
    if not isinstance(error, OSError):
        return ""
    # Python tries whether it can write where temporary files belong, and says only that it found no such place.
    is_temporary = error.errno == errno.ENOENT and str(error.strerror).startswith("No usable temporary")
    if not is_temporary and error.errno not in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return ""
    message = Message(
        "there is no room to write ({reason}) — free some on the disk of the archive and on that of temporary files, "
        "then do it again",
        reason=Message("No space left on device") if is_temporary else reason(error),
    )
    return str(message)


def no_right(error: BaseException) -> str:
    """Say which file or folder the person may not read or change, and what to do; empty where something else went wrong."""
    if not isinstance(error, OSError) or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ""
    if not (file := error.filename2 or error.filename):
        return ""
    return str(
        Message(
            "{file}: {reason} — give the account that runs this the right to read it and to write there, then do it again",
            file=file,
            reason=reason(error),
        )
    )


def link_to_itself(error: BaseException) -> str:
    """Say of which link Python found no end; empty where something else went wrong."""
    text = str(error)
    if not isinstance(error, RuntimeError) or not text.startswith("Symlink loop"):
        return ""
    return str(
        Message(
            "{path} is a link that leads to itself — take it away", path=text.partition("'")[2].rstrip("'")
        )
    )


def too_deep(error: BaseException) -> str:
    """Say where folders lie within each other more deeply than can be read; empty where something else went wrong."""
    parts = Path(str(getattr(error, "filename", None) or "")).parts
    if getattr(error, "errno", None) != errno.ENAMETOOLONG or len(parts) < DEEPEST:
        return ""
    return str(
        Message(
            "{folder}/…: folders lie within each other more than {most} deep — take them away",
            folder=Path(*parts[:_SHOWN]),
            most=DEEPEST,
        )
    )


def too_long(error: BaseException) -> str:
    """Say of which file the name or path is longer than any can be; empty where something else went wrong."""
    if not isinstance(error, OSError) or error.errno != errno.ENAMETOOLONG:
        return ""
    name = str(error.filename or "")
    return str(
        Message(
            "{name}…: no file or folder can have a name or path as long as this one ({count} characters)",
            name=name[:_SHOWN_OF_LONG],
            count=len(name),
        )
    )


def speaking_english() -> dict[str, str]:
    """Return the environment for a program whose messages are read by ours, with letters as they were."""
    environment = {**os.environ, "LC_MESSAGES": "C"}
    environment.pop("LANGUAGE", None)
    if letters := environment.pop("LC_ALL", ""):
        environment["LC_CTYPE"] = letters
    return environment
