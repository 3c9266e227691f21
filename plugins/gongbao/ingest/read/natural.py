"""The order in which people number files."""

import re

_DIGITS = 4_000


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that puts 第2页 before 第10页."""
    parts = [part for part in re.split(r"(\d+)", name.lower()) if part]
    # Python reads no figure of thousands of digits, which a name in a zip may have.
    return [(int(part[:_DIGITS]), "") if part.isdecimal() else (-1, part) for part in parts]
