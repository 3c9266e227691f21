"""Tables: rows of cells, a table that lost its columns, the text of a cell."""

import re

from plugins.bulletin.fold import HAN

from .lines import Line, close_up, tidy

_COLUMN_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[\s\u3000]*")


def flattened(lines: list[Line], at: int) -> list[list[str]]:
    """Read a table that lost its columns: 序号 and other short cells, one a line, then rows numbered 1, 2, 3."""
    if re.sub(r"\s", "", lines[at].text) != "序号":
        return []
    cells = [line.text.strip() for line in lines[at:]]
    width = next((n for n in range(2, min(12, len(cells))) if cells[n] == "1"), 0)
    if not width or any(len(cell) > 30 for cell in cells[:width]):
        return []
    rows = [cells[:width]]
    while cells[len(rows) * width : len(rows) * width + 1] == [str(len(rows))]:
        row = cells[len(rows) * width : (len(rows) + 1) * width]
        if len(row) < width:
            break
        rows.append(row)
    return rows if len(rows) > 2 else []


def columned(lines: list[Line], at: int) -> list[list[str]]:
    """Read a table that is set in columns by blanks alone: a head that opens with 序号, rows counted 1, 2, 3."""
    cells = _COLUMN_GAP.split(lines[at].text.strip())
    if len(cells) < 3 or cells[0] not in {"序号", "编号"}:
        return []
    rows = [cells]
    for line in lines[at + 1 :]:
        row = _COLUMN_GAP.split(line.text.strip())
        if len(row) != len(cells) or row[0] != str(len(rows)):
            break
        rows.append(row)
    return rows if len(rows) > 2 else []


def cell_text(cell: str) -> str:
    """Return a cell's text: a blank between two Chinese names parts two units and stays, others are closed up."""
    cell = re.sub(r"[\s\u3000]+", " ", cell).strip()
    parts = cell.split(" ")
    if len(parts) > 1 and all(re.fullmatch(rf"[{HAN}（）()、]{{3,}}", part) for part in parts):
        return " ".join(parts)
    return tidy(close_up(cell))
