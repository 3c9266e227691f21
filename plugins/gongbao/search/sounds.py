"""How characters are read: syllables without tones, every reading of a character, the usual one first."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from .keeping import Kept

_KEY = hashlib.sha256(b"readings of characters").hexdigest()


@cache
def readings(character: str) -> tuple[str, ...]:
    """Return the syllables of a Han character, () if it has none; ü is v."""
    # Its dictionaries are large, and most builds change no table of sounds.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(s for s in (found[0] if found else ()) if s.isascii() and s.isalpha()))


class Sounds:
    """The sounds of many characters; kept: where their readings are kept from build to build.

    A new issue brings few characters that no title had before: of the others the dictionary is not asked.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self._kept = kept
        found: dict[str, tuple[str, ...]] = (kept.get(_KEY) if kept else None) or {}
        self._readings = dict(found)
        self._letters: dict[str, tuple[str, ...]] = {}
        self._kept_before = len(found)

    def initials(self, characters: str) -> Iterator[str]:
        """Yield the first letters of some characters, in every way that they may be read."""
        return map("".join, product(*map(self._first_letters, characters)))

    def table(self, characters: Iterable[str]) -> dict[str, str]:
        """Return the characters of each syllable, those of GB 2312 and the given ones.

        That so many stand in it whatever the archive holds keeps the table the same from build to build.
        """
        found: dict[str, list[str]] = {}
        for character in dict.fromkeys([*common(), *sorted(characters)]):
            for sound in self._readings_of(character):
                found.setdefault(sound, []).append(character)
        return {sound: "".join(found[sound]) for sound in sorted(found)}

    def first(self, character: str) -> str:
        """Return the usual syllable of a character; itself if it has none."""
        return next(iter(self._readings_of(character)), character)

    def letter(self, character: str) -> str:
        """Return the first letter of a character's usual syllable; itself if it has none."""
        return self.first(character)[:1]

    def keep(self) -> None:
        """Keep the readings of all characters that were asked for."""
        if self._kept and len(self._readings) > self._kept_before:
            self._kept.put(_KEY, dict(sorted(self._readings.items())))
            self._kept.save()

    def _first_letters(self, character: str) -> tuple[str, ...]:
        found = self._letters.get(character)
        if found is None:
            found = tuple(dict.fromkeys(sound[0] for sound in self._readings_of(character)))
            self._letters[character] = found
        return found

    def _readings_of(self, character: str) -> tuple[str, ...]:
        found = self._readings.get(character)
        if found is None:
            found = self._readings[character] = readings(character)
        return found


def common() -> Iterator[str]:
    """Yield the characters that every Chinese keyboard has (GB 2312), in its order."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", "ignore")
            if character:
                yield character
