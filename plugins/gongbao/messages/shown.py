"""What a terminal can show of a message: what fills it may come from any file."""

import re

# Controls but for the ends of lines and tabs, what turns the direction of all that follows, and half characters.
_UNSHOWN = re.compile(
    r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|\r(?!\n)"
)
# A line longer than that is a value that nobody can read on a screen.
_LONGEST, _BEGINNING, _END = 2000, 1500, 300


def shown(text: str) -> str:
    """Return a message with such signs written out (\\x1b), and the middle of very long lines left out (…)."""
    if not text.isprintable() and _UNSHOWN.search(text):
        text = _UNSHOWN.sub(lambda sign: ascii(sign[0])[1:-1], text)
    if len(text) > _LONGEST:
        text = "\n".join(map(_shortened, text.split("\n")))
    return text


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_BEGINNING]} … {line[-_END:]}"
