"""Regular expressions that are compiled when they are first used.

A class of all Han characters takes Python 3.11 a millisecond to compile, and a program has a hundred of them; a build after
a correction, or one that only asks for help, uses a few.
"""

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern; its methods are taken over at their first use, and cost nothing more then."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # who copies or pickles it asks for these, and finds what every object has
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._given), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern to be used as re.compile would give it: for its methods, not as an argument of functions of re."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
