"""Give the lines of a sheet: titles and units over its tables, their rows, the notes below them."""

import re
from collections.abc import Iterator

from gongbao.bulletin.markup import ABOVE, LEFT

from ..cells import cell_text, row_line, side_by_side
from .book import Sheet

# 项目负责人签字
_LONGEST_LABEL = 12
LABELLED = re.compile(r"^[^：:]{1,12}[：:]")
# 表一　某预算收入　　单位：万元: a title beside the unit of the table below.
_UNIT = re.compile(r"[（(]?\s*(?:计量)?单\s*位\s*[：:]")


def sheet_lines(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Give text, hint and drop of each line: blank rows part a sheet into tables, each with its title and notes.

    A row without a word that has lines drawn around its cells is one of a form, to be filled in: it parts nothing.
    """
    grid, hidden = _grid(sheet)
    segment: list[_Row] = []
    is_further = False
    for row in [*grid, _Row()]:
        if any(cell and cell not in (ABOVE, LEFT) for cell in row) or ABOVE in row or (segment and row.ruled):
            segment.append(row)
        elif segment:
            yield from [("", "", "")] if is_further else []
            yield from _segment_lines(segment)
            segment, is_further = [], True
    yield from ((text, "", "hidden-text") for text in hidden)


class _Row(list[str]):
    """The cells of a row; ruled: whether lines are drawn around two of them at least."""

    ruled = False


def _grid(sheet: Sheet) -> tuple[list[_Row], list[str]]:
    """Return the rows of what is shown, merged cells marked, and the words that are hidden.

    Hidden are rows, columns, and what merged cells cover: programs that merge keep the words of each cell.
    """
    cells = {place: cell_text(text.split("\n")) for place, text in sheet.cells.items()}
    last_row = max(row for row, _column in cells)
    last_column = max(column for _row, column in cells)
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        if not cells.get((top, left)):
            continue
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column) + 1):
                if (row, column) != (top, left):
                    if sheet.cells.get((row, column)) != sheet.cells[top, left]:
                        covered.add((row, column))
                    cells[row, column] = LEFT if row == top else ABOVE
    rows = [row for row in range(last_row + 1) if row not in sheet.hidden_rows]
    columns = [column for column in range(last_column + 1) if column not in sheet.hidden_columns]
    used = [c for c in columns if any(cells.get((row, c)) for row in rows)]
    hidden = [
        " ".join(text.split())
        for (row, column), text in sorted(sheet.cells.items())
        if row in sheet.hidden_rows or column in sheet.hidden_columns or (row, column) in covered
    ]
    grid = _unorphaned_down([_unorphaned([cells.get((row, column), "") for column in used]) for row in rows])
    found = []
    for row, words in zip(rows, grid, strict=True):
        one = _Row(words)
        one.ruled = len(sheet.ruled.get(row, set()).intersection(used)) > 1
        found.append(one)
    return found, hidden


def _unorphaned(row: list[str]) -> list[str]:
    """Empty a mark of merging whose first cell stands in a hidden column."""
    return ["", *row[1:]] if row and row[0] == LEFT else row


def _unorphaned_down(grid: list[list[str]]) -> list[list[str]]:
    return [["" if cell == ABOVE else cell for cell in row] if not at else row for at, row in enumerate(grid)]


def _segment_lines(rows: list[_Row]) -> Iterator[tuple[str, str, str]]:
    start, end = 0, len(rows)
    while start < end and _is_text(rows, start):
        start += 1
    while end > start and _is_text(rows, end - 1):
        end -= 1
    for at, row in enumerate(rows[:start]):
        # What stands beside a unit is no second line of the title above.
        if at and _UNIT.match(_words(row)[-1]) and len(_words(row)) > 1:
            yield "", "", ""
        yield "\u3000\u3000".join(_words(row)), "", ""
    table = _without_empty_columns(rows[start:end])
    if table and (lines := side_by_side(table)):
        yield from ((line, "", "") for line in lines)
    else:
        yield from ((row_line(row), "table", "") for row in table)
    for row in rows[end:]:
        yield "\u3000\u3000".join(_words(row)), "", ""


def _words(row: list[str]) -> list[str]:
    return [cell for cell in row if cell and cell not in (ABOVE, LEFT)]


def _is_text(rows: list[_Row], at: int) -> bool:
    """Tell whether a row is a title, a unit (单位：万元) or a note over or under a table, and no row of it."""
    words = _words(rows[at])
    if ABOVE in rows[at] or (at + 1 < len(rows) and ABOVE in rows[at + 1] and len(words) > 1):
        return False
    if at and rows[at].ruled and _is_field(rows[at]):
        return False
    if len(words) <= 1 or (len(words) <= 3 and all(LABELLED.match(word) for word in words)):
        return True
    below = _words(rows[at + 1]) if at + 1 < len(rows) else []
    return len(words) == 2 < len(below) and _UNIT.match(words[1]) is not None


def _is_field(row: _Row) -> bool:
    """Tell whether a row is a label with a cell beside it to be filled in, or all of its cells are: 项目名称 |  |."""
    return (
        not any(row) or (0 < len(row[0]) <= _LONGEST_LABEL and not any(row[1:]) and len(row) > 1)
    ) and not LABELLED.match(row[0])


def _without_empty_columns(rows: list[_Row]) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    used = [c for c in range(width) if any(row[c] for row in rows)]
    return [[row[c] for c in used] for row in rows]
