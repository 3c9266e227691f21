"""Meaning that is carried by form: raised, lowered, struck and inserted words inside a line of text.

A reader sets a pair of marks around such words; all stages pass them on as characters of the line, and the writer turns
them into Markdown. The marks are noncharacters of Unicode, which no text may hold: a source that has them loses them by
the noise rule `control-character`. Figures and signs for which Unicode has a raised or lowered form become that form.
"""

import re
from typing import Final

# kind → the marks that open and close it
MARKS: Final = {
    "raised": ("\ufdd0", "\ufdd1"),
    "lowered": ("\ufdd2", "\ufdd3"),
    "struck": ("\ufdd4", "\ufdd5"),
    "inserted": ("\ufdd6", "\ufdd7"),
}
# Before a cell of the source that looks like the mark of a merged one (read/cells.py) and is none.
LITERAL: Final = "\ufdef"
EVERY: Final = "\ufdd0-\ufdef"
_EVERY = re.compile(f"[{EVERY}]")
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def marked(text: str, kind: str) -> str:
    """Return words with the marks of a kind around them; raised and lowered ones as Unicode's own signs if it has all."""
    if not text.strip():
        return text
    signs = {"raised": _RAISED, "lowered": _LOWERED}.get(kind)
    if signs and all(ord(c) in signs for c in text):
        return text.translate(signs)
    opening, closing = MARKS[kind]
    return f"{opening}{text}{closing}"


def plain(text: str) -> str:
    """Return a text without marks, for headers, comparisons and names; the words stay."""
    return _EVERY.sub("", text)


_STRUCK = re.compile(f"{MARKS['struck'][0]}[^{MARKS['struck'][1]}]*(?:{MARKS['struck'][1]}|$)")


def holding(text: str) -> str:
    """Return the words of a text that hold, without marks: those struck out go, unless there are no others."""
    return plain(_STRUCK.sub("", text)) or plain(text)
