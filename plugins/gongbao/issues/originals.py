"""The lines of a source that an article was made of, as they stand there; what ingest left out is told apart.

The ledger (ingest.json) says which file, in which encoding, with which hash, and which characters went where.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao import digest
from gongbao.bulletin import ledger as ledgers
from gongbao.bulletin.lines import split_lines
from gongbao.messages import _

# The forms whose lines are those of the file itself.
_FORMS = {"text", "markdown"}
_TEXT = "original.txt"
# Marks that ingest sets around raised and struck words; nobody's text has these.
_MARKS = re.compile("[\ufdd0-\ufdef]")


class OriginalError(ValueError):
    """A ledger or source that does not fit; str() says what to do."""


@dataclass(frozen=True)
class Piece:
    """Part of a line: its text, and whether the article holds it."""

    text: str
    held: bool


@dataclass(frozen=True)
class Line:
    """A line of the source: its number, its parts, and whether its end was joined with a later line."""

    number: int
    pieces: tuple[Piece, ...]
    joined_to: int | None = None


@dataclass(frozen=True)
class Original:
    """The lines of one article; as_read: they are what ingest read out of the file, which has no lines of its own.

    pages: the pages of the file that they stand on ("3-5"), "" where it has none.
    """

    file: str
    lines: tuple[Line, ...]
    as_read: bool = False
    pages: str = ""

    @property
    def left_out(self) -> int:
        """Return how many lines have something that the article does not hold."""
        return sum(any(not p.held and p.text.strip() for p in line.pieces) for line in self.lines)

    @property
    def joins(self) -> int:
        """Return how many broken sentences were joined."""
        return sum(line.joined_to is not None for line in self.lines)


class Ledgers:
    """Ledgers and sources, each read once."""

    def __init__(self, sources: Path) -> None:
        self._sources = sources
        self._read: dict[Path, tuple[dict[str, Any], list[str]] | None] = {}
        self._records: dict[Path, dict[str, Any]] = {}

    def original(self, article: Path) -> Original | None:
        """Return the source lines of an article's file; None if its ledger, or the source, is not there."""
        ledger = article.parent / ledgers.FILE
        if ledger not in self._read:
            self._read[ledger] = self._load(ledger)
        known = self._read[ledger]
        if known is None:
            return None
        record, lines = known
        place = next((p for p in record.get("places", ()) if p.get("name") == article.name), None)
        if place is None:
            return None
        joins = {j["first"]: j["second"] for j in record.get("joins", ()) if {"first", "second"} <= set(j)}
        as_read = record["source"].get("form") not in _FORMS
        shown = excerpt(lines, place.get("spans", ()), joins)
        return Original(record["source"]["name"], shown, as_read, str(place.get("pages", "")))

    def flags(self, article: Path) -> list[dict[str, Any]]:
        """Return the flags of an article's source; none where its ledger, or the source, is not there."""
        ledger = article.parent / ledgers.FILE
        if ledger not in self._read:
            self._read[ledger] = self._load(ledger)
        known = self._read[ledger]
        return list(known[0].get("flags", ())) if known else []

    def source(self, ledger: Path) -> Path | None:
        """Return the file that the lines of a ledger's articles are read from, there or not; None without a ledger."""
        return _source(self._record(ledger)["source"], ledger, self._sources) if ledger.is_file() else None

    def place(self, ledger: Path) -> Path | None:
        """Return where the file or folder that a ledger speaks of is looked for; None without a ledger or a name."""
        name = self._record(ledger)["source"]["name"] if ledger.is_file() else ""
        return self._sources / Path(name).name if name else None

    def has_lines(self, ledger: Path) -> bool:
        """Tell whether that file was there when it was looked for."""
        return self._read.get(ledger) is not None

    def received(self, article: Path) -> Path | None:
        """Return the file or folder that an article was made of, as received; None where it is not there.

        Raise OriginalError or LedgerError where it is another than the one that the ledger knows.
        """
        ledger = article.parent / ledgers.FILE
        path = self.place(ledger)
        if not path or not path.exists():
            return None
        source = self._record(ledger)["source"]
        name, wanted = source["name"], source.get("sha256")
        if path.is_file() and digest.of_file(path) != wanted:
            raise OriginalError(another(ledger, name, self._sources))
        return path

    def _record(self, ledger: Path) -> dict[str, Any]:
        if ledger not in self._records:
            self._records[ledger] = ledgers.read(ledger)
        return self._records[ledger]

    def _load(self, ledger: Path) -> tuple[dict[str, Any], list[str]] | None:
        if not ledger.is_file():
            return None
        record = self._record(ledger)
        name, form, wanted, encoding = (
            record["source"].get(key, "") for key in ("name", "form", "sha256", "encoding")
        )
        path = _source(record["source"], ledger, self._sources)
        if not path.is_file():
            return None
        if form not in _FORMS:
            return record, path.read_text(encoding="utf-8").split("\n")
        # Before it is read: another file may be of any size.
        if digest.of_file(path) != wanted:
            raise OriginalError(another(ledger, name, self._sources))
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig" if encoding.startswith("utf-8") else encoding)
        except (LookupError, ValueError) as error:  # no codec, none of texts, or another one's bytes
            raise OriginalError(
                _(
                    "{source} is not in {encoding}, as {ledger} says — ingest it again",
                    source=name,
                    encoding=encoding,
                    ledger=ledger,
                )
            ) from error
        return record, split_lines(text)


def _source(source: dict[str, Any], ledger: Path, sources: Path) -> Path:
    # Of a file without lines of its own, what was read out of it lies beside the ledger.
    own = source.get("form", "") in _FORMS
    return sources / Path(source["name"]).name if own else ledger.with_name(_TEXT)


def another(ledger: Path, name: str, sources: Path) -> str:
    """Say that a source is not the one that its ledger was made of."""
    return _(
        "{ledger} was made of another {source} than the one in {folder}/ — ingest it again",
        ledger=ledger.name,
        source=name,
        folder=sources.name,
    )


def excerpt(lines: list[str], spans: Iterable[str], joins: dict[int, int]) -> tuple[Line, ...]:
    """Return the lines from the first to the last that the spans touch, blank ones aside."""
    columns: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        named = ledgers.lines_of(span)
        if not named:
            raise OriginalError(
                _(
                    "ingest.json: {span!r} is no span of lines — ingest the source again",
                    span=span,
                )
            )
        for number in range(named.first, min(named.last, len(lines)) + 1):
            columns.setdefault(number, []).append(named.columns or (0, 10**9))
    if not columns:
        return ()
    shown = []
    for number in range(min(columns), min(max(columns), len(lines)) + 1):
        text = lines[number - 1]
        if text.strip():
            joined = joins.get(number) if number in columns else None
            shown.append(Line(number, _pieces(text, columns.get(number, [])), joined))
    return tuple(shown)


def _pieces(text: str, columns: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces = []
    at = 0
    for start, end in sorted(columns):
        if start > at:
            pieces.append(Piece(text[at:start], False))
        pieces.append(Piece(text[start:end], True))
        at = min(end, len(text))
    if at < len(text):
        pieces.append(Piece(text[at:], False))
    # Blanks between two held parts were closed up, not left out.
    return tuple(Piece(text, p.held or not text.strip()) for p in pieces if (text := _MARKS.sub("", p.text)))
