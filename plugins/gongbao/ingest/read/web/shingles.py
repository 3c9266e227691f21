"""Compare texts by the runs of characters that they share, in time linear in their length."""

import unicodedata

_SIZE = 8


def folded(text: str) -> str:
    """Return a text without blanks and with full-width letters made plain, to compare it."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def shingles(text: str) -> frozenset[str]:
    """Return all runs of eight characters of a text, blanks aside; a shorter text is one run."""
    plain = folded(text)
    return frozenset(plain[at : at + _SIZE] for at in range(max(1, len(plain) - _SIZE + 1)))


def covered(text: str, known: frozenset[str]) -> float:
    """Return the share of a text's runs that are among those held, from 0 to 1."""
    plain = folded(text)
    runs = [plain[at : at + _SIZE] for at in range(max(1, len(plain) - _SIZE + 1))]
    return sum(run in known for run in runs) / len(runs)
