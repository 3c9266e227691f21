"""Read signs that stand for others: radicals and compatibility forms for the characters that they look like."""

import unicodedata
from dataclasses import replace

from ..model.marks import EVERY
from ..model.source import SourceObject
from .pdf.radicals import as_written
from .reading import Reading

_FIRST_NONCHARACTER, _LAST_NONCHARACTER = EVERY.split("-")
# Where such a sign may stand: radicals, compatibility ideographs.
_RANGES = (("\u2e80", "\u2fd5"), ("\uf900", "\ufaff"))


def without_marks(text: str) -> str:
    """Return a source's text without the noncharacters that stand for marks here; they could not be read."""
    if not any(_FIRST_NONCHARACTER <= char <= _LAST_NONCHARACTER for char in set(text)):
        return text
    return "".join("\ufffd" if _FIRST_NONCHARACTER <= char <= _LAST_NONCHARACTER else char for char in text)


def as_usual(made: Reading) -> Reading:
    """Return a reading with radicals and compatibility forms as the usual characters, and an entry that says which."""
    signs = {
        char for line in made.lines for char in set(line.text) if any(a <= char <= b for a, b in _RANGES)
    }
    usual = {char: sign for char in sorted(signs) if (sign := _usual(char)) != char}
    if not usual:
        return made
    table = str.maketrans(usual)
    lines = tuple(
        replace(
            line, text=line.text.translate(table), read=line.read.translate(table) if line.read else line.read
        )
        for line in made.lines
    )
    first = next(new.number for new, old in zip(lines, made.lines, strict=True) if new.text != old.text)
    changes = "、".join(f"{char}→{sign}" for char, sign in usual.items())
    entry = SourceObject("repaired", first, f"radicals and compatibility forms: {changes}", kept="text")
    card = {label: value.translate(table) for label, value in made.card.items()}
    return replace(made, lines=lines, card=card, objects=(entry, *made.objects))


def _usual(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if char >= "\uf900" else as_written(char)
