"""Read a written index back, as the client does, for tests."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from gongbao.search import packed, tokenizer
from gongbao.search.codes import ALPHABET, FOLLOWED
from gongbao.search.leaves import NAME
from gongbao.search.texts import length_code

from tests.search.test_codes import decode, decode_halves


def read(folder: Path, name: str) -> Any:
    found, data = packed.read((folder / f"{name}.js").read_bytes())
    assert found == name
    return data


def tables(folder: Path) -> list[Any]:
    return [read(folder, name) for _, name in read(folder, "manifest")["tables"]]


def columns_of(data: str) -> list[list[str]]:
    return [list(row) for row in zip(*(column.split(" ") for column in data.split("\n")), strict=True)]


def shards(segment: list[Any]) -> list[str]:
    """Return the names of a segment's shards."""
    ends = ["".join(end) for end in zip(*[iter(segment[4])] * NAME, strict=True)]
    begins = [int.from_bytes(key[:2], "big") for key, _ in keys(segment[3])]
    return [f"{segment[0]}/{first:x}-{end}" for first, end in zip(begins, ends, strict=True)]


def keys(directory: str) -> list[tuple[bytes, int]]:
    """Return where each shard of a segment begins: a key as `tokenizer.utf16_key` gives it, and a document."""
    firsts, others, documents = directory.split("\n")
    found, last = [], 0
    for step, rest, first in zip(decode(firsts), others.split(" "), documents.split(" "), strict=True):
        last += step
        units = [last, *(int(f"{unit:016b}"[::-1], 2) for unit in decode(rest))]
        found.append((b"".join(unit.to_bytes(2, "big") for unit in units), sum(decode(first))))
    return found


def terms_of(groups: str) -> Iterator[str]:
    """Yield the terms of groups that begin with a character each: 盐业务 is 盐, 盐业, 盐务; .盐业务 the last two."""
    for group in groups.split(" "):
        first, *others = group.removeprefix(".")
        if not tokenizer.is_han(first):
            yield group
            continue
        if first == group[0]:
            yield first
        yield from (first + second for second in others)


def taken(text: Iterator[str], count: int) -> str:
    return "".join(next(text) for _ in range(count))


def digits_of(sizes: str) -> int:
    """Return how many digits numbers in halves have."""
    return sum(max(row for row in FOLLOWED if row[2] <= ALPHABET.index(c))[1] for c in sizes)


