"""How many documents the segments of an index have, and how large their shards are: functions of numbers alone."""

import math

# A segment with so many terms has shards as large as the settings say.
_FULL_TERMS = 20_000_000
# Beyond so many shards shrink again, by half where a segment has doubled so many times: a directory comes once, shards
# with each query.
_LARGE_TERMS, _HALVED_AFTER = 30_000_000, 4.5
# Smaller ones only where they are few: a new issue writes all those of the young segment. A term that occurs takes some
# seven bytes in them, so that there are at most about ninety; in a young one beside others always, however large it is.
_LEAST_BYTES = 5_000
_FEW_TERMS = 19
# A segment of fewer units is the young one, and an archive of fewer a single segment.
YOUNG_UNITS = 2
_FIRST_UNITS = 4
# The first segment takes a number of units without its last binary digits, so that it is rewritten every eight units, but
# so many digits at least and at most; those behind it take so many.
_LAST_DIGITS, _LEAST_DIGITS, _MOST_DIGITS, _LATER_DIGITS = 3, 3, 6, 2


def shard_size(terms: int, most: int, *, young: bool = False) -> int:
    """Return how many bytes the shards of a segment may have that holds so many terms; `most` in one of 20 million.

    young: whether it is the last one of several, of which each new issue makes all shards anew.

    A query loads a shard of every segment for each of its terms. The bytes of all segments are the least, for as many
    files, where a shard grows as the square root of its segment; in very large ones it shrinks again. In steps, so that
    a character more or less changes nothing.
    """
    few = math.ceil(terms / _FEW_TERMS / 500) * 500
    least = few if young else min(_LEAST_BYTES, few)
    grown = min(0, _step(terms / _FULL_TERMS)) / 2
    shrunk = max(0, _step(terms / _LARGE_TERMS)) / _HALVED_AFTER
    return min(most, max(least, int(most * 2 ** (grown - shrunk))))


def _step(part: float) -> float:
    """Return the binary logarithm in quarters."""
    return math.floor(4 * math.log2(max(part, 2**-60)) + 0.5) / 4


def sizes(documents: int, unit: int) -> list[int]:
    """Return how many documents each segment has, the oldest first: a function of their number alone.

    Counted in units, the first segment takes all but the last three binary digits of the number, at least three digits
    (a small one is rewritten when it has grown by an eighth to a quarter) and at most six (a very large one by a
    sixty-fourth to a thirty-second). Those behind it take two digits each of what is left, and less than YOUNG_UNITS are
    the young one. So most archives have two or three segments: a query loads a shard of each for each of its terms, and
    of a small segment that is not much less than of a large one.
    """
    found: list[int] = []
    while documents >= (YOUNG_UNITS if found else _FIRST_UNITS) * unit:
        units = documents // unit
        digits = units.bit_length()
        kept = _LATER_DIGITS if found else min(_MOST_DIGITS, max(_LEAST_DIGITS, digits - _LAST_DIGITS))
        dropped = max(0, digits - kept)
        taken = (units >> dropped << dropped) * unit
        found.append(taken)
        documents -= taken
    return [*found, documents] if documents else found


def folder(documents: int, unit: int) -> str:
    """Return what the scripts of a segment stand under: no other segment of an index has as many binary digits."""
    return f"s{(documents // unit).bit_length()}"
