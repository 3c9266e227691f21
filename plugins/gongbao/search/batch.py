"""Cut many documents into terms at once, on arrays. `tokenizer` says what comes out; a test compares the two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from gongbao.messages import _

from .document import Document
from .folding import HAN, Folder
from .tokenizer import ALIGNMENT, MOST_POSITIONS, word_term

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SEPARATOR, _HAN, _WORD, _UNKNOWN = 0, 1, 2, 3
# An occurrence in one number: document, field, position, and whether a Han character stands beside something else.
DOCUMENT_SHIFT, FIELD_SHIFT, POSITION_SHIFT = 30, 25, 1
POSITION_MASK, FIELD_MASK = MOST_POSITIONS, 31
# A term in one number: two code points, the second 0 for a single character; words come after the last code point.
_SECOND = 21
SECOND_MASK = (1 << _SECOND) - 1
WORDS = 0x110000 << _SECOND
_LOCAL = 22
MAX_UNITS = 1 << _LOCAL


@cache
def _table() -> npt.NDArray[np.uint8]:
    """Return the class of every code point; of what is no Han character, when a text first has it."""
    table = np.full(0x110000, _UNKNOWN, np.uint8)
    parts = HAN
    while parts:
        if parts[1:2] == "-":
            table[ord(parts[0]) : ord(parts[2]) + 1] = _HAN
            parts = parts[3:]
        else:
            table[ord(parts[0])] = _HAN
            parts = parts[1:]
    return table


def _classes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Return the class of each code point of a text."""
    table = _table()
    # np.unique would load what NumPy has for masked arrays, which takes longer than all that is done here.
    for code in np.flatnonzero(np.bincount(codes[table[codes] == _UNKNOWN])).tolist():
        table[code] = _WORD if chr(code).isalnum() else _SEPARATOR
    return table[codes]


class Vocabulary:
    """Numbers of terms. Single characters and pairs are numbered by their code points, words as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.words: list[str] = []

    def number(self, word: str) -> int:
        """Return the number of a word."""
        known = self._numbers.get(word)
        if known is None:
            known = self._numbers[word] = WORDS + len(self.words)
            self.words.append(word_term(word))
        return known

    def term(self, number: int) -> str:
        """Return the term of a number."""
        if number >= WORDS:
            return self.words[number - WORDS]
        first, second = divmod(number, 1 << _SECOND)
        return chr(first) + (chr(second) if second else "")


@dataclass(frozen=True, slots=True)
class Batch:
    """Terms of some documents: `terms` in order, each with the slice `bounds[i]:bounds[i+1]` of occurrences."""

    terms: npt.NDArray[np.uint64]
    bounds: Ints
    occurrences: Ints


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A batch, the number of terms in each document and field, and the position at which each paragraph begins."""

    batch: Batch
    lengths: Ints
    paragraph_positions: list[list[int]]


def tokenize(
    documents: Sequence[Document], first: int, fields: int, folder: Folder, vocabulary: Vocabulary
) -> Tokenized:
    """Cut documents, numbered from `first`, into terms; of long ones a few at a time, since each character takes some numbers."""
    done = [
        _tokenized(documents[a:b], first + a, fields, folder, vocabulary)
        for a, b in _groups([sum(len(p.text) + 1 for p in d.paragraphs) for d in documents])
    ]
    if len(done) == 1:
        return done[0]
    return Tokenized(
        _joined([each.batch for each in done]),
        np.concatenate([each.lengths for each in done]),
        [positions for each in done for positions in each.paragraph_positions],
    )


