"""The table of traditional characters and their simplified forms, from the installed OpenCC data."""

from collections.abc import Collection, Mapping
from importlib.resources import files

import numpy as np

from .codes import encode_halves, zigzag


def traditional_to_simplified() -> dict[str, str]:
    """Return every traditional character with the simplified one that OpenCC takes first."""
    text = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for line in text.splitlines():
        traditional, _, rest = line.partition("\t")
        simplified = rest.split(" ")[0]
        if len(traditional) == len(simplified) == 1 and traditional != simplified:
            table[traditional] = simplified
    return _flat(table)


def _flat(table: Mapping[str, str]) -> dict[str, str]:
    """Follow chains (a → b → c), so that folding a folded text changes nothing."""
    flat = {}
    for variant, plain in table.items():
        seen = {variant}
        while plain in table and plain not in seen:
            seen.add(plain)
            plain = table[plain]
        flat[variant] = plain
    return flat


def needed(table: Mapping[str, str], characters: Collection[str]) -> dict[str, str]:
    """Return the part of the table that can lead to one of the characters: all that a client needs."""
    return {variant: plain for variant, plain in table.items() if plain in characters}


def common(table: Mapping[str, str]) -> str:
    """Return the variants that GB 2312 has too, each with what it becomes behind it: 乾干, few, and in many texts.

    A client needs the table for texts alone that have other characters than that standard.
    """
    return "".join(variant + plain for variant, plain in sorted(table.items()) if _in_gb2312(variant))


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def coded(variants: Mapping[str, str]) -> list[list[str]]:
    """Write the table as differences of code points, in halves: half the size of the characters themselves."""
    keys: list[int] = []
    values: list[int] = []
    key = value = 0
    for variant in sorted(variants):
        keys.append(ord(variant) - key)
        values.append(zigzag(ord(variants[variant]) - value))
        key, value = ord(variant), ord(variants[variant])
    return [
        [half.decode("ascii") for half in encode_halves(np.array(row, dtype=np.int64))[:2]]
        for row in (keys, values)
    ]
