"""The order in which people number files."""

import re


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that puts 第2页 before 第10页."""
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name.lower()) if part
    ]
