"""How characters are read: syllables without tones, every reading of a character, the usual one first."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product


@cache
def readings(character: str) -> tuple[str, ...]:
    """Return the syllables of a Han character, () if it has none; ü is v."""
    # Its dictionaries are large, and most builds change no table of sounds.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(s for s in (found[0] if found else ()) if s.isascii() and s.isalpha()))


@cache
def _letters(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sound[0] for sound in readings(character)))


def initials(characters: str) -> Iterator[str]:
    """Yield the first letters of some characters, in every way that they may be read."""
    return map("".join, product(*map(_letters, characters)))


def common() -> Iterator[str]:
    """Yield the characters that every Chinese keyboard has (GB 2312), in its order."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", "ignore")
            if character:
                yield character


def table(characters: Iterable[str]) -> dict[str, str]:
    """Return the characters of each syllable, those of GB 2312 and the given ones.

    That so many stand in it whatever the archive holds keeps the table the same from build to build.
    """
    found: dict[str, list[str]] = {}
    for character in dict.fromkeys([*common(), *sorted(characters)]):
        for sound in readings(character):
            found.setdefault(sound, []).append(character)
    return {sound: "".join(found[sound]) for sound in sorted(found)}


def first(character: str) -> str:
    """Return the usual syllable of a character; itself if it has none."""
    return next(iter(readings(character)), character)


def letter(character: str) -> str:
    """Return the first letter of a character's usual syllable; itself if it has none."""
    return first(character)[:1]
