"""Run what a task asks for, and tell what came of it as a program of the command line does."""

from invoke.exceptions import Exit

from gongbao import streams
from gongbao.messages import _

from .workshop import Failure, unexpected_errors


def attempt(function, /, *arguments, stopped: str = "", **options):  # type: ignore[no-untyped-def]
    """Call a function, and return what it does; a failure that a person can mend is told in its own words, without a trace.

    stopped: what is said where a person stops it.
    """
    try:
        return function(*arguments, **options)
    except Failure as failure:
        raise Exit(_("error: {failure}", failure=failure), code=1) from None
    except KeyboardInterrupt:
        raise Exit(stopped or _("stopped"), code=130) from None
    except Exception as error:
        if streams.unheard(error):
            raise Exit(code=1) from None
        if streams.is_stop(error):
            raise Exit(stopped or _("stopped"), code=130) from None
        raise Exit(_("error: {failure}", failure=unexpected_errors.describe(error)), code=1) from None


def attempt_for_code(function, /, *arguments, **options) -> None:  # type: ignore[no-untyped-def]
    """Call a function as `attempt` does, and end with the code that it returns, unless that is 0."""
    if code := attempt(function, *arguments, **options):
        raise Exit(code=code)
