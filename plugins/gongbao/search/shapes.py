"""How characters look: their four-corner codes, in which characters of a similar shape have nearly the same digits."""

from collections.abc import Iterable
from functools import cache

from four_corner_method import FourCornerMethod  # type: ignore[import-untyped]

from .codes import encode_all
from .sounds import common

DIGITS = 5
# The first level of GB 2312, in the order of their sounds, are nearly all that texts are written in.
_FIRST_LEVEL = 3755


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = FourCornerMethod().data
    return found


def code(character: str) -> str:
    """Return the code of a character, "" if it has none."""
    found = _codes().get(character, "")
    return found if len(found) == DIGITS and found.isdigit() else ""


def table(characters: Iterable[str]) -> list[str]:
    """Return the common characters and the given ones in the order of their codes, and each code less the one before."""
    every = {*list(common())[:_FIRST_LEVEL], *characters}
    rows = sorted((int(code(character)), character) for character in every if code(character))
    numbers = [number for number, _ in rows]
    gaps = [after - before for before, after in zip([0, *numbers], numbers, strict=False)]
    return ["".join(character for _, character in rows), encode_all(gaps)]
