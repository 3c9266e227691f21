"""What a person is told when the program is stopped, or cannot say something: one line, never a trace.

Who ends it from outside (SIGTERM of a service manager, SIGHUP of a terminal that is closed) stops it as Ctrl-C does.

A program may be started without a standard stream (`>&-`, a service), its reader may go (`| head`), the disk that its report
goes to may be full, and Ctrl-C may come at any moment, while modules are loaded too.
"""

import _thread
import atexit
import contextlib
import errno
import io
import logging
import os
import select
import signal
import sys
import threading
import warnings
from types import TracebackType

_SOON = 0.02
# What these find in a file or a request is said by ingest and the workbench in its own words; theirs are for who programs with them.
_TALKATIVE = ("pypdfium2", "pypdf", "PIL", "fontTools", "multipart", "python_multipart")
_CLOSED = (errno.EPIPE, errno.EBADF, errno.EINVAL)


def prepare() -> None:
    """Open the standard streams that are closed to nothing, and tell what nobody caught in a line; once is enough.

    What libraries say to programmers (warnings, logs) is not shown, unless Python was told to (-W, PYTHONWARNINGS).
    """
    if sys.excepthook is tell:
        return
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        _open(number, name, mode)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal or pipe that knows no Chinese gets codes; it must not end the work half-way.
            stream.reconfigure(errors="backslashreplace")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    hear_end()
    sys.excepthook = tell
    sys.unraisablehook = _unraisable
    threading.excepthook = lambda given: (
        tell(given.exc_type, given.exc_value, given.exc_traceback) if given.exc_value else None
    )
    atexit.register(_end)


def hear_end() -> None:
    """Take a signal that would end this process at once for Ctrl-C, so that what it began is cleared away.

    Copies of this process, which others wait for, end at once as before; what ignores a signal (nohup) goes on ignoring it.
    """
    heard = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    heard = [one for one in heard if signal.getsignal(one) is signal.SIG_DFL]
    with contextlib.suppress(ValueError):  # of another thread
        for one in heard:
            signal.signal(one, signal.default_int_handler)
        if heard and hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=lambda: _end_at_once(heard))


def _end_at_once(heard: list[signal.Signals]) -> None:
    with contextlib.suppress(ValueError):  # as a hook it would show a trace
        for one in heard:
            if signal.getsignal(one) is signal.default_int_handler:
                signal.signal(one, signal.SIG_DFL)


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in a line what ends the program; with --debug, show the whole trace (see sys.excepthook)."""
    if unheard(error):
        return
    if is_stop(error):
        error = KeyboardInterrupt()
    if isinstance(error, KeyboardInterrupt):
        with contextlib.suppress(ValueError):  # of another thread
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the impatient press it twice
    if "--debug" in sys.argv and not isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    # Loaded when it is needed: this module is there before all others.
    from .messages import _  # noqa: PLC0415

    commands = sys.modules.get("invoke.exceptions")
    if isinstance(error, KeyboardInterrupt):
        line = _("stopped")
    elif commands and isinstance(error, commands.Exit):
        line = str(error.message)  # a task ended in words, and nobody was there to say them
    else:
        from .workshop.unexpected_errors import describe  # noqa: PLC0415

        line = _("error: {failure}", failure=describe(error))
    print(line, file=sys.stderr)


def _unraisable(given: "sys.UnraisableHookArgs") -> None:
    """Ask for the end again where Ctrl-C came while nothing can be raised: as a module's lock is let go, or in a __del__.

    Python would name it and go on: the program would not end.
    """
    if isinstance(given.exc_value, KeyboardInterrupt):
        again = threading.Timer(_SOON, _interrupt)
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(given)


def _interrupt() -> None:
    """Do to the main thread what Ctrl-C does, also where it waits for something."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def is_stop(error: BaseException | None) -> bool:
    """Tell whether an error is Ctrl-C, or what Python makes of it where it comes while a class is made (a RuntimeError)."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def unheard(error: BaseException) -> bool:
    """Tell whether an error is that who reads what is said went away; what is left to say goes nowhere then."""
    if not isinstance(error, OSError) or error.errno not in _CLOSED:
        return False
    gone = [number for number in (1, 2) if _is_gone(number)]
    if gone:
        _to_nothing(*gone)
    return bool(gone)


def _is_gone(number: int) -> bool:
    """Tell whether nobody reads from a stream any more."""
    if not hasattr(select, "poll"):
        return number == 1
    asked = select.poll()
    asked.register(number, 0)
    return bool(asked.poll(0))


def _open(number: int, name: str, mode: str) -> None:
    """Let a stream that is closed lead to nothing: else the next file that is opened would take its place."""
    try:
        os.fstat(number)
    except OSError:
        if (opened := os.open(os.devnull, os.O_RDWR)) != number:
            os.dup2(opened, number)
            os.close(opened)
        os.set_inheritable(number, True)
    if getattr(sys, name) is None:
        setattr(sys, name, open(number, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115


def _end() -> None:
    """Say what is left to be said; a report that could not be written to its end makes the exit status 1."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        _to_nothing()
    except (OSError, ValueError) as error:
        _to_nothing(1)
        try:
            from .messages import _, reason  # noqa: PLC0415 - see above

            print(
                _(
                    "error: what is said here cannot be written ({reason})",
                    reason=reason(error) if isinstance(error, OSError) else error,
                ),
                file=sys.stderr,
            )
            sys.stderr.flush()
        except (OSError, ValueError):
            _to_nothing()
        os._exit(1)


def _to_nothing(*numbers: int) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    for number in numbers or (1, 2):
        os.dup2(nothing, number)