def _groups(characters: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield from where to where documents are cut at once: fewer than MAX_UNITS characters, or a longer one alone."""
    begin = size = 0
    for at, count in enumerate(characters):
        if at > begin and size + count >= MAX_UNITS:
            yield begin, at
            begin, size = at, 0
        size += count
    yield begin, len(characters)


def _joined(batches: Sequence[Batch]) -> Batch:
    """Return batches of documents that follow each other as one."""
    terms = np.concatenate([batch.terms for batch in batches])
    counts = np.concatenate([np.diff(batch.bounds) for batch in batches])
    before = np.cumsum([0, *(len(batch.occurrences) for batch in batches[:-1])])
    starts = np.concatenate([batch.bounds[:-1] + at for batch, at in zip(batches, before, strict=True)])
    order = np.argsort(terms, kind="stable")
    terms, counts = terms[order], counts[order]
    occurrences = np.concatenate([batch.occurrences for batch in batches])[ranges(starts[order], counts)]
    begins = np.flatnonzero(np.append(True, terms[1:] != terms[:-1])[: len(terms)])
    ends = np.cumsum(counts)
    return Batch(terms[begins], np.append((ends - counts)[begins], len(occurrences)), occurrences)


def ranges(starts: npt.NDArray[np.integer[Any]], counts: npt.NDArray[np.integer[Any]]) -> Ints:
    """Return start, start+1, … for each start, count numbers each."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return found


def _tokenized(
    documents: Sequence[Document], first: int, fields: int, folder: Folder, vocabulary: Vocabulary
) -> Tokenized:
    # One newline ends one paragraph, so a paragraph's own newlines become blanks.
    text = "\n".join(p.text.replace("\n", " ") for d in documents for p in d.paragraphs)
    folded = folder.fold(text)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    classes = _classes(codes)

    before = np.zeros_like(classes)
    before[1:] = classes[:-1]
    units = np.flatnonzero((classes == _HAN) | ((classes == _WORD) & (before != _WORD)))
    han = classes[units] == _HAN
    paragraph = np.cumsum(codes == ord("\n"))[units]

    paragraph_document = np.repeat(np.arange(len(documents)), [len(d.paragraphs) for d in documents])
    paragraph_field = np.fromiter((p.field for d in documents for p in d.paragraphs), np.int64)
    document = paragraph_document[paragraph] if len(units) else np.zeros(0, np.int64)
    field = paragraph_field[paragraph] if len(units) else np.zeros(0, np.int64)

    adjacent = before[units] != _SEPARATOR
    steps = np.where(adjacent, 1, 2)
    position = _positions(steps, paragraph, document)
    if len(units) and position.max() > POSITION_MASK:
        raise ValueError(_("a document has more than 16 million characters"))

    pair, edge = _paired(han, steps, paragraph)
    occurrence = (
        ((document + first) << DOCUMENT_SHIFT) | (field << FIELD_SHIFT) | (position << POSITION_SHIFT) | edge
    )

    singles = np.flatnonzero(han)
    pairs = np.flatnonzero(pair)
    words = np.flatnonzero(~han)
    code = codes[units].astype(np.uint64)
    numbers = np.concatenate(
        [
            code[singles] << np.uint64(_SECOND),
            (code[pairs] << np.uint64(_SECOND)) | code[pairs + 1],
            _word_numbers(folded, classes, units[words], vocabulary),
        ]
    )
    where = np.concatenate([singles, pairs, words])
    together, where = _sorted(numbers, where)
    ordered = occurrence[where]
    starts = (
        np.flatnonzero(np.concatenate([[True], together[1:] != together[:-1]])) if len(together) else where
    )
    batch = Batch(together[starts], np.append(starts, len(together)).astype(np.int64), ordered)

    lengths = np.zeros(len(documents) * fields, dtype=np.int64)
    for which in (singles, pairs, words):
        lengths += np.bincount(document[which] * fields + field[which], minlength=len(lengths))
    return Tokenized(
        batch, lengths.reshape(-1, fields), _paragraph_positions(documents, paragraph, document, position)
    )


def _paired(han: Flags, steps: Ints, paragraph: Ints) -> tuple[Flags, Flags]:
    """Return which units make a pair with the one that follows, and which Han characters lack a pair on one side or both."""
    pair = np.zeros(len(han), dtype=bool)
    pair[:-1] = han[:-1] & han[1:] & (steps[1:] == 1) & (paragraph[1:] == paragraph[:-1])
    inner = pair.copy()
    inner[1:] &= pair[:-1]
    inner[:1] = False
    return pair, han & ~inner


def _sorted(numbers: npt.NDArray[np.uint64], where: Ints) -> tuple[npt.NDArray[np.uint64], Ints]:
    """Return terms in order, and where each stands; where: rises within each term."""
    if not len(where) or where.max() >= MAX_UNITS:
        order = np.argsort(numbers, kind="stable")
        return numbers[order], where[order]
    # Sorted as one number each, which is many times faster than sorting by two keys.
    together = np.sort((numbers << np.uint64(_LOCAL)) | where.astype(np.uint64))
    return together >> np.uint64(_LOCAL), (together & np.uint64(MAX_UNITS - 1)).astype(np.int64)


def _positions(steps: Ints, paragraph: Ints, document: Ints) -> Ints:
    """Return the position of each unit: steps from unit to unit, each paragraph from where it begins on."""
    if not len(steps):
        return steps
    begins = np.flatnonzero(np.append(True, paragraph[1:] != paragraph[:-1]))
    counts = np.diff(np.append(begins, len(steps)))
    running = np.cumsum(steps)
    inside = running - np.repeat(running[begins], counts)
    # What each paragraph takes, up to where the next may begin.
    room = -(-(inside[begins + counts - 1] + 3) // ALIGNMENT) * ALIGNMENT
    starts = np.cumsum(room) - room
    owner = document[begins]
    first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    starts -= np.repeat(starts[first], np.diff(np.append(first, len(starts))))
    return np.repeat(starts, counts) + inside


def _word_numbers(
    folded: str, classes: npt.NDArray[np.uint8], starts: Ints, vocabulary: Vocabulary
) -> npt.NDArray[np.uint64]:
    """Return the number of the word that begins at each start."""
    ends_at = np.flatnonzero((classes == _WORD) & (np.append(classes[1:], _SEPARATOR) != _WORD)) + 1
    number = vocabulary.number
    spans = zip(starts.tolist(), ends_at.tolist(), strict=True)
    return np.fromiter((number(folded[a:b]) for a, b in spans), np.uint64, len(starts))


def _paragraph_positions(
    documents: Sequence[Document], paragraph: Ints, document: Ints, position: Ints
) -> list[list[int]]:
    """Return where each paragraph of each document begins; an empty one begins where the next one does."""
    total = sum(len(d.paragraphs) for d in documents)
    first = np.searchsorted(paragraph, np.arange(total))
    owners = np.repeat(np.arange(len(documents)), [len(d.paragraphs) for d in documents])
    inside = first < len(paragraph)
    clipped = np.minimum(first, max(len(paragraph) - 1, 0))
    if len(paragraph):
        inside &= document[clipped] == owners
        found = np.where(inside, position[clipped], POSITION_MASK)
    else:
        found = np.full(total, POSITION_MASK)
    result, at = [], 0
    for d in documents:
        result.append(found[at : at + len(d.paragraphs)].tolist())
        at += len(d.paragraphs)
    return result
