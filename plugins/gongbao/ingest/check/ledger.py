"""The ledger: where every character of a source went. Ingest fails if the sum does not come out."""

import re
from dataclasses import dataclass

from gongbao.bulletin.fold import fold
from gongbao.messages import _

from ..model.lines import Drop, Line
from ..model.record import Block, Record
from ..model.source import Source

_BLANK = re.compile(r"\s")


class LedgerError(Exception):
    """A character that was lost or counted twice: an error of ingest itself, never of the person who runs it."""


@dataclass(frozen=True)
class Place:
    """What one article or the masthead holds of a source: spans as text ("148-246", "172:4-10") and characters."""

    name: str
    lines: str
    spans: tuple[str, ...]
    characters: int


def columns_of(text: str, columns: tuple[int, ...]) -> set[int]:
    """Return the columns of the characters that are not blank."""
    return {column for c, column in zip(text, columns, strict=True) if not _BLANK.match(c)}


def check(source: Source, places: dict[str, list[Line]], drops: list[Drop]) -> tuple[list[Place], int]:
    """Check that each non-blank character has one place; return the places and the source's number of characters."""
    wanted = {
        item.number: columns_of(item.text, tuple(range(len(item.text))))
        for item in source.lines
        if item.text.strip()
    }
    total = sum(len(columns) for columns in wanted.values())
    left = {number: set(columns) for number, columns in wanted.items()}
    counted: dict[str, dict[int, set[int]]] = {}
    holders = [(name, line) for name, lines in places.items() for line in lines]
    for name, line in [*holders, *((_("dropped ({rule})", rule=drop.rule), drop.line) for drop in drops)]:
        columns = columns_of(line.text, line.columns)
        missing = columns - left.get(line.number, set())
        if missing:
            raise LedgerError(
                _(
                    "{file}, line {number}: {text!r} in {name} is counted twice — please report this with "
                    "the file; nothing was written",
                    file=source.name,
                    number=line.number,
                    text=line.text.strip()[:30],
                    name=name,
                )
            )
        left[line.number] -= columns
        counted.setdefault(name, {}).setdefault(line.number, set()).update(columns)
    lost = {number: columns for number, columns in left.items() if columns}
    if lost:
        number, columns = next(iter(lost.items()))
        text = next(item.text for item in source.lines if item.number == number)
        snippet = "".join(text[c] for c in sorted(columns))[:30]
        raise LedgerError(
            _(
                "{file}, line {number}: {snippet!r} was given no place — please report this with the "
                "file; nothing was written",
                file=source.name,
                number=number,
                snippet=snippet,
            )
        )
    return [_place(name, counted.get(name, {}), wanted) for name in places], total


def _place(name: str, columns_of: dict[int, set[int]], wanted: dict[int, set[int]]) -> Place:
    spans: list[str] = []
    run: list[int] = []
    numbers = sorted(wanted)
    order = {number: n for n, number in enumerate(numbers)}
    for number in sorted(columns_of):
        if columns_of[number] == wanted[number]:
            # Lines that follow each other, blank ones aside, make one span.
            if run and order[number] == order[run[-1]] + 1:
                run.append(number)
                continue
            spans += _span(run)
            run = [number]
        else:
            spans += _span(run)
            run = []
            spans += [f"{number}:{a}-{b}" for a, b in _ranges(sorted(columns_of[number]))]
    spans += _span(run)
    lines = f"{min(columns_of)}-{max(columns_of)}" if columns_of else ""
    return Place(name, lines, tuple(spans), sum(len(columns) for columns in columns_of.values()))


def _span(run: list[int]) -> list[str]:
    if not run:
        return []
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0])]


def _ranges(columns: list[int]) -> list[tuple[int, int]]:
    """Return runs of columns, 1-based and inclusive; small gaps are blanks."""
    out: list[list[int]] = []
    for column in columns:
        if out and column - out[-1][1] <= 1:
            out[-1][1] = column
        else:
            out.append([column, column])
    return [(a + 1, b + 1) for a, b in out]


def check_words(record: Record, source: Source) -> None:
    """Check that every block says what its lines say: folded, the same characters in the same order."""
    for block in record.blocks:
        if not block.lines:
            continue
        source_words = _canonical("".join(line.text for line in block.lines))
        block_words = _canonical(
            "".join("".join(row) for row in block.rows) if block.kind == "table" else block.text
        )
        if source_words != block_words and source_words.rstrip(":") != block_words:
            raise LedgerError(
                _(
                    "{file}, line {number}: the words changed from {held!r} to {said!r} — please report this "
                    "with the file; nothing was written",
                    file=source.name,
                    number=block.lines[0].number,
                    held=source_words[:30],
                    said=block_words[:30],
                )
            )


def _canonical(text: str) -> str:
    """Fold a text so that only its words count: widths, blanks and the forms of marks are unified."""
    return fold(text.replace("^^", "").replace("<<", ""))


def block_counts(blocks: list[Block]) -> dict[str, int]:
    """Count blocks by kind."""
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.kind] = counts.get(block.kind, 0) + 1
    return counts
