"""What the ledger (ingest.json) knows of where things stand on the pages of a source."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from gongbao.bulletin import ledger as ledgers
from gongbao.bulletin.ledger import LedgerError
from gongbao.messages import _, in_words

# Places are fractions of a page, which has no million others before it.
_FARTHEST = 1e6
LEDGER, TEXT = ledgers.FILE, "original.txt"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Row:
    """A printed row, or a cell: the line of the text and the part of it [start, end), its page and box, how sure it is."""

    line: int
    start: int
    end: int
    page: int
    box: Box
    sure: float | None = None


@dataclass(frozen=True)
class Ledger:
    """A source's form and sum, its lines as read, and the rows that they are printed in, by line."""

    name: str
    form: str
    sha256: str
    lines: tuple[str, ...]
    rows: dict[int, tuple[Row, ...]]
    turned: dict[int, int]
    places: dict[str, tuple[str, ...]]
    pages: dict[str, tuple[int, int]]

    @cached_property
    def is_scan(self) -> bool:
        """Tell whether its characters were recognised, most of them."""
        rows = [row for found in self.rows.values() for row in found]
        return self.form == "scan" or sum(row.sure is not None for row in rows) > len(rows) / 2

    @cached_property
    def by_page(self) -> dict[int, tuple[Row, ...]]:
        """Return the rows of each page, in the order of the text."""
        found: dict[int, list[Row]] = {}
        for line in sorted(self.rows):
            for row in self.rows[line]:
                found.setdefault(row.page, []).append(row)
        return {page: tuple(rows) for page, rows in found.items()}

    def type_share(self, page: int) -> float:
        """Return how high the type of a page is, as a fraction of the page's height; 0 where that is not known."""
        # A row of a table is as high as its cells, which hold several rows of type.
        plain = [
            row.box[3] - row.box[1]
            for row in self.by_page.get(page, ())
            if "\t" not in self.lines[row.line - 1] and (row.start or len(self.rows[row.line]) > 1)
        ]
        return round(median(plain), 3) if plain else 0.0

    def stretches(self, name: str) -> Iterator[tuple[int, int, int]]:
        """Give what a file of the archive holds of the text: line, and its columns [start, end)."""
        for named in ledgers.lines_in(self.places.get(name, ())):
            if named.columns:
                yield named.first, *named.columns
                continue
            for line in range(named.first, min(named.last, len(self.lines)) + 1):
                yield line, 0, len(self.lines[line - 1])


def read(folder: Path) -> Ledger | None:
    """Return the ledger of a folder of the archive; None if it has none, or what was read lies not beside it.

    Raises LedgerError for one that is damaged.
    """
    path, text = folder / LEDGER, folder / TEXT
    if not path.is_file() or not text.is_file():
        return None
    try:
        data = ledgers.read(path)
        # Line ends within a line were never read as such: split where ingest joined.
        lines = tuple(text.read_text(encoding="utf-8").split("\n"))
        made = data["source"]
        return Ledger(
            str(made["name"]),
            str(made["form"]),
            str(made["sha256"]),
            lines,
            _rows(data, lines),
            {int(page): int(degrees) for page, degrees in data.get("turned", {}).items()},
            {place["name"]: tuple(place["spans"]) for place in data["places"]},
            {place["name"]: _range(place["pages"]) for place in data["places"] if place.get("pages")},
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, OSError) as error:
        raise LedgerError(
            _(
                "{ledger} is no ledger ({error}) — ingest the source again",
                ledger=LEDGER,
                error=in_words(error),
            )
        ) from error


def _rows(data: dict[str, Any], lines: tuple[str, ...]) -> dict[int, tuple[Row, ...]]:
    found = {}
    in_rows = data.get("on_rows", {})
    for number, numbers in data.get("on_pages", {}).items():
        line = int(number)
        page, left, top, right, bottom, *rest = map(_number, numbers.split())
        sure = rest[0] if rest else None
        length = len(lines[line - 1])
        parts: list[tuple[int, Box]] = [(0, (left, top, right, bottom))]
        if number in in_rows:
            parts = []
            for row in in_rows[number].split(", "):
                start, *box = row.split()
                a, b, c, d = map(_number, box)
                parts.append((int(start), (a, b, c, d)))
        ends = [*(start for start, _ in parts[1:]), length]
        found[line] = tuple(
            Row(line, start, end, int(page), box, sure) for (start, box), end in zip(parts, ends, strict=True)
        )
    return found


def _number(text: str) -> float:
    number = float(text)
    if not abs(number) < _FARTHEST:  # neither NaN nor infinite
        raise ValueError(text)
    return number


def _range(pages: str) -> tuple[int, int]:
    first, _, last = pages.partition("-")
    return int(first), int(last or first)
