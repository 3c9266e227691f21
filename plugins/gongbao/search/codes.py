"""Write whole numbers as printable ASCII, one to a few characters each, without separators.

46 characters end a number and 46 others continue it, so that small numbers take one character, numbers up to
2,161 two, up to 99,497 three. Neither quote nor backslash nor blank is used: the text stands in a JavaScript string
as it is, and columns are kept apart by blanks.

Positions are written in halves: one character each that says how large the number is, and apart from them what is left
of it, in digits of six bits. Apart, each half deflates by its own code, which takes a tenth less.

Numbers of which nearly all are near to each other are written near a number: one character each, and those that are not
near apart from them.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

ALPHABET = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\')
BASE = len(ALPHABET) // 2
_BYTES = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
# Of halves: from which number on so many digits follow, and which character stands for the first of these numbers. The
# last character stands for all that are larger.
DIGIT = 6
FOLLOWED = (
    (0, 0, 0),
    (30, 1, 30),
    (30 + (40 << DIGIT), 2, 70),
    (30 + (40 << DIGIT) + (21 << 2 * DIGIT), 4, 91),
)


# Tables of all documents have mostly the same few numbers.
@lru_cache(4096)
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


def encode_array(numbers: Ints) -> tuple[bytes, Ints]:
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


def encode_halves(numbers: Ints) -> tuple[bytes, bytes, Ints]:
    """Return both halves of an array, and where the digits of each number begin, with the end of the last one added.

    They are below 16 million.
    """
    starts = np.zeros(len(numbers) + 1, dtype=np.int64)
    if not len(numbers):
        return b"", b"", starts
    if numbers.max() >= FOLLOWED[-1][0]:
        return _computed_halves(numbers)
    # Nearly always: looked up, in less than half the time.
    coded = _halves()[numbers].view(np.uint8).reshape(-1, 4)
    np.cumsum(coded[:, 1], out=starts[1:])
    digits = coded[:, 2:].ravel()
    return coded[:, 0].tobytes(), digits[digits > 0].tobytes(), starts


@cache
def _halves() -> npt.NDArray[np.uint32]:
    """Return the halves of each number that has at most two digits: its character, how many digits it has, these or 0."""
    first, digits, starts = _computed_halves(np.arange(FOLLOWED[-1][0]))
    table = np.zeros((len(first), 4), np.uint8)
    table[:, 0] = np.frombuffer(first, np.uint8)
    table[:, 1] = np.diff(starts)
    given = np.frombuffer(digits, np.uint8)
    for place in range(2):
        which = np.flatnonzero(table[:, 1] > place)
        table[which, 2 + place] = given[starts[which] + place]
    return table.view(np.uint32).ravel()


def _computed_halves(numbers: Ints) -> tuple[bytes, bytes, Ints]:
    first = np.zeros(len(numbers), dtype=np.uint8)
    count = np.zeros(len(numbers), dtype=np.int64)
    rest = numbers.astype(np.int64)
    # `batch` refuses longer documents.
    assert not len(rest) or int(rest.max()) < 1 << FOLLOWED[-1][1] * DIGIT  # noqa: S101
    for least, digits, character in FOLLOWED:
        which = np.flatnonzero(numbers >= least)
        rest[which] = numbers[which] - least
        count[which] = digits
        first[which] = np.minimum(character + (rest[which] >> digits * DIGIT), len(ALPHABET) - 1)
    starts = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(count, out=starts[1:])
    out = np.empty(int(starts[-1]), dtype=np.uint8)
    for place in range(FOLLOWED[-1][1]):
        which = np.flatnonzero(count > place)
        # The last digit first.
        out[starts[which + 1] - 1 - place] = _BYTES[(rest[which] >> place * DIGIT) & ((1 << DIGIT) - 1)]
    return _BYTES[first].tobytes(), out.tobytes(), starts


def encode_near(numbers: Ints) -> tuple[int, str, str]:
    """Return a number, a character for each of the numbers that says how far behind it that is, and the code of those
    that are not near, for which the last character stands.
    """
    if not len(numbers):
        return 0, "", ""
    near = len(ALPHABET) - 1
    counts = np.bincount(numbers, minlength=int(numbers.max()) + near + 1)
    running = np.concatenate([[0], np.cumsum(counts)])
    least = int(np.argmax(running[near:] - running[:-near]))
    far = (numbers < least) | (numbers >= least + near)
    characters = _BYTES[np.where(far, near, numbers - least)]
    return least, characters.tobytes().decode("ascii"), encode_all(numbers[far].tolist())


def digits_of(values: npt.NDArray[np.uint8]) -> str:
    """Return a character for each digit of six bits."""
    return _BYTES[values].tobytes().decode("ascii")


def digits_behind(sizes: str) -> Ints:
    """Return how many digits stand before those of each of some numbers in halves, and how many all of them have."""
    characters = np.frombuffer(sizes.encode("ascii"), np.uint8)
    counts = np.zeros(128, np.int64)
    for _least, digits, first in FOLLOWED:
        counts[_BYTES[first:]] = digits
    return np.append(0, np.cumsum(counts[characters]))


def decode_array(codes: str) -> tuple[Ints, Ints]:
    """Return the numbers of some codes, and where each begins, with the end of the last one added."""
    values = np.zeros(128, np.int64)
    values[_BYTES] = np.arange(len(ALPHABET))
    digits = values[np.frombuffer(codes.encode("ascii"), np.uint8)]
    ends = np.flatnonzero(digits < BASE)
    starts = np.append(0, ends + 1)
    lengths = np.diff(starts)
    rest = np.zeros(len(ends), np.int64)
    for place in range(int(lengths.max(initial=1)) - 1, 0, -1):
        which = np.flatnonzero(lengths > place)
        rest[which] = rest[which] * BASE + digits[ends[which] - place] - BASE + 1
    return rest * BASE + digits[ends], starts


def decode_all(codes: str) -> list[int]:
    """Return the numbers of some codes."""
    numbers, rest = [], 0
    for character in codes:
        digit = ALPHABET.index(character)
        if digit < BASE:
            numbers.append(rest * BASE + digit)
            rest = 0
        else:
            rest = rest * BASE + digit - BASE + 1
    return numbers


def decode_first(codes: str) -> int:
    """Return the first number of some codes."""
    number = at = 0
    while (digit := ALPHABET.index(codes[at])) >= BASE:
        number = number * BASE + digit - BASE + 1
        at += 1
    return number * BASE + digit