def rows_of_shard(text: str, documents: int, main: int) -> list[list[Any]]:
    """Return the rows of a shard: term, how many fields hold it, its kind, gaps of documents, frequencies of each
    ([(field, frequency, length or None)]), packs, and positions (how many each document has, firsts, others, digits)."""
    terms, heads, upper_of, frequencies, *others, last = text.split("\n")
    low, digits = map(iter, last.split(" "))
    numbers = iter(decode(frequencies))
    packs, firsts, sizes = iter(decode(others[0])), iter(others[1]), iter(others[2])
    found: list[list[Any]] = []
    for term, head, upper in zip(terms_of(terms), decode(heads), upper_of.split(" "), strict=True):
        uppers = decode(upper)
        more, kind = divmod(head, 3)
        holders = more + len(uppers)
        width = max(0, (documents * 3 // (holders * 8)).bit_length() - 1) if documents >= 256 else 0
        characters = taken(low, -(-width * len(uppers) // 6))
        bits = "".join(f"{ALPHABET.index(c):06b}" for c in characters)
        lows = [int(bits[n * width : (n + 1) * width] or "0", 2) for n in range(len(uppers))]
        held = []
        for _ in uppers:
            first = next(numbers)
            mine = [] if first % 2 else [(main, first // 2 + 1, None)]
            for f in (f for f in range(8) if first % 2 and first >> 1 >> f & 1):
                frequency = next(numbers) + 1
                mine.append((f, frequency, None if f == main else next(numbers)))
            held.append(mine)
        counts = [sum(frequency for _, frequency, _ in mine) for mine in held]
        positions, own = [], []
        if kind:
            own = [next(packs) for _ in uppers]
        else:
            positions = [taken(firsts, len(counts)), taken(sizes, sum(counts) - len(counts))]
            positions.append(taken(digits, digits_of("".join(positions))))
        gaps_ = [u << width | b for u, b in zip(uppers, lows, strict=True)]
        found.append([term, holders, kind, gaps_, held, own, positions])
    assert not list(chain(low, digits, numbers, packs, firsts, sizes))
    return found


def places_of(counts: list[int], firsts: str, others: str, digits: str) -> list[int]:
    """Return the gaps of positions, document by document."""
    first, other = iter(firsts), iter(others)
    sizes = "".join(next(first) + taken(other, count - 1) for count in counts)
    return decode_halves(sizes, digits)


def rows(folder: Path, segment: list[Any]) -> Iterator[tuple[list[list[Any]], list[list[str]]]]:
    """Yield the rows of each shard of a segment, and those of its positions; all begin where directories say."""
    last = b""
    for (key, begins), name in zip(keys(segment[3]), shards(segment), strict=True):
        data, directory, *within = read(folder, name)
        found = rows_of_shard(data, segment[1], segment[2])
        first = tokenizer.utf16_key(found[0][0])
        # A term that the shard before ends with too is told in full, with a document; of others a beginning, or less.
        assert key == last == first if begins else last < key <= first
        for term, *_ in found:
            assert last <= tokenizer.utf16_key(term)
            last = tokenizer.utf16_key(term)
        apart: list[list[str]] = [row for columns in within for row in columns_of(columns)]
        for number, line in enumerate(filter(None, directory.split("\n"))):
            part = columns_of(read(folder, f"{name}p{number}"))
            assert line == f"{part[0][0]} {decode(part[0][1])[0]}"
            apart += part
        yield found, apart


def rising(steps: list[int]) -> list[int]:
    numbers, last = [], -1
    for gap in steps:
        last += gap + 1
        numbers.append(last)
    return numbers


def read_postings(
    folder: Path,
) -> tuple[dict[str, Counter[tuple[int, int]]], dict[str, set[tuple[int, int]]]]:
    """Return for each term its frequency in (document, field), and its positions as (document, position).

    The length that stands beside a term is the number of all terms of that field, of which each is held.
    """
    frequencies: dict[str, Counter[tuple[int, int]]] = {}
    positions: dict[str, set[tuple[int, int]]] = {}
    lengths: dict[tuple[int, int], int] = {}
    first = 0
    for segment in read(folder, "manifest")["segments"]:
        totals: dict[str, list[tuple[int, int]]] = {}
        for found, apart in rows(folder, segment):
            read_segment(found, first, frequencies, positions, totals, lengths)
            for term, holding, counts_text, firsts, *halves in apart:
                if counts_text == "-":
                    [d] = decode(holding)
                    held = [each for each in totals[term] if each[0] >= first + d][: len(firsts)]
                else:
                    counts = [n + 1 for n in decode(counts_text)]
                    held = [(first + d, n) for d, n in zip(rising(decode(holding)), counts, strict=True)]
                places = iter(places_of([n for _, n in held], firsts, *halves))
                for document, count in held:
                    add(positions, term, document, places, count)
        first += segment[1]
    held_terms: Counter[tuple[int, int]] = Counter()
    for each in frequencies.values():
        held_terms.update(each)
    for place, length in lengths.items():
        assert length == length_code(held_terms[place])
    return frequencies, positions


def read_segment(
    found: list[list[Any]],
    shift: int,
    frequencies: dict[str, Counter[tuple[int, int]]],
    positions: dict[str, set[tuple[int, int]]],
    every: dict[str, list[tuple[int, int]]],
    lengths: dict[tuple[int, int], int],
) -> None:
    """Add the frequencies of a shard, the positions beside them, how often each document has each term, and lengths of fields."""
    for term, holders, kind, steps, held, packs, halves in found:
        counts = frequencies.setdefault(term, Counter())
        totals = []
        for d, mine in zip(rising(steps), held, strict=True):
            totals.append((shift + d, sum(frequency for _, frequency, _ in mine)))
            counts.update({(shift + d, f): frequency for f, frequency, _ in mine})
            lengths.update({(shift + d, f): length for f, _, length in mine if length is not None})
        assert holders >= sum(map(len, held))
        every.setdefault(term, []).extend(totals)
        if kind == 0:
            places = iter(places_of([n for _, n in totals], *halves))
            for d, n in totals:
                add(positions, term, d, places, n)
        else:
            assert len(packs) == len(totals)


def add(
    positions: dict[str, set[tuple[int, int]]], term: str, document: int, gaps: Iterator[int], count: int
) -> None:
    at = -1
    for _ in range(count):
        at += next(gaps) + 1
        positions.setdefault(term, set()).add((document, at))
