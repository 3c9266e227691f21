"""Write whole numbers as printable ASCII, one to a few characters each, without separators.

46 characters end a number and 46 others continue it, so that small numbers take one character, numbers up to
2,161 two, up to 99,497 three. Neither quote nor backslash nor blank is used: the text stands in a JavaScript string
as it is, and columns are kept apart by blanks.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

ALPHABET = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\')
BASE = len(ALPHABET) // 2
_BYTES = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)


def encode(number: int) -> str:
    """Return the code of one number, 0 or more."""
    number, digit = divmod(number, BASE)
    code = ALPHABET[digit]
    while number:
        number, digit = divmod(number - 1, BASE)
        code = ALPHABET[BASE + digit] + code
    return code


def encode_all(numbers: Iterable[int]) -> str:
    """Return the codes of several numbers, one after the other."""
    return "".join(map(encode, numbers))


def zigzag(number: int) -> int:
    """Map a number of any sign to 0 or more: 0, -1, 1, -2 → 0, 1, 2, 3."""
    return number * 2 if number >= 0 else -number * 2 - 1


def encode_array(numbers: npt.NDArray[np.int64]) -> tuple[bytes, npt.NDArray[np.int64]]:
    """Return the codes of an array and where each begins, with the end of the last one added."""
    starts = np.zeros(len(numbers) + 1, dtype=np.int64)
    if not len(numbers):
        return b"", starts
    if numbers.max() < 1 << 32:
        numbers = numbers.astype(np.uint32)
    lengths = np.ones(len(numbers), dtype=np.int64)
    limit, power = BASE, BASE
    while numbers.max() >= limit:
        lengths += numbers >= limit
        power *= BASE
        limit += power
    np.cumsum(lengths, out=starts[1:])
    out = np.empty(int(starts[-1]), dtype=np.uint8)
    # Dividing by one number for all is much faster than divmod.
    rest = numbers // BASE
    out[starts[1:] - 1] = _BYTES[numbers - rest * BASE]
    place, which = 2, np.flatnonzero(lengths >= 2)
    rest = rest[which]
    while len(which):
        rest -= 1
        higher = rest // BASE
        out[starts[which + 1] - place] = _BYTES[rest - higher * BASE + BASE]
        place += 1
        more = lengths[which] >= place
        which, rest = which[more], higher[more]
    return out.tobytes(), starts


def decode_first(codes: str) -> int:
    """Return the first number of some codes."""
    number = at = 0
    while (digit := ALPHABET.index(codes[at])) >= BASE:
        number = number * BASE + digit - BASE + 1
        at += 1
    return number * BASE + digit
