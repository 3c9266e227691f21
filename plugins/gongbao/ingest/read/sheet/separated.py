"""Read a table that was saved as a text (.csv, .tsv): its cells are parted by commas, semicolons or tabs."""

import csv
from collections.abc import Sequence
from itertools import islice

from gongbao.messages import _

from ...model.source import SourceError, SourceLine
from ..encoding import decode
from ..reading import Reading
from .book import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet
from .lines import sheet_lines

_SEPARATORS = "\t,;"


def read_separated(data: bytes, name: str, encoding: str | None) -> Reading:
    """Return the lines of a table: those of its title, its rows, its notes."""
    text, codec = decode(data, name, encoding)
    lines = text.replace("\0", "").splitlines(keepends=True)
    # A comma may stand within a cell of a table that is parted by tabs, hardly the other way round.
    separator = max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))
    try:
        rows = [*islice(csv.reader(lines, delimiter=separator), MOST_ROWS + 1)]
    except csv.Error as error:
        raise SourceError(
            _(
                "{name}: a cell has more than {most} signs, or a quotation mark is never closed; open it in Excel or WPS, save "
                "it as .xlsx and ingest that",
                name=name,
                most=csv.field_size_limit(),
            )
        ) from error
    _refuse_large(rows, name)
    sheet = Sheet("", "", hidden=False)
    for at, row in enumerate(rows):
        sheet.cells |= {(at, column): cell.strip() for column, cell in enumerate(row) if cell.strip()}
    found = sheet_lines(sheet) if sheet.cells else ()
    made = (SourceLine(at, text, drop, hint) for at, (text, hint, drop) in enumerate(found, start=1))
    return Reading(tuple(made), codec)


def _refuse_large(rows: Sequence[Sequence[str]], name: str) -> None:
    if (
        len(rows) > MOST_ROWS
        or max(map(len, rows), default=0) > MOST_COLUMNS
        or sum(map(len, rows)) > MOST_CELLS
        or any(len(cell) > LONGEST_CELL for row in rows for cell in row)
    ):
        raise SourceError(
            _(
                "{name}: more rows, columns or words in a cell than a table of a document has; cut out what belongs "
                "to it and ingest that",
                name=name,
            )
        )
