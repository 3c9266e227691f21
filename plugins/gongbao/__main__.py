"""The command `gongbao`, and `python -m gongbao` where it is not on the PATH."""

import os
import signal


def main() -> None:
    """Run what the command line asks for; whatever stops it is told in a line.

    Ctrl-C while the program is loaded ends it as it ends any program: there is nothing yet that could be left half done.
    """
    hears = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if hears:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from . import streams  # noqa: PLC0415 - see above

    streams.prepare()
    _stand_somewhere()
    from .command import main as run  # noqa: PLC0415 - after the streams are there

    if hears:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


def _stand_somewhere() -> None:
    """Refuse to begin in a folder that was taken away while somebody stood in it: nothing could be found from there."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib takes a while to load, in which Ctrl-C would show a trace
    except OSError:
        from .messages import _  # noqa: PLC0415 - see above

        raise SystemExit(
            _("error: the folder that you stand in is not there any more — go into another, and try again")
        ) from None


if __name__ == "__main__":
    main()
