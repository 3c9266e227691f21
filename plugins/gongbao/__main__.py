"""The command `gongbao`, and `python -m gongbao` where it is not on the PATH."""

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
    from .command import main as run  # noqa: PLC0415 - after the streams are there

    if hears:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
